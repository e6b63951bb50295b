"""Names of several words, found in text in time linear in the text, however many names there are."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

# Without the ending of a possessive: the board's, the boards'.
_WORD: Final = re.compile(r"\w(?:[\w*&/-]|['\u2019](?!s\b)(?=\w))*")
_STARTS: Final = re.compile(r"(?:^|[.!?:]\W{1,2})$")
_LONGEST: Final = 8
"""Words of a name; of a longer one, the first."""


class Phrases:
    """Finds the names of a mapping (name to what it names); one in lower case may begin a sentence."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._known: dict[tuple[str, ...], str] = {}
        self._longest: dict[str, int] = {}
        for name, of in names.items():
            if words := tuple(_WORD.findall(name))[:_LONGEST]:
                self._known.setdefault(words, of)
                self._longest[words[0]] = max(len(words), self._longest.get(words[0], 0))

    def find(self, text: str) -> Iterator[tuple[str, int, int]]:
        """What is named in `text`, with the start and the end of the name there; of two that overlap, the longer."""
        found = list(_WORD.finditer(text))
        words = [match[0] for match in found]
        end = 0
        for at, word in enumerate(words):
            for first in dict.fromkeys((word, _small(word, text, found[at].start()))):
                length = self._length(first, words[at + 1 : at + self._longest.get(first, 0)])
                if length and at >= end:
                    end = at + length
                    yield self._known[(first, *words[at + 1 : end])], found[at].start(), found[end - 1].end()

    def _length(self, first: str, others: Sequence[str]) -> int:
        """Of how many words the longest name is that begins so; 0 where none does."""
        if first not in self._longest:
            return 0
        lengths = range(len(others), -1, -1)
        return next((length + 1 for length in lengths if (first, *others[:length]) in self._known), 0)


def _small(word: str, text: str, start: int) -> str:
    """A word as it is inside a sentence, where it begins one."""
    is_first = word[:1].isupper() and _STARTS.search(text, max(0, start - 3), start)
    return word[:1].lower() + word[1:] if is_first else word
