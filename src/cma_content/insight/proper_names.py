"""The names that an article cannot do without: of jobs, credentials and bodies. They say nothing of how it is written.

All come from the article itself, so that one of another occupation has its own.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from cma_content.insight.syllables import bare
from cma_content.model.article import Article

Name = tuple[str, ...]
Names = Mapping[str, Mapping[int, frozenset[Name]]]
"""Names as words, by the first of them and by how many they are."""
NOUN: Final = "name"
"""What stands for a name where it is left out: a word of one syllable."""
_LONGEST: Final = 16
"""Words: what has more is a sentence."""


def names_of(article: Article) -> Names:
    """Every name, in the singular and the plural."""
    found: dict[str, dict[int, set[Name]]] = defaultdict(lambda: defaultdict(set))
    jobs = [name for text in _jobs(article) if (name := _name(text))]
    heads = {name[-1] for name in jobs}
    terms = [name for text in _terms(article) if len(name := _name(text)) > 1 and not heads.isdisjoint(name)]
    bodies = [name for text in _proper_names(article) if (name := _name(text))]
    for name in {*jobs, *terms, *bodies}:
        if len(name) > _LONGEST:
            continue
        *first, last = name
        for form in (last, f"{last}s", last.removesuffix("s") or last):
            whole = (*first, form)
            found[whole[0]][len(whole)].add(whole)
    return {
        first: {length: frozenset(group[length]) for length in sorted(group, reverse=True)}
        for first, group in found.items()
    }


def neutralized(words: Sequence[str], names: Names) -> tuple[str, ...]:
    """The words of a sentence with a short noun for each name, the longest first."""
    keys = [_key(word) for word in words]
    made: list[str] = []
    at = 0
    while at < len(words):
        lengths = names.get(keys[at], {})
        length = next((length for length, group in lengths.items() if tuple(keys[at : at + length]) in group), 0)
        made.append(NOUN if length else words[at])
        at += length or 1
    return tuple(made)


def _jobs(article: Article) -> Iterator[str]:
    """The occupation by all its names, and those that it can lead to."""
    yield article.title
    yield article.id.replace("-", " ")
    yield from article.other_names
    yield from (code.label for code in article.codes)
    for step in article.career_steps:
        if step.kind != "specialty":
            # Of "lead assistant or floor coordinator" each is one; a single word, as in "coding or scheduling
            # specialist", is not.
            yield from (part for part in re.split(r", | or | \(", step.name) if " " in part)
    yield from (job.name for job in article.similar_jobs)


def _terms(article: Article) -> Iterator[str]:
    for term in article.glossary:
        yield term.term
        yield term.spelled_out or ""


def _proper_names(article: Article) -> Iterator[str]:
    """Credentials, and the bodies that issue them, make rules or publish what is cited."""
    for credential in article.credentials:
        yield from (credential.mark, credential.name, credential.issuer)
    for source in article.sources:
        # "New York State Education Department, Office of the Professions" are two; "a liability insurer" is none.
        yield from (part for part in source.publisher.split(", ") if part[:1].isupper())
    yield from (term.spelled_out for term in article.glossary if term.spelled_out and term.spelled_out[:1].isupper())


def _name(text: str) -> Name:
    return tuple(_keys(text.split()))


def _keys(words: Iterable[str]) -> Iterator[str]:
    return (key for word in words if (key := _key(word)))


def _key(word: str) -> str:
    """A word as it is compared: without the signs around it and the ending of a possessive."""
    return re.sub(r"'s$", "", bare(word).casefold())
