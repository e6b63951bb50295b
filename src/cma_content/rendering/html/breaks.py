"""Where a line may end in an address or in what is as long: at its own signs, before it ends anywhere."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from typing import Final

_LONG: Final = re.compile(r"[^\s-]{16,}")
"""What may be wider than a card on a phone."""
_JOINT: Final = re.compile(r"(?<=\w)(?=[.@_?&=#]\w)|(?<=[/:])(?=\w)")
_UNTOUCHED: Final = frozenset(("svg", "script", "style"))


def ease(body: ET.Element) -> None:
    """Marks the joints of the long words below `body`; its text stays as it is."""
    waiting = [body]
    while waiting:
        parent = waiting.pop()
        children: list[ET.Element] = []
        parts = list(_parts(parent.text or ""))
        parent.text = parts[0]
        children += map(_break_before, parts[1:])
        for child in parent:
            if child.tag not in _UNTOUCHED:
                waiting.append(child)
            parts = list(_parts(child.tail or ""))
            child.tail = parts[0]
            children += [child, *map(_break_before, parts[1:])]
        parent[:] = children


def _parts(text: str) -> Iterator[str]:
    """The text, cut at each joint of its long words."""
    start = 0
    for word in _LONG.finditer(text):
        for joint in _JOINT.finditer(text, word.start() + 1, word.end()):
            yield text[start : joint.start()]
            start = joint.start()
    yield text[start:]


def _break_before(text: str) -> ET.Element:
    made = ET.Element("wbr")
    made.tail = text
    return made
