"""The cover: the title in the bundled fonts on the guide's own colors."""

import io
import unicodedata

import fontpkg_atkinson_hyperlegible  # noqa: F401 - the fonts are as needed as Pillow, and missed at once
import fontpkg_source_sans_3  # noqa: F401
import fontTools.ttLib  # noqa: F401
from PIL import Image, ImageDraw

from cma_content.handout import Handout
from cma_content.rendering import fonts
from cma_content.rendering.raster import typeface

SIZE = (1600, 2400)
_MARGIN = 150


def draw_cover(handout: Handout) -> bytes:
    """A PNG of `SIZE` pixels with the title, the subtitle, who hands it out, and the edition's code.

    A line with letters that neither font has is not drawn: the title page has it, and half a name would be wrong.
    """
    tokens = handout.design.colors
    image = Image.new("RGB", SIZE, tokens["paper"])
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, SIZE[0], 1500), fill=tokens["accent"])
    pen.rectangle((_MARGIN, 1640, _MARGIN + 260, 1664), fill=tokens["accent"])
    _write(pen, handout.meta.title, "Bold", 190, 360, tokens["paper"])
    _write(pen, handout.meta.subtitle, "Regular", 84, 1730, tokens["ink"])
    masthead = handout.front.masthead
    if masthead:
        _write(pen, masthead.name, "Bold", 64, SIZE[1] - _MARGIN - 260, tokens["ink"])
    _write(pen, handout.meta.code, "Regular", 56, SIZE[1] - _MARGIN - 60, tokens["quiet"])
    file = io.BytesIO()
    image.save(file, "PNG", optimize=True)
    return file.getvalue()


def _write(pen: ImageDraw.ImageDraw, text: str, weight: str, size: int, top: int, color: str) -> None:
    """Lines of at most the cover's width, in smaller type where a single word is wider than that."""
    words = _drawable(text).split()
    if not words:
        return
    width = SIZE[0] - 2 * _MARGIN
    face = typeface(weight, size)
    widest = max(map(face.length, words))
    if widest > width:
        face = typeface(weight, int(size * width / widest))
    lines = [""]
    for word in words:
        longer = f"{lines[-1]} {word}".strip()
        if face.length(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    baseline = float(top + face.text.getmetrics()[0])
    for line in lines:
        face.draw(pen, _MARGIN, baseline, line, color)
        baseline += face.text.getbbox("A")[3] + size * 0.3


def _drawable(text: str) -> str:
    """Text without what neither font has: symbols go alone; a letter or a digit takes the whole line with it."""
    text = unicodedata.normalize("NFC", text)
    missing = fonts.missing(text)
    if any(unicodedata.category(character)[0] in "LMN" for character in missing):
        return ""
    return "".join(one for one in text if one.isspace() or (fonts.is_drawn(one) and one not in missing))
