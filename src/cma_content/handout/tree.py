"""The handout: a frozen tree of what one reader gets, with every choice already made.

Figures are formatted, notes numbered, words explained, credits collected. An exporter only draws it.
"""

from dataclasses import dataclass
from typing import Literal

from cma_content.design.tokens import Design
from cma_content.handout.options import RenderOptions
from cma_content.handout.runs import Defined as Defined
from cma_content.handout.runs import Note as Note
from cma_content.handout.runs import Run as Run
from cma_content.handout.runs import Runs as Runs
from cma_content.model.article import Article
from cma_content.model.inline import Link


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; `role` says what kind."""

    runs: Runs
    role: Literal["body", "gloss", "intro", "note"] = "body"


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list; `ordered` prints numbers."""

    items: tuple[Runs, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """A labeled line: the label, then its text."""

    label: str
    runs: Runs


@dataclass(frozen=True, slots=True)
class Box:
    """A titled box set apart from the text."""

    kind: Literal["note", "limit", "tip"]
    title: str
    blocks: tuple["Block", ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A titled part of a section: a duty, a question, a credential."""

    id: str
    title: str
    blocks: tuple["Block", ...]
    kind: Literal["entry", "question"] = "entry"


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A figure set large, with what it counts and where and when it holds."""

    value: str
    label: str
    vintage: str
    note: Note


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """A few key figures side by side."""

    figures: tuple[KeyFigure, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """One value of a chart: its label, its size and the size as printed."""

    label: str
    value: float
    printed: str
    mark: str = ""
    """A short form of the label, where there is no room: WA."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing of `bars`: lengths side by side, five percentiles on one scale (`spread`), or states on a `map`."""

    id: str
    kind: Literal["bars", "spread", "map"]
    caption: str
    bars: tuple[Bar, ...]
    summary: Runs
    alt: str
    """The same in words; every value, or for a map the highest and lowest and where the others stand."""


@dataclass(frozen=True, slots=True)
class Moment:
    """One entry of a timeline."""

    time: str
    runs: Runs


@dataclass(frozen=True, slots=True)
class Timeline:
    """A day in its order."""

    caption: str
    note: Runs
    moments: tuple[Moment, ...]


@dataclass(frozen=True, slots=True)
class Definition:
    """A word and its meaning."""

    id: str
    term: str
    runs: Runs


@dataclass(frozen=True, slots=True)
class Glossary:
    """Words and their meanings, by the alphabet."""

    entries: tuple[Definition, ...]


Block = Paragraph | Bullets | Field | Box | Entry | Grid | KeyFigures | Chart | Timeline | Glossary


@dataclass(frozen=True, slots=True)
class Section:
    """A titled part of the handout."""

    id: str
    title: str
    blocks: tuple[Block, ...]
    side: Literal["front", "back"] = "front"
    column: Literal["wide", "main", "side"] = "main"
    part: str = ""
    """The id that it has in the article, which another id of the handout may have taken."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture and its words."""

    content: bytes
    media_type: str
    alt: str


@dataclass(frozen=True, slots=True)
class QRCode:
    """A QR code: what it says to do, the link, and the address as a person types it."""

    says: str
    link: Link
    alt: str


@dataclass(frozen=True, slots=True)
class Masthead:
    """Who hands the handout out."""

    name: str
    language: str
    """Of the name; empty where it is the handout's."""
    logo: Picture | None
    contact_title: str
    """The heading of what follows; empty on a sheet, where the name is in sight."""
    contact: tuple[Runs, ...]
    """A line each."""
    code: QRCode | None
    facts: tuple[Field, ...]
    """Figures of its own, each with its own source."""
    statements: tuple[str, ...]
    """Word for word."""


@dataclass(frozen=True, slots=True)
class CitedSource:
    """A source that this handout rests on, under its number."""

    number: int
    runs: Runs


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A part of a fact sheet that its pages had no room for."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Handout:
    """Everything that is printed, in order, and the article it was made from."""

    article: Article
    options: RenderOptions
    """As asked for, the region by its id."""
    left_out: tuple[LeftOut, ...]
    """What had to go to fit the pages; nothing but in a format that has pages."""
    design: Design
    masthead: Masthead | None
    name: str
    """Of its files, without an ending."""
    code: str
    """What tells this handout from every other: 2026-11 · K7F3; `identify` reads it."""
    language: str
    title: str
    subtitle: str
    message_title: str
    message: Runs
    action_title: str
    action: Runs
    key_points_title: str
    key_points: tuple[Runs, ...]
    """Empty on a fact sheet."""
    contents_title: str
    """Empty where there are no contents to list, as on a fact sheet."""
    sections: tuple[Section, ...]
    notices_title: str
    """The heading of the masthead's statements, which stand after the sections of the front."""
    sources_title: str
    sources: tuple[CitedSource, ...]
    credits: tuple[str, ...]
    """Credit lines that the cited sources ask for."""
    imprint: tuple[Runs, ...]
    """RenderOptions, dates, license and publisher, a line each."""
    footer: str
    """The same in one short line, for the foot of a page."""
    page_label: str
    """The word before a page number."""
    skip_label: str
    """The words of a link past the contents."""
