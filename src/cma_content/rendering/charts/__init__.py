"""Charts as SVG elements: real vectors, whose parts differ by place, weight and label and never by color alone."""

import xml.etree.ElementTree as ET
from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

from cma_content.handout import anchors, tree
from cma_content.rendering.charts import bars, paths, spread, tiles
from cma_content.rendering.charts.paint import Paint
from cma_content.rendering.charts.pen import Pen

_KINDS: Final[Mapping[str, Callable[[Pen, tree.Chart], float]]] = {
    "bars": bars.draw,
    "map": tiles.draw,
    "spread": spread.draw,
    "tiles": tiles.draw,
}


class Finer(NamedTuple):
    """Smaller type for pictures that are tall, so that a page that has no room for one is not left half empty."""

    above: float
    """The height of a picture, in units of which its text is 15 high."""
    times: float
    """How many times as many of these units its width then has."""


def draw(picture: tree.Drawn, paint: Paint, width: float, finer: Finer | None = None) -> ET.Element:
    """The SVG of `picture` in the colors of `paint`; `width` is in units of which its text is 15 high.

    Its text alternative is the picture's `alt`. It holds rectangles and text alone.
    """
    pen = Pen(paint, width)
    height = paths.draw(pen, picture) if isinstance(picture, tree.Paths) else _KINDS[picture.kind](pen, picture)
    if finer and height > finer.above:
        return draw(picture, paint, width * finer.times)
    pen.svg.set("viewBox", f"0 0 {pen.width:g} {height:g}")
    title = ET.Element("title", id=anchors.alt(picture.id))
    title.text = picture.alt
    pen.svg.insert(0, title)
    pen.svg.set("role", "img")
    pen.svg.set("aria-labelledby", anchors.alt(picture.id))
    return pen.svg
