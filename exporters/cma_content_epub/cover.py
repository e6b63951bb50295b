"""The cover: the title in the bundled font on the guide's own colors."""

import io
from pathlib import Path

import fontpkg_atkinson_hyperlegible
from PIL import Image, ImageDraw, ImageFont

from cma_content.handout import Handout

SIZE = (1600, 2400)
_MARGIN = 150
_FONTS = Path(fontpkg_atkinson_hyperlegible.__file__).parent / "files"


def draw_cover(handout: Handout) -> bytes:
    """A PNG of `SIZE` pixels with the title, the subtitle, who hands it out, and the edition's code."""
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


def _write(pen: ImageDraw.ImageDraw, text: str, face: str, size: int, top: int, color: str) -> None:
    """Lines of at most the cover's width, in smaller type where a single word is wider than that."""
    width = SIZE[0] - 2 * _MARGIN
    font = ImageFont.truetype(_FONTS / f"AtkinsonHyperlegible-{face}.ttf", size)
    widest = max(font.getlength(word) for word in text.split())
    if widest > width:
        font = font.font_variant(size=int(size * width / widest))
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if font.getlength(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    pen.multiline_text((_MARGIN, top), "\n".join(lines), fill=color, font=font, spacing=size * 0.3)
