"""No heading, caption or call to action ends in a line of one word: its last two words stay together."""

import xml.etree.ElementTree as ET
from typing import Final

from cma_content.rendering.html import element

_LINES: Final = ("h1", "h2", "h3", "caption", "figcaption")
_LONGEST: Final = 22
"""Letters of two words that stay together; longer ones could leave a narrow column."""
_FEWEST: Final = 4
"""Words of a text that is long enough to be broken into lines."""


def keep_together(body: ET.Element) -> None:
    """Puts the last two words of each such text into a span that holds no line break."""
    calls = (text for call in body.iter("div") if call.get("class") == "action" for text in call.iter("p"))
    scans = (text for caption in body.iter("figcaption") for text in caption.findall("strong"))
    for text in [*(text for tag in _LINES for text in body.iter(tag)), *calls, *scans]:
        if len("".join(text.itertext()).split()) >= _FEWEST:
            _join(text)


def _join(text: ET.Element) -> None:
    last = text[-1] if len(text) else None
    if last is not None and last.tag == "strong" and not (last.tail or "").strip():
        _join(last)
        return
    words = ((text.text if last is None else last.tail) or "").rstrip()
    *rest, before, after = ["", "", *words.split(" ")]
    if not (rest[-1:] and before and len(before) + len(after) < _LONGEST):
        return
    start = words[: len(words) - len(before) - len(after) - 1]
    if last is None:
        text.text = start
    else:
        last.tail = start
    text.append(element("span", f"{before} {after}", class_="together"))
