"""Characters that a format's fonts cannot set: each one once, at the first text that holds it."""

import unicodedata
from collections.abc import Iterator, Mapping
from typing import Protocol, runtime_checkable

from pydantic import BaseModel

from cma_content.checking.finding import Finding, strings
from cma_content.diagnostics import rules


@runtime_checkable
class Typesetter(Protocol):
    """An exporter with fonts of its own, which knows what they lack."""

    def missing_glyphs(self, text: str, /) -> str:
        """The distinct characters of `text` that its fonts cannot set, in order."""


def missing_glyphs(record: BaseModel, typesetters: Mapping[str, Typesetter]) -> Iterator[Finding]:
    """A finding for each character of a record that a format cannot set, with the formats that cannot."""
    texts = list(strings(record))
    whole = "".join(dict.fromkeys("".join(text for _, text in texts)))
    lacking: dict[str, list[str]] = {}
    for name, typesetter in typesetters.items():
        for character in typesetter.missing_glyphs(whole):
            lacking.setdefault(character, []).append(name)
    for character, formats in lacking.items():
        places = [location for location, text in texts if character in text]
        name = unicodedata.name(character, "unnamed character").lower()
        more = f", here and in {len(places) - 1} more" if len(places) > 1 else ""
        message = f"no font of {', '.join(formats)} has {character!r} (U+{ord(character):04X}, {name}){more}"
        hint = "write it another way; the other formats can print it"
        yield Finding(places[0], rules.GLYPH, message, hint=hint, at=character)
