"""The blocks a section is made of, each known by its `type`."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from cma_content.diagnostics.rules import SENSE
from cma_content.model.audience import Audience
from cma_content.model.base import DutyId, FactId, Id, Line, Model
from cma_content.model.references import fault
from cma_content.model.text import Text


class _Block(Model):
    """What every block may say of itself."""

    id: Id | None = None
    """A name by which a fact sheet can take the block over."""
    audience: tuple[Audience, ...] = ()
    """Whom the block is for; a block that names nobody is for all. A handout is for students by default."""


class Paragraph(_Block):
    """Running text."""

    type: Literal["paragraph"]
    text: Text
    """The words of the paragraph."""


class BulletList(_Block):
    """Points in no order; more than seven want sub-headings instead."""

    type: Literal["list"]
    intro: Text | None = None
    """The sentence that leads into the list."""
    items: Annotated[tuple[Text, ...], Field(min_length=1)]


class Steps(_Block):
    """Points in order, printed with numbers."""

    type: Literal["steps"]
    intro: Text | None = None
    items: Annotated[tuple[Text, ...], Field(min_length=1)]


class Callout(_Block):
    """A boxed remark: `note` adds, `limit` says what you may not do, `tip` helps you act."""

    type: Literal["callout"]
    kind: Literal["note", "limit", "tip"]
    """`note` adds, `limit` says what you may not do, `tip` helps you act."""
    title: Line
    text: Annotated[tuple[Text, ...], Field(min_length=1)]
    """Paragraphs."""


class Table(_Block):
    """A table whose first column heads its rows."""

    type: Literal["table"]
    caption: Line
    columns: Annotated[tuple[Line, ...], Field(min_length=2, max_length=8)]
    """Column headings."""
    rows: Annotated[tuple[tuple[Text, ...], ...], Field(min_length=1)]
    """Each row has one cell a column."""
    note: Text | None = None

    @model_validator(mode="after")
    def _is_rectangular(self) -> Self:
        for number, row in enumerate(self.rows, start=1):
            if len(row) != len(self.columns):
                reason = f"row {number} has {len(row)} cells for {len(self.columns)} columns"
                raise fault(SENSE, reason, within=("rows", number - 1), hint="write a cell for each column")
        return self


class Moment(Model):
    """One entry of a timeline."""

    time: Line
    text: Text
    """What happens then."""
    duties: tuple[DutyId, ...] = ()
    """The duties this moment shows."""


class Timeline(_Block):
    """A day in its order; `note` must say whose day it is (a composite is labeled as one)."""

    type: Literal["timeline"]
    caption: Line
    note: Text
    """Whose day it is."""
    moments: Annotated[tuple[Moment, ...], Field(min_length=2)]


class KeyFigures(_Block):
    """A few facts side by side, each with its label, place and period."""

    type: Literal["key-figures"]
    facts: Annotated[tuple[FactId, ...], Field(min_length=1, max_length=6)]


class BarChart(_Block):
    """Facts of one unit as bars, as listed; the first is the one that the chart is about, and is highlighted."""

    type: Literal["bar-chart"]
    caption: Line
    facts: Annotated[tuple[FactId, ...], Field(min_length=2, max_length=8)]
    summary: Text
    """What the chart shows, in a sentence or two: the text a reader who cannot see it gets."""


class PayChart(_Block):
    """The nation's yearly pay percentiles, drawn."""

    type: Literal["pay-chart"]
    caption: Line
    summary: Text
    """What the chart shows, in a sentence or two."""


class PayMap(_Block):
    """Median yearly pay of the states, each a tile where it lies on the map."""

    type: Literal["pay-map"]
    caption: Line
    summary: Text
    """What the map shows, in a sentence or two."""


class LocalPay(_Block):
    """Pay in the region a handout is made for beside the nation's; nothing in a handout for no region."""

    type: Literal["local-pay"]
    note: Text | None = None


class LocalRules(_Block):
    """The rules of the region's states, or whom to ask; nothing in a handout for no region."""

    type: Literal["local-rules"]
    ask: Text
    """Whom to ask in a state whose rules the article does not hold."""


class PayTable(_Block):
    """Pay percentiles of the nation and its parts; for a region, of it, its states, their neighbors and the nation."""

    type: Literal["pay-table"]
    caption: Line
    note: Text | None = None


class View(_Block):
    """One of the article's collections, or the part of it in `only`, printed in its own form."""

    type: Literal["view"]
    of: Literal[
        "acknowledged",
        "career-steps",
        "credentials",
        "duties",
        "education-paths",
        "faqs",
        "glossary",
        "good-parts",
        "hard-parts",
        "hours",
        "limits",
        "next-steps",
        "similar-jobs",
        "skills",
        "state-rules",
        "tools",
        "unknowns",
        "work-settings",
    ]
    """The collection."""
    only: Id | None = None
    """A group of the collection: the side of duties and credentials, the kind of skills or of career steps."""
    form: Literal["entries", "table"] = "entries"
    """`table`: side by side, for credentials, duties and state rules."""

    @model_validator(mode="after")
    def _has_that_form(self) -> Self:
        if self.form == "table" and self.of not in ("credentials", "duties", "state-rules"):
            raise fault(SENSE, f"{self.of} have no table", within=("form",), hint="take the line away")
        return self


Block = Annotated[
    Paragraph
    | BulletList
    | Steps
    | Callout
    | Table
    | Timeline
    | KeyFigures
    | BarChart
    | PayChart
    | PayMap
    | PayTable
    | LocalPay
    | LocalRules
    | View,
    Field(discriminator="type"),
]
