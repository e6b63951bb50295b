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
# In ems, of Atkinson Hyperlegible.
_WIDTHS: Final = {
    sign: width
    for width, signs in {
        0.22: "',.:;j|",
        0.3: ' \N{NO-BREAK SPACE}!"()`il',
        0.36: "[]frt{}",
        0.42: "-/1\\_*I",
        0.55: "2<>?FL^aehnou~vyJcksxz7",
        0.62: "$+3569=EPSVYZbdgpqT",
        0.67: "#048ABCKRXw",
        0.72: "&DGHNU",
        0.8: "OQ@",
        0.88: "MWm",
        0.97: "%",
    }.items()
    for sign in signs
}
_SPACES: Final = re.compile(r"[^\S\N{NO-BREAK SPACE}]+")
"""What a line may end in."""
_BOLD: Final = 1.08
_SLACK: Final = 1.14
"""How much wider the fonts are that stand in for it on a screen."""
_ROUNDING: Final = 1e-6
"""Widths that differ by less are the same, added up in another order."""


def length(words: str, *, strong: bool = False) -> float:
    """How wide words are at most, or a little less in the font for text."""
    ems = sum(_WIDTHS.get(sign) or _other(sign) for sign in words)
    return ems * SIZE * _SLACK * (_BOLD if strong else 1)


def _other(sign: str) -> float:
    if unicodedata.combining(sign):
        return 0
    return 1.0 if unicodedata.east_asian_width(sign) in "WF" else 0.8


def wrapped(words: str, room: float, *, strong: bool = False) -> list[str]:
    """Words in lines that are no wider than `room`; a longer word is broken."""
    lines: list[str] = []
    line, used = "", 0.0
    space = length(" ", strong=strong)
    for word in _words(words, room, strong=strong):
        for part in _broken(word, room, strong=strong):
            wide = length(part, strong=strong)
            if line and used + space + wide <= room + _ROUNDING:
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
    part, used = "", 0.0
    for sign in word:
        wide = length(sign, strong=strong)
        if part and used + wide > room:
            yield part
            part, used = "", 0.0
        part, used = part + sign, used + wide
    yield part


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
