"""The bullets and numbers of a guide's lists as elements, so that those that look alike share one style.

WeasyPrint works a style out once for all elements that match the same rules in parents of one style, but for each
element anew what CSS puts before it.
"""

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from typing import Final

from cma_content.rendering.html import element

_WITHOUT: Final = frozenset(("checklist", "contents", "key-figures", "layers", "records", "timeline"))
"""The classes of what has items with no marker, or with one that is a shape."""


def put(body: ET.Element) -> None:
    """Begins each item with its marker."""
    for listed, is_inner in list(_lists(body, is_inner=False)):
        for number, item in enumerate(_items(listed), 1):
            if listed.tag == "ol":
                made = element("span", f"{number}.", class_="marker counted")
            else:
                made = element("span", "–" if is_inner else "•", class_="marker inner" if is_inner else "marker")
            item.text, made.tail = None, item.text
            item.insert(0, made)


def is_marker(made: ET.Element) -> bool:
    """Whether an element is one."""
    return "marker" in made.get("class", "").split()


def _lists(around: ET.Element, *, is_inner: bool) -> Iterator[tuple[ET.Element, bool]]:
    """Each list below, and whether it is in an item of another."""
    for child in around:
        if _WITHOUT.isdisjoint(child.get("class", "").split()):
            if child.tag in ("ol", "ul"):
                yield child, is_inner
            yield from _lists(child, is_inner=is_inner or child.tag == "li")


def _items(around: ET.Element) -> Iterator[ET.Element]:
    """The items of a list, which may stand in rows."""
    for child in around:
        yield from [child] if child.tag == "li" else _items(child)
