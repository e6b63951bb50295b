"""The lengths that the styles leave open, in twentieths of a point or, of borders, as Word counts them."""

from collections.abc import Mapping
from typing import Final

from cma_content.design.tokens import Design

_LINE: Final = 240
_FONT: Final = 1.24
"""How high a line of the font is, as a multiple of the size of its type."""
_TIGHT_LINE: Final = 218
"""On a sheet, all of which is to stand on one page; its type is as large as in every other format."""
_LENGTHS: Final[Mapping[str, tuple[float, float]]] = {
    "above_cell": (30, 10),
    "above_foot": (5, 2),
    "after": (140, 30),
    "after_caption": (100, 60),
    "after_contact": (20, 0),
    "after_figure": (240, 60),
    "after_label": (60, 10),
    "after_masthead": (200, 20),
    "after_source": (80, 0),
    "after_statement": (140, 10),
    "after_subtitle": (320, 100),
    "around_credit": (60, 0),
    "around_message": (8, 2),
    "band": (96, 48),
    "bar": (18, 12),
    "before_caption": (240, 80),
    "before_label": (320, 30),
    "before_remark": (80, 30),
    "below_band": (20, 3),
    "framed": (300, 300),
    "rule_heading": (8, 1),
    "spacer": (120, 64),
}
"""In a guide, and on a sheet that is to stand on one page."""


def lengths(design: Design, *, is_tight: bool, is_sheet: bool) -> dict[str, float]:
    """The lengths by the names that the styles have for them."""
    leading = _TIGHT_LINE if is_tight else design.leading * _LINE / _FONT
    heading = design.sizes["heading"]
    return {name: pair[is_tight] for name, pair in _LENGTHS.items()} | {
        "after_heading": heading * (2 if is_tight else 10),
        "before_heading": heading * (5 if is_tight else 14 if is_sheet else 28),
        "before_subheading": design.sizes["subheading"] * (8 if is_tight else 22),
        "bullet_indent": 280 if is_tight else 340 * design.scale,
        "check_indent": 440 * design.scale,
        "leading": leading,
        "leading_heading": leading if is_tight else 250,
        "leading_tight": min(leading, 250),
        "leading_title": leading if is_tight else _LINE,
        "nested_indent": 760 * design.scale,
        "number_indent": 320 if is_tight else 420 * design.scale,
    }
