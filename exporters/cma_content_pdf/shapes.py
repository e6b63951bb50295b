"""The bars and lines of charts in as few elements as they need: WeasyPrint's work grows with each."""

import itertools
import xml.etree.ElementTree as ET
from typing import Final

from cma_content.rendering.html import element

_SIDES: Final = ("x", "y", "width", "height")
_PLAIN: Final = {*_SIDES, "fill"}


def join(picture: ET.Element) -> None:
    """Makes one path of rectangles of one color that follow each other, so that nothing is painted in another order."""
    made: list[ET.Element] = []
    for fill, group in itertools.groupby(picture, _fill):
        shapes = list(group)
        made += [element("path", d="".join(map(_outline, shapes)), fill=fill)] if fill else shapes
    picture[:] = made


def _fill(shape: ET.Element) -> str:
    """The color of a plain rectangle, or nothing."""
    return shape.get("fill", "") if shape.tag == "rect" and set(shape.keys()) == _PLAIN else ""


def _outline(rectangle: ET.Element) -> str:
    x, y, width, height = (rectangle.attrib[side] for side in _SIDES)
    return f"M{x} {y}h{width}v{height}H{x}z"
