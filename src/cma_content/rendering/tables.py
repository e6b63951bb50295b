"""How a table fits its place: columns by what they hold, then smaller type, then each row as a record of its own.

Widths are measured in the bundled fonts; they need fontTools: raises `ImportError` without it.
"""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from cma_content.rendering import fonts

_UNBROKEN: Final = re.compile(r"[^\s/-]+[/-]*|[/-]+")
"""What a line does not end in; a space that keeps words together is none that a line ends at."""
_LONGEST: Final = 20.0
"""The width of a word, in ems, above which it may be broken rather than the table: some 40 characters."""
_LINE: Final = 8.0
"""The narrowest column of text that can be read, in ems; what is short may stand on two lines of fewer."""
_WISH: Final = 31.0
"""The widest column that text asks for, in ems; what is longer may as well wrap."""
_TALL: Final = 15
"""The lines of a row above which it is asked whether it had better be a record,"""
_STRIP: Final = 0.6
"""which it had if that takes this share of them, or less."""
_MUCH_SHORTER: Final = 0.7
_STEP: Final = 0.5
_SLACK: Final = 1.01
"""Of what an engine sets against the sum of advances."""

Cell = tuple[str, bool]
"""The words of a cell, and whether they are bold."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a table is to stand; all in points."""

    width: float
    size: float
    """Of its type, as designed."""
    floor: float
    """The smallest type that it may have instead."""
    padding: float
    """Of a cell, at both sides together."""


@dataclass(frozen=True, slots=True)
class Fit:
    """A table as it fits."""

    widths: tuple[float, ...]
    """Of the columns, in points, which fill the place; none where each row is a record of its own."""
    size: float
    """Of its type, in points."""
    lines: tuple[int, ...]
    """About how many each row takes, its head first."""
    broken: frozenset[int]
    """The columns in which a word is longer than the line."""

    @property
    def is_stacked(self) -> bool:
        """Whether each row is a record: its head, then a line for each cell with the name of its column."""
        return not self.widths


def fit(rows: Sequence[Sequence[Cell]], place: Place) -> Fit:
    """The best fit of a table whose first row is the names of its columns: with its words whole, if it can be."""
    columns = [_Column(cells) for cells in zip(*rows, strict=True)]
    sizes = [place.size - step * _STEP for step in range(1 + math.floor((place.size - place.floor) / _STEP))]
    found = [
        fitted
        for longest in (math.inf, _LONGEST)
        if (fitted := _first(columns, [column.least(longest) for column in columns], sizes, place))
    ]
    if not found:
        return Fit((), place.size, (), frozenset())
    # A word that is broken is worth a table that is much shorter for it.
    return found[-1] if sum(found[-1].lines) < _MUCH_SHORTER * sum(found[0].lines) else found[0]


def _first(columns: Sequence["_Column"], least: Sequence[float], sizes: Sequence[float], place: Place) -> Fit | None:
    """The fit in the largest type in which the columns have the least that they need, if there is one."""
    for size in sizes:
        room = (place.width - len(columns) * place.padding) / size
        if math.fsum(least) <= room:
            found = _fitted(columns, _shares(columns, least, room), size, place.padding)
            if not _is_a_strip(found, columns, place):
                return found
    return None


def _fitted(columns: Sequence["_Column"], shares: Sequence[float], size: float, padding: float) -> Fit:
    rows = zip(*(column.lengths for column in columns), strict=True)
    return Fit(
        widths=tuple(share * size + padding for share in shares),
        size=size,
        lines=tuple(max(map(lines, row, shares)) for row in rows),
        broken=frozenset(
            index for index, (column, share) in enumerate(zip(columns, shares, strict=True)) if column.word > share
        ),
    )


def _is_a_strip(found: Fit, columns: Sequence["_Column"], place: Place) -> bool:
    """Whether a row has a cell so long that it would run down a narrow column, with nothing beside it."""
    tallest = max(range(len(found.lines)), key=found.lines.__getitem__)
    whole = sum(lines(column.lengths[tallest], place.width / place.size) for column in columns)
    return found.lines[tallest] > max(_TALL, whole / _STRIP)


def lines(length: float, share: float) -> int:
    """About how many lines a text takes, by the width of both; a line ends before a word, and so short of its end."""
    return math.ceil(length * 1.08 / share) or 1


def longest_word(text: str, *, bold: bool = False) -> float:
    """The width of the widest part of `text` that no line ends in, in ems."""
    return max((fonts.advance(word, bold=bold) for word in _words(text)), default=0.0) * _SLACK


def _words(text: str) -> Iterator[str]:
    # A no-break space is white space to a pattern, but not to a line.
    return (found[0] for found in _UNBROKEN.finditer(text.replace("\N{NO-BREAK SPACE}", "_")))


class _Column:
    """What the cells of a column ask for, in ems."""

    def __init__(self, cells: Sequence[Cell]) -> None:
        self.word = max(longest_word(text, bold=is_bold) for text, is_bold in cells)
        self.lengths = [fonts.advance(text, bold=is_bold) for text, is_bold in cells]
        self._longest = max(self.lengths[1:], default=0.0) * _SLACK

    def least(self, longest_word: float) -> float:
        """What it cannot do without, where no word counts for more than `longest_word`."""
        return max(min(self.word, longest_word), min(self._longest / 2, _LINE))

    @property
    def wish(self) -> float:
        """What it would like: the head of a column may wrap, its cells had better not."""
        return max(self.lengths[0] / 3, min(self._longest, _WISH))


def _shares(columns: Sequence[_Column], least: Sequence[float], room: float) -> list[float]:
    """The widths of columns in ems: each has the least that it needs; those with more to say get more of the rest."""
    wishes = [max(low, column.wish) for low, column in zip(least, columns, strict=True)]
    needed, wished = math.fsum(least), math.fsum(wishes)
    if wished <= room:
        return [wish * room / wished for wish in wishes]
    part = (room - needed) / (wished - needed)
    return [low + (wish - low) * part for low, wish in zip(least, wishes, strict=True)]
