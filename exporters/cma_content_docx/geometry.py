"""Paper, and where text stands on it, in twentieths of a point."""

from dataclasses import dataclass, replace
from typing import Final

from cma_content.handout import Handout

_PAPERS: Final = {"letter": (12240, 15840), "a4": (11906, 16838)}
MM: Final = 1440 / 25.4
_MARGIN: Final = round(25 * MM)
_SHEET_MARGIN: Final = round(11.5 * MM)
_LARGE_MARGIN: Final = round(16 * MM)
GAP: Final = 400
"""Between two columns of text."""


@dataclass(frozen=True, slots=True)
class Geometry:
    """One page."""

    width: int
    height: int
    measure: int
    """The length of a line of text."""
    margin: int = 1130
    """At the top and the bottom."""
    is_tight: bool = False
    """Whether what it holds is to stand on one page, or on two: a sheet but for that in large print."""

    @property
    def side(self) -> int:
        """The margin at the left and as much at the right."""
        return (self.width - self.measure) // 2

    def column(self, count: int) -> "Geometry":
        """One of `count` columns of text, as a page with the same margins."""
        measure = (self.measure - (count - 1) * GAP) // count
        return replace(self, width=self.width - self.measure + measure, measure=measure)


def geometry(handout: Handout) -> Geometry:
    """The page of a handout's paper and type."""
    width, height = _PAPERS[handout.options.paper]
    if handout.design.scale > 1:
        return Geometry(width, height, width - 2 * _LARGE_MARGIN, margin=960)
    if handout.is_sheet:
        return Geometry(width, height, width - 2 * _SHEET_MARGIN, margin=500, is_tight=True)
    return Geometry(width, height, width - 2 * _MARGIN)
