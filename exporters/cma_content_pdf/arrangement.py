"""The elements of a guide put side by side for print, in the order that they have: cards, and words beside a text.

Rows of two cells: elements are wrapped and never moved, so that what is drawn follows what is tagged, and a row is
laid out once (WeasyPrint lays columns out again and again). Heights are estimates by letters; the layout decides.
"""

import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from cma_content.rendering.html import element

_CARDS: Final = frozenset(("entry", "question"))
_TEXTS: Final = frozenset(("p", "ul", "ol"))
_LETTERS: Final = {"text": 64, "beside": 21, "card": 44, "definition": 46, "source": 52, "item": 40, "paragraph": 38}
"""On a line, by where it stands."""
_SIDE_LINE: Final = 0.75
"""The height of a line of the side column, in lines of running text."""
_TALLEST: Final = {"card": 11, "definition": 9, "source": 9, "item": 9, "paragraph": 20}
"""Lines of a row, so that no large part of a page stays empty before one."""
_WHOLE: Final = 15
"""Lines of a row that is not broken at the foot of a page."""
_ITEMS: Final = 4
"""Items of a list that stands in two columns."""
_MOST: Final = 5
"""Elements in a cell."""


def arrange(body: ET.Element) -> None:
    """Puts cards, definitions and sources in two columns, and each explanation of words beside what it explains."""
    for section in body.iter("section"):
        if "sources" not in section.get("class", ""):
            for listed in section.findall("ul"):
                if len(listed) >= _ITEMS:
                    listed[:] = list(_columns(list(listed), "item"))
                    listed.set("class", "in-columns")
        for box in section.findall("div"):
            if "box" in box.get("class", "").split() and len(paragraphs := box.findall("p")) > 2:
                head = box.find("h3")
                box[:] = [head, _columns(paragraphs, "paragraph")]
                box.set("class", box.get("class") + " in-columns")
        made: list[ET.Element] = []
        for kind, run in groupby(section, key=_kind):
            made += [_columns(list(run), kind)] if kind else run
        if (listed := section.find("ol")) is not None and "sources" in section.get("class", ""):
            listed[:] = list(_columns(list(listed), "source"))
        section[:] = _with_words_beside(made)


def _kind(child: ET.Element) -> str:
    named = child.get("class", "")
    return "card" if named in _CARDS else named if named == "definition" else ""


def _columns(items: list[ET.Element], kind: str) -> ET.Element:
    heights = [_height(item, _LETTERS[kind]) for item in items]
    rows = element("div", class_=f"columns {kind}s")
    for start, middle, end in _rows(heights, _TALLEST[kind]):
        cells = (element("div", *items[start:middle]), element("div", *items[middle:end]))
        tall = max(sum(heights[start:middle]), sum(heights[middle:end]))
        rows.append(element("div", *cells, class_="row tall" if tall > _WHOLE else "row"))
    return rows


def _rows(heights: Sequence[float], most: int) -> Iterator[tuple[int, int, int]]:
    """Where each row of two cells starts, changes and ends, so that all rows together are least tall."""
    best: list[tuple[float, int, int]] = [(0.0, 0, 0)]
    for end in range(1, len(heights) + 1):
        choices = []
        for start in range(max(0, end - 2 * _MOST), end):
            for middle in range(max(start + 1, end - _MOST), min(end, start + _MOST) + 1):
                tall = max(sum(heights[start:middle]), sum(heights[middle:end]))
                if tall <= most or end - start <= 2:
                    choices.append((best[start][0] + tall + 0.7, start, middle))
        best.append(min(choices))
    cuts, end = [], len(heights)
    while end:
        _, start, middle = best[end]
        cuts.append((start, middle, end))
        end = start
    return reversed(cuts)


def _with_words_beside(children: list[ET.Element]) -> list[ET.Element]:
    """The children of a section, each gloss in a row with as much of what it follows as makes the row as tall."""
    made: list[ET.Element] = []
    for child in children:
        if child.get("class") == "gloss" and (texts := _beside(made, _height(child, _LETTERS["beside"]) * _SIDE_LINE)):
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
        tall += _height(one, _LETTERS["text"])
    return texts if tall >= height - 2 else []


def _is_text(one: ET.Element) -> bool:
    named = one.get("class", "")
    return (one.tag in _TEXTS or named.startswith("box")) and not named.endswith("in-columns")


def _height(one: ET.Element, letters: int) -> float:
    """In lines, the space after each paragraph with it."""
    blocks = [one] if one.tag in ("p", "li") else [block for block in one.iter() if block.tag in ("h3", "p", "li")]
    return sum(-(-len("".join(block.itertext())) // letters) + 0.3 for block in blocks) + 0.7
