"""Paper, and where text stands on it, in twentieths of a point."""

from dataclasses import dataclass
from typing import Final

from cma_content.handout import Handout

_PAPERS: Final = {"letter": (12240, 15840), "a4": (11906, 16838)}
MM: Final = 1440 / 25.4
# With these, a line of standard type holds 60 to 70 characters on both papers; headings hang out to the left of it.
_MEASURE: Final = round(130 * MM)
_SHEET_MEASURE: Final = round(145 * MM)
_HANG: Final = round(30 * MM)
_LARGE_MARGIN: Final = round(22 * MM)


@dataclass(frozen=True, slots=True)
class Geometry:
    """One page."""

    width: int
    height: int
    measure: int
    """The length of a line of text."""
    hang: int
    """How far headings and wide tables reach out to the left of the text; nothing in large print."""
    margin: int = 1130
    """At the top and the bottom."""

    @property
    def right(self) -> int:
        """The margin at the right; the hanging headings leave as much at the left."""
        return (self.width - self.measure - self.hang) // 2

    @property
    def left(self) -> int:
        """The margin at the left of the text."""
        return self.width - self.measure - self.right


def geometry(handout: Handout) -> Geometry:
    """The page of a handout's paper and type."""
    width, height = _PAPERS[handout.options.paper]
    if handout.design.scale > 1:
        return Geometry(width, height, width - 2 * _LARGE_MARGIN, 0)
    if handout.options.layout != "guide":
        return Geometry(width, height, _SHEET_MEASURE, _HANG, margin=850)
    return Geometry(width, height, _MEASURE, _HANG)
