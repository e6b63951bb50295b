"""What sections are made of."""

from typing import Literal

from cma_content.handout.runs import Note, Runs
from cma_content.handout.tree.drawn import Chart, Layers, Paths, Timeline
from cma_content.handout.tree.grid import Grid
from cma_content.model.frozen import frozen


@frozen
class Paragraph:
    """Running text; `role` says what kind."""

    runs: Runs
    role: Literal["body", "gloss", "intro", "note"] = "body"


@frozen
class Bullets:
    """A list; `ordered` prints numbers."""

    items: tuple[Runs, ...]
    ordered: bool = False


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


Block = Paragraph | Bullets | Field | Box | Entry | Grid | KeyFigures | Chart | Paths | Layers | Timeline | Glossary
