"""The style sheet of one page: what no part of it is named is left out, and all that is known beforehand worked out.

WeasyPrint resolves `var()` and `calc()` for each element anew. Only our own style sheets are read here: in them,
`:root` has custom properties alone, and braces stand in no string.
"""

import functools
import operator
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

_COMMENT: Final = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE: Final = re.compile(r"([^{}]+)\{((?:[^{}]|\{[^{}]*\})*)\}")
_PROPERTY: Final = re.compile(r"--([\w-]+):\s*([^;]+);")
_VARIABLE: Final = re.compile(r"var\(--([\w-]+)\)")
_CALC: Final = re.compile(r"calc\((-?[\d.]+)(mm|pt|) ([-+*/]) (-?[\d.]+)(mm|pt|)\)")
_CONDITION: Final = re.compile(r":[\w-]+\([^)]*\)|::?[\w-]+|\[[^\]]*\]")
_NAME: Final = re.compile(r"\.?[A-Za-z][\w-]*")
_POINTS: Final = {"mm": 72 / 25.4, "pt": 1.0, "": 1.0}
_SIGNS: Final = {"+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv}


def sheet(sources: Iterable[str], names: frozenset[str]) -> str:
    """The rules of `sources` that can match elements of these tags (`p`) and classes (`.box`)."""
    rules = [rule for source in sources for rule in _rules(source)]
    known = {name: value for _, body, is_root in rules if is_root for name, value in _PROPERTY.findall(body)}
    kept = (
        f"{matching} {{{_resolved(body, known)}}}\n"
        for selectors, body, is_root in rules
        if not is_root and (matching := _matching(selectors, names))
    )
    return "".join(kept)


@functools.lru_cache(maxsize=32)
def _rules(source: str) -> tuple[tuple[str, str, bool], ...]:
    """Selectors and body of each rule, and whether it declares custom properties."""
    found = ((selectors.strip(), body) for selectors, body in _RULE.findall(_COMMENT.sub("", source)))
    return tuple((selectors, body, selectors == ":root") for selectors, body in found)


@functools.lru_cache(maxsize=4096)
def _parts(selectors: str) -> tuple[tuple[str, frozenset[str]], ...]:
    """Each of the selectors, with the tags and classes that all have to be there for it to match."""
    return tuple((one, frozenset(_NAME.findall(_CONDITION.sub("", one)))) for one in _split(selectors))


def _split(selectors: str) -> Iterator[str]:
    """At the commas that are in no parentheses."""
    yield from (one.strip() for one in re.split(r",(?![^(]*\))", selectors))


def _matching(selectors: str, names: frozenset[str]) -> str:
    if selectors.startswith("@"):
        return selectors
    return ", ".join(one for one, needed in _parts(selectors) if needed <= names)


def _resolved(body: str, known: Mapping[str, str]) -> str:
    while "var(" in body:
        body = _VARIABLE.sub(lambda found: known[found[1]], body)
    return _CALC.sub(_length, body)


def _length(found: re.Match[str]) -> str:
    """What a calculation with two absolute lengths, or with one, comes to."""
    first, unit, sign, second, other = found.groups()
    made = _SIGNS[sign](float(first) * _POINTS[unit], float(second) * _POINTS[other])
    return f"{made:.9g}pt"
