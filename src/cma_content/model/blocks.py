"""The blocks a section is made of, each known by its `type`."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from cma_content.diagnostics.rules import SENSE
from cma_content.model.authored import (
    BulletList,
    Checklist,
    CodedLink,
    FillIn,
    Picture,
    Quote,
    Steps,
    Subheading,
)
from cma_content.model.base import FactId, Id, Line
from cma_content.model.block_fields import BlockFields
from cma_content.model.drawn import BarChart, CareerPaths, CollectionChart, Layers, PayChart, PayMap, Timeline
from cma_content.model.references import fault
from cma_content.model.text import Text


class Paragraph(BlockFields):
    """Running text."""

    type: Literal["paragraph"]
    text: Text
    """The words of the paragraph."""


class Callout(BlockFields):
    """A boxed remark: `note` adds, `limit` says what you may not do, `tip` helps you act."""

    type: Literal["callout"]
    kind: Literal["note", "limit", "tip"]
    """`note` adds, `limit` says what you may not do, `tip` helps you act."""
    title: Line
    """The heading of the box."""
    text: Annotated[tuple[Text, ...], Field(min_length=1)]
    """Paragraphs."""


class Table(BlockFields):
    """A table whose first column heads its rows."""

    type: Literal["table"]
    caption: Line
    """What the table shows, printed above it."""
    columns: Annotated[tuple[Line, ...], Field(min_length=2, max_length=8)]
    """Column headings."""
    rows: Annotated[tuple[tuple[Text, ...], ...], Field(min_length=1)]
    """Each row has one cell a column."""
    note: Text | None = None
    """What a reader has to know, printed below it."""

    @model_validator(mode="after")
    def _is_rectangular(self) -> Self:
        for number, row in enumerate(self.rows, start=1):
            if len(row) != len(self.columns):
                reason = f"row {number} has {len(row)} cells for {len(self.columns)} columns"
                raise fault(SENSE, reason, within=("rows", number - 1), hint="write a cell for each column")
        return self


class KeyFigures(BlockFields):
    """A few facts side by side, each with its label, place and period."""

    type: Literal["key-figures"]
    facts: Annotated[tuple[FactId, ...], Field(min_length=1, max_length=6)]
    """The ids of the facts, in the order of print."""


class LocalPay(BlockFields):
    """Pay in the region a handout is made for beside the nation's; nothing in a handout for no region."""

    type: Literal["local-pay"]
    note: Text | None = None
    """What a reader has to know, printed below it."""


class LocalRules(BlockFields):
    """The rules of the region's states, or whom to ask; nothing in a handout for no region."""

    type: Literal["local-rules"]
    ask: Text
    """Whom to ask in a state whose rules the article does not hold."""


class PayTable(BlockFields):
    """Pay percentiles of the nation and its parts; for a region, of it, its states, their neighbors and the nation."""

    type: Literal["pay-table"]
    caption: Line
    """What the table shows, printed above it."""
    note: Text | None = None
    """What a reader has to know, printed below it."""


class View(BlockFields):
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
            raise fault(SENSE, f"a view of {self.of} has no table", within=("form",), hint="take the line away")
        return self


Block = Annotated[
    Paragraph
    | Subheading
    | BulletList
    | Steps
    | Checklist
    | FillIn
    | Quote
    | Picture
    | CodedLink
    | Callout
    | Table
    | Timeline
    | KeyFigures
    | BarChart
    | CollectionChart
    | CareerPaths
    | Layers
    | PayChart
    | PayMap
    | PayTable
    | LocalPay
    | LocalRules
    | View,
    Field(discriminator="type"),
]
