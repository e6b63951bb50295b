"""Tables of a book: a reader's screen is narrow, and its styles are its own; what has no room there becomes records."""

import xml.etree.ElementTree as ET
from collections.abc import Sequence
from typing import Final

from cma_content.rendering.html.records import records

_COLUMNS: Final = 3
_WORDS: Final = 24
"""The characters of a cell above which it is read as a sentence, not compared with its neighbors."""


def narrow(body: ET.Element) -> None:
    """Puts records in the place of each table that is too wide to be read."""
    for parent in list(body.iter()):
        for index, region in enumerate(parent):
            table = region.find("table") if region.tag == "div" else None
            if table is not None:
                rows = [["".join(cell.itertext()) for cell in row] for row in table.iter("tr")]
                if is_too_wide(rows):
                    parent[index] = records(region)


def is_too_wide(rows: Sequence[Sequence[str]]) -> bool:
    """Whether a table, its first row the names of its columns, has more columns of words than a phone has room for."""
    return len(rows[0]) > _COLUMNS and any(len(cell) > _WORDS for row in rows[1:] for cell in row[1:])
