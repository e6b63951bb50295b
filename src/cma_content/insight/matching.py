"""Which items of two lists are one and the same: by id, by content, or by most of their words; in linear time."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from pydantic import BaseModel

_WORD: Final = re.compile(r"\w+")
_RARE: Final = 8
"""How many items may share a word that still says which of them is meant."""
_ALIKE: Final = 0.4
"""The share of its words, of the one that has more, that two items have in common where one became the other."""
_NAMES: Final = ("id", "place", "topic")
"""The fields by which a record of a list is known, the first that it has."""


@dataclass(frozen=True, slots=True)
class Matching:
    """What became of the items of an old list, by their numbers."""

    pairs: tuple[tuple[int, int], ...]
    """The same in both, in the order of the new list."""
    removed: tuple[int, ...]
    added: tuple[int, ...]
    is_reordered: bool
    """Whether those of the same id or content follow each other in another order."""


def name_of(item: Any) -> str:
    """What a record is known by among others of a list: its id, or its place; nothing of any other item."""
    if not isinstance(item, BaseModel):
        return ""
    names = (name for name in _NAMES if name in type(item).model_fields)
    value = getattr(item, next(names, ""), None)
    return value if isinstance(value, str) else ""


def match(old: Sequence[Any], new: Sequence[Any]) -> Matching:
    """The items of two lists that are the same."""
    known = _named(new)
    sure = [(number, known[name]) for name, number in _named(old).items() if name in known]
    left, right = _rest(len(old), (i for i, _ in sure)), _rest(len(new), (j for _, j in sure))
    sure += _equal(old, new, left, right)
    left, right = _rest(len(old), (i for i, _ in sure)), _rest(len(new), (j for _, j in sure))
    sure.sort()
    likely = list(_alike(old, new, left, right))
    pairs = sorted([*sure, *likely], key=lambda pair: pair[1])
    gone, came = {i for i, _ in pairs}, {j for _, j in pairs}
    return Matching(
        tuple(pairs),
        tuple(i for i in left if i not in gone),
        tuple(j for j in right if j not in came),
        any(first > second for (_, first), (_, second) in pairwise(sure)),
    )


def _named(items: Sequence[Any]) -> dict[str, int]:
    """The number of each item with a name that no other has."""
    names = list(map(name_of, items))
    counts = Counter(names)
    return {name: number for number, name in enumerate(names) if name and counts[name] == 1}


def _rest(size: int, taken: Iterable[int]) -> list[int]:
    gone = set(taken)
    return [number for number in range(size) if number not in gone]


def _equal(
    old: Sequence[Any], new: Sequence[Any], left: Sequence[int], right: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """Those of equal content, the first of several with the first."""
    waiting: defaultdict[Any, list[int]] = defaultdict(list)
    for j in reversed(right):
        waiting[new[j]].append(j)
    for i in left:
        if found := waiting.get(old[i]):
            yield i, found.pop()


def _alike(
    old: Sequence[Any], new: Sequence[Any], left: Sequence[int], right: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """Those of one kind that share most of their words, or are the only ones left; not two that have names."""
    if len(left) == len(right) == 1 and _may_be(old[left[0]], new[right[0]]):
        yield left[0], right[0]
        return
    words = {j: _words(new[j]) for j in right}
    places: defaultdict[str, list[int]] = defaultdict(list)
    for j, found in words.items():
        for word in found:
            places[word].append(j)
    taken: set[int] = set()
    for i in left:
        own = _words(old[i])
        shared = Counter(
            j for word in own if len(places.get(word, ())) <= _RARE for j in places.get(word, ()) if j not in taken
        )
        for j, _ in shared.most_common(1):
            common = len(own.keys() & words[j].keys())
            if _may_be(old[i], new[j]) and common >= _ALIKE * max(len(own), len(words[j])):
                taken.add(j)
                yield i, j


def _may_be(one: Any, other: Any) -> bool:
    return type(one) is type(other) and not (name_of(one) and name_of(other))


def _words(value: Any) -> dict[str, None]:
    """Every word of a value, once, in order."""
    return dict.fromkeys(word for text in strings(value) for word in _WORD.findall(text.casefold()))


def strings(value: Any) -> Iterator[str]:
    """Every text in a value, to its bottom."""
    match value:
        case str():
            yield value
        case BaseModel():
            for _, held in value:
                yield from strings(held)
        case tuple():
            for held in value:
                yield from strings(held)
