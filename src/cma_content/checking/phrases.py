"""Names of several words, found in text in time linear in the text, however many names there are."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

_WORD: Final = re.compile(r"\w[\w*&/\u2019'-]*")
_STARTS: Final = re.compile(r"(?:^|[.!?:]\W{1,2})$")
_LONGEST: Final = 8
"""Words of a name; of a longer one, the first."""


class Phrases:
    """Finds the names of a mapping (name to what it names); one in small letters may begin a sentence."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._exact: dict[tuple[str, ...], str] = {}
        self._folded: dict[tuple[str, ...], str] = {}
        for name, of in names.items():
            words = tuple(_WORD.findall(name))[:_LONGEST]
            if words:
                (self._folded if name.islower() else self._exact).setdefault(words, of)

    def find(self, text: str) -> Iterator[tuple[str, int, int]]:
        """What is named in `text`, with the start and the end of the name there; of two that overlap, the longer."""
        found = list(_WORD.finditer(text))
        words = [match[0].removesuffix("'s").removesuffix("\u2019s") for match in found]
        folded = [
            word[0].lower() + word[1:] if _STARTS.search(text, max(0, match.start() - 3), match.start()) else word
            for word, match in zip(words, found, strict=True)
        ]
        at = 0
        while at < len(words):
            for length in range(min(_LONGEST, len(words) - at), 0, -1):
                named = self._exact.get(tuple(words[at : at + length]))
                named = named or self._folded.get(tuple(folded[at : at + length]))
                if named is not None:
                    yield named, found[at].start(), found[at + length - 1].end()
                    at += length - 1
                    break
            at += 1
