"""Tables of a book: a reader's screen is narrow, and its styles are its own; what has no room there becomes records."""

import xml.etree.ElementTree as ET
from typing import Final

from cma_content.rendering.html import records

_COLUMNS: Final = 3
_WORDS: Final = 24
"""The characters of a cell above which it is read as a sentence, not compared with its neighbors."""
_LINE: Final = 46
"""The characters of a line on a narrow screen,"""
_LINE_OF_WIDE: Final = 58
"""and of one in the smaller type of a table of many columns."""


def narrow(body: ET.Element, scale: float) -> None:
    """Puts records in the place of each table that is too wide to be read in type so many times as large."""
    for frame in list(body.iter("div")):
        table = frame.find("table")
        if table is not None and _is_too_wide(frame, table, scale):
            records.stack(frame)
            frame.tag = "figure"
            for name in ("role", "aria-label", "tabindex"):
                del frame.attrib[name]


def _is_too_wide(frame: ET.Element, table: ET.Element, scale: float) -> bool:
    """Whether it has more columns of words than a phone has room for, or longer words."""
    head, *rows = table.iter("tr")
    if len(head) > _COLUMNS and any(len(records.text(cell)) > _WORDS for row in rows for cell in row[1:]):
        return True
    return records.room([head, *rows]) > (_LINE_OF_WIDE if "wide" in frame.attrib["class"] else _LINE) / scale
