"""Tables against the page that they stand on: the sum of the columns of each, and where it begins."""

from collections.abc import Iterator
from typing import Final
from xml.etree import ElementTree as ET

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HAIR: Final = 120
"""Twentieths of a point: about what the cells of a table have around their text, which Word lets stand out."""
_LETTER: Final = (12240, 1440, 1440)
"""The width and the margins of a page of which nothing is said."""
_LONGEST_NUMBER: Final = 9


def beyond_the_text(document: ET.Element) -> Iterator[str]:
    """Each table that reaches beyond the margin at the right, or beyond the paper at the left."""
    number = 0
    for tables, section in _sections(document):
        width, left, right = _page(section)
        room = _column(section, width - left - right)
        for table in tables:
            number += 1
            indent = _number(table.find(f"{_W}tblPr/{_W}tblInd"), "w", 0)
            end = indent + sum(_number(column, "w", 0) for column in table.iterfind(f"{_W}tblGrid/{_W}gridCol"))
            if end > room + _HAIR:
                yield f"table {number} ends {(end - room) / 20:.0f} points beyond the text"
            elif indent < -left:
                yield f"table {number} begins {(-left - indent) / 20:.0f} points beyond the paper"


def _sections(document: ET.Element) -> Iterator[tuple[list[ET.Element], ET.Element]]:
    """The tables of each section, with what says how its pages are laid out; tables in tables have cells for pages."""
    tables: list[ET.Element] = []
    for part in document.iterfind(f"{_W}body/*"):
        section = part if part.tag == f"{_W}sectPr" else part.find(f"{_W}pPr/{_W}sectPr")
        if part.tag == f"{_W}tbl":
            tables.append(part)
        elif section is not None:
            yield tables, section
            tables = []
    yield tables, ET.Element("none")


def _page(section: ET.Element) -> tuple[int, int, int]:
    """Its width and its margins at the left and the right."""
    size, margins = section.find(f"{_W}pgSz"), section.find(f"{_W}pgMar")
    width, left, right = _LETTER
    return _number(size, "w", width), _number(margins, "left", left), _number(margins, "right", right)


def _column(section: ET.Element, measure: int) -> int:
    """The widest column of text."""
    columns = section.find(f"{_W}cols")
    if columns is None:
        return measure
    own = [_number(column, "w", 0) for column in columns.iterfind(f"{_W}col")]
    count = max(1, _number(columns, "num", 1))
    return max(own, default=(measure - (count - 1) * _number(columns, "space", 720)) // count)


def _number(element: ET.Element | None, name: str, default: int) -> int:
    """A whole number; what is none, or longer than any measure, counts as if nothing were said."""
    value = element.get(f"{_W}{name}", "") if element is not None else ""
    digits = value.removeprefix("-")
    return int(value) if digits.isascii() and digits.isdecimal() and len(digits) <= _LONGEST_NUMBER else default
