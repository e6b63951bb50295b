"""Figures with their origin: sources and facts."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any, Final, Literal, Self, get_args

from pydantic import model_validator

from cma_content.diagnostics.rules import RANGE, SENSE
from cma_content.model.base import Id, Line, LongLine, Model, PlaceId, SourceId, WebAddress, spelled
from cma_content.model.currencies import Unit
from cma_content.model.period import Period
from cma_content.model.references import fault
from cma_content.model.scalars import Amount, Day

ReadAs = Literal["issuer-page", "issuer-copy", "third-party-copy", "summary"]
"""How a source was read: on its issuer's own page, in a stored copy of that, in a copy held by someone else, or as
someone else sums it up."""
Level = Literal["p10", "p25", "median", "p75", "p90", "jobs"]
Statistic = Literal[
    "change",
    "count",
    "mean",
    "median",
    "percentile-10",
    "percentile-25",
    "percentile-75",
    "percentile-90",
    "projection",
    "requirement",
    "score",
    "share",
    "typical",
]


_SCORES: Final = {"score-of-5": 5, "score-of-7": 7}
_MAY_FALL: Final = ("change", "projection")
_BELOW_ZERO: Final = ("degC", "degF")


def _bounds(statistic: Statistic, unit: Unit) -> tuple[int | None, int | None]:
    """The least and the most that such a figure can be, as far as there is one."""
    if statistic in _MAY_FALL or unit in _BELOW_ZERO:
        return None, None
    return 0, 100 if (statistic, unit) == ("share", "percent") else _SCORES.get(unit)


class Source(Model):
    """Where facts come from, with what its license asks for."""

    id: Id
    title: Line
    """The title of the page, table or law."""
    publisher: Line
    """Who stands behind it."""
    address: WebAddress
    """Where its issuer publishes it."""
    read_as: ReadAs
    """How it was read: on the issuer's page, in a stored copy of it, in a third party's copy, or in a summary."""
    read_at: WebAddress | None = None
    """Where it was read, where that is elsewhere."""
    short_address: Line | None = None
    """The address as print gives it; without one, its host, and its path where that is short."""
    kind: Literal["statistics", "law", "issuer", "government", "study", "association", "other"]
    """`statistics`: official figures with a published method. `law`: a statute, rule or regulator's page.
    `issuer`: a credential owner on its own rules. `government`: a public body's description.
    `study`: published research. `association`: a professional body's view. `other`: a third party."""
    dated: Period
    """When the source was published or last changed."""
    retrieved: Day
    """When it was read for this article."""
    next_release: Day | None = None
    """When a newer one is expected; its figures count as old from then on."""
    license: Annotated[Line, spelled("license", "licence")]
    """The terms it may be used under, in a few words."""
    credit: LongLine | None = None
    """The credit line its license asks for; printed when a fact of this source is."""


class Fact(Model):
    """One figure and everything needed to trust it."""

    id: Id
    label: Line
    """What the figure counts, in a reader's words."""
    brief: Line | None = None
    """The same beside others of its kind, as in a chart."""
    statistic: Statistic
    """What kind of figure it is."""
    value: Amount
    """The figure, or the lower end of a range."""
    high: Amount | None = None
    """The upper end, when the figure is a range."""
    unit: Unit
    """What the figure is counted in."""
    qualifier: Literal["about", "at least", "at most", "less than", "more than"] | None = None
    """A word that belongs to the figure, such as `at least` for a legal minimum."""
    place: PlaceId
    """The id of the place where the figure holds."""
    period: Period
    """The time that the figure is of."""
    source: SourceId
    """The id of the source that has it."""
    verified: Literal["primary", "secondary"]
    """`primary`: read in the source itself. `secondary`: read where another party quotes it."""
    from_pay: Level | None = None
    """What of the article's pay it is; value, statistic, period and source then come from there."""
    note: Line | None = None
    """What a careful reader of the data should know about the figure; not printed."""

    @model_validator(mode="before")
    @classmethod
    def _has_found_its_pay(cls, data: Any) -> Any:
        """One fault, where it was typed, in place of one for each field that would have come from the pay."""
        if isinstance(data, Mapping) and "value" not in data and data.get("from_pay") in get_args(Level):
            place, unit = data.get("place"), data.get("unit")
            if place and unit:
                reason = f"the article has no pay of {place} in {unit} with such a {data['from_pay']}"
                hint = "add it to pay, or write value, statistic, period, source and verified"
                raise fault(SENSE, reason, within=("from_pay",), hint=hint)
        return data

    @model_validator(mode="after")
    def _is_possible(self) -> Self:
        least, most = _bounds(self.statistic, self.unit)
        for name, value in (("value", self.value), ("high", self.high)):
            if value is not None and _outside(value, least, most):
                bound = f"at least {least}" if least is not None and value < least else f"at most {most}"
                reason = f"a {self.statistic} in {self.unit} must be {bound}, not {value:f}"
                raise fault(RANGE, reason, within=(name,))
        return self

    @model_validator(mode="after")
    def _range_rises(self) -> Self:
        if self.high is not None and self.high <= self.value:
            raise fault(SENSE, f"high must be more than value, which is {self.value:f}", within=("high",))
        return self


def _outside(value: Decimal, least: int | None, most: int | None) -> bool:
    return (least is not None and value < least) or (most is not None and value > most)
