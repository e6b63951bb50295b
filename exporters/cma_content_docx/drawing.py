"""Charts and QR codes as pictures, in the bundled font; Word does not draw SVG everywhere."""

import io
import xml.etree.ElementTree as ET
from functools import cache
from pathlib import Path
from typing import Final

import fontpkg_atkinson_hyperlegible
from PIL import Image, ImageDraw, ImageFont

from cma_content.errors import OutputError
from cma_content.handout.tree import QRCode
from cma_content.rendering import qr

FONTS: Final = Path(fontpkg_atkinson_hyperlegible.__file__).parent / "files"
_DOTS_PER_INCH: Final = 300
_ANCHORS: Final = {"start": "ls", "middle": "ms", "end": "rs"}


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
            pen.rectangle((x, y, max(x, right), max(y, bottom)), made.attrib["fill"], made.get("stroke"), round(scale))
        elif made.tag == "text":
            face = "Bold" if made.get("font-weight") == "bold" else "Regular"
            font = _font(face, round(scale * float(made.attrib["font-size"])))
            words = _drawable(made.text or "", font)
            pen.text((x, y), words, made.attrib["fill"], font, _ANCHORS[made.attrib["text-anchor"]])
    return _png(image.quantize(32))


def paint_code(code: QRCode) -> bytes:
    """The PNG of a QR code with its quiet zone."""
    rows = [bytes(row) for row in qr.encode(code.link.href).matrix]
    image = Image.new("1", (len(rows) + 8, len(rows) + 8), 1)
    for y, row in enumerate(rows, start=4):
        for x, on in enumerate(row, start=4):
            image.putpixel((x, y), not on)
    return _png(image.resize((image.width * 10, image.height * 10)))


@cache
def _font(face: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONTS / f"AtkinsonHyperlegible-{face}.ttf", size)


def _drawable(words: str, font: ImageFont.FreeTypeFont) -> str:
    """`words`; raises `OutputError` where the font would draw a box in place of a letter."""
    nothing = bytes(font.getmask("\uffff"))
    if strange := [letter for letter in words if bytes(font.getmask(letter)) == nothing and not letter.isspace()]:
        raise OutputError(f"a chart cannot be drawn: no font has {strange[0]!r} (U+{ord(strange[0]):04X})")
    return words


def _png(image: Image.Image) -> bytes:
    file = io.BytesIO()
    image.save(file, "PNG", optimize=True, dpi=(_DOTS_PER_INCH, _DOTS_PER_INCH))
    return file.getvalue()
