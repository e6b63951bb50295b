"""A line of a handout, and how one is made."""

from collections.abc import Iterable, Iterator
from typing import Any, Literal

from cma_content.handout.runs import Note, Runs
from cma_content.handout.tree.blocks import Block, Definition
from cma_content.handout.tree.parts import Part
from cma_content.handout.tree.pictures import QRCode
from cma_content.model.frozen import frozen
from cma_content.model.inline import Strong

Node = Part | Block | Definition
Role = Literal["title", "heading", "contents", "text", "item", "blank", "caption", "picture", "header", "row"]


@frozen
class Line:
    """A line of a handout: its words, and what they are."""

    role: Role
    """A `title` or `heading`; an entry of the `contents`, a link or the title of a group; running `text`; an `item` of
    a list; a `blank` to fill in; the `caption` of a table or a drawing, which stands before it, or of a picture, behind
    it; what a `picture` shows, for who does not see it; the `header` or a `row` of a table."""
    cells: tuple[Runs, ...]
    """One, or those of a row of a table."""
    node: Node
    """What it is a line of; several lines in a row may be of one."""
    level: int = 0
    """Of a heading: 2 for a part, 3 within it. Of an item or of the contents: 2 for one below another, else 1."""
    number: int = 0
    """Of an item: its number in an ordered list. Of a blank: how many lines it has."""
    id: str = ""
    """Where links lead that go to `#id`."""

    @property
    def words(self) -> str:
        """Its text, with a tab between two cells."""
        return "\t".join(map(plain, self.cells))


Lines = Iterator[Line]


def plain(runs: Runs) -> str:
    """The words of runs without markup, as every format has them; the numbers of sources stand in brackets: [1]."""
    return "".join(
        run if isinstance(run, str) else f"[{run.number}]" if isinstance(run, Note) else run.text for run in runs
    )


def line(role: Role, node: Node, *runs: Any, **more: Any) -> Lines:
    """A line of one cell; none where there are no words."""
    if any(runs):
        yield Line(role, (runs,), node, **more)


def items(node: Node, texts: Iterable[Runs], *, ordered: bool = False, level: int = 1) -> Lines:
    """A line for each item of a list."""
    for number, item in enumerate(texts, 1):
        yield Line("item", (item,), node, level, number if ordered else 0)


def coded(node: Node, code: QRCode, id_: str = "") -> Lines:
    """What a QR code shows, and its link."""
    yield from line("picture", node, code.alt)
    yield from line("text", node, Strong(code.says), " ", code.link, id=id_)
