"""Tables for a narrow screen, where the rows of a wide one are read as records: the style needs a few more words.

A cell tells its column in an attribute, since the head of the table is out of sight. Of a long table with a column
that readers come for, the others wait behind a control that works without a script.
"""

import xml.etree.ElementTree as ET
from collections.abc import Iterable
from typing import Final

from cma_content.handout import Handout
from cma_content.rendering import html
from cma_content.rendering.html.records import NOTHING, room, text

_LONG: Final = 12
"""Rows above which every one in full is too much to scroll through, and a page of paper may be too short."""
_ROOM: Final = 32
"""The characters that a phone has room for in a line of a table,"""
_ROOM_OF_ALL: Final = 76
"""and those that a desk has, and paper;"""
_ROOM_OF_LARGE: Final = 60
"""in large print."""
_WORDS: Final = 24
"""The characters of a cell above which it is read as a sentence."""


def stack(body: ET.Element, handout: Handout) -> None:
    """Marks every table that a phone has no room for, and those for which there is room nowhere."""
    scale = handout.design.scale
    for region in body.iter("div"):
        table = region.find("table")
        if table is None:
            continue
        heads, rows = list(table.iterfind("thead/tr/th")), list(table.iterfind("tbody/tr"))
        is_long = len(rows) > _LONG
        if is_long:
            region.set("class", f"long {region.attrib['class']}")
        needed = room([heads, *rows])
        if _is_stacked(heads) or needed > _ROOM / scale:
            marked = "marked " * _is_marked(rows, handout.yes_label)
            has_nowhere = needed > (_ROOM_OF_LARGE if scale > 1 else _ROOM_OF_ALL)
            always = "always " * (has_nowhere or (scale > 1 and _is_of_words(heads, rows)))
            region.set("class", f"{marked}{always}stacked {region.attrib['class']}")
            for row in rows:
                _name_cells(row, heads)
            if is_long and any(map(_is_answer, heads)):
                control = html.element("input", type="checkbox")
                region.insert(0, html.element("label", control, f" {handout.all_columns_label}", class_="all-columns"))


def _is_stacked(heads: list[ET.Element]) -> bool:
    """Three columns of figures have room, three of words have not."""
    return len(heads) > 3 or (len(heads) == 3 and not any("number" in head.get("class", "") for head in heads))


def _is_of_words(heads: list[ET.Element], rows: Iterable[ET.Element]) -> bool:
    """Whether more than three columns have sentences among them, which would be a word or two wide in large print."""
    return len(heads) > 3 and any(len(text(cell)) > _WORDS for row in rows for cell in row[1:])


def _is_marked(rows: Iterable[ET.Element], yes: str) -> bool:
    """Whether all that a cell says is that its column holds, if anything."""
    return {text(cell) for row in rows for cell in row[1:]} <= {yes, *NOTHING}


def _is_answer(cell: ET.Element) -> bool:
    return "answer" in cell.get("class", "").split()


def _name_cells(row: ET.Element, heads: list[ET.Element]) -> None:
    for cell, head in list(zip(row, heads, strict=True))[1:]:
        cell.set("data-column", text(head))
        if text(cell) in NOTHING:
            cell.set("class", f"{cell.get('class', '')} none".strip())
