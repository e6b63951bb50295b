"""Pay of the occupation by area, as percentiles."""

from itertools import pairwise
from typing import Annotated, ClassVar, Self

from pydantic import Field, field_validator, model_validator

from cma_content.diagnostics.rules import RANGE, REPEATED_ID, SENSE
from cma_content.model.base import Line, Model, PlaceId, SourceId
from cma_content.model.currencies import Currency
from cma_content.model.lookups import Lookup
from cma_content.model.period import Period
from cma_content.model.places import level_of
from cma_content.model.references import fault
from cma_content.model.scalars import AS_WHOLE, Amount


class Percentiles(Model):
    """Pay before tax; the share of workers who earn less than each figure is 10, 25, 50, 75, 90 percent."""

    p10: Amount
    """A tenth of workers earn less."""
    p25: Amount
    """A quarter of workers earn less."""
    median: Amount
    """Half of workers earn less."""
    p75: Amount
    """Three quarters of workers earn less."""
    p90: Amount
    """Nine tenths of workers earn less."""

    @model_validator(mode="after")
    def _rises(self) -> Self:
        if self.p10 < 0:
            raise fault(RANGE, f"pay must be at least 0, not {self.p10:f}", within=("p10",))
        if not self.p10 <= self.p25 <= self.median <= self.p75 <= self.p90:
            lower, upper = next((one, other) for one, other in pairwise(self) if one[1] > other[1])
            reason = f"{upper[0]} must not be less than {lower[0]}, which is {lower[1]:f}"
            raise fault(SENSE, reason, within=(upper[0],))
        return self


class AreaPay(Model):
    """Jobs and pay in one area."""

    place: PlaceId
    """The id of the nation, of its part or of the area."""
    jobs: Annotated[int, Field(ge=0), AS_WHOLE] | None = None
    """Wage and salary jobs, rounded by the publisher to tens; nothing where it released no number."""
    hourly: Percentiles
    """An hour, in the currency of the pay."""
    yearly: Percentiles
    """A year, full time, in the currency of the pay."""
    wage_error: Amount
    """Relative standard error of the mean wage, in percent; above 5 the estimate is weak."""


class Pay(Model):
    """Pay of the occupation by area, from one release of one source."""

    __slots__ = ("_indexes",)
    shown = ("period", "source", "areas", "local")

    period: Period
    """The month that all the figures are of, such as 2025-05."""
    source: SourceId
    """The id of the survey that they come from."""
    currency: Currency = "USD"
    """What all of it is paid in."""
    universe: Line
    """Whom the figures count."""
    areas: Annotated[tuple[AreaPay, ...], Field(min_length=1)]
    """The nation first, then its parts by name: the rows of a pay table."""
    local: tuple[AreaPay, ...] = ()
    """Areas in the parts of the nation, for the handouts of a region."""

    area: ClassVar = Lookup["AreaPay"]("pay in", "areas", "local", key="place")

    @field_validator("period")
    @classmethod
    def _is_dated(cls, period: Period) -> Period:
        if period.first is None:
            raise fault(SENSE, "pay needs a date: every figure is printed with it", expected="a month such as 2025-05")
        return period

    @model_validator(mode="after")
    def _has_each_place_once(self) -> Self:
        seen: dict[str, str] = {}
        for field, areas in (("areas", self.areas), ("local", self.local)):
            for number, area in enumerate(areas):
                within = (field, number, "place")
                if area.place in seen:
                    raise fault(REPEATED_ID, f"the pay in {area.place} is given twice", within=within)
                level = level_of(area.place)
                if level == "nation" and level in seen.values():
                    raise fault(SENSE, f"pay has one nation, and {area.place} is a second one", within=within)
                seen[area.place] = level or ""
        return self

    @property
    def nation(self) -> AreaPay | None:
        """The pay in the nation, if the article has it."""
        return next((area for area in self.areas if level_of(area.place) == "nation"), None)

    @property
    def regions(self) -> tuple[AreaPay, ...]:
        """The pay in each place smaller than the nation: its parts first, then areas."""
        return tuple(area for area in (*self.areas, *self.local) if level_of(area.place) != "nation")
