"""Charts and QR codes as pictures, in the bundled fonts; Word does not draw SVG everywhere."""

import io
import xml.etree.ElementTree as ET
from typing import Final

import fontpkg_atkinson_hyperlegible  # noqa: F401 - the fonts are as needed as Pillow, and missed at once
import fontpkg_source_sans_3  # noqa: F401
import fontTools.ttLib  # noqa: F401
from PIL import Image, ImageDraw

from cma_content.handout.tree import Drawn, QRCode
from cma_content.rendering import fonts, qr
from cma_content.rendering.raster import typeface

_DOTS_PER_INCH: Final = 300
_BEFORE: Final = {"start": 0.0, "middle": 0.5, "end": 1.0}
"""How much of a line stands before the point that it is anchored at."""


def can_paint(picture: Drawn) -> bool:
    """Whether the fonts have every character of a picture's words."""
    return not fonts.missing("".join(picture.words))


def paint(svg: ET.Element, points: float) -> bytes:
    """The PNG of a chart's SVG, which holds rectangles and text alone; a unit of it is `points` wide."""
    width, height = (float(number) for number in svg.attrib["viewBox"].split()[2:])
    scale = points * _DOTS_PER_INCH / 72
    image = Image.new("RGB", (round(width * scale), round(height * scale)), "#ffffff")
    pen = ImageDraw.Draw(image)
    for made in svg:
        x, y = (scale * float(made.get(name, 0)) for name in ("x", "y"))
        if made.tag == "rect":
            right, bottom = (
                start + scale * float(made.attrib[name]) - 1 for start, name in ((x, "width"), (y, "height"))
            )
            pen.rectangle((x, y, max(x, right), max(y, bottom)), made.attrib["fill"])
        elif made.tag == "text":
            weight = "Bold" if made.get("font-weight") == "bold" else "Regular"
            face, words = typeface(weight, round(scale * float(made.attrib["font-size"]))), made.text or ""
            left = x - face.length(words) * _BEFORE[made.attrib["text-anchor"]]
            face.draw(pen, left, y, words, made.attrib["fill"])
    return _png(image.quantize(32))


def paint_code(code: QRCode) -> bytes:
    """The PNG of a QR code with its quiet zone."""
    rows = [bytes(row) for row in qr.encode(code.link.href).matrix]
    image = Image.new("1", (len(rows) + 8, len(rows) + 8), 1)
    for y, row in enumerate(rows, start=4):
        for x, on in enumerate(row, start=4):
            image.putpixel((x, y), not on)
    return _png(image.resize((image.width * 10, image.height * 10)))


def _png(image: Image.Image) -> bytes:
    file = io.BytesIO()
    image.save(file, "PNG", optimize=True, dpi=(_DOTS_PER_INCH, _DOTS_PER_INCH))
    return file.getvalue()
