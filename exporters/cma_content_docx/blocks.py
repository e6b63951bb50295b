"""The blocks of a handout as paragraphs and tables."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Pt

from cma_content import deadline
from cma_content.handout import tree
from cma_content.rendering import charts
from cma_content.rendering.charts.paint import resolved
from cma_content_docx import authored, cards, drawing, key_figures, tables
from cma_content_docx.oxml import text, w
from cma_content_docx.pen import Elements, Pen

_CALLOUTS: Final = {"limit": "CalloutLimit", "note": "CalloutNote", "tip": "CalloutTip"}
_ROLES: Final = {"body": "Normal", "gloss": "PlainWords", "intro": "ListIntroduction", "note": "Remark"}

_MOST_WHOLE: Final = 6
"""Paragraphs of an entry that stay on one page, in standard type."""


def draw_blocks(pen: Pen, blocks: Iterable[tree.Block]) -> list[BaseOxmlElement]:
    """The paragraphs and tables of blocks, with what belongs together on one page."""
    made: list[BaseOxmlElement] = []
    before: tree.Block | None = None
    for block in blocks:
        deadline.check()
        drawn = list(_MAKERS[type(block)](pen, block))
        if isinstance(block, tree.Paragraph):
            if block.role in ("gloss", "note"):
                _keep_with_next(made[-1:])
            if isinstance(before, tree.Entry) or (isinstance(before, tree.Grid) and not before.note):
                # It would seem to belong to the entry, or would stick to the table.
                drawn[0][0].append(w("spacing", before=280))
        made += drawn
        before = block
    return made


def _keep_with_next(made: Iterable[BaseOxmlElement]) -> None:
    """Sets paragraphs on the page of what follows them; tables see to that themselves."""
    for properties in (part[0] for part in made if part.tag == qn("w:p")):
        if properties.find(qn("w:keepNext")) is None:
            properties.insert(1, w("keepNext"))


def _paragraph(pen: Pen, block: tree.Paragraph) -> Elements:
    yield pen.paragraph(pen.style if block.role == "body" else _ROLES[block.role], *pen.runs(block.runs))


def _field(pen: Pen, block: tree.Field) -> Elements:
    style = "Field" if pen.style == "Normal" else pen.style
    yield pen.paragraph(style, text(f"{block.label}:", "Strong"), text(" "), *pen.runs(block.runs))


def _box(pen: Pen, block: tree.Box) -> Elements:
    outer, pen.style = pen.style, _CALLOUTS[block.kind]
    yield pen.heading(2, block.title, frame=pen.style)
    inside = draw_blocks(pen, block.blocks)
    pen.style = outer
    _keep_with_next(inside[:-1])
    yield from inside


def _entry(pen: Pen, block: tree.Entry) -> Elements:
    yield pen.heading(2, block.title, block.id)
    inside = draw_blocks(pen, block.blocks)
    # A long one may split: to be whole, it would leave much of a page blank.
    is_long = len(inside) * pen.design.scale > _MOST_WHOLE
    _keep_with_next((*inside[:1], *inside[-2:-1]) if is_long else inside[:-1])
    yield from inside


def _grid(pen: Pen, block: tree.Grid) -> Elements:
    yield pen.paragraph("Caption", text(block.caption, "Strong"), anchor=block.id)
    yield from tables.drawn(block, pen.runs, pen.geometry, pen.design)
    if block.note:
        yield pen.paragraph("Remark", *pen.runs(block.note))


def _picture(pen: Pen, block: tree.Drawn) -> Elements:
    if not drawing.can_paint(block):
        # The reader's own fonts may have what ours lack.
        yield from _grid(pen, block.as_table())
        return
    summary = (text(". "), *pen.runs(block.summary)) if block.summary else ()
    yield pen.paragraph("Caption", text(block.caption, "Strong"), *summary, anchor=block.id)
    points = pen.design.sizes["chart"] / 15
    svg = charts.draw(block, resolved(pen.design.colors), pen.geometry.measure / 20 / points)
    height = float(svg.attrib["viewBox"].split()[3]) * points
    yield pen.paragraph("Figure", pen.picture(drawing.paint(svg, points), block.alt, Pt(height)))
    if block.below:
        yield pen.paragraph("Remark", *pen.runs(block.below))


def _timeline(pen: Pen, block: tree.Timeline) -> Elements:
    yield pen.heading(2, block.caption)
    yield pen.paragraph("Remark", *pen.runs(block.note))
    for moment in block.moments:
        kind = (text(f"{moment.kind} ", "Emphasis"),) if moment.kind else ()
        yield pen.paragraph("Item", text(moment.time, "Strong"), text(" "), *kind, *pen.runs(moment.runs))


def _layers(pen: Pen, block: tree.Layers) -> Elements:
    yield pen.heading(2, block.caption)
    number = pen.numbering()
    for layer in block.layers:
        words = (*pen.runs(layer.name), text(". "), *pen.runs(layer.giver), text(". "), *pen.runs(layer.meaning))
        yield pen.paragraph("ListNumber", *words, number=number)


def _glossary(pen: Pen, block: tree.Glossary) -> Elements:
    for entry in block.entries:
        words = (text(entry.term, "Strong"), text(": "), *pen.runs(entry.runs))
        yield pen.paragraph("Definition", *words, anchor=entry.id)


_MAKERS: Final[Mapping[type, Callable[[Pen, Any], Elements]]] = {
    tree.Box: _box,
    tree.Cards: cards.draw,
    tree.Chart: _picture,
    tree.Entry: _entry,
    tree.Field: _field,
    tree.Glossary: _glossary,
    tree.Grid: _grid,
    tree.KeyFigures: key_figures.draw,
    tree.Layers: _layers,
    tree.Paragraph: _paragraph,
    tree.Paths: _picture,
    tree.Timeline: _timeline,
    **authored.MAKERS,
}
