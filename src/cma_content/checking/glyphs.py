"""Characters that the fonts of a format lack: each one once, at the first text that holds it."""

import unicodedata
from collections.abc import Iterator, Mapping

from pydantic import BaseModel

from cma_content.checking.finding import Finding, strings
from cma_content.diagnostics import rules
from cma_content.exporting.abilities import DrawsGlyphs


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
    for character, formats in lacking.items():
        places = [location for location, text in texts if character in text]
        name = unicodedata.name(character, "unnamed").lower()
        rest = f", here and in {len(places) - 1} more" if len(places) > 1 else ""
        message = f"no font of {' and '.join(formats)} has {character!r} (U+{ord(character):04X}, {name}){rest}"
        hint = "write it another way; the other formats can print it"
        yield Finding(places[0], rules.GLYPH, message, hint, at=character, severity="warning")
