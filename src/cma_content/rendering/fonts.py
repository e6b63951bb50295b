"""The fonts that travel with handouts: one for the text, one for the characters that it lacks; no font of the system.

Needs fontTools and the packages of the fonts, which are imported at need: raises `ImportError` without them.
"""

import functools
import itertools
import math
import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

FALLBACK_FAMILY: Final = "Source Sans 3"
PACKAGES: Final = ("fontpkg-atkinson-hyperlegible", "fontpkg-source-sans-3")

# Characters between two changes of font, at least and on average; each costs a page as much as a line of text.
_A_CHANGE: Final = 40

_HEAVIER: Final = {"Regular": 1.06, "Bold": 1.13}
"""How much wider the fallback is in a weight than in the lightest, whose advances its file has."""
_WIDEST: Final = 1.0
"""Ems that a character takes which no bundled font has."""

# What Pango draws nothing for, whatever the font: soft hyphen, joiners, marks of direction, variation selectors, tags.
# Other format characters (General_Category Cf) do have glyphs; the fillers of Hangul ask for one.
_INVISIBLE: Final = frozenset((0xAD, 0x34F, 0x61C, 0x17B4, 0x17B5, 0xFEFF, 0xE0001)).union(
    *(
        range(first, last + 1)
        for first, last in ((0x180B, 0x180E), (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F))
    ),
    *(range(first, last + 1) for first, last in ((0xFE00, 0xFE0F), (0xE0020, 0xE007F), (0xE0100, 0xE01EF))),
)


def text_face(face: str) -> Path:
    """The file of a face of the font for text: Regular, Bold, Italic or BoldItalic; TrueType, static."""
    import fontpkg_atkinson_hyperlegible as package

    return Path(package.__file__).parent / "files" / f"AtkinsonHyperlegible-{face}.ttf"


def fallback() -> Path:
    """The file of the font that steps in; TrueType, with an axis of weight from 200 to 900."""
    import fontpkg_source_sans_3 as package

    return Path(package.__file__).parent / "files" / "SourceSans3[wght].ttf"


def is_drawn(character: str) -> bool:
    """Whether a character needs a glyph of its own: spaces, joiners and marks of direction do not."""
    return not (character in "\t\n\r" or unicodedata.category(character) == "Zs" or ord(character) in _INVISIBLE)


def beyond_text_font(text: str) -> str:
    """The characters of `text` that the font for text cannot draw: each once, in order."""
    return "".join(one for one in dict.fromkeys(text) if is_drawn(one) and ord(one) not in _of_text())


def missing(text: str) -> str:
    """The characters of `text` that neither font can draw: each once, in order."""
    return "".join(one for one in beyond_text_font(text) if ord(one) not in _of_fallback())


def runs(text: str) -> Iterator[tuple[bool, str]]:
    """`text` in parts, and whether the fallback draws each: whole words, so that no word is in two fonts.

    Where the font would change often, the fallback draws all of it, as far as it can.
    """
    beyond = frozenset(beyond_text_font(text))
    parts = re.split(r"(\s+)", text)
    # A space goes with the word before it.
    words = [word + space for word, space in itertools.zip_longest(parts[::2], parts[1::2], fillvalue="")]
    grouped = itertools.groupby(words, key=lambda word: not beyond.isdisjoint(word))
    found = [(steps_in, "".join(some)) for steps_in, some in grouped]
    if sum(steps_in for steps_in, _ in found) > 1 + len(text) // _A_CHANGE and _of_fallback().issuperset(
        ord(one) for one in text if is_drawn(one)
    ):
        return iter([(True, text)])
    return iter(found)


def advance(text: str, *, bold: bool = False) -> float:
    """The width of `text` on one line, in ems; words with a character that the font for text lacks in the fallback."""
    widths = _advances(text_face("Bold" if bold else "Regular"))
    if widths.keys() >= set(text):
        return math.fsum(map(widths.__getitem__, text))
    other, heavier = _advances(fallback()), _HEAVIER["Bold" if bold else "Regular"]
    return math.fsum(
        math.fsum(other.get(one, _WIDEST * is_drawn(one)) for one in run) * heavier
        if steps_in
        else math.fsum(widths.get(one, 0.0) for one in run)
        for steps_in, run in runs(text)
    )


def check() -> int:
    """How many files there are, each of which draws a letter; raises `OSError` for one that does not."""
    faces = [text_face(face) for face in ("Regular", "Bold", "Italic", "BoldItalic")]
    for file in (*faces, fallback()):
        if not file.is_file():
            raise OSError(f"the font {file.name} is missing")
        try:
            has_outline = _draws(file, "g")
        except ImportError:
            raise
        except Exception as error:  # fontTools raises what it meets
            raise OSError(f"the font {file.name} cannot be read: {type(error).__name__}") from None
        if not has_outline:
            raise OSError(f"the font {file.name} draws nothing")
    return len(faces) + 1


def _draws(file: Path, character: str) -> bool:
    from fontTools.pens.boundsPen import BoundsPen

    with _opened(file) as font:
        glyphs = font.getGlyphSet()
        pen = BoundsPen(glyphs)
        glyphs[font.getBestCmap()[ord(character)]].draw(pen)
        return pen.bounds is not None


@functools.cache
def _advances(file: Path) -> dict[str, float]:
    """The advance width of each character that a face has."""
    with _opened(file) as font:
        glyphs, scale = font["hmtx"].metrics, font["head"].unitsPerEm
        return {chr(code): glyphs[name][0] / scale for code, name in font.getBestCmap().items()}


@functools.cache
def _of_text() -> frozenset[int]:
    """What both upright faces have."""
    return _characters(text_face("Regular")) & _characters(text_face("Bold"))


@functools.cache
def _of_fallback() -> frozenset[int]:
    return _characters(fallback())


def _characters(file: Path) -> frozenset[int]:
    with _opened(file) as font:
        return frozenset(font.getBestCmap())


@contextmanager
def _opened(file: Path) -> Iterator[Any]:
    """A font, of which as much is read as is asked for; closed also where it is none, as fontTools leaves it open."""
    from fontTools.ttLib import TTFont

    with file.open("rb") as stream, TTFont(stream, lazy=True) as font:
        yield font
