"""Text in pictures, in the fonts that travel with handouts; needs Pillow and what `fonts` needs."""

import functools
from typing import TYPE_CHECKING, Final, NamedTuple

from cma_content.rendering import fonts

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

_WEIGHTS: Final = {"Regular": 400, "Bold": 700}


class Typeface(NamedTuple):
    """The font for text in one weight and size, and the one that steps in for a word that it lacks a glyph of."""

    text: "FreeTypeFont"
    fallback: "FreeTypeFont"

    def length(self, words: str) -> float:
        """How wide a line is, in pixels."""
        return sum(self[steps_in].getlength(run) for steps_in, run in fonts.runs(words))

    def draw(self, pen: "ImageDraw", left: float, baseline: float, words: str, color: str) -> None:
        """Writes a line from its left end."""
        for steps_in, run in fonts.runs(words):
            pen.text((left, baseline), run, fill=color, font=self[steps_in], anchor="ls")
            left += self[steps_in].getlength(run)


@functools.lru_cache(maxsize=32)
def typeface(weight: str, size: int) -> Typeface:
    """The fonts of a weight, Regular or Bold, and a size in pixels."""
    from PIL import ImageFont

    # Pillow's other way to lay text out needs a library that not every system has; the bytes would differ.
    basic = ImageFont.Layout.BASIC
    fallback = ImageFont.truetype(fonts.fallback(), size, layout_engine=basic)
    fallback.set_variation_by_axes([_WEIGHTS[weight]])
    return Typeface(ImageFont.truetype(fonts.text_face(weight), size, layout_engine=basic), fallback)
