"""A table as records, for a place without room for its columns: the head of each row, and a line for each other cell.

Nothing of it depends on a style: it is read as well where none is applied.
"""

import xml.etree.ElementTree as ET
from collections.abc import Sequence
from typing import Final

from cma_content.rendering.html.element import element

NOTHING: Final = ("", "\N{EN DASH}")
"""What a cell holds that has nothing to say; a record leaves it out."""


def stack(frame: ET.Element) -> list[ET.Element]:
    """Puts a list of records into the place of the table in `frame`, and returns them."""
    (table,) = frame.iter("table")
    head, *rows = table.iter("tr")
    names = ["".join(cell.itertext()) for cell in head]
    records = [_record(names, row) for row in rows]
    (caption,) = table.iter("caption")
    caption.tag = "figcaption"
    frame[:] = [caption, element("ul", *records)]
    frame.set("class", "records")
    return records


def _record(names: Sequence[str], row: ET.Element) -> ET.Element:
    (name, *others), (head, *cells) = names, row
    words = element("strong", head.text or "", *head)
    made = [element("p", element("span", f"{name}:"), " ", words, class_="record-head")]
    for other, cell in zip(others, cells, strict=True):
        if "".join(cell.itertext()).strip() not in NOTHING:
            made.append(element("p", element("strong", f"{other}:"), f" {cell.text or ''}", *cell, class_="field"))
    return element("li", *made, **({"class_": row.attrib["class"]} if "class" in row.attrib else {}))
