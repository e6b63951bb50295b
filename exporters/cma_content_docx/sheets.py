"""A fact sheet: pairs of sections in two columns, duties in two, and a box at the foot of the front."""

from collections.abc import Hashable, Iterator
from itertools import groupby

from docx.oxml.xmlchemy import BaseOxmlElement

from cma_content.handout import tree
from cma_content_docx import drawing, foot
from cma_content_docx.blocks import draw_blocks
from cma_content_docx.oxml import w
from cma_content_docx.pages import Stretch
from cma_content_docx.pen import Pen
from cma_content_docx.writing import draw_part


def stretches(pen: Pen, handout: tree.Handout) -> Iterator[Stretch]:
    """The parts in their order; the back begins on a page of its own."""
    side = "front"
    for _, row in groupby(handout.body, _row):
        parts = list(row)
        first = parts[0]
        turned = isinstance(first, tree.Section) and first.side != side
        side = first.side if isinstance(first, tree.Section) else side
        if turned:
            yield Stretch((), on_new_page=True)
        if len(parts) > 1:
            # The gap above a pair is no part of either column, so that both begin at the same height.
            yield Stretch((pen.paragraph("Spacer"),))
            yield _pair(pen, parts)
        elif isinstance(first, tree.Section):
            yield from _section(pen, first)
        else:
            yield Stretch(tuple(foot.draw(pen, first) if isinstance(first, tree.Action) else draw_part(pen, first)))


def _row(part: tree.Part) -> Hashable:
    return (part.side, part.row) if isinstance(part, tree.Section) else id(part)


def _pair(pen: Pen, parts: list[tree.Part]) -> Stretch:
    outer, pen.geometry = pen.geometry, pen.geometry.column(len(parts))
    made: list[BaseOxmlElement] = []
    for number, part in enumerate(parts):
        heading, *rest = draw_part(pen, part)
        heading[0].append(w("spacing", before=0))
        # Each column begins with one, so that their rules stand at one height.
        made += [_next_column(pen) if number else pen.paragraph("Divider"), heading, *rest]
    pen.geometry = outer
    return Stretch(tuple(made), columns=len(parts))


def _section(pen: Pen, section: tree.Section) -> Iterator[Stretch]:
    yield Stretch((pen.heading(1, section.title, section.id),))
    for kind, blocks in groupby(section.blocks, _kind):
        if kind == "spread":
            for block in blocks:
                yield from _beside_caption(pen, block)
        else:
            yield Stretch(tuple(draw_blocks(pen, blocks)), columns=2 if kind == "icons" else 1)


def _kind(block: tree.Block) -> str:
    """How its columns are set."""
    if isinstance(block, tree.Chart) and block.kind == "spread" and drawing.can_paint(block):
        return "spread"
    return "icons" if isinstance(block, tree.Cards) and block.kind == "icons" else ""


def _beside_caption(pen: Pen, block: tree.Block) -> Iterator[Stretch]:
    """Percentiles, which are narrow, beside their caption, and what stands below both."""
    outer, pen.geometry = pen.geometry, pen.geometry.column(2)
    caption, figure, *below = draw_blocks(pen, (block,))
    pen.geometry = outer
    yield Stretch((caption, _next_column(pen), figure), columns=2)
    yield Stretch(tuple(below))


def _next_column(pen: Pen) -> BaseOxmlElement:
    return pen.paragraph("Divider", w("r", w("br", type="column")))
