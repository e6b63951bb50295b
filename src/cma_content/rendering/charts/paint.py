"""What parts of a drawing are painted with: colors of a design, variables of a page, or the color of the text around.

Text is always in ink, and a shade is always pale enough for it; so a drawing holds on paper and on a dark page.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from cma_content.design import colors
from cma_content.design.tokens import Design

CONTRAST: Final = 7
"""Of text on the deepest shade."""
_DEEPEST: Final = 0.34
"""The share of black in white, or of white in black, on which the other has that contrast."""
_MOST: Final = 0.6


@dataclass(frozen=True, slots=True)
class Paint:
    """The attributes of SVG for each part of a drawing."""

    ink: Mapping[str, str]
    """Text, frames and thin lines."""
    mark: Mapping[str, str]
    """What the drawing is about."""
    plain: Mapping[str, str]
    """The rest."""
    shade: Callable[[float], Mapping[str, str]]
    """A ground for text, from none (0) to the deepest (1)."""


def resolved(tokens: Mapping[str, str]) -> Paint:
    """In the colors of a design, each by its number: for paper and for pictures of pixels."""
    deepest = _deepest(tokens)

    def shade(part: float) -> Mapping[str, str]:
        return {"fill": colors.mix(tokens["paper"], tokens["accent"], part * deepest)}

    return Paint({"fill": tokens["ink"]}, {"fill": tokens["accent"]}, {"fill": tokens["rule"]}, shade)


def variables(design: Design) -> Paint:
    """In the colors that a page's own rules give its marks, whichever of the design's two sets the reader prefers."""
    deepest = min(map(_deepest, (design.colors, design.dark)))

    def shade(part: float) -> Mapping[str, str]:
        return {"class": "mark", "fill-opacity": f"{part * deepest:.3g}"}

    return Paint({"fill": "currentColor"}, {"class": "mark"}, {"class": "plain"}, shade)


def _deepest(tokens: Mapping[str, str]) -> float:
    """The largest share of the accent in a ground on which text has enough contrast."""
    shares = (share / 100 for share in range(round(100 * _MOST), 0, -2))
    ground = ((share, colors.mix(tokens["paper"], tokens["accent"], share)) for share in shares)
    return next((share for share, color in ground if colors.contrast(tokens["ink"], color) >= CONTRAST), 0.02)


def _of_text(part: float) -> Mapping[str, str]:
    return {"fill": "currentColor", "fill-opacity": f"{part * _DEEPEST:.3g}"}


INHERITED: Final = Paint(
    {"fill": "currentColor"}, {"fill": "currentColor"}, {"fill": "currentColor", "fill-opacity": "0.5"}, _of_text
)
"""In the color that a book's reader has set for text."""
