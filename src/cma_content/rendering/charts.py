"""Charts as SVG elements: real vectors, distinguished by place and label and never by color alone."""

import itertools
import textwrap
import xml.etree.ElementTree as ET
from bisect import bisect_left
from collections.abc import Mapping
from typing import Final

from cma_content.design import colors
from cma_content.handout import anchors, tree

# All lengths are in units of which the text of a chart is 15 high.
_ROW: Final = 45
_LINE: Final = 20
_NARROW: Final = 520
_SPREAD_MARGIN: Final = 72
# More than a letter is wide on average, in type of 15.
_LETTER: Final = 8.25
_COLUMNS: Final = 11
_MARK: Final = 4
"""Letters that a tile has room for."""
_SHADES: Final = (0.9, 0.7, 0.45, 0.2, 0.0)
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


def draw(chart: tree.Chart, tokens: Mapping[str, str], width: float) -> ET.Element:
    """The SVG of `chart` in the colors of `tokens`; `width` is in units of which its text is 15 high.

    Its text alternative is the chart's `alt`.
    """
    pen = _Pen(tokens, width)
    if chart.kind in ("map", "tiles"):
        height = _map(pen, chart)
    elif chart.kind == "spread" and width >= _NARROW and _has_room(_places(chart, width), chart):
        height = _spread(pen, chart)
    else:
        height = _bars(pen, chart)
    pen.svg.set("viewBox", f"0 0 {width:g} {height:g}")
    title = ET.Element("title", id=anchors.alt(chart.id))
    title.text = chart.alt
    pen.svg.insert(0, title)
    pen.svg.set("role", "img")
    pen.svg.set("aria-labelledby", anchors.alt(chart.id))
    return pen.svg


class _Pen:
    def __init__(self, tokens: Mapping[str, str], width: float) -> None:
        self.tokens = tokens
        self.width = width
        self.svg = ET.Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "class": "chart"})

    def text(
        self, words: str, x: float, y: float, *, anchor: str = "start", strong: bool = False, fill: str = ""
    ) -> None:
        style = {"font-weight": "bold"} if strong else {}
        size = "17" if strong else "15"
        place = {"x": f"{x:g}", "y": f"{y:g}", "text-anchor": anchor, "font-size": size}
        ET.SubElement(self.svg, "text", place | {"fill": fill or self.tokens["ink"]} | style).text = words

    def rect(self, x: float, y: float, width: float, height: float, fill: str, **more: str) -> None:
        place = {"x": f"{x:g}", "y": f"{y:g}", "width": f"{width:.6g}", "height": f"{height:g}"}
        ET.SubElement(self.svg, "rect", place | {"fill": self.tokens.get(fill, fill)} | more)


def _bars(pen: _Pen, chart: tree.Chart) -> float:
    """A label, and under it a bar from zero, to the left where its value is negative, with its value at the end."""
    least, most = (choose(0.0, *(bar.value for bar in chart.bars)) for choose in (min, max))
    widest = max(len(bar.printed) for bar in chart.bars)
    is_beside = 12 * widest < pen.width / 2
    room = pen.width - 20 - (12 * widest if is_beside else 0)
    scale = room / ((most - least) or 1)
    zero = round(abs(least) * scale, 2)
    top = 0
    for bar in chart.bars:
        length = max(2, round(abs(bar.value) * scale, 2)) if bar.value else 0
        start, end = (zero - length, zero) if bar.value < 0 else (zero, zero + length)
        is_plain = not bar.emphasized and any(other.emphasized for other in chart.bars)
        words = textwrap.wrap(bar.label, int(pen.width / _LETTER))
        values = [] if is_beside else textwrap.wrap(bar.printed, int(pen.width / 12))
        lines = [(line, False) for line in words] + [(line, True) for line in values]
        for number, (line, strong) in enumerate(lines):
            pen.text(line, 0, top + 15 + number * _LINE, strong=strong)
        top += (len(lines) - 1) * _LINE
        if length:
            pen.rect(start, top + 21, length, 16, "rule" if is_plain else "accent")
        if is_beside:
            pen.text(bar.printed, end + 8, top + 35, strong=True)
        if least < 0:
            pen.rect(zero - 0.5, top + 19, 1, 20, "ink")
        top += _ROW
    return top + 6


def _places(chart: tree.Chart, width: float) -> list[float]:
    """Where the values of a spread stand on its scale."""
    low, high = chart.bars[0].value, chart.bars[-1].value
    left, right = _SPREAD_MARGIN, width - _SPREAD_MARGIN
    return [round(left + (right - left) * (bar.value - low) / (high - low or 1), 2) for bar in chart.bars]


def _has_room(xs: list[float], chart: tree.Chart) -> bool:
    """Whether labels that take turns above and below a line are all clear of each other."""
    widths = [max(len(bar.label), len(bar.printed) + 1) * _LETTER for bar in chart.bars]
    neighbors = zip(xs, xs[2:], widths, widths[2:], strict=False)
    return all(second - first > (one + other) / 2 + _LETTER for first, second, one, other in neighbors)


def _spread(pen: _Pen, chart: tree.Chart) -> float:
    """Five percentiles on one scale: a line from the 10th to the 90th, a bar from the 25th to the 75th."""
    axis, xs = 72, _places(chart, pen.width)
    pen.rect(xs[0], axis - 2, xs[4] - xs[0], 4, "rule")
    pen.rect(xs[1], axis - 13, xs[3] - xs[1], 26, "accent")
    # Labels take turns above and below the line, so that close values do not collide.
    for index, (bar, x) in enumerate(zip(chart.bars, xs, strict=True)):
        above = index % 2 == 0
        half = 22 if index == 2 else 15
        pen.rect(x - 2, axis - half, 4, 2 * half, "paper" if index == 2 else "ink")
        if index == 2:
            pen.rect(x - 2, axis - half, 4, half - 13, "ink")
            pen.rect(x - 2, axis + 13, 4, half - 13, "ink")
        start, end = (axis - half - 6, axis - half) if above else (axis + half, axis + half + 6)
        pen.rect(x - 0.5, start, 1, end - start, "ink")
        first, second = (axis - 54, axis - 33) if above else (axis + 40, axis + 61)
        words, shown = (bar.label, bar.printed) if above else (bar.printed, bar.label)
        pen.text(words, x, first, anchor="middle", strong=not above)
        pen.text(shown, x, second, anchor="middle", strong=above)
    return 140


def _map(pen: _Pen, chart: tree.Chart) -> float:
    """A tile for each place, where it lies or in rows; darker where its value is higher, with its code and value on it.

    Rows above the first place and below the last are left out; places that the map does not know stand below it.
    """
    levels = _levels([bar.value for bar in chart.bars])
    known = enumerate(_TILES if chart.kind == "map" else ())
    free = {mark: (x, y) for y, row in known for x, mark in enumerate(row.split()) if mark != "."}
    below = ((number % _COLUMNS, len(_TILES) + 1 + number // _COLUMNS) for number in itertools.count())
    side = pen.width / _COLUMNS
    places = [free.pop(bar.mark) if bar.mark in free else next(below) for bar in chart.bars]
    top, lowest = min(row for _, row in places), max(row for _, row in places)
    for bar, level, (column, row) in zip(chart.bars, levels, places, strict=True):
        x, y = side * column, side * (row - top)
        shade = colors.mix(pen.tokens["accent"], pen.tokens["paper"], _SHADES[level])
        ink = max(pen.tokens["ink"], pen.tokens["paper"], key=lambda color: colors.contrast(color, shade))
        pen.rect(x + 1, y + 1, side - 2, side - 2, shade, stroke=pen.tokens["rule"])
        pen.text(bar.mark[:_MARK], x + side / 2, y + side / 2 - 2, anchor="middle", fill=ink)
        pen.text(bar.brief, x + side / 2, y + side / 2 + 15, anchor="middle", fill=ink)
    return side * (lowest - top + 1) + 2


def _levels(values: list[float]) -> list[int]:
    """Which fifth of the ranked values each value falls in, from 0 to 4."""
    ranked = sorted(values)
    return [bisect_left(ranked, value) * 5 // len(ranked) for value in values]
