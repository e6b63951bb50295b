"""Bars of one unit, in the order given: the label at the left, the value at the end."""

from typing import Final

from cma_content.handout import tree
from cma_content.rendering.charts.pen import LINE, Pen, length, wrapped

_GAP: Final = 9
_ROW_GAP: Final = 7
_LABELS: Final = 0.42
"""The share of the width that labels may take; longer ones wrap,"""
_LEAST_LABELS: Final = 170
"""and in this width, where values are long."""
_LEAST: Final = 0.25
"""The share of the width that must be left for bars; else labels stand above them."""
_THICK: Final = {True: 19, False: 13}
"""The bar that the chart is about is thicker."""


def draw(pen: Pen, chart: tree.Chart) -> float:
    """Each bar begins at zero, or at the low end of a range; one below zero lies left of the line at zero."""
    is_marked = any(bar.emphasized for bar in chart.bars)
    widest = max(length(bar.label, strong=bar.emphasized) for bar in chart.bars)
    drawn = [bar for bar in chart.bars if bar.value or bar.start]
    values = min(max([0.0, *(length(bar.printed, strong=bar.emphasized) for bar in drawn)]), 0.4 * pen.width)
    beside = pen.width - values - 2 * _GAP - _LEAST * pen.width
    room = min(widest, _LABELS * pen.width, max(_LEAST_LABELS, beside))
    left = room + _GAP
    is_beside = room <= beside
    if not is_beside:
        room, left = pen.width, 0.0
    least = min(0.0, *(min(bar.start, bar.value) for bar in chart.bars))
    most = max(0.0, *(max(bar.start, bar.value) for bar in chart.bars))
    scale = (pen.width - left - values - _GAP - 2) / ((most - least) or 1)
    zero = round(left - least * scale, 2)
    top = 0.0
    for bar in chart.bars:
        labels = wrapped(bar.label, room, strong=bar.emphasized)
        end = round(zero + max(bar.value, 0) * scale, 2) + _GAP if bar.value or bar.start else zero + _GAP
        printed = wrapped(bar.printed, pen.width - end, strong=bar.emphasized)
        if not is_beside:
            top = pen.lines(labels, 0, top, strong=bar.emphasized) + 2
        high = max(LINE * max(len(printed), len(labels) if is_beside else 1), 20)
        if is_beside:
            pen.lines(labels, room, top + (high - LINE * len(labels)) / 2, anchor="end", strong=bar.emphasized)
        pen.lines(printed, end, top + (high - LINE * len(printed)) / 2, strong=bar.emphasized)
        if bar.value or bar.start:
            low, up = sorted((zero + bar.start * scale, zero + bar.value * scale))
            thick = _THICK[bar.emphasized or not is_marked]
            length_ = max(2, round(up - low, 2))
            x = zero - length_ if bar.value < 0 and not bar.start else low
            pen.rect(
                x, top + (high - thick) / 2, length_, thick, "mark" if bar.emphasized or not is_marked else "plain"
            )
        if least < 0:
            pen.rect(zero - 0.5, top, 1, high, "ink")
        top += high + _ROW_GAP
    return top
