"""Characters that no bundled font has a glyph for: named with the words around them before a page is laid out."""

import unicodedata
import xml.etree.ElementTree as ET
from collections.abc import Iterator

from cma_content.errors import OutputError
from cma_content.rendering import fonts

# A text in a script that the fonts lack has hundreds: the rest is named without the words around it.
_WITH_WORDS = 20
# The font for text has a plain space and a non-breaking one; for any other it would show its sign for a missing glyph.
SPACES = dict.fromkeys((0x1680, *range(0x2000, 0x200B), 0x205F, 0x3000), " ") | {0x2007: "\xa0", 0x202F: "\xa0"}
"""The space that is printed for each other one, as `str.translate` takes it."""


def print_spaces(body: ET.Element) -> None:
    """Puts a space that the fonts have in the place of each other one."""
    for element in body.iter():
        element.text = element.text and element.text.translate(SPACES)
        element.tail = element.tail and element.tail.translate(SPACES)


def check(body: ET.Element, *lines: str) -> None:
    """Raises one `OutputError` for all characters of `body` and `lines` that cannot be printed, each named once."""
    places: dict[str, str] = {}
    heading = ""
    for text, element in _texts(body):
        if element.tag in ("h1", "h2", "h3"):
            heading = " ".join(text.split())
        for character in fonts.missing(text):
            places.setdefault(character, _place(text, character, heading))
    for line in lines:
        for character in fonts.missing(line):
            places.setdefault(character, _place(line, character, ""))
    if places:
        named = [f"{_name(character)}, {place}" for character, place in list(places.items())[:_WITH_WORDS]]
        if rest := "".join(list(places)[_WITH_WORDS:]):
            named.append(f"{len(rest)} more characters ({rest})")
        raise OutputError(
            f"the fonts of the PDF lack {'; '.join(named)}: write it another way, or make another format; "
            "the command check names each line"
        )


def _texts(body: ET.Element) -> Iterator[tuple[str, ET.Element]]:
    """What is printed; the title of a picture is not."""
    for element in body.iter():
        if element.text and element.tag != "title":
            yield element.text, element
        for child in element:
            if child.tail:
                yield child.tail, child


def _name(character: str) -> str:
    return f"{character!r} (U+{ord(character):04X}, {unicodedata.name(character, 'no name').lower()})"


def _place(text: str, character: str, heading: str) -> str:
    at = text.index(character)
    words = " ".join(text[max(0, at - 30) : at + 30].split())
    return f'in "{words}"' + (f' under "{heading}"' if heading else "")
