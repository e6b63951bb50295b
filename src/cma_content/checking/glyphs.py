"""Characters that the fonts of a format lack: each one once, at the first text that holds it."""

import unicodedata
from collections.abc import Iterator, Mapping

from pydantic import BaseModel

from cma_content.checking.finding import Finding, strings
from cma_content.diagnostics import rules
from cma_content.exporting.abilities import DrawsGlyphs
from cma_content.loading.document import Location


def missing_glyphs(record: BaseModel, exporters: Mapping[str, DrawsGlyphs]) -> Iterator[Finding]:
    """A warning for each character that a format cannot print, with the formats that cannot.

    Raises `MissingEngineError` where the fonts of one are not installed.
    """
    texts = list(strings(record))
    characters = "".join(dict.fromkeys("".join(text for _, text in texts)))
    lacking: dict[str, list[str]] = {}
    for name, exporter in exporters.items():
        for character in exporter.missing_glyphs(characters):
            lacking.setdefault(character, []).append(name)
    places: dict[str, list[Location]] = {character: [] for character in lacking}
    for location, text in texts:
        for character in lacking.keys() & set(text):
            places[character].append(location)
    for character, formats in lacking.items():
        first, *others = places[character]
        name = unicodedata.name(character, "unnamed").lower()
        rest = f", here and in {len(others)} more" if others else ""
        message = f"no font of {' and '.join(formats)} has {character!r} (U+{ord(character):04X}, {name}){rest}"
        hint = "write it another way; the other formats can print it"
        yield Finding(first, rules.GLYPH, message, hint, at=character, severity="warning")
