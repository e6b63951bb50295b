"""What sections are made of."""

from collections.abc import Iterator
from itertools import zip_longest
from typing import Literal

from cma_content.handout.runs import Note, Runs
from cma_content.handout.tree.authored import CodedLink, FillIn, Illustration, Quote, Subheading
from cma_content.handout.tree.drawn import Chart, Layers, Paths, Timeline
from cma_content.handout.tree.grid import Grid
from cma_content.model.frozen import frozen
from cma_content.model.icons import Icon


@frozen
class Paragraph:
    """Running text; `role` says what kind."""

    runs: Runs
    role: Literal["body", "gloss", "intro", "note"] = "body"


@frozen
class Bullets:
    """A list; `ordered` prints numbers, `boxes` a box to check off before each item.

    `titles` are what leads texts that are not printed here.
    """

    items: tuple[Runs, ...]
    ordered: bool = False
    boxes: bool = False
    inner: tuple[tuple[Runs, ...], ...] = ()
    """The points under each item, where any has some."""
    titles: bool = False

    @property
    def nested(self) -> Iterator[tuple[Runs, tuple[Runs, ...]]]:
        """Each item with the points under it."""
        return zip_longest(self.items, self.inner, fillvalue=())

    @property
    def lines(self) -> Iterator[Runs]:
        """Each item, the points under it right behind it."""
        return (line for item, inner in self.nested for line in (item, *inner))


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
class Definition:
    """A word and its meaning."""

    id: str
    term: str
    runs: Runs


@frozen
class Glossary:
    """Words and their meanings, by the alphabet."""

    entries: tuple[Definition, ...]


Block = (
    Paragraph
    | Subheading
    | Bullets
    | Cards
    | FillIn
    | Quote
    | Illustration
    | CodedLink
    | Field
    | Box
    | Entry
    | Grid
    | KeyFigures
    | Chart
    | Paths
    | Layers
    | Timeline
    | Glossary
)
