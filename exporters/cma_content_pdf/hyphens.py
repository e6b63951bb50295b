"""Where a word may be hyphenated: in a text that has one wider than its card, its box or the side column."""

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from typing import Final

from cma_content.rendering import fonts

_TEXTS: Final = frozenset(("p", "li", "h3"))
_CELL: Final = 21.0
"""The width of a line of one of two columns in ems, of the side column, and of a whole line."""
_SIDE: Final = 10.2
_LINE: Final = 31.0


def allow(body: ET.Element) -> None:
    """Marks each text that has a word wider than its line."""
    for text, width in _texts(body, _LINE):
        if any(fonts.advance(word) > width for word in "".join(text.itertext()).split()):
            text.set("class", f"{text.get('class', '')} breaks".strip())


def _texts(around: ET.Element, width: float) -> Iterator[tuple[ET.Element, float]]:
    """Each text, with the ems of its line."""
    classes = around.get("class", "").split()
    for index, child in enumerate(around):
        if child.tag in _TEXTS:
            yield child, width
        if "row" in classes:
            yield from _texts(child, _SIDE if "explained" in classes and index else min(width, _CELL))
        elif child.tag not in ("table", "svg"):
            yield from _texts(child, width)
