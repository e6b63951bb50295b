"""Tables for a narrow screen, where the rows of a wide one are read as records: the style needs a few more words.

A cell tells its column in an attribute, since the head of the table is out of sight. Of a long table with a column
that readers come for, the others wait behind a control that works without a script.
"""

import xml.etree.ElementTree as ET
from typing import Final

from cma_content.rendering import html
from cma_content.rendering.html.records import NOTHING

_LONG: Final = 12
"""Rows above which every one in full is too much to scroll through, and a page of paper may be too short."""


def stack(body: ET.Element, all_columns: str) -> None:
    """Marks every table that a phone has no room for; `all_columns` are the words of the control."""
    for region in body.iter("div"):
        table = region.find("table")
        if table is None:
            continue
        heads, rows = list(table.iterfind("thead/tr/th")), list(table.iterfind("tbody/tr"))
        is_long = len(rows) > _LONG
        if is_long:
            region.set("class", f"long {region.attrib['class']}")
        if _is_stacked(heads):
            region.set("class", f"stacked {region.attrib['class']}")
            for row in rows:
                _name_cells(row, heads)
            if is_long and any(map(_is_answer, heads)):
                control = html.element("input", type="checkbox")
                region.insert(0, html.element("label", control, f" {all_columns}", class_="all-columns"))


def _is_stacked(heads: list[ET.Element]) -> bool:
    """Three columns of figures have room, three of words have not."""
    return len(heads) > 3 or (len(heads) == 3 and not any("number" in head.get("class", "") for head in heads))


def _is_answer(cell: ET.Element) -> bool:
    return "answer" in cell.get("class", "").split()


def _name_cells(row: ET.Element, heads: list[ET.Element]) -> None:
    for cell, head in list(zip(row, heads, strict=True))[1:]:
        cell.set("data-column", "".join(head.itertext()))
        if "".join(cell.itertext()) in NOTHING:
            cell.set("class", f"{cell.get('class', '')} none".strip())
