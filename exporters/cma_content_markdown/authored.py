"""The blocks that an author sets for looking, writing and checking off, in Markdown; without their pictures."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import count
from typing import Any, Final, Protocol

from cma_content.handout import tree
from cma_content.model.inline import Strong
from cma_content_markdown.text import line

Lines = Iterator[str]
_RULE: Final = r"\_" * 30
"""A line to write on. Without backslashes it would be a rule across the page where it stands alone."""


class Writing(Protocol):
    """What writes headings, paragraphs and runs."""

    def heading(self, level: int, title: str, id_: str = "") -> str:
        """A heading to which links to `id_` lead."""

    def name(self, id_: str) -> None:
        """Lets links to `id_` lead to the heading above."""

    def paragraph(self, *runs: tree.Run) -> str:
        """A paragraph."""

    def runs(self, runs: tree.Runs) -> str:
        """Words in the markup."""

    def items(self, items: Iterable[tree.Runs], *, ordered: bool = False) -> str:
        """A list."""

    def stacked(self, items: Iterable[Iterable[tree.Runs]]) -> str:
        """A list whose items have several lines each."""

    def listed(self, items: list[str], *, ordered: bool) -> str:
        """A list of the items with their marks, apart from the one before."""


def _bullets(writer: Writing, block: tree.Bullets) -> Lines:
    made = []
    for number, (item, inner) in zip(count(1), block.nested, strict=False):
        lead = f"{number}." if block.ordered else "-"
        words = line(writer.runs(item))
        # A box is markup; brackets among the words are escaped.
        made.append(f"{lead} [ ] {words}" if block.boxes else f"{lead} {words}")
        made += [f"{' ' * (len(lead) + 1)}- {line(writer.runs(point))}" for point in inner]
    yield writer.listed(made, ordered=block.ordered)


def _subheading(writer: Writing, block: tree.Subheading) -> Lines:
    yield writer.heading(3, block.title, block.id)


def _quote(writer: Writing, block: tree.Quote) -> Lines:
    paragraphs = (writer.paragraph(*runs) for runs in (*block.paragraphs, block.by))
    yield "\n>\n".join(f"> {words}" for words in paragraphs)


def _fill_in(writer: Writing, block: tree.FillIn) -> Lines:
    for blank in block.blanks:
        yield f"{writer.paragraph(Strong(f'{blank.label}:'))} {_RULE}"
        yield from (_RULE for _ in range(1, blank.lines))


def _illustration(writer: Writing, block: tree.Illustration) -> Lines:
    """What the picture shows, as the file holds text alone."""
    yield f"> {writer.paragraph(f'{block.label}: {block.picture.alt}')}"
    if block.caption:
        yield writer.paragraph(*block.caption)


def _coded_link(writer: Writing, block: tree.CodedLink) -> Lines:
    writer.name(block.id)
    yield writer.paragraph(Strong(block.code.says), " ", block.code.link)


MAKERS: Final[Mapping[type, Callable[[Any, Any], Lines]]] = {
    tree.Bullets: _bullets,
    tree.CodedLink: _coded_link,
    tree.FillIn: _fill_in,
    tree.Illustration: _illustration,
    tree.Quote: _quote,
    tree.Subheading: _subheading,
}
