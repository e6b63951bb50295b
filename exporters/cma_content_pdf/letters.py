"""Letters that the bundled font does not have: told by name and place, before a page is set."""

import functools
import unicodedata
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

from cma_content.errors import OutputError


def check(body: ET.Element) -> None:
    """Raises `OutputError` for the first letter in `body` that cannot be printed."""
    heading = ""
    for words, element in _texts(body):
        if element.tag in ("h1", "h2", "h3"):
            heading = words
        if missing := sorted({letter for letter in words if not _can_print(letter)}):
            letter = missing[0]
            name = unicodedata.name(letter, "no name")
            where = f' under "{heading}"' if heading else ""
            raise OutputError(
                f"the font of the PDF has no {letter!r} (U+{ord(letter):04X}, {name.lower()}), "
                f'in "{_around(words, letter)}"{where}: write it another way, or make another format'
            )


def _texts(body: ET.Element) -> Iterator[tuple[str, ET.Element]]:
    for element in body.iter():
        if element.text:
            yield element.text, element
        for child in element:
            if child.tail:
                yield child.tail, child


def _around(words: str, letter: str) -> str:
    at = words.index(letter)
    return " ".join(words[max(0, at - 30) : at + 30].split())


def _can_print(letter: str) -> bool:
    # Spaces and marks of direction or joining are not drawn.
    return letter.isspace() or unicodedata.category(letter) == "Cf" or ord(letter) in _letters()


@functools.cache
def _letters() -> frozenset[int]:
    """The letters that both faces have."""
    import fontpkg_atkinson_hyperlegible as package
    from fontTools.ttLib import TTFont

    folder = Path(package.__file__).parent / "files"
    faces = []
    for face in ("Regular", "Bold"):
        with TTFont(folder / f"AtkinsonHyperlegible-{face}.ttf") as font:
            faces.append(frozenset(font.getBestCmap()))
    return frozenset.intersection(*faces)
