"""Key figures as a table: what each counts in its header row, the figures large below, then what they compare with."""

from collections.abc import Iterator
from typing import Final

from docx.oxml.xmlchemy import BaseOxmlElement

from cma_content.handout import tree
from cma_content_docx.oxml import text
from cma_content_docx.pen import Elements, Pen
from cma_content_docx.side_by_side import broken, table

_IN_A_ROW: Final = 3
_NARROWEST: Final = 2400
"""The width of a figure's column, in twentieths of a point: less breaks amounts."""


def draw(pen: Pen, block: tree.KeyFigures) -> Elements:
    """Tables of up to three; in large print, and in a narrow column, a paragraph for each figure."""
    if pen.design.scale > 1 or pen.geometry.measure // _IN_A_ROW < _NARROWEST:
        yield from (_paragraph(pen, figure) for figure in block.figures)
        return
    for start in range(0, len(block.figures), _IN_A_ROW):
        yield _table(pen, block.figures[start : start + _IN_A_ROW])
        # Two tables in a row would be one.
        yield pen.paragraph("Divider" if pen.is_tight else "Spacer")


def _paragraph(pen: Pen, figure: tree.KeyFigure) -> BaseOxmlElement:
    value = [text(figure.value, "KeyFigure"), text(" "), text(f"{figure.label} "), *_vintage(pen, figure)]
    return pen.paragraph("Item", *broken((value, *_compared(pen, figure))))


def _value(figure: tree.KeyFigure) -> Iterator[BaseOxmlElement]:
    """The figure, what stands around it in smaller type."""
    before, large, after = figure.value.partition(figure.large or figure.value)
    yield from (
        text(words, style) for words, style in ((before, "Strong"), (large, "KeyFigure"), (after, "Strong")) if words
    )


def _about(pen: Pen, figure: tree.KeyFigure) -> Iterator[BaseOxmlElement]:
    """What it counts, and below that its place and its period, which would break anywhere."""
    return broken(([text(figure.label)], _vintage(pen, figure)))


def _vintage(pen: Pen, figure: tree.KeyFigure) -> Iterator[BaseOxmlElement]:
    yield text(f"({figure.vintage})")
    yield from pen.runs((figure.note,))


def _compared(pen: Pen, figure: tree.KeyFigure) -> Iterator[list[BaseOxmlElement]]:
    return ([text(f"{field.label}: "), *pen.runs(field.runs)] for field in figure.compared)


def _table(pen: Pen, figures: tuple[tree.KeyFigure, ...]) -> BaseOxmlElement:
    rows: list[tuple[str, list[Iterator[BaseOxmlElement]]]] = [
        ("TableText", [_about(pen, figure) for figure in figures]),
        ("TableText", [_value(figure) for figure in figures]),
    ]
    if any(figure.compared for figure in figures):
        rows.append(("TableRemark", [broken(_compared(pen, figure)) for figure in figures]))
    return table(pen, "KeyFigureTable", rows)
