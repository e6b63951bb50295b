"""Figures with their origin: sources, places, facts, and pay by area."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, FiniteFloat, StringConstraints, model_validator

from cma_content.base import Id, Line, Model, PlaceId, SourceId, WebAddress, form

Number = Annotated[int | FiniteFloat, Field(union_mode="left_to_right")]
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
    """Where facts come from, with what its licence asks for."""

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
    retrieved: date
    """When it was read for this article."""
    licence: Line
    """The terms it may be used under, in a few words."""
    credit: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1000)] | None = None
    """The credit line its licence asks for; printed when a fact of this source is."""


class Place(Model):
    """A nation, state, district or territory."""

    id: Annotated[Id, Field(description="An ISO 3166 code: US, US-WA.")]
    name: Line
    kind: Literal["nation", "state", "district", "territory"]
    short: Annotated[Line, Field(max_length=30)]
    """How the place is named in the brackets after a figure: U.S., Texas."""


class Fact(Model):
    """One figure and everything needed to trust it."""

    id: Id
    label: Line
    """What the figure counts, in a reader's words."""
    statistic: Statistic
    value: Number
    """The figure, or the lower end of a range."""
    high: Number | None = None
    """The upper end, when the figure is a range."""
    unit: Unit
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
            raise ValueError("high must be more than value")
        return self


class Percentiles(Model):
    """Pay before tax; the share of workers who earn less than each figure is 10, 25, 50, 75, 90 percent."""

    p10: Number
    p25: Number
    median: Number
    p75: Number
    p90: Number

    @model_validator(mode="after")
    def _rises(self) -> Self:
        values = (self.p10, self.p25, self.median, self.p75, self.p90)
        if list(values) != sorted(values):
            raise ValueError("percentiles must rise from p10 to p90")
        return self


class AreaPay(Model):
    """Jobs and pay in one area."""

    place: PlaceId
    jobs: int
    """Wage and salary jobs, rounded by the publisher to tens."""
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
    """The nation first, then the areas by name."""
