"""Key figures as a table: what each counts in its header row, the figures large below, then what they compare with."""

from collections.abc import Iterable, Iterator
from typing import Final

from docx.oxml.xmlchemy import BaseOxmlElement

from cma_content.handout import tree
from cma_content_docx.oxml import text, w
from cma_content_docx.pen import Elements, Pen

_IN_A_ROW: Final = 3


def draw(pen: Pen, block: tree.KeyFigures) -> Elements:
    """Tables of up to three; in large print a paragraph for each figure."""
    if pen.design.scale > 1:
        yield from (_paragraph(pen, figure) for figure in block.figures)
        return
    for start in range(0, len(block.figures), _IN_A_ROW):
        yield _table(pen, block.figures[start : start + _IN_A_ROW])
        # Two tables in a row would be one.
        yield pen.paragraph("AfterFigures")


def _paragraph(pen: Pen, figure: tree.KeyFigure) -> BaseOxmlElement:
    lines = ([text(figure.value, "KeyFigure"), text(" "), *_about(pen, figure)], *_compared(pen, figure))
    return pen.paragraph("Item", *_broken(lines))


def _about(pen: Pen, figure: tree.KeyFigure) -> Iterator[BaseOxmlElement]:
    yield text(f"{figure.label} ({figure.vintage})")
    yield from pen.runs((figure.note,))


def _compared(pen: Pen, figure: tree.KeyFigure) -> Iterator[list[BaseOxmlElement]]:
    return ([text(f"{field.label}: "), *pen.runs(field.runs)] for field in figure.compared)


def _broken(lines: Iterable[list[BaseOxmlElement]]) -> Iterator[BaseOxmlElement]:
    for number, line in enumerate(lines):
        yield from [w("r", w("br"))] * bool(number)
        yield from line


def _table(pen: Pen, figures: tuple[tree.KeyFigure, ...]) -> BaseOxmlElement:
    wide = pen.geometry.measure // len(figures)
    properties = w(
        "tblPr",
        w("tblStyle", val="KeyFigureTable"),
        w("tblW", w=wide * len(figures), type="dxa"),
        w("tblLayout", type="fixed"),
        w("tblLook", val="0620", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=1, noVBand=1),
    )
    rows: list[tuple[BaseOxmlElement, list[list[BaseOxmlElement]]]] = [
        (w("tblHeader"), [list(_about(pen, figure)) for figure in figures]),
        (w("cantSplit"), [[text(figure.value, "KeyFigure")] for figure in figures]),
    ]
    if any(figure.compared for figure in figures):
        rows.append((w("cantSplit"), [list(_broken(_compared(pen, figure))) for figure in figures]))
    made = w("tbl", properties, w("tblGrid", *(w("gridCol", w=wide) for _ in figures)))
    for number, (kind, cells) in enumerate(rows):
        kept = [w("keepNext")] * (number < len(rows) - 1)
        row = w("tr", w("trPr", kind))
        for words in cells:
            style = w("pPr", w("pStyle", val="TableText"), *kept)
            row.append(w("tc", w("tcPr", w("tcW", w=wide, type="dxa")), w("p", style, *words)))
        made.append(row)
    return made
