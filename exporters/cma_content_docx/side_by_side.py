"""A few things side by side, as a table: the first row heads the columns, which are of one width."""

from collections.abc import Iterable, Iterator, Sequence

from docx.oxml.xmlchemy import BaseOxmlElement

from cma_content_docx.oxml import w
from cma_content_docx.pen import Pen

Words = Iterable[BaseOxmlElement]


def table(pen: Pen, style: str, rows: Sequence[tuple[str, Sequence[Words]]]) -> BaseOxmlElement:
    """The table in a style, across the column of text, each row whole: the style of its cells, and their words."""
    count = len(rows[0][1])
    wide = pen.geometry.measure // count
    properties = w(
        "tblPr",
        w("tblStyle", val=style),
        w("tblW", w=wide * count, type="dxa"),
        w("tblLayout", type="fixed"),
        w("tblLook", val="0620", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=1, noVBand=1),
    )
    made = w("tbl", properties, w("tblGrid", *(w("gridCol", w=wide) for _ in range(count))))
    for number, (look, cells) in enumerate(rows):
        kept = [w("keepNext")] * (number < len(rows) - 1)
        row = w("tr", w("trPr", w("cantSplit"), *([] if number else [w("tblHeader")])))
        for words in cells:
            properties = w("pPr", w("pStyle", val=look), *kept)
            row.append(w("tc", w("tcPr", w("tcW", w=wide, type="dxa")), w("p", properties, *words)))
        made.append(row)
    return made


def broken(lines: Iterable[Words]) -> Iterator[BaseOxmlElement]:
    """Lines of one paragraph."""
    for number, line in enumerate(lines):
        yield from [w("r", w("br"))] * bool(number)
        yield from line
