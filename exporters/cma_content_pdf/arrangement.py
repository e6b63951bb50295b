"""The elements of a guide side by side, in the order that they have: contents, cards, lists, words beside a text.

Rows of two cells: elements are wrapped and not moved, so that what is drawn follows what is tagged, and a row is laid
out once (WeasyPrint lays columns out again and again until they balance). Heights are estimates; the layout decides.
"""

import math
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from cma_content.rendering import fonts, tables
from cma_content.rendering.html import element

_WHOLE: Final = 18
"""Lines of a row that is not broken at the foot of a page."""


@dataclass(frozen=True, slots=True)
class _Kind:
    """What stands in two columns, in lines of its own type."""

    line: float
    """The width of one, in ems."""
    gap: float
    """Below each element."""
    tallest: float
    """Of a row of several, so that no large part of a page stays empty before one."""
    another: float = 0.5
    """What a row more has to save: where rows do not show, the eye goes down the whole column."""


_CARD: Final = _Kind(22.5, 1.3, 11)
_CLOSING: Final = _Kind(27.0, 0.4, 9)
_KINDS: Final = {
    "entry": _CARD,
    "question": _CARD,
    "definition": _Kind(22.5, 0.5, 15, 3),
    "credit": _CLOSING,
    "imprint": _CLOSING,
}
_FIELD: Final = _Kind(22.5, 0.2, _WHOLE, 6)
_ITEM: Final = _Kind(21.3, 0.2, 15, 3)
_STEP: Final = _Kind(21.3, 0.2, 12, 3)
_SOURCE: Final = _Kind(25.4, 0.2, 0)
"""Two beside each other, which their numbers show."""
_PARAGRAPH: Final = _Kind(21.3, 0.4, 20)
_ITEMS: Final = 3
"""Of a list that stands in two columns."""
_PARAGRAPHS: Final = 3
"""Of a box that has two columns."""
_MOST: Final = 8
"""Elements in a cell."""
_TEXTS: Final = frozenset(("p", "ul", "ol"))
_TEXT_LINE: Final = 34.0
"""The width of a line of running text in ems, and below of the side column."""
_BESIDE: Final = 10.4
_SIDE_HEIGHT: Final = 0.77
"""The height of a line of the side column, in lines of running text."""


def arrange(body: ET.Element) -> None:
    """Puts the contents beside the first page, and all that is looked at piece by piece in two columns."""
    _open(body)
    for section in body.iter("section"):
        is_sources = "sources" in section.get("class", "").split()
        for listed in section:
            if listed.tag in ("ol", "ul") and len(listed) >= _ITEMS:
                kind = _SOURCE if is_sources else _STEP if listed.tag == "ol" else _ITEM
                listed[:] = _rows(list(listed), kind)
                listed.set("class", f"{listed.get('class', '')} in-columns".strip())
        for box in section.findall("div"):
            if box.get("class", "").startswith("box ") and len(box.findall("p")) == len(box) - 1 >= _PARAGRAPHS:
                box[1:] = _rows(box[1:], _PARAGRAPH)
                box.set("class", f"{box.get('class')} in-columns")
        made: list[ET.Element] = []
        for together, run in groupby(section, key=lambda child: _KINDS.get(child.get("class", ""))):
            some = list(run)
            named = f"in-columns of-{some[0].get('class')}"
            made += [element("div", *_cards(some, together), class_=named)] if together else some
        section[:] = _with_words_beside(made)


def _open(body: ET.Element) -> None:
    """The first page: below the title what it says, and beside that the contents; what a program adds comes last."""
    contents, front = body.find("nav"), body.find("header")
    if contents is None or front is None:
        return
    body.remove(contents)
    start = 1 + max(index for index, child in enumerate(front) if child.tag == "h1" or child.get("class") == "subtitle")
    said, added = (
        [child for child in front[start:] if (child.get("class") == "program") == is_added]
        for is_added in (False, True)
    )
    row = element("div", element("div", *said), element("div", contents), class_="row opening")
    front[start:] = [row, *added]


def _cards(items: list[ET.Element], kind: _Kind) -> list[ET.Element]:
    """The items in rows; where one is so tall that its row could split, each across both columns, its text in them."""
    if kind is not _CARD or all(_height(item, kind.line) <= _WHOLE for item in items):
        return _rows(items, kind)
    for item in items:
        item[1:] = _rows(list(_parts(item[1:])), _FIELD)
        item.set("class", f"{item.get('class')} across in-columns")
    return items


def _parts(children: list[ET.Element]) -> Iterator[ET.Element]:
    """The children of a card, each list together with the line that introduces it."""
    waiting: list[ET.Element] = []
    for child in children:
        waiting.append(child)
        if child.get("class") != "intro":
            yield waiting[0] if len(waiting) == 1 else element("div", *waiting)
            waiting = []
    yield from waiting


def _rows(items: list[ET.Element], kind: _Kind) -> list[ET.Element]:
    """The items in rows of two cells, each read before the next."""
    if len(items) == 1:
        return [element("div", element("div", *items), class_="row alone")]
    heights = [_height(item, kind.line) + kind.gap for item in items]
    made = []
    for start, middle, end in _cuts(heights, kind):
        cells = (element("div", *items[start:middle]), element("div", *items[middle:end]))
        tall = max(math.fsum(heights[start:middle]), math.fsum(heights[middle:end]))
        made.append(element("div", *cells, class_="row tall" if tall > max(_WHOLE, kind.tallest) else "row"))
    return made


def _cuts(heights: Sequence[float], kind: _Kind) -> Iterator[tuple[int, int, int]]:
    """Where each row of two cells starts, changes and ends, so that all together are least tall.

    Of cuts that are as good, the one whose last rows are short, and whose first cells are full.
    """
    best: list[tuple[float, int, int]] = [(0.0, 0, 0)]
    for end in range(1, len(heights) + 1):
        choices = []
        for start in range(max(0, end - 2 * _MOST), end):
            for middle in range(max(start + 1, end - _MOST), min(end, start + _MOST) + 1):
                tall = max(math.fsum(heights[start:middle]), math.fsum(heights[middle:end]))
                if tall <= kind.tallest or end - start <= 2:
                    choices.append((best[start][0] + tall + kind.another, -start, -middle))
        best.append(min(choices))
    cuts, end = [], len(heights)
    while end:
        _, start, middle = best[end]
        cuts.append((-start, -middle, end))
        end = -start
    return reversed(cuts)


def _with_words_beside(children: list[ET.Element]) -> list[ET.Element]:
    """The children of a section, each gloss in a row with as much of what it follows as makes the row as tall."""
    made: list[ET.Element] = []
    for child in children:
        if child.get("class") == "gloss" and (texts := _beside(made, _height(child, _BESIDE) * _SIDE_HEIGHT)):
            del made[-len(texts) :]
            made.append(element("div", element("div", *texts), element("div", child), class_="row explained"))
        else:
            made.append(child)
    return made


def _beside(before: list[ET.Element], height: float) -> list[ET.Element]:
    """The last of the texts, as many as are about as tall as `height`; none where there are too few."""
    texts: list[ET.Element] = []
    tall = 0.0
    for one in reversed(before):
        is_whole = bool(texts) and texts[0].get("class") != "intro" and texts[0].tag in ("p", "div")
        if not _is_text(one) or (tall >= height and is_whole):
            break
        texts.insert(0, one)
        tall += _height(one, _TEXT_LINE) + 0.4
    return texts if tall >= height - 2 else []


def _is_text(one: ET.Element) -> bool:
    named = one.get("class", "")
    return (one.tag in _TEXTS or named.startswith("box ")) and not named.endswith("in-columns")


def _height(one: ET.Element, line: float) -> float:
    """In lines, with the space between its paragraphs."""
    blocks = [one] if one.tag in ("p", "li") else [block for block in one.iter() if block.tag in ("h3", "p", "li")]
    return math.fsum(tables.lines(fonts.advance("".join(block.itertext())), line) + 0.2 for block in blocks)
