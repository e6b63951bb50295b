"""Cards as boxes side by side, names above lines; or as a list, which a sheet sets in columns."""

from typing import Final

from docx.oxml.xmlchemy import BaseOxmlElement

from cma_content.handout import tree
from cma_content_docx.oxml import text
from cma_content_docx.pen import Elements, Pen
from cma_content_docx.side_by_side import broken, table

_IN_A_ROW: Final = 3
_NARROWEST: Final = 2400
"""The width of a box, in twentieths of a point."""
_SPACE: Final = "\N{EN SPACE}"
"""Before what limits a duty, on its line."""


def draw(pen: Pen, block: tree.Cards) -> Elements:
    """Boxes in rows that are as even as may be; a list of icons, in large print, and in a narrow column."""
    rows = -(-len(block.cards) // _IN_A_ROW)
    in_a_row = -(-len(block.cards) // rows)
    if block.kind == "icons" or pen.design.scale > 1 or pen.geometry.measure // in_a_row < _NARROWEST:
        yield from (_item(pen, card, is_short=block.kind == "icons") for card in block.cards)
        return
    for start in range(0, len(block.cards), in_a_row):
        cards = block.cards[start : start + in_a_row]
        names = [[text(card.name)] for card in cards]
        lines = [list(broken(map(pen.runs, card.lines))) for card in cards]
        yield table(pen, "CardTable", (("TableText", names), ("TableRemark", lines)))
        # Two tables in a row would be one.
        yield pen.paragraph("Divider" if pen.is_tight else "Spacer")


def _item(pen: Pen, card: tree.Card, *, is_short: bool) -> BaseOxmlElement:
    name = [text(card.name, "Strong")]
    if is_short:
        rest = (part for line in card.lines for part in (text(_SPACE), *pen.runs(line)))
        return pen.paragraph("ListBullet", *name, *rest)
    return pen.paragraph("ListBullet", *broken((name, *(pen.runs(line) for line in card.lines))))
