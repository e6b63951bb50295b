"""Paper, margins, columns and the foot of every page."""

import copy
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Twips

from cma_content.handout import Handout
from cma_content_docx.geometry import GAP, Geometry
from cma_content_docx.oxml import field, text, w

_EM: Final = 0.55
"""The width of a character, or less, in ems of the text font."""
_FOOT_LINE: Final = 26
"""The height of a line of the foot in twentieths of a point, for each point of its type."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """What stands in as many columns from the left margin to the right; it may begin on a page of its own."""

    elements: tuple[BaseOxmlElement, ...]
    columns: int = 1
    on_new_page: bool = False


def lay_out(document: Document, handout: Handout, place: Geometry) -> None:
    """Paper, margins and foot, for the whole document."""
    (section,) = document.sections
    section.page_width, section.page_height = Twips(place.width), Twips(place.height)
    section.left_margin, section.right_margin = Twips(place.side), Twips(place.side)
    section.top_margin = section.bottom_margin = Twips(place.margin)
    section.footer_distance = Twips(min(place.margin // 2, 320))
    section.footer.is_linked_to_previous = False
    foot = section.footer.paragraphs[0]
    foot.style = document.styles["footer"]
    number = f"{handout.page_label} "
    code, right = text(handout.code, "EditionCode"), (text(f" · {number}"), field("PAGE", "1"))
    room = place.measure / (handout.design.sizes["foot"] * 20 * _EM)
    whole = f"{handout.code} · {number} 99"
    left = _beside(handout, whole, room)
    properties = foot._p.get_or_add_pPr()
    if len(f"{left} · {whole}") <= room:
        properties.append(w("tabs", w("tab", val="right", pos=place.measure)))
        foot._p.extend((text(left), w("r", w("tab")), code, *right))
        return
    # In large print the code takes the line, or two: its digest stands whole. The imprint says the rest.
    properties.append(w("jc", val="right"))
    if len(whole) > room:
        section.bottom_margin = Twips(place.margin + round(handout.design.sizes["foot"] * _FOOT_LINE))
        before, _, digest = handout.code.rpartition(" · ")
        code = text(digest, "EditionCode")
        foot._p.extend((text(f"{before} ·", "EditionCode"), w("r", w("br"))))
    foot._p.extend((code, *right))


def _beside(handout: Handout, right: str, room: float) -> str:
    """As much of the footer as stands beside the code in one line; what it says first is the title."""
    parts = handout.footer.split(" · ")
    while len(parts) > 1 and len(" · ".join((*parts, right))) > room:
        del parts[0]
    return " · ".join(parts)


def divided(stretches: Iterable[Stretch], last: BaseOxmlElement) -> list[Any]:
    """All elements; each stretch ends with what `last` says of its pages, and how many columns they have."""
    joined = _joined(stretches)
    made: list[Any] = []
    for number, stretch in enumerate(joined):
        made += stretch.elements
        properties = last if number == len(joined) - 1 else copy.deepcopy(last)
        if number:
            kind = w("type", val="nextPage" if stretch.on_new_page else "continuous")
            properties.insert_element_before(kind, "w:pgSz")
        if stretch.columns > 1:
            (columns,) = properties.xpath("w:cols")
            columns.set(qn("w:num"), str(stretch.columns))
            columns.set(qn("w:space"), str(GAP))
        if properties is not last:
            made += _ended(made[-1], properties)
    return [*made, last]


def _joined(stretches: Iterable[Stretch]) -> list[Stretch]:
    """Those of one column, one after another, as one."""
    made: list[Stretch] = []
    for stretch in stretches:
        if made and made[-1].columns == stretch.columns == 1 and not stretch.on_new_page:
            made[-1] = Stretch((*made[-1].elements, *stretch.elements), 1, made[-1].on_new_page)
        else:
            made.append(stretch)
    return made


def _ended(before: BaseOxmlElement, properties: BaseOxmlElement) -> list[BaseOxmlElement]:
    """The properties of a stretch in its last paragraph; what ends in a table needs one more."""
    if before.tag == qn("w:p"):
        before[0].append(properties)
        return []
    return [w("p", w("pPr", w("pStyle", val="Divider"), properties))]
