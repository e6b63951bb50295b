"""What the body of a handout is made of: a cover, the first page, contents, sections, notices and sources."""

from typing import Literal

from cma_content.handout.runs import Runs
from cma_content.handout.tree.blocks import Block, Field, KeyFigures
from cma_content.handout.tree.pictures import Picture, QRCode
from cma_content.model.frozen import frozen


@frozen
class Section:
    """A titled part of the handout."""

    id: str
    title: str
    blocks: tuple[Block, ...]
    side: Literal["front", "back"] = "front"
    row: int = 0
    """Of a sheet: two sections of one side with the same row stand side by side."""
    part: str = ""
    """The id that it has in the article, which another id of the handout may have taken."""
    appendix: bool = False
    """Whether it is looked up and not read: it stands behind the others."""


@frozen
class Masthead:
    """Who hands the handout out."""

    name: str
    language: str
    """Of the name; empty where it is the handout's."""
    logo: Picture | None
    contact_title: str
    """The heading of what follows; empty where nothing does, and on a sheet, where the name is in sight."""
    contact: tuple[Runs, ...]
    """A line each."""
    code: QRCode | None
    facts: tuple[Field, ...]
    """Figures of its own, each with its own source."""


@frozen
class CitedSource:
    """A source that this handout rests on, under its number."""

    number: int
    runs: Runs


@frozen
class Cover:
    """A page of its own before the first: the title, the message, who hands it out, and which edition it is."""

    title: str
    subtitle: str
    message: Runs
    name: str
    """Of who hands it out; empty where nobody does."""
    language: str
    """Of the name; empty where it is the handout's."""
    logo: Picture | None
    edition: str


@frozen
class Front:
    """The first page: who hands it out, the title, the main message, figures, the short version, what to do.

    That of chosen sections has a title alone: no message, no figures, no points, no action. On a sheet, what to do and
    how to reach who hands it out stand at the foot instead, as an `Action`.
    """

    masthead: Masthead | None
    title: str
    subtitle: str
    """Empty on a sheet, as the title of the message is."""
    message_title: str
    message: Runs
    action_title: str
    action: Runs
    """Empty on a sheet."""
    key_points_title: str
    key_points: tuple[Runs, ...]
    """Empty on a fact sheet."""
    note: Runs
    """Whom pay figures count, where this page prints one and no section says so."""
    figures: KeyFigures = KeyFigures(())
    """Those that the article wants large; below the message."""
    reading_time: Runs = ()
    """How long the guide takes to read, and a short way through; empty on a fact sheet."""


@frozen
class OutlineEntry:
    """A heading that a link can lead to: of a part at level 1, of an entry in it at level 2."""

    id: str
    title: str
    level: int


@frozen
class ContentsGroup:
    """Parts that belong together, under a title, which may be empty."""

    title: str
    entries: tuple[OutlineEntry, ...]


@frozen
class Contents:
    """The list of contents: every part that follows it, in the order of print, each a link."""

    title: str
    groups: tuple[ContentsGroup, ...]


@frozen
class Action:
    """The foot of a sheet's front: the one thing to do, and how to reach who hands the sheet out."""

    id: str
    title: str
    runs: Runs
    masthead: Masthead | None


@frozen
class Notices:
    """The words that a program must print, as they are."""

    id: str
    title: str
    statements: tuple[str, ...]


@frozen
class Sources:
    """The end of a handout: the numbered sources, the credits that they ask for, and the imprint."""

    id: str
    title: str
    """Says that these are sources; or, where nothing is cited, that this is about the handout."""
    read: Runs
    """How most of them were read; each of the others says it. Nothing where no way is shared."""
    cited: tuple[CitedSource, ...]
    credits: tuple[str, ...]
    imprint: tuple[Runs, ...]
    """Edition, dates, license and publisher, a line each."""


Part = Cover | Front | Contents | Section | Action | Notices | Sources
