"""Search in an article, without a network: words to entries, ranked, and the same in every run.

An entry is found by its title, by what the article says people also call it (`aliases`), and by its text. Words are
compared by their stems: drawing finds draw. Of a question's words, those that say little (how, can, I) do not count.
"""

import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from cma_content.errors import UsageError
from cma_content.model.lookups import indexes_of
from cma_content.model.words import lines, words

MOST: Final = 200
"""The longest query in characters; what is longer is cut."""
_WORD: Final = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
_SAYING_LITTLE: Final = """
a about after all am an and any are as at be been by can could did do does for from get go had has have how i if in
into is it its just like many may me much my need not of on or our out should so some than that the their them then
there they this to up us was we what when where which who why will with would you your
"""
_TITLE, _ALIAS, _TEXT = 6.0, 5.0, 1.0
_PHRASE: Final = 1.6
_SNIPPET: Final = 160
_TITLED: Final[Mapping[str, tuple[str, str]]] = {
    "sections": ("section", "title"),
    "duties": ("duty", "name"),
    "faqs": ("faq", "question"),
    "education_paths": ("education path", "name"),
    "credentials": ("credential", "mark"),
    "career_steps": ("career step", "name"),
    "similar_jobs": ("similar job", "name"),
    "work_settings": ("work setting", "name"),
    "skills": ("skill", "name"),
    "tools": ("tool", "name"),
    "next_steps": ("next step", "do"),
    "glossary": ("term", "term"),
    "facts": ("fact", "label"),
    "state_rules": ("state rule", "place"),
    "agencies": ("agency", "name"),
    "sources": ("source", "title"),
}
"""The collections that are searched; of two that fit as well, the one that stands first here is ranked first."""
_OF_SECTIONS: Final = ("good-parts", "hard-parts", "hours", "unknowns")
"""What has no entries of its own: it is found with the section that shows it."""
# Of as good a fit, what tells a reader most.
_WEIGHTS: Final = {
    "section": 1.15,
    "faq": 1.1,
    "duty": 1.2,
    "state rule": 0.5,
    "source": 0.4,
    "agency": 0.5,
    "fact": 0.5,
}


@dataclass(frozen=True, slots=True)
class Match:
    """An entry that a search found."""

    kind: str
    """What it is: section, duty, faq, term, fact …"""
    id: str
    title: str
    text: str
    """The part of it that fits best, in plain words, at most 160 characters or so."""
    score: float
    """How well it fits, beside the others of the same search."""


@dataclass(frozen=True, slots=True)
class _Entry:
    kind: str
    id: str
    title: str
    lines: tuple[str, ...]
    weights: Mapping[str, float]
    """What each stem in it counts."""


def find(article: Any, query: str, most: int = 10) -> tuple[Match, ...]:
    """The entries of an article that fit a query, best first, at most so many; nothing where no word of it occurs.

    Raises `UsageError` for a query that is no text, or a number that is none.
    """
    if not isinstance(query, str):
        raise UsageError(f"a query is text, not {type(query).__name__}")
    if not isinstance(most, int) or most < 0:
        raise UsageError(f"most is a number of entries, 0 or more, not {most!r}")
    indexes = indexes_of(article)
    if "search" not in indexes:
        indexes["search"] = _Index(article)
    index: _Index = indexes["search"]
    return index.find(query[:MOST], most)


class _Index:
    def __init__(self, article: Any) -> None:
        self._aliases = {" ".join(_stems(alias.words)): _stems(alias.means) for alias in article.aliases}
        self._entries = list(_entries(article, self._aliases))
        self._posts: dict[str, list[int]] = defaultdict(list)
        for number, entry in enumerate(self._entries):
            for stem in entry.weights:
                self._posts[stem].append(number)

    def find(self, query: str, most: int) -> tuple[Match, ...]:
        wanted = self._wanted(query)
        scores: dict[int, float] = defaultdict(float)
        hits: Counter[int] = Counter()
        for stem, share in wanted.items():
            posts = self._posts.get(stem, [])
            rarity = math.log(1 + len(self._entries) / (1 + len(posts)))
            for number in posts:
                scores[number] += share * rarity * self._entries[number].weights[stem]
                hits[number] += 1
        phrase = " ".join(_stems(query))
        found = []
        for number, score in scores.items():
            entry = self._entries[number]
            total = score * (hits[number] / len(wanted)) * _WEIGHTS.get(entry.kind, 1)
            if phrase and phrase in " ".join(_stems(entry.title)):
                total *= _PHRASE
            found.append((-round(total, 9), number))
        return tuple(
            Match(entry.kind, entry.id, entry.title, _snippet(entry, wanted), -total)
            for total, number in sorted(found)[:most]
            for entry in (self._entries[number],)
        )

    def _wanted(self, query: str) -> dict[str, float]:
        """The stems to look for and how much each counts; those that an alias adds count a little less."""
        stems = _stems(query)
        wanted: dict[str, float] = {stem: 1.0 for stem in stems if stem not in _SILENT_STEMS}
        said = f" {' '.join(stems)} "
        for words_, means in self._aliases.items():
            if f" {words_} " in said:
                for stem in means:
                    wanted.setdefault(stem, 0.8)
        return wanted or dict.fromkeys(stems, 1.0)


def _entries(article: Any, aliases: Mapping[str, list[str]]) -> Iterator[_Entry]:
    for field, (kind, titled) in _TITLED.items():
        for entry in getattr(article, field):
            title = words(str(getattr(entry, titled)), article)
            if kind == "state rule":
                title = article.place(entry.place).name
            said = tuple(_said(entry, titled, article))
            weights: dict[str, float] = defaultdict(float)
            for line in said:
                for stem in _stems(line):
                    weights[stem] = min(weights[stem] + _TEXT, 3 * _TEXT)
            for stem in [*_stems(title), *_stems(entry.id)]:
                weights[stem] += _TITLE / math.sqrt(1 + len(_stems(title)))
            held = set(_stems(f"{title} {entry.id}"))
            for typed, means in aliases.items():
                if held.issuperset(means):
                    for stem in typed.split():
                        weights[stem] += _ALIAS / 2
            yield _Entry(kind, entry.id, title, said, weights)


def _said(entry: Any, titled: str, article: Any) -> Iterator[str]:
    """The plain text of an entry, a line for each text that it holds."""
    blocks = getattr(entry, "blocks", None)
    if blocks is not None:
        for block in blocks:
            yield from lines(block, article)
            if getattr(block, "of", "") in _OF_SECTIONS:
                yield from _texts(getattr(article, block.of.replace("-", "_")), article)
        return
    for name, value in entry:
        if name not in (titled, "id", "address", "sources", "place", "license", "read_at"):
            yield from _texts(value, article)


def _texts(value: Any, article: Any) -> Iterator[str]:
    if isinstance(value, str):
        # A single word is an id, or one of a few that a field may hold.
        if " " in value:
            yield words(value, article)
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts(item, article)
    elif hasattr(type(value), "model_fields"):
        for _, held in value:
            yield from _texts(held, article)


def _snippet(entry: _Entry, wanted: Mapping[str, float]) -> str:
    """The line that holds most of what is wanted, cut to what a screen has room for."""
    best: Callable[[str], float] = lambda line: math.fsum(wanted.get(stem, 0) for stem in set(_stems(line)))  # noqa: E731
    line = max(entry.lines, key=best, default="")
    return line if len(line) <= _SNIPPET else line[:_SNIPPET].rsplit(" ", 1)[0] + "\N{HORIZONTAL ELLIPSIS}"


def _stems(text: str) -> list[str]:
    """The words of a text by their stems, without accents and case; x-ray as xray."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(sign for sign in plain if not unicodedata.combining(sign))
    found = []
    for word in _WORD.findall(bare):
        parts = re.split(r"['’\-]", word)
        found += [_stem("".join(parts)), *(map(_stem, parts) if len(parts) > 1 else ())]
    return found


def _stem(word: str) -> str:
    """A word without the ends that English puts to it: drawing and draws as draw, vaccines as vaccin."""
    if len(word) > 4:
        if word.endswith("ies"):
            word = f"{word[:-3]}y"
        elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
            word = word[:-1]
        for end in ("ing", "ed"):
            if word.endswith(end) and len(word) - len(end) >= 3:
                word = word[: -len(end)]
                if word[-1] == word[-2] and word[-1] not in "lsz":
                    word = word[:-1]
                break
    return word[:-1] if len(word) > 3 and word.endswith("e") else word


_SILENT_STEMS: Final = frozenset(map(_stem, _SAYING_LITTLE.split()))
