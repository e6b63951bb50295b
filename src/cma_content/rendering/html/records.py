"""A table as records, for a place without room for its columns: the head of each row, and a line for each other cell.

Nothing of it depends on a style: it is read as well where none is applied.
"""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Sequence
from typing import Final

from cma_content.rendering.html.element import element

_UNBROKEN: Final = re.compile(r"[^\s-]+-*|-+")
"""What a line of a browser's does not end in."""
NOTHING: Final = ("", "\N{EN DASH}")
"""What a cell holds that has nothing to say; a record leaves it out, unless none has more."""
_GAP: Final = 2
"""Between two columns, in characters."""


def room(rows: Iterable[Iterable[ET.Element]]) -> int:
    """The characters of the shortest line on which a table, its head among the rows, breaks no word of any column."""
    longest = [
        max(len(word) for cell in column for word in _UNBROKEN.findall(text(cell)) or "-")
        for column in zip(*rows, strict=True)
    ]
    return sum(longest) + _GAP * (len(longest) - 1)


def text(cell: ET.Element) -> str:
    """The words of a cell."""
    return "".join(cell.itertext())


def stack(frame: ET.Element) -> list[ET.Element]:
    """Puts a list of records into the place of the table in `frame`, and returns them."""
    (table,) = frame.iter("table")
    head, *rows = table.iter("tr")
    names = [text(cell) for cell in head]
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
    fields = [(other, cell) for other, cell in zip(others, cells, strict=True) if text(cell).strip()]
    for other, cell in [field for field in fields if text(field[1]).strip() not in NOTHING] or fields:
        made.append(element("p", element("strong", f"{other}:"), f" {cell.text or ''}", *cell, class_="field"))
    return element("li", *made, **({"class_": row.attrib["class"]} if "class" in row.attrib else {}))
