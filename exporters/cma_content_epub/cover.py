"""The cover: the title in the bundled fonts on the guide's own colors."""

import io
import unicodedata
import zlib
from collections.abc import Iterator
from typing import Final, NamedTuple

import fontpkg_atkinson_hyperlegible  # noqa: F401 - the fonts are as needed as Pillow, and missed at once
import fontpkg_source_sans_3  # noqa: F401
import fontTools.ttLib  # noqa: F401
from PIL import Image, ImageDraw

from cma_content.design import colors
from cma_content.handout import Handout
from cma_content.rendering import fonts
from cma_content_epub.type_size import Fitted, fit

SIZE: Final = (1600, 2400)
FIELD: Final = 1500
"""The height of the colored field, which holds the title."""
MARGIN: Final = 150
_WIDTH: Final = SIZE[0] - 2 * MARGIN
_TITLE_TOP: Final = 360
_BAR: Final = (MARGIN, FIELD + 140, MARGIN + 260, FIELD + 164)
_SUBTITLE_TOP: Final = FIELD + 220
_GAP: Final = 40
_LEVELS: Final = 60
"""Shades from the ground of a text to its color."""


class Placed(NamedTuple):
    """A text on the cover, at its height."""

    role: str
    top: int
    text: Fitted
    color: str


def draw_cover(handout: Handout) -> bytes | None:
    """A PNG of `SIZE` pixels with the title, the subtitle, who hands it out, and the edition's code.

    Nothing where no font has the letters of the title: readers' own fonts may, and make a cover of the title. Of the
    other lines one that cannot be drawn is left out: the title page has it, and half a name would be wrong.
    """
    placed = list(place(handout))
    if placed[0].role != "title":
        return None
    tokens = handout.design.colors
    # With a palette, for three bytes a pixel take eight times as long to be packed.
    image = Image.new("P", SIZE, 0)
    pen = ImageDraw.Draw(image)
    palette = [tokens["paper"], tokens["accent"]]
    pen.rectangle((0, 0, SIZE[0], FIELD), fill=1)
    pen.rectangle(_BAR, fill=1)
    for one in placed:
        ground = tokens["accent" if one.role == "title" else "paper"]
        _write(image, one, first=len(palette))
        palette += [colors.mix(one.color, ground, 1 - (level + 1) / _LEVELS) for level in range(_LEVELS)]
    image.putpalette(b"".join(bytes.fromhex(color.removeprefix("#")) for color in palette))
    file = io.BytesIO()
    # Runs of one color are all that is worth looking for, and take half the time of level 6.
    image.save(file, "PNG", compress_type=zlib.Z_RLE)
    return file.getvalue()


def _write(image: Image.Image, one: Placed, first: int) -> None:
    """Writes a text, its edges smoothed in colors of the palette from `first` on."""
    # What hangs below the last line is lower than a line is high.
    layer = Image.new("L", (SIZE[0], one.text.height + one.text.leading), 0)
    pen, baseline = ImageDraw.Draw(layer), float(one.text.ascent)
    for line in one.text.lines:
        one.text.face.draw(pen, MARGIN, baseline, line, "white")
        baseline += one.text.leading
    if box := layer.getbbox():
        inked, (left, top) = layer.crop(box), box[:2]
        levels = [(value * _LEVELS + 127) // 255 for value in range(256)]
        image.paste(
            inked.point([first + max(0, level - 1) for level in levels]),
            (left, one.top + top),
            inked.point([255 * bool(one) for one in levels]),
        )


def place(handout: Handout) -> Iterator[Placed]:
    """The texts that can be drawn, each where it stands: the title first, the others from the foot up."""
    tokens, masthead = handout.design.colors, handout.front.masthead
    if title := _drawable(handout.meta.title):
        fitted = fit(title, "Bold", 190, 36, _WIDTH, FIELD - 2 * MARGIN)
        yield Placed("title", min(_TITLE_TOP, FIELD - MARGIN - fitted.height), fitted, tokens["paper"])
    foot = SIZE[1] - MARGIN
    for role, text, weight, size, height, color in (
        ("code", handout.meta.code, "Regular", 56, 120, "quiet"),
        ("name", masthead.name if masthead else "", "Bold", 64, 170, "ink"),
        ("subtitle", handout.meta.subtitle, "Regular", 84, SIZE[1], "ink"),
    ):
        if drawable := _drawable(text):
            fitted = fit(drawable, weight, size, 28, _WIDTH, min(height, foot - _SUBTITLE_TOP))
            top = _SUBTITLE_TOP if role == "subtitle" else foot - fitted.height
            yield Placed(role, top, fitted, tokens[color])
            foot = top - _GAP


def _drawable(text: str) -> str:
    """Text without what neither font has: symbols go alone; a letter or a digit takes the whole line with it."""
    text = unicodedata.normalize("NFC", text)
    missing = fonts.missing(text)
    if any(unicodedata.category(character)[0] in "LMN" for character in missing):
        return ""
    return "".join(one for one in text if one.isspace() or (fonts.is_drawn(one) and one not in missing)).strip()
