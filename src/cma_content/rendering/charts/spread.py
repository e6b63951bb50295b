"""Five percentiles on one scale that rises: the same drawing however wide it may be."""

from typing import Final

from cma_content.handout import tree
from cma_content.rendering.charts.pen import ASCENT, LINE, Pen, length, wrapped

_TALL: Final = 116
"""From the lowest value to the highest."""
_BOX: Final = 22
_LABELS: Final = 58
"""Where the labels begin,"""
_GAP: Final = 8
"""and what is between a value and its name."""


def draw(pen: Pen, chart: tree.Chart) -> float:
    """A line from the 10th to the 90th percentile, a box from the 25th to the 75th, a mark at the median.

    The highest stands at the top; from each value a line leads to its label, which makes room for the others.
    """
    ranked = chart.bars[::-1]
    low, high = chart.bars[0].value, chart.bars[-1].value
    figures = max(length(bar.printed, strong=True) for bar in ranked)
    room = pen.width - _LABELS - figures - _GAP
    labels = [wrapped(bar.label, room, strong=bar.emphasized) for bar in ranked]
    heights = [float(LINE * len(lines)) for lines in labels]
    first = heights[0] / 2
    ys = [round(first + _TALL * (high - bar.value) / ((high - low) or 1), 2) for bar in ranked]
    tops = _spaced([y - height / 2 for y, height in zip(ys, heights, strict=True)], heights)
    middle = _BOX / 2
    pen.rect(middle - 2, ys[0], 4, max(ys[4] - ys[0], 1), "plain")
    # Its ground is a shade, so that the mark at the median is seen on it in black alone too.
    pen.rect(0, ys[1], _BOX, max(ys[3] - ys[1], 1), 1.0)
    pen.frame(0, ys[1], _BOX, max(ys[3] - ys[1], 3), "plain")
    for number, (bar, y, top, height) in enumerate(zip(ranked, ys, tops, heights, strict=True)):
        is_middle = number == 2
        pen.rect(0, y - (2 if is_middle else 1), _BOX + 6, 4 if is_middle else 2, "ink")
        _lead(pen, _BOX + 8 + 4 * (len(ranked) - number), y, top + height / 2)
        pen.text(bar.printed, _LABELS, top + ASCENT + 2, strong=True)
        pen.lines(labels[number], _LABELS + figures + _GAP, top, strong=is_middle)
    return max(tops[-1] + heights[-1], ys[-1] + 2) + 4


def _lead(pen: Pen, step: float, y: float, to: float) -> None:
    """A thin line from a value to its label, with a step at a place of its own where the label had to make room."""
    end = _LABELS - 6
    pen.rect(_BOX + 6, y - 0.5, step - _BOX - 6, 1, "ink")
    pen.rect(step, min(y, to) - 0.5, 1, abs(to - y) + 1, "ink")
    pen.rect(step, to - 0.5, end - step, 1, "ink")


def _spaced(tops: list[float], heights: list[float]) -> list[float]:
    """Places from the top down that do not overlap, each as near to the one wanted as that allows."""
    placed: list[float] = []
    free = 0.0
    for top, height in zip(tops, heights, strict=True):
        placed.append(max(top, free))
        free = placed[-1] + height
    return placed
