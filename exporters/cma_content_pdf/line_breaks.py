"""A defect of WeasyPrint 70: it breaks a line after its first word where the last space does not fit.

When the text before an inline element fits the line but for its trailing space, `split_first_line` takes the
text for one that has to be broken at its first word. A space at the start of the element does no such harm, nor does
one that a character of no width follows: that has no glyph, so that it is not in the text of the PDF either.
"""

import re
import xml.etree.ElementTree as ET
from typing import Final

from cma_content.rendering import fonts

END: Final = "\N{ZERO WIDTH NON-JOINER}"
"""Behind the last space of a text: a line may end before it, where one may at the space, and never behind it."""
_END: Final = re.compile(rf"(?<=\s){END}")
_INLINE: Final = frozenset(("a", "abbr", "em", "span", "strong"))
_SOURCE: Final = 24.0
"""The width of a line of a source in ems, or less."""


def hold_addresses(body: ET.Element) -> None:
    """Keeps what a source ends with in one line, where that is a link for which a line is wide enough."""
    for item in body.iterfind("./section[@class='sources']//li"):
        for last in item[-1:]:
            if last.tag == "a" and not last.tail and fonts.advance("".join(last.itertext())) < _SOURCE:
                last.set("class", "together")


def fix(body: ET.Element) -> None:
    """Moves each space before an inline element into it, or hides its end where it must stay outside."""
    for parent in body.iter():
        before: ET.Element | None = None
        for child in parent:
            text = (parent.text if before is None else before.tail) or ""
            if child.tag in _INLINE and text.endswith(" "):
                # In a link it would be underlined; in what stays together no line would end at it; large, it is large.
                if child.tag in ("a", "abbr") or child.get("class") in ("together", "large"):
                    text += END
                else:
                    text, child.text = text[:-1], f" {child.text or ''}"
                if before is None:
                    parent.text = text
                else:
                    before.tail = text
            before = child


def plain(text: str) -> str:
    """A text without what was put into it here; in the words of some languages the character has a meaning."""
    return _END.sub("", text)
