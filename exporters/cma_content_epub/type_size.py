"""Text in a space: the largest type in which all of it fits, in lines; needs what `raster` needs."""

import itertools
import unicodedata
from collections.abc import Iterator
from typing import Final, NamedTuple

from cma_content.rendering.raster import Typeface, typeface

_STEP: Final = 0.94
_LEADING: Final = 1.22
_WHOLE_WORDS: Final = 90
"""In larger type a long word makes the type smaller; in smaller type it is broken."""
_MOST: Final = 700
"""Characters that are looked at; the smallest type has room for about as many."""


class Fitted(NamedTuple):
    """Lines of one size; lengths are in pixels."""

    lines: list[str]
    face: Typeface
    ascent: int
    """From the top of a line to its baseline."""
    leading: int
    """From one baseline to the next."""

    @property
    def height(self) -> int:
        """Of all lines."""
        return self.leading * len(self.lines)


def fit(text: str, weight: str, largest: int, smallest: int, width: int, height: int) -> Fitted:
    """`text` in the largest type, from `largest` to `smallest` pixels, in which it fits; what does not fit is cut."""
    words = (text if len(text) <= _MOST else f"{text[:_MOST]}…").split()
    length = typeface(weight, smallest).length(" ".join(words)) / smallest
    for size in _sizes(largest, smallest):
        # Most sizes of a long text are left out without setting it.
        if size > smallest and length * size > width * (height // round(size * _LEADING)):
            continue
        face = typeface(weight, size)
        lines = _wrapped(words, face, width, breaks=size <= max(_WHOLE_WORDS, smallest))
        fitted = Fitted(lines or [], face, face.text.getmetrics()[0], round(size * _LEADING))
        if lines is not None and fitted.height <= height:
            return fitted
    kept = fitted.lines[: max(1, height // fitted.leading)]
    while len(kept[-1]) > 1 and face.length(f"{kept[-1]}…") > width:
        kept[-1] = kept[-1][:-1]
    return fitted._replace(lines=[*kept[:-1], f"{kept[-1]}…"])


def _sizes(largest: int, smallest: int) -> Iterator[int]:
    sizes = (round(largest * _STEP**step) for step in itertools.count())
    yield from itertools.takewhile(lambda size: size > smallest, sizes)
    yield smallest


def _wrapped(words: list[str], face: Typeface, width: int, *, breaks: bool) -> list[str] | None:
    """Lines of at most `width`; none where a word is wider and must not be broken."""
    lines: list[str] = []
    for word in words:
        if lines and face.length(f"{lines[-1]} {word}") <= width:
            lines[-1] += f" {word}"
        elif face.length(word) <= width:
            lines.append(word)
        elif breaks:
            lines += _broken(word, face, width)
        else:
            return None
    return lines


def _broken(word: str, face: Typeface, width: int) -> Iterator[str]:
    """A word in pieces of at most `width`; a mark stays with the letter that bears it."""
    piece = ""
    for character in word:
        if piece and unicodedata.category(character)[0] != "M" and face.length(piece + character) > width:
            yield piece
            piece = ""
        piece += character
    yield piece
