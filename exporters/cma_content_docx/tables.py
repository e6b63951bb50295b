"""A table with a header row, header cells at its left, and columns as wide as their words ask for."""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from docx.oxml.xmlchemy import BaseOxmlElement

from cma_content.handout import tree
from cma_content_docx.geometry import Geometry
from cma_content_docx.oxml import w

_MANY_COLUMNS: Final = 4
_MOST_KEPT_TOGETHER: Final = 12
_UNBROKEN: Final = re.compile(r"[^\s/]+/?")
_LONGEST: Final = 60
"""Letters; what is longer may as well wrap."""


def table(
    grid: tree.Grid, draw: Callable[[tree.Runs], Iterable[BaseOxmlElement]], place: Geometry, letter: float
) -> BaseOxmlElement:
    """The table, with letters about `letter` wide (in twentieths of a point); `draw` makes the runs of a cell."""
    rows: list[tuple[tree.Runs, ...]] = [tuple((name,) for name in grid.columns), *grid.rows]
    hang = place.hang if len(grid.columns) > _MANY_COLUMNS else 0
    room = place.measure + hang
    shares = widths([[_words(runs) for runs in row] for row in rows], round(room / letter))
    # Large type may need more than the line: then the table reaches into both margins rather than break its numbers.
    more = max(0, round(min(sum(shares) * letter, place.widest) - room))
    wide = [int((room + more) * share / sum(shares)) for share in shares]
    properties = w(
        "tblPr",
        w("tblStyle", val="HandoutTable"),
        w("tblW", w=sum(wide), type="dxa"),
        w("tblInd", w=-hang - more // 2, type="dxa"),
        w("tblLayout", type="fixed"),
        w("tblLook", val="06A0", firstRow=1, lastRow=0, firstColumn=1, lastColumn=0, noHBand=1, noVBand=1),
        w("tblCaption", val=grid.caption),
    )
    made = w("tbl", properties, w("tblGrid", *(w("gridCol", w=width) for width in wide)))
    for number, row in enumerate(rows):
        strong, kept = number - 1 in grid.emphasized, _is_kept_with_next(number, grid)
        cells = []
        for index, runs in enumerate(row):
            style = w("pPr", w("pStyle", val="TableNumber" if index in grid.numeric else "TableText"))
            style.extend([w("keepNext")] * kept)
            drawn = list(draw(runs))
            if strong:
                _embolden(drawn)
            cells.append(w("tc", w("tcPr", w("tcW", w=wide[index], type="dxa")), w("p", style, *drawn)))
        whole = w("trPr", w("cantSplit"), *([] if number else [w("tblHeader")]))
        made.append(w("tr", whole, *cells))
    return made


def widths(rows: Sequence[Sequence[str]], room: int) -> list[float]:
    """The widths of columns in letters: each holds its longest word; of `room`, those with more to say get the rest.

    An address breaks behind a slash: a whole one may be longer than the line.
    """
    columns = list(zip(*rows, strict=True))
    least = [
        max((len(word) for cell in column for word in _UNBROKEN.findall(cell)), default=1) + 2 for column in columns
    ]
    # The head of a column may wrap; its cells had better not.
    most = [
        max(low, len(head) // 3, *(min(len(cell) + 2, _LONGEST) for cell in cells))
        for low, (head, *cells) in zip(least, columns, strict=True)
    ]
    spare, wish = max(0, room - sum(least)), sum(most) - sum(least)
    part = min(1.0, spare / wish) if wish else 0.0
    return [low + (high - low) * part for low, high in zip(least, most, strict=True)]


def _is_kept_with_next(number: int, grid: tree.Grid) -> bool:
    """Whether a row stays on the page of the next: the header, those of a short table, the last with its note."""
    if number == len(grid.rows):
        return bool(grid.note)
    return number == 0 or len(grid.rows) <= _MOST_KEPT_TOGETHER


def _words(runs: tree.Runs) -> str:
    return "".join(
        run if isinstance(run, str) else f"{run.number}" if isinstance(run, tree.Note) else run.text for run in runs
    )


def _embolden(drawn: Iterable[BaseOxmlElement]) -> None:
    for part in drawn:
        for run in part.xpath("descendant-or-self::w:r"):
            run.get_or_add_rPr().append(w("b"))
