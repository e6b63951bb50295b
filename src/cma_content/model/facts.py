"""Figures with their origin: sources, places, facts, and pay by area."""

from itertools import pairwise
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from cma_content.diagnostics.rules import SENSE
from cma_content.model.base import Id, Line, Model, PlaceId, SourceId, WebAddress, form
from cma_content.model.references import fault
from cma_content.model.scalars import Day, Number, Whole

Period = Annotated[
    str,
    form(
        r"^(undated|\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?|/\d{4})?)$",
        "a year, a month or a day such as 2024, 2025-05 or 2025-08-28, two years such as 2024/2034, or undated",
    ),
    Field(
        description="The time a figure speaks of: 2024, 2025-05, 2025-08-28, 2024/2034 (from, to), "
        "or undated for a page without a date."
    ),
]
Unit = Literal[
    "USD",
    "USD/hour",
    "USD/year",
    "beats/minute",
    "breaths/minute",
    "credentials",
    "credits",
    "days",
    "degC",
    "degF",
    "hours",
    "jobs",
    "minutes",
    "mmHg",
    "months",
    "openings/year",
    "percent",
    "points",
    "procedures",
    "programs",
    "questions",
    "score-of-5",
    "score-of-7",
    "states",
    "tasks",
    "years",
]
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


class Source(Model):
    """Where facts come from, with what its license asks for."""

    id: Id
    title: Line
    """The title of the page, table or law."""
    publisher: Line
    """Who stands behind it."""
    address: WebAddress
    """Where it was published."""
    kind: Literal["statistics", "law", "issuer", "government", "study", "association", "other"]
    """`statistics`: official figures with a published method. `law`: a statute, rule or regulator's page.
    `issuer`: a credential owner on its own rules. `government`: a public body's description.
    `study`: published research. `association`: a professional body's view. `other`: a third party."""
    dated: Period
    """When the source was published or last changed."""
    retrieved: Day
    """When it was read for this article."""
    license: Line
    """The terms it may be used under, in a few words."""
    credit: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1000)] | None = None
    """The credit line its license asks for; printed when a fact of this source is."""


class Place(Model):
    """A nation, a state, district or territory, or a metropolitan or nonmetropolitan area."""

    id: Annotated[Id, Field(description="An ISO 3166 code (US, US-WA) or a statistical area's (CBSA-42660).")]
    name: Line
    kind: Literal["nation", "state", "district", "territory", "metro", "nonmetro"]
    """What it is."""
    short: Annotated[Line, Field(max_length=80)]
    """How the place is named in the brackets after a figure: U.S., Texas."""
    within: tuple[PlaceId, ...] = ()
    """The states that an area lies in."""


class Fact(Model):
    """One figure and everything needed to trust it."""

    id: Id
    label: Line
    """What the figure counts, in a reader's words."""
    brief: Line | None = None
    """The same beside others of its kind, as in a chart."""
    statistic: Statistic
    """What kind of figure it is."""
    value: Number
    """The figure, or the lower end of a range."""
    high: Number | None = None
    """The upper end, when the figure is a range."""
    unit: Unit
    """What the figure is counted in."""
    qualifier: Literal["about", "at least", "at most", "less than", "more than"] | None = None
    """A word that belongs to the figure, such as `at least` for a legal minimum."""
    place: PlaceId
    period: Period
    source: SourceId
    verified: Literal["primary", "secondary"]
    """`primary`: read in the source itself. `secondary`: read where another party quotes it."""
    note: Line | None = None
    """What a careful reader should know about the figure."""

    @model_validator(mode="after")
    def _range_rises(self) -> Self:
        if self.high is not None and self.high <= self.value:
            raise fault(SENSE, f"high must be more than value, which is {self.value}", within=("high",))
        return self


class Percentiles(Model):
    """Pay before tax; the share of workers who earn less than each figure is 10, 25, 50, 75, 90 percent."""

    p10: Number
    """A tenth of workers earn less."""
    p25: Number
    """A quarter of workers earn less."""
    median: Number
    """Half of workers earn less."""
    p75: Number
    """Three quarters of workers earn less."""
    p90: Number
    """Nine tenths of workers earn less."""

    @model_validator(mode="after")
    def _rises(self) -> Self:
        for (lower, low), (upper, high) in pairwise(self):
            if low > high:
                raise fault(SENSE, f"{upper} must not be less than {lower}, which is {low}", within=(upper,))
        return self


class AreaPay(Model):
    """Jobs and pay in one area."""

    place: PlaceId
    jobs: Whole | None = None
    """Wage and salary jobs, rounded by the publisher to tens; nothing where it released no number."""
    hourly: Percentiles
    """US dollars an hour."""
    yearly: Percentiles
    """US dollars a year, full time (2,080 hours)."""
    wage_error: Number
    """Relative standard error of the mean wage, in percent; above 5 the estimate is weak."""


class Pay(Model):
    """Pay of the occupation by area, from one release of one source."""

    period: Period
    source: SourceId
    universe: Line
    """Whom the figures count."""
    areas: Annotated[tuple[AreaPay, ...], Field(min_length=1)]
    """The nation first, then its states and territories by name: the rows of a pay table."""
    local: tuple[AreaPay, ...] = ()
    """Metropolitan and nonmetropolitan areas, for the handouts of a region."""
