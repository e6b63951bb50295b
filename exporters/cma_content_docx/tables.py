"""A table with a header row, header cells at its left, and columns as wide as their words ask for; or its records."""

import copy
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from docx.oxml.xmlchemy import BaseOxmlElement

from cma_content.design.tokens import Design
from cma_content.handout import tree
from cma_content.rendering import tables
from cma_content_docx.geometry import Geometry
from cma_content_docx.oxml import text, w

_PADDING: Final = 8.0
"""Of a cell, at both sides together, in points; the style of tables says so too."""
_LEADING: Final = 1.3
_MOST_OF_A_PAGE: Final = 0.3
"""The share of a page above which a table, or a row, may split."""
_INDENT: Final = 340
_GAP: Final = 170
"""Of the lines of a record, and above it, in twentieths of a point."""

Draw = Callable[[tree.Runs], Iterable[BaseOxmlElement]]


def drawn(grid: tree.Grid, draw: Draw, place: Geometry, design: Design) -> Iterator[BaseOxmlElement]:
    """The table where it fits between the margins, else a record for each row; `draw` makes the runs of a cell."""
    found = _fit(grid, place, design)
    if found.is_stacked:
        return _records(grid, draw)
    return iter([_table(grid, draw, found, (place.height - 2 * place.margin) / 20, design.sizes["table"])])


def _fit(grid: tree.Grid, place: Geometry, design: Design) -> tables.Fit:
    rows = [[(name, True) for name in grid.columns]]
    rows += [
        [(_words(runs), not index or number in grid.emphasized) for index, runs in enumerate(row)]
        for number, row in enumerate(grid.rows)
    ]
    size, floor = design.sizes["table"], design.sizes["table-floor"]
    return tables.fit(rows, tables.Place(place.measure / 20, size, floor, _PADDING))


def _table(grid: tree.Grid, draw: Draw, found: tables.Fit, height: float, designed: float) -> BaseOxmlElement:
    wide = [int(width * 20) for width in found.widths]
    tall = [lines * found.size * _LEADING > _MOST_OF_A_PAGE * height for lines in found.lines]
    is_whole = sum(found.lines) * found.size * _LEADING < _MOST_OF_A_PAGE * height
    properties = w(
        "tblPr",
        w("tblStyle", val="HandoutTable"),
        w("tblW", w=sum(wide), type="dxa"),
        w("tblInd", w=0, type="dxa"),
        w("tblLayout", type="fixed"),
        w("tblLook", val="06A0", firstRow=1, lastRow=0, firstColumn=1, lastColumn=0, noHBand=1, noVBand=1),
        w("tblCaption", val=grid.caption),
    )
    made = w("tbl", properties, w("tblGrid", *(w("gridCol", w=width) for width in wide)))
    heads: tuple[tree.Runs, ...] = tuple((name,) for name in grid.columns)
    for number, row in enumerate((heads, *grid.rows)):
        # The header stays on the page of the first row, a short table on one, the last two rows, and their note.
        last = len(grid.rows)
        is_kept = bool(grid.note) if number == last else is_whole or number in (0, last - 1)
        cells = []
        for index, runs in enumerate(row):
            style = w("pPr", w("pStyle", val="TableNumber" if index in grid.numeric else "TableText"))
            style.extend([w("keepNext")] * is_kept)
            words = list(draw(runs))
            if number - 1 in grid.emphasized:
                _set(words, w("b"))
            if found.size < designed:
                _set(words, w("sz", val=round(found.size * 2)), w("szCs", val=round(found.size * 2)))
            cells.append(w("tc", w("tcPr", w("tcW", w=wide[index], type="dxa")), w("p", style, *words)))
        # A row that is taller than a page, or near it, splits: else it would leave a page blank, or be cut.
        whole = w("trPr", *([] if tall[number] else [w("cantSplit")]), *([] if number else [w("tblHeader")]))
        made.append(w("tr", whole, *cells))
    return made


def _records(grid: tree.Grid, draw: Draw) -> Iterator[BaseOxmlElement]:
    """The head of each row, and a line for each other cell that has words, with the name of its column."""
    for number, row in enumerate(grid.rows):
        lines = [[text(f"{grid.columns[0]}: "), *_bold(draw(row[0]))]]
        for name, runs in list(zip(grid.columns, row, strict=True))[1:]:
            if _words(runs).strip():
                words = _bold(draw(runs)) if number in grid.emphasized else list(draw(runs))
                lines.append([text(f"{name}:", "Strong"), text(" "), *words])
        for place, words in enumerate(lines):
            is_last = place == len(lines) - 1
            is_kept = not is_last or (bool(grid.note) and number == len(grid.rows) - 1)
            style = w("pPr", w("pStyle", val="Field"), *([w("keepNext")] * is_kept))
            style.extend((w("spacing", before=0 if place else _GAP), w("ind", left=_INDENT if place else 0)))
            yield w("p", style, *words)


def _words(runs: tree.Runs) -> str:
    return "".join(
        run if isinstance(run, str) else f"{run.number}" if isinstance(run, tree.Note) else run.text for run in runs
    )


def _bold(drawn: Iterable[BaseOxmlElement]) -> list[BaseOxmlElement]:
    made = list(drawn)
    _set(made, w("b"))
    return made


def _set(drawn: Iterable[BaseOxmlElement], *properties: BaseOxmlElement) -> None:
    """Gives every run in `drawn` properties of its own."""
    for part in drawn:
        for run in part.xpath("descendant-or-self::w:r"):
            run.get_or_add_rPr().extend(copy.deepcopy(one) for one in properties)
