"""Whether a drawing fits a page in every format, before anything is drawn; what does not is printed as text."""

from collections.abc import Iterable
from typing import Final

from cma_content.handout import tree

_LETTERS: Final = 20
"""That stand on a line of a label, or of a box; a few more do."""
_LINES: Final = {False: 30, True: 17}
"""That a page holds in large print or not, with a caption above and a note below; a few more do."""


def has_room(picture: tree.Chart | tree.Paths, *, large: bool) -> bool:
    """Whether bars, or the boxes of paths, are no higher than a page."""
    if isinstance(picture, tree.Chart):
        lines = sum(_lines((bar.label,)) for bar in picture.bars) if picture.kind == "bars" else 0
    else:
        heights = (sum(_box(stop) for stop in branch.stops) + _lines((branch.name,)) for branch in picture.branches)
        lines = _box(picture.start) + max(heights)
    return lines <= _LINES[large]


def _box(stop: tree.Stop) -> int:
    """A box has its frame and a gap below it."""
    return _lines((stop.name, stop.detail)) + 1


def _lines(texts: Iterable[str]) -> int:
    return sum(-(-len(text) // _LETTERS) for text in texts)
