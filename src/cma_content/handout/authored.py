"""The blocks that an author sets for looking, writing and checking off, as blocks of a handout."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from cma_content.handout import anchors, branding, tree
from cma_content.handout.scope import Scope
from cma_content.model.authored import (
    BulletList,
    Checklist,
    CodedLink,
    FillIn,
    Picture,
    Point,
    Quote,
    Steps,
    Subheading,
)
from cma_content.model.text import Text


def bullets(scope: Scope, block: BulletList | Checklist | Steps) -> Iterator[tree.Block]:
    """A list, its introduction before it."""
    yield from _intro(scope, block.intro)
    items, inner = [], []
    for item in block.items:
        items.append(scope.writer.runs(item.text if isinstance(item, Point) else item))
        inner.append(tuple(map(scope.writer.runs, item.items)) if isinstance(item, Point) else ())
    ordered, boxes = isinstance(block, Steps), isinstance(block, Checklist)
    yield tree.Bullets(tuple(items), ordered, boxes, tuple(inner) if any(inner) else ())


def _intro(scope: Scope, words: Text | None) -> Iterator[tree.Block]:
    if words:
        yield tree.Paragraph(scope.writer.runs(words), role="intro")


def subheading(scope: Scope, block: Subheading) -> Iterator[tree.Block]:  # noqa: ARG001 - as every maker
    """A heading below the section's own."""
    yield tree.Subheading(block.id or anchors.part(block.title), block.title)


def quote(scope: Scope, block: Quote) -> Iterator[tree.Block]:
    """Another's words, and whose they are."""
    paragraphs = tuple(map(scope.writer.runs, block.text))
    yield tree.Quote(paragraphs, (f"\N{EM DASH} {block.by}", scope.writer.note(block.source)))


def fill_in(scope: Scope, block: FillIn) -> Iterator[tree.Block]:
    """Lines to write on."""
    yield from _intro(scope, block.intro)
    one, several = scope.words["blank"], scope.words["blanks"]
    blanks = (
        tree.Blank(blank.label, blank.lines, one if blank.lines == 1 else several.format(lines=blank.lines))
        for blank in block.blanks
    )
    yield tree.FillIn(tuple(blanks))


def picture(scope: Scope, block: Picture) -> Iterator[tree.Block]:
    """A picture, its caption and its credit below it."""
    below: list[tree.Run] = []
    for text in filter(None, (block.caption, block.credit)):
        below += [" "] * bool(below) + list(scope.writer.runs(text))
    shown = tree.Picture(block.content, block.alt)
    yield tree.Illustration(shown, block.share, tuple(below), scope.words["picture"])


def link(scope: Scope, block: CodedLink) -> Iterator[tree.Block]:
    """An address and its QR code."""
    code = branding.code(block.address, block.label, scope.words)
    yield tree.CodedLink(block.id or anchors.part(block.label), code)


MAKERS: Final[Mapping[type, Callable[[Scope, Any], Iterator[tree.Block]]]] = {
    BulletList: bullets,
    Checklist: bullets,
    CodedLink: link,
    FillIn: fill_in,
    Picture: picture,
    Quote: quote,
    Steps: bullets,
    Subheading: subheading,
}
