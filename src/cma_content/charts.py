"""Charts as SVG elements: real vectors, told apart by place and label and never by colour alone."""

import xml.etree.ElementTree as ET

from cma_content.design import COLOURS
from cma_content.handout import tree

WIDTH = 640
_ROW = 52


def draw(chart: tree.Chart) -> ET.Element:
    """The SVG of `chart`, `WIDTH` units wide; its text alternative is the chart's `alt`."""
    svg = _spread(chart) if chart.kind == "spread" else _bars(chart)
    title = ET.Element("title", id=f"{chart.id}-alt")
    title.text = chart.alt
    svg.insert(0, title)
    svg.set("role", "img")
    svg.set("aria-labelledby", f"{chart.id}-alt")
    return svg


def _canvas(height: int) -> ET.Element:
    return ET.Element(
        "svg", {"xmlns": "http://www.w3.org/2000/svg", "viewBox": f"0 0 {WIDTH} {height}", "class": "chart"}
    )


def _text(parent: ET.Element, words: str, x: float, y: float, *, anchor: str = "start", strong: bool = False) -> None:
    style = {"font-weight": "bold"} if strong else {}
    fill = COLOURS["ink"]
    size = "17" if strong else "15"
    place = {"x": f"{x:g}", "y": f"{y:g}", "text-anchor": anchor, "font-size": size, "fill": fill}
    ET.SubElement(parent, "text", place | style).text = words


def _rect(parent: ET.Element, x: float, y: float, width: float, height: float, fill: str) -> None:
    place = {"x": f"{x:g}", "y": f"{y:g}", "width": f"{width:.6g}", "height": f"{height:g}"}
    ET.SubElement(parent, "rect", place | {"fill": COLOURS[fill]})


def _bars(chart: tree.Chart) -> ET.Element:
    """A label, and under it a bar from zero with its value at the end."""
    svg = _canvas(_ROW * len(chart.bars) + 6)
    longest = max(bar.value for bar in chart.bars) or 1
    room = WIDTH - 20 - 12 * max(len(bar.printed) for bar in chart.bars)
    for index, bar in enumerate(chart.bars):
        top = index * _ROW
        width = max(2, round(room * bar.value / longest, 2))
        _text(svg, bar.label, 0, top + 17)
        _rect(svg, 0, top + 25, width, 18, "accent" if index == 0 else "rule")
        _text(svg, bar.printed, width + 8, top + 40, strong=True)
    return svg


def _spread(chart: tree.Chart) -> ET.Element:
    """Five percentiles on one scale: a line from the 10th to the 90th, a bar from the 25th to the 75th."""
    svg = _canvas(196)
    low, high = chart.bars[0].value, chart.bars[-1].value
    left, right, axis = 82, WIDTH - 82, 98
    xs = [round(left + (right - left) * (bar.value - low) / (high - low or 1), 2) for bar in chart.bars]
    _rect(svg, xs[0], axis - 2, xs[4] - xs[0], 4, "rule")
    _rect(svg, xs[1], axis - 13, xs[3] - xs[1], 26, "accent")
    # Labels take turns above and below the line, so that close values do not collide.
    for index, (bar, x) in enumerate(zip(chart.bars, xs, strict=True)):
        above = index % 2 == 0
        half = 22 if index == 2 else 15
        _rect(svg, x - 2, axis - half, 4, 2 * half, "paper" if index == 2 else "ink")
        if index == 2:
            _rect(svg, x - 2, axis - half, 4, half - 13, "ink")
            _rect(svg, x - 2, axis + 13, 4, half - 13, "ink")
        start, end = (axis - half - 6, axis - half) if above else (axis + half, axis + half + 6)
        _rect(svg, x - 0.5, start, 1, end - start, "ink")
        first, second = (axis - 54, axis - 33) if above else (axis + 40, axis + 61)
        words, shown = (bar.label, bar.printed) if above else (bar.printed, bar.label)
        _text(svg, words, x, first, anchor="middle", strong=not above)
        _text(svg, shown, x, second, anchor="middle", strong=above)
    return svg
