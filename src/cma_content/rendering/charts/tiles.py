"""Places as tiles: where they lie on a map of the United States, or in rows; a legend says what their shades mean."""

import itertools
from typing import Final

from cma_content.handout import tree
from cma_content.rendering.charts.pen import ASCENT, LINE, Pen, length

_COLUMNS: Final = 11
_LEAST: Final = 300
"""The width of so many tiles with two letters each; a map with less room is drawn smaller."""
_MARK: Final = 4
"""Letters that a tile has room for."""
_SWATCH: Final = 18
_TIGHT: Final = 0.9
"""The room that a value needs on a tile, beside the next one's."""
_PAD: Final = 3
"""At both sides of a code and a value that share the line of a tile."""
_TILES: Final = (
    "AK . . . . . . . . . ME",
    ". . . . . . . . . VT NH",
    "WA ID MT ND MN IL WI MI NY RI MA",
    "OR NV WY SD IA IN OH PA NJ CT .",
    "CA UT CO NE MO KY WV VA MD DE .",
    ". AZ NM KS AR TN NC SC DC . .",
    ". . . OK LA MS AL GA . . .",
    "HI GU . TX . . . . FL PR VI",
)


def draw(pen: Pen, chart: tree.Chart) -> float:
    """A tile for each place, with its code and value; darker in a higher class, framed where it is the reader's.

    Rows above the first place and below the last are left out; places that the map does not know stand below it.
    """
    pen.width = max(pen.width, _LEAST)
    known = enumerate(_TILES if chart.kind == "map" else ())
    free = {mark: (x, y) for y, row in known for x, mark in enumerate(row.split()) if mark != "."}
    below = ((number % _COLUMNS, len(_TILES) + 1 + number // _COLUMNS) for number in itertools.count())
    side = pen.width / _COLUMNS
    places = [free.pop(bar.mark) if bar.mark in free else next(below) for bar in chart.bars]
    first, last = min(row for _, row in places), max(row for _, row in places)
    marks = [bar.mark[:_MARK] for bar in chart.bars]
    has_values = all(_TIGHT * length(bar.brief) < side for bar in chart.bars)
    in_line = has_values and all(
        _TIGHT * (length(mark, strong=True) + length(f" {bar.brief}")) + 2 * _PAD < side
        for mark, bar in zip(marks, chart.bars, strict=True)
    )
    high = min(side, LINE + 8 if in_line else 2 * LINE + 4)
    top = _legend(pen, chart) + 4
    for mark, bar, (column, row) in zip(marks, chart.bars, places, strict=True):
        x, y = side * column, top + high * (row - first)
        pen.rect(x + 1, y + 1, side - 2, high - 2, _shade(bar.band, chart))
        if bar.emphasized:
            pen.frame(x, y, side, high, "ink", 3)
        else:
            pen.frame(x + 1, y + 1, side - 2, high - 2, "plain", 1)
        middle = y + (high - (34 if has_values and not in_line else 17)) / 2 + ASCENT
        if in_line:
            pen.text(mark, x + _PAD, middle, strong=True)
            pen.text(bar.brief, x + side - _PAD, middle, anchor="end")
            continue
        pen.text(mark, x + side / 2, middle, anchor="middle", strong=True)
        if has_values:
            pen.text(bar.brief, x + side / 2, middle + 17, anchor="middle")
    return top + high * (last - first + 1) + 2


def _legend(pen: Pen, chart: tree.Chart) -> float:
    """The bounds of each class beside its shade, and whose tile is framed; how high that is."""
    framed = [bar.label for bar in chart.bars if bar.emphasized]
    entries = [*enumerate(chart.bands), *((-1, label) for label in framed)]
    x, y = 0.0, 0.0
    for level, label in entries:
        wide = _SWATCH + 6 + length(label)
        if x and x + wide > pen.width:
            x, y = 0.0, y + LINE + 5
        pen.rect(x, y, _SWATCH, _SWATCH, _shade(max(level, 0), chart))
        if level < 0:
            pen.frame(x, y, _SWATCH, _SWATCH, "ink", 3)
        else:
            pen.frame(x, y, _SWATCH, _SWATCH, "plain", 1)
        pen.text(label, x + _SWATCH + 6, y + ASCENT + 2)
        x += wide + 18
    return y + _SWATCH + 5 if entries else 0.0


def _shade(band: int, chart: tree.Chart) -> float:
    """From 0 for the lowest class to 1 for the highest."""
    return band / max(len(chart.bands) - 1, 1)
