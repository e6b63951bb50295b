"""Where a line may end in an address or in what is as long: at its own signs, before it ends anywhere."""

import re
import xml.etree.ElementTree as ET
from typing import Final

_LONG: Final = re.compile(r"[^\s-]{16,}")
"""What may be wider than a card on a phone."""
_JOINT: Final = re.compile(r"(?<=\w)(?=[.@_?&=#]\w)|(?<=[/:])(?=\w)")
_SIGN: Final = re.compile(r"\w[.@_?&=#/:]\w")
_UNTOUCHED: Final = frozenset(("svg", "script", "style"))


def ease(body: ET.Element) -> None:
    """Marks the joints of the long words below `body`; its text stays as it is."""
    waiting = [body]
    while waiting:
        parent = waiting.pop()
        children = list(parent)
        waiting += [child for child in children if child.tag not in _UNTOUCHED]
        # From the last to the first, so that places hold.
        for place in range(len(children), -1, -1):
            before = children[place - 1] if place else None
            text = parent.text if before is None else before.tail
            if text and _SIGN.search(text):
                first, *others = _parts(text)
                parent[place:place] = map(_break_before, others)
                if before is None:
                    parent.text = first
                else:
                    before.tail = first


def _parts(text: str) -> list[str]:
    """The text, cut at each joint of its long words."""
    words = _LONG.finditer(text)
    cuts = [joint.start() for word in words for joint in _JOINT.finditer(text, word.start() + 1, word.end())]
    return [text[start:end] for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True)]


def _break_before(text: str) -> ET.Element:
    made = ET.Element("wbr")
    made.tail = text
    return made
