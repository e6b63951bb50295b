"""Where a word may be hyphenated: in a text that has one wider than its card, its box or the side column.

An address may end a line anywhere in it; no hyphen is put into it, nor into the words beside it.
"""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from typing import Final

from cma_content.rendering import fonts

_ADDRESS: Final = re.compile(r"\w[/.@:]\S*\w")
_TEXTS: Final = frozenset(("p", "li", "h3"))
_CELL: Final = 21.0
"""The width of a line of one of two columns in ems, of the side column, and of a whole line."""
_SIDE: Final = 10.2
_LINE: Final = 31.0


def allow(body: ET.Element) -> None:
    """Marks each text that has a word or an address wider than its line."""
    for text, width in _texts(body, _LINE):
        wide = [word for word in "".join(text.itertext()).split() if fonts.advance(word) > width]
        if wide:
            name = "wraps" if all(map(_ADDRESS.search, wide)) else "breaks"
            text.set("class", f"{text.get('class', '')} {name}".strip())


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
