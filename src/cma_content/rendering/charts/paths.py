"""Ways on from one place: a box for where they start, and under it a column of boxes for each way."""

import math
from typing import Final, NamedTuple

from cma_content.handout import tree
from cma_content.rendering.charts.pen import LINE, SIZE, Part, Pen, length, wrapped

_PAD: Final = 4
_GAP: Final = 4
_TRUNK: Final = 14
"""From the left side of a column to its boxes; the line that joins them runs there."""
_GUTTER: Final = 18
_NARROW: Final = 130
"""A column that would be narrower stands below the one before it."""


class _Box(NamedTuple):
    name: list[str]
    details: list[str]
    beside: float
    """From the start of a name to the detail that stands in its line; 0 where details stand below."""

    @property
    def height(self) -> float:
        return LINE * (len(self.name) + (0 if self.beside else len(self.details))) + 2 * _PAD


def draw(pen: Pen, paths: tree.Paths) -> float:
    """Boxes grow with their words; a line leads from the start to each box, and crosses none."""
    number = len(paths.branches)
    wide = (pen.width - _GUTTER * (number - 1)) / number
    columns = number if wide >= _NARROW + _TRUNK else 1
    widths = _widths(paths, pen.width - _GUTTER * (number - 1)) if columns > 1 else [pen.width] * number
    start = _box(paths.start, pen.width - 2 * _PAD)
    _draw_box(pen, start, 0, 0, pen.width, part="mark", thick=3)
    # One line under the start, from which each column hangs.
    bottom = lowest = start.height
    x = 0.0
    for branch, wide in zip(paths.branches, widths, strict=True):
        top = bottom if columns > 1 else lowest
        lowest = max(lowest, _branch(pen, branch, x, top, wide))
        x += wide + _GUTTER if columns > 1 else 0
    return lowest + 2


def _widths(paths: tree.Paths, room: float) -> list[float]:
    """Of columns beside each other: what each has to have, and of the rest as much as its words are of all words."""
    least = _NARROW + _TRUNK
    words = [
        math.fsum(length(stop.name + stop.detail, strong=True) for stop in branch.stops) for branch in paths.branches
    ]
    rest = (room - least * len(words)) / max(math.fsum(words), 1)
    return [least + rest * each for each in words]


def _branch(pen: Pen, branch: tree.Branch, x: float, top: float, wide: float) -> float:
    """A column of boxes under its name, hung from `top`; where it ends."""
    trunk = x + 2
    y = pen.lines(wrapped(branch.name, wide - _TRUNK, strong=True), x + _TRUNK, top + _GAP, strong=True) + 4
    last = y
    for stop in branch.stops:
        box = _box(stop, wide - _TRUNK - 2 * _PAD)
        _draw_box(pen, box, x + _TRUNK, y, wide - _TRUNK, part="plain", thick=1.5)
        last = y + box.height / 2
        pen.rect(trunk, last - 0.75, _TRUNK - 2, 1.5, "ink")
        y += box.height + _GAP
    pen.rect(trunk, top, 1.5, last - top, "ink")
    return y - _GAP


def _box(stop: tree.Stop, room: float) -> _Box:
    beside = length(stop.name, strong=True) + SIZE
    if beside + length(stop.detail) > room:
        beside = 0.0
    return _Box(wrapped(stop.name, room, strong=True), wrapped(stop.detail, room), beside)


def _draw_box(pen: Pen, box: _Box, x: float, y: float, wide: float, *, part: Part, thick: float) -> None:
    pen.frame(x, y, wide, box.height, part, thick)
    below = pen.lines(box.name, x + _PAD, y + _PAD, strong=True)
    pen.lines(box.details, x + _PAD + box.beside, y + _PAD if box.beside else below)
