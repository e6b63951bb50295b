"""No heading, caption, line of a cover or of a sheet ends in one word alone: its last two words stay together."""

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from typing import Final

from cma_content.rendering.html import element

_LINES: Final = ("h1", "h2", "h3", "caption", "figcaption")
_INLINE: Final = ("a", "em", "span", "strong")
_LONGEST: Final = 22
"""Letters of two words that stay together; longer ones could leave a narrow column."""
_FEWEST: Final = 4
"""Words of a text that is long enough to be broken into lines."""


def keep_together(body: ET.Element, *, sheet: bool) -> None:
    """Puts the last two words of each such text into a span that holds no line break."""
    calls = (text for call in body.iter("div") if call.get("class") == "action" for text in call.iter("p"))
    scans = (text for caption in body.iter("figcaption") for text in caption.findall("strong"))
    lines = [
        *body.iterfind("./header//p[@class='masthead']"),
        *body.iterfind("./header/div[@class='cover']/p"),
        *(text for tag in _LINES for text in body.iter(tag)),
        *calls,
        *scans,
        *(_of_a_sheet(body) if sheet else ()),
    ]
    for text in dict.fromkeys(lines):
        if len("".join(text.itertext()).split()) >= _FEWEST:
            _join(text)


def _of_a_sheet(body: ET.Element) -> Iterator[ET.Element]:
    """Paragraphs, items and names beside icons; columns that may be narrower than two words are none of them."""
    cards = {card for listed in body.iter("ul") if "cards" in (listed.get("class") or "").split() for card in listed}
    yield from body.iterfind("./section/ul[@class='cards icons']//strong")
    yield from (text for text in body.iter() if text.tag in ("p", "li") and text not in cards)


def _join(text: ET.Element) -> None:
    last = text[-1] if len(text) else None
    words = ((text.text if last is None else last.tail) or "").rstrip()
    if last is not None and last.get("class") == "together":
        _draw_in(text, last)
        return
    if last is not None and last.tag in _INLINE and " " not in words:
        _join(last)
        return
    start, before, after = _parted(words)
    if not before or not after:
        return
    if last is None:
        text.text = start
    else:
        last.tail = start
    text.append(element("span", f"{before} {after}", class_="together"))


def _draw_in(text: ET.Element, last: ET.Element) -> None:
    """Moves the word before a last word, which stays together with its notes, to it."""
    if (last.tail or "").strip():
        return
    previous = text[-2] if len(text) > 1 else None
    words = (text.text if previous is None else previous.tail) or ""
    start, before, after = _parted(f"{words}{last.text or ''}")
    if words.endswith(" ") and before and after == last.text:
        last.text = f"{before} {after}"
        if previous is None:
            text.text = start
        else:
            previous.tail = start


def _parted(words: str) -> tuple[str, str, str]:
    """Words, and the last two of them where they are short enough; else none."""
    *_, before, after = ["", "", *words.split(" ")]
    if not before or len(before) + len(after) >= _LONGEST:
        return words, "", ""
    return words[: len(words) - len(before) - len(after) - 1], before, after
