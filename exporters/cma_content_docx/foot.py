"""The box at the foot of a sheet: what to do next, and how to reach who hands the sheet out."""

from typing import Final

from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm

from cma_content.handout import tree
from cma_content_docx import drawing
from cma_content_docx.blocks import draw_blocks
from cma_content_docx.oxml import text, w
from cma_content_docx.pen import Elements, Pen

_CODE: Final = 1440
"""The width of the cell of a QR code, in twentieths of a point."""
_BAR: Final = 60
"""What the bar at the left takes of the width, half of it outside."""
_SHARE: Final = 0.64
"""Of the rest, what whom to ask takes beside a program's own figures, which wrap better."""


def draw(pen: Pen, part: tree.Action) -> Elements:
    """One frame below a gap; a code stands beside what it opens and whom to ask, in a table that what to do heads."""
    masthead = part.masthead
    yield pen.paragraph("Spacer")
    if masthead and masthead.code:
        yield _table(pen, part, masthead, masthead.code)
        yield pen.paragraph("Divider")
        return
    made = [
        pen.heading(1, part.title, part.id, look="Label", frame="Foot"),
        pen.paragraph("Foot", *pen.runs(part.runs)),
        *(pen.paragraph("FootLine", *pen.runs(line)) for line in (masthead.contact if masthead else ())),
        *(_facts(pen, masthead, "FootLine") if masthead else ()),
    ]
    for paragraph in made[1:-1]:
        paragraph[0].insert(1, w("keepNext"))
    yield from made


def _facts(pen: Pen, masthead: tree.Masthead, style: str) -> list[BaseOxmlElement]:
    outer, pen.style = pen.style, style
    made = draw_blocks(pen, masthead.facts)
    pen.style = outer
    return made


def _table(pen: Pen, part: tree.Action, masthead: tree.Masthead, code: tree.QRCode) -> BaseOxmlElement:
    picture = pen.picture(drawing.paint_code(code), code.alt, height=Mm(20))
    says = pen.paragraph("CodeCaption", text(code.says, "Strong"), text(" "), pen.run(code.link))
    beside = [says, *(pen.paragraph("Contact", *pen.runs(line)) for line in masthead.contact)]
    cells = [[pen.paragraph("Code", picture)], beside, _facts(pen, masthead, "Contact")]
    room = pen.geometry.measure - _CODE - _BAR
    share = round(_SHARE * room) if masthead.facts else room
    wide = [width for width in (_CODE, share, room - share) if width]
    properties = w(
        "tblPr",
        w("tblStyle", val="FootTable"),
        w("tblW", w=sum(wide), type="dxa"),
        w("tblLayout", type="fixed"),
        w("tblLook", val="0620", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=1, noVBand=1),
    )
    heads = pen.heading(1, part.title, part.id, look="Label"), pen.paragraph("Action", *pen.runs(part.runs))
    heads[1][0].insert(1, w("keepNext"))
    below = (_cell(width, *inside) for width, inside in zip(wide, cells, strict=False))
    return w(
        "tbl",
        properties,
        w("tblGrid", *(w("gridCol", w=width) for width in wide)),
        w("tr", w("trPr", w("cantSplit"), w("tblHeader")), _cell(sum(wide), *heads, across=len(wide))),
        w("tr", w("trPr", w("cantSplit")), *below),
    )


def _cell(width: int, *inside: BaseOxmlElement, across: int = 1) -> BaseOxmlElement:
    spanned = [w("gridSpan", val=across)] if across > 1 else []
    return w("tc", w("tcPr", w("tcW", w=width, type="dxa"), *spanned), *inside)
