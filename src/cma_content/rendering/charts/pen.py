"""The pen that draws rectangles and lines of text into an SVG, and knows how wide words are."""

import re
import unicodedata
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator
from typing import Final, Literal

from cma_content.rendering.charts.paint import Paint

Part = Literal["ink", "mark", "plain"]
SIZE: Final = 15
"""Of text, in units of a drawing."""
LINE: Final = 19
"""From one line of text to the next."""
ASCENT: Final = 12
"""From the top of a line to what its letters stand on."""
# In hundredths of an em, of Atkinson Hyperlegible: whole numbers, for a sum of fractions depends on their order and,
# by Python 3.12, on the version.
_WIDTHS: Final = {
    sign: width
    for width, signs in {
        22: "',.:;j|",
        30: ' \N{NO-BREAK SPACE}!"()`il',
        36: "[]frt{}",
        42: "-/1\\_*I",
        55: "2<>?FL^aehnou~vyJcksxz7",
        62: "$+3569=EPSVYZbdgpqT",
        67: "#048ABCKRXw",
        72: "&DGHNU",
        80: "OQ@",
        88: "MWm",
        97: "%",
    }.items()
    for sign in signs
}
_SPACES: Final = re.compile(r"[^\S\N{NO-BREAK SPACE}]+")
"""What a line may end in."""
_JOINER: Final = "\N{ZERO WIDTH JOINER}"
_INNER_JAMO: Final = re.compile("[\u1160-\u11ff\ud7b0-\ud7fb]")
"""Vowels and finals of Hangul, which go on with a syllable."""
_BOLD: Final = 1.08
_SLACK: Final = 1.14
"""How much wider the fonts are that stand in for it on a screen."""


def length(words: str, *, strong: bool = False) -> float:
    """How wide words are at most, or a little less in the font for text."""
    return _hundredths(words) * _unit(strong=strong)


def _hundredths(words: str) -> int:
    return sum(_WIDTHS.get(sign) or _other(sign) for sign in words)


def _other(sign: str) -> int:
    if unicodedata.combining(sign) or sign == _JOINER or _INNER_JAMO.match(sign):
        return 0
    return 100 if unicodedata.east_asian_width(sign) in "WF" else 80


def _unit(*, strong: bool) -> float:
    return SIZE / 100 * _SLACK * (_BOLD if strong else 1)


def wrapped(words: str, room: float, *, strong: bool = False) -> list[str]:
    """Words in lines that are no wider than `room`, as `length` measures them; a longer word is broken."""
    lines: list[str] = []
    line, used = "", 0
    space, unit = _hundredths(" "), _unit(strong=strong)
    for word in _words(words, room, strong=strong):
        for part in _broken(word, room, strong=strong):
            wide = _hundredths(part)
            if line and (used + space + wide) * unit <= room:
                line, used = f"{line} {part}", used + space + wide
            else:
                lines += [line] if line else []
                line, used = part, wide
    return [*lines, line] if line else lines


def _words(words: str, room: float, *, strong: bool) -> Iterator[str]:
    """Words, with those that belong together as one where it has room."""
    for tied in filter(None, _SPACES.split(words)):
        yield from [tied] if length(tied, strong=strong) <= room else tied.split()


def _broken(word: str, room: float, *, strong: bool) -> Iterator[str]:
    if length(word, strong=strong) <= room:
        yield word
        return
    part, used, unit = "", 0, _unit(strong=strong)
    for cluster in _clusters(word):
        for signs in [cluster] if length(cluster, strong=strong) <= room else cluster:
            wide = _hundredths(signs)
            if part and (used + wide) * unit > room:
                yield part
                part, used = "", 0
            part, used = part + signs, used + wide
    yield part


def _clusters(word: str) -> Iterator[str]:
    """What a reader takes for one letter each: a base with its marks, a syllable of jamo, signs that are joined."""
    start = 0
    for at in range(1, len(word)):
        is_joined = _JOINER in word[at - 1 : at + 1]
        if not (is_joined or unicodedata.category(word[at]).startswith("M") or _INNER_JAMO.match(word[at])):
            yield word[start:at]
            start = at
    yield word[start:]


class Pen:
    """Draws into `svg`, which is `width` units wide."""

    def __init__(self, paint: Paint, width: float) -> None:
        self._paint = paint
        self.width = width
        self.svg = ET.Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "class": "chart"})

    def text(self, words: str, x: float, y: float, *, anchor: str = "start", strong: bool = False) -> None:
        """A line of text that stands on `y`."""
        place = {"x": f"{x:g}", "y": f"{y:g}", "text-anchor": anchor, "font-size": str(SIZE)}
        weight = {"font-weight": "bold"} if strong else {}
        ET.SubElement(self.svg, "text", {**place, **self._paint.ink, **weight}).text = words

    def lines(
        self, lines: Iterable[str], x: float, top: float, *, anchor: str = "start", strong: bool = False
    ) -> float:
        """Lines of text from `top` down; where the next would begin."""
        for line in lines:
            self.text(line, x, top + ASCENT + 2, anchor=anchor, strong=strong)
            top += LINE
        return top

    def rect(self, x: float, y: float, width: float, height: float, part: Part | float) -> None:
        """A rectangle, painted as that part of a drawing, or in a shade from 0 to 1."""
        paint = self._paint.shade(part) if isinstance(part, float) else getattr(self._paint, part)
        place = {"x": f"{x:g}", "y": f"{y:g}", "width": f"{width:.6g}", "height": f"{height:g}"}
        ET.SubElement(self.svg, "rect", {**place, **paint})

    def frame(self, x: float, y: float, width: float, height: float, part: Part, thick: float = 1.5) -> None:
        """The four sides of a rectangle, inside it."""
        self.rect(x, y, width, thick, part)
        self.rect(x, y + height - thick, width, thick, part)
        self.rect(x, y + thick, thick, height - 2 * thick, part)
        self.rect(x + width - thick, y + thick, thick, height - 2 * thick, part)
