"""What sections are made of."""

from typing import Literal

from cma_content.handout.runs import Note, Runs
from cma_content.model.frozen import frozen
from cma_content.model.icons import Icon


@frozen
class Paragraph:
    """Running text; `role` says what kind."""

    runs: Runs
    role: Literal["body", "gloss", "intro", "note"] = "body"


@frozen
class Bullets:
    """A list; `ordered` prints numbers, `titles` are what leads texts that are not printed here."""

    items: tuple[Runs, ...]
    ordered: bool = False
    titles: bool = False


@frozen
class Card:
    """A name and what to know of it, a line each; an icon beside it says nothing more."""

    name: str
    lines: tuple[Runs, ...]
    icon: Icon | None = None


@frozen
class Cards:
    """A few things side by side, in boxes or each with an icon."""

    kind: Literal["boxes", "icons"]
    cards: tuple[Card, ...]


@frozen
class Field:
    """A labeled line: the label, then its text."""

    label: str
    runs: Runs


@frozen
class Box:
    """A titled box set apart from the text."""

    kind: Literal["note", "limit", "tip"]
    title: str
    blocks: tuple["Block", ...]


@frozen
class Entry:
    """A titled part of a section: a duty, a question, a credential."""

    id: str
    title: str
    blocks: tuple["Block", ...]
    kind: Literal["entry", "question"] = "entry"


@frozen
class Grid:
    """A table; the first cell of a row heads it. `numeric` columns are aligned at the right."""

    id: str
    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Runs, ...], ...]
    numeric: frozenset[int] = frozenset()
    note: Runs = ()
    emphasized: frozenset[int] = frozenset()
    """Rows that stand out, such as the nation among its states."""
    answer: int = 0
    """The column that a narrow screen keeps beside the first; 0 where no one column is what readers come for."""


@frozen
class KeyFigure:
    """A figure set large, with what it counts and where and when it holds."""

    value: str
    label: str
    vintage: str
    note: Note
    large: str = ""
    """What of the value is set larger than its unit where there is room: $45,690 of $45,690 a year."""
    compared: tuple[Field, ...] = ()
    """What it is compared with: of what, and the figure there."""


@frozen
class KeyFigures:
    """A few key figures side by side."""

    figures: tuple[KeyFigure, ...]


@frozen
class Bar:
    """One value of a chart: its label, its size and the size as printed."""

    label: str
    value: float
    printed: str
    mark: str = ""
    """A short form of the label, where there is no room: WA."""
    brief: str = ""
    """A short form of what is printed: $46k."""
    emphasized: bool = False
    """Whether the chart is about this one; then its `alt` says so too."""


@frozen
class Chart:
    """A drawing of `bars`, all of one unit: lengths side by side, percentiles on a scale (`spread`), or places.

    Places are drawn as tiles: on a `map` of the United States, or in rows as they are listed (`tiles`).
    """

    id: str
    kind: Literal["bars", "spread", "map", "tiles"]
    caption: str
    bars: tuple[Bar, ...]
    summary: Runs
    alt: str
    """The same in words; every value, or for a map the highest and lowest and where the others stand."""
    columns: tuple[str, str]
    """What would head the labels and the values of a table."""

    def as_table(self) -> Grid:
        """The same as a table, for values that no drawing can compare, or words that no font of a drawing has."""
        rows = tuple(((bar.label,), (bar.printed,)) for bar in self.bars)
        return Grid(self.id, self.caption, self.columns, rows, frozenset({1}), self.summary)


@frozen
class Moment:
    """One entry of a timeline."""

    time: str
    runs: Runs


@frozen
class Timeline:
    """A day in its order."""

    caption: str
    note: Runs
    moments: tuple[Moment, ...]


@frozen
class Definition:
    """A word and its meaning."""

    id: str
    term: str
    runs: Runs


@frozen
class Glossary:
    """Words and their meanings, by the alphabet."""

    entries: tuple[Definition, ...]


Block = Paragraph | Bullets | Cards | Field | Box | Entry | Grid | KeyFigures | Chart | Timeline | Glossary
