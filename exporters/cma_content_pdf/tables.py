"""Tables as they fit the paper: widths of columns, type, what may split at the foot of a page, rows as records."""

import math
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from typing import Final

from cma_content import deadline
from cma_content.rendering import fonts, tables
from cma_content.rendering.html import element, records

_LEADING: Final = 1.3
_MOST_OF_A_PAGE: Final = 0.3
"""The share of a page above which a table, or a row, may split: what stays whole may leave as much blank."""
_MOST_OF_ROWS: Final = 0.28
"""The share of a page that the first two rows, or the last two, may take to stay together."""
_TALL_HEAD: Final = 0.12
"""The share of a page above which the names of columns stand on the first page alone,"""
_TALL_HEAD_OF_LONG: Final = 0.2
"""and that for a table of more than two pages, which nobody reads without them."""
_GAP: Final = 8.5
"""Above and below the text of a row, in points."""


@dataclass(frozen=True, slots=True)
class Paper:
    """What tables have to fit, in points."""

    width: float
    half: float
    """The width of one of two sections that stand side by side."""
    height: float
    size: float
    floor: float
    padding: float

    def place(self, *, beside: bool) -> tables.Place:
        """Of a table, which may be in one of two sections side by side."""
        return tables.Place(self.half if beside else self.width, self.size, self.floor, self.padding)


def fit(body: ET.Element, paper: Paper) -> None:
    """Fits each table below `body` to `paper`."""
    parents = {child: parent for parent in body.iter() for child in parent}
    for frame in [frame for frame in parents if frame.find("table") is not None and frame.tag == "div"]:
        deadline.check()
        section = frame
        while section.tag != "section" and section in parents:
            section = parents[section]
        around = parents.get(section)
        _fit(frame, paper.place(beside=around is not None and "pair" in around.get("class", "").split()), paper.height)


def _fit(frame: ET.Element, place: tables.Place, height: float) -> None:
    (table,) = frame.iter("table")
    rows = list(table.iter("tr"))
    cells = [[("".join(cell.itertext()), _is_bold(number, row)) for cell in row] for number, row in enumerate(rows)]
    found = tables.fit(cells, place)
    most = _MOST_OF_A_PAGE * height
    if found.is_stacked:
        line = place.size * _LEADING
        share = place.width / place.size
        heights = [sum(tables.lines(fonts.advance(text), share) for text, _ in row) * line for row in cells]
        for record, texts, its_height in zip(records.stack(frame), cells[1:], heights[1:], strict=True):
            if its_height > most:
                _add(record, "tall")
            if any(fonts.advance(word) > share for text, _ in texts for word in text.split()):
                _add(record, "breaks")
        return
    line = found.size * _LEADING
    whole = sum(found.lines) * line + len(rows) * _GAP
    if whole > most:
        _add(frame, "long")
    if found.lines[0] * line > (_TALL_HEAD_OF_LONG if whole > 2 * height else _TALL_HEAD) * height:
        _join_head(table)
    heights = [one * line + _GAP for one in found.lines]
    # One of which may split can stay with its neighbor.
    pairs = (pair for pair in (heights[1:3], heights[1:][-2:]) if max(pair, default=0) <= most)
    if any(math.fsum(pair) > _MOST_OF_ROWS * height for pair in pairs):
        _add(table, "apart")
    for row, tall in zip(rows, heights, strict=True):
        if tall > most:
            _add(row, "tall")
        for index in found.broken:
            _add(row[index], "breaks")
    columns = (element("col", style=f"width: {width / math.fsum(found.widths):.3%}") for width in found.widths)
    # The caption stands before the columns.
    table.insert(1, element("colgroup", *columns))
    if found.size != place.size:
        # With a style of its own, no cell of it shares what is worked out for those of others.
        table.set("style", f"font-size: {found.size:g}pt")


def _join_head(table: ET.Element) -> None:
    """Makes the names of columns a row of the body, which no later page repeats.

    In a group of its own, WeasyPrint 70 leaves it alone at the foot of a page: no break before the first row of a group
    is moved ahead of the table.
    """
    head, body = table.find("thead"), table.find("tbody")
    assert head is not None
    assert body is not None
    table.remove(head)
    for row in reversed(head):
        _add(row, "head")
        body.insert(0, row)


def _is_bold(number: int, row: ET.Element) -> bool:
    return not number or row.get("class") == "emphasized"


def _add(made: ET.Element, name: str) -> None:
    made.set("class", f"{made.get('class', '')} {name}".strip())
