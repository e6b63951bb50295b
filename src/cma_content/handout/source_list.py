"""The sources of a handout as it lists them; how most of them were read is said once, above the list."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from cma_content.handout import locale, tree
from cma_content.handout.scope import Scope
from cma_content.model.facts import Source
from cma_content.model.inline import Link

_SHORT: Final = 48
"""Characters of an address that is printed whole."""
_SHARED: Final = 3
"""Sources read in the same way for which that is said once."""


@dataclass(frozen=True, slots=True)
class _Usual:
    """How most sources of a list were read, and when; nothing where no way is shared."""

    way: str = ""
    day: str = ""


def listed(scope: Scope, cited: Sequence[Source]) -> tuple[tree.Runs, tuple[tree.CitedSource, ...]]:
    """How the sources were read, unless one says otherwise, and each under its number."""
    words, is_sheet = scope.words, scope.options.layout != "guide"
    ways = [_sheet_way(words, source) if is_sheet else _way(words, source) for source in cited]
    usual = _usual(ways, cited)
    make = _on_sheet if is_sheet else _in_guide
    made = (
        tree.CitedSource(number, make(words, source, way, usual))
        for number, (source, way) in enumerate(zip(cited, ways, strict=True), start=1)
    )
    return (_said(words, cited, ways, usual, is_sheet=is_sheet) if usual.way else ()), tuple(made)


def short_address(address: str) -> str:
    """An address as print gives it: without what every browser adds, and no more than its host where it is long."""
    bare = address.partition("://")[2].removeprefix("www.").rstrip("/")
    return bare if len(bare) <= _SHORT and "?" not in bare else bare.partition("/")[0]


def _usual(ways: Sequence[str], cited: Sequence[Source]) -> _Usual:
    if not ways:
        return _Usual()
    way, times = Counter(ways).most_common(1)[0]
    (day, _), *_ = Counter(locale.day(source.retrieved) for source in cited).most_common(1)
    return _Usual(way, day) if times >= _SHARED else _Usual()


def _said(
    words: Mapping[str, str], cited: Sequence[Source], ways: Sequence[str], usual: _Usual, *, is_sheet: bool
) -> tree.Runs:
    """The sentence that holds for most of the list, and what the marks of the others mean."""
    shown = next(source for source, way in zip(cited, ways, strict=True) if way == usual.way)
    if is_sheet:
        many = words[f"{_key(shown)}_many"]
        return (words[f"read_on_sheet_{'most' if len(set(ways)) > 1 else 'all'}"].format(way=many),)
    marked = [source for source, way in zip(cited, ways, strict=True) if way != usual.way]
    is_all = not marked and all(locale.day(source.retrieved) == usual.day for source in cited)
    from_ = words[f"{_key(shown)}_from"]
    meanings = dict.fromkeys(words[f"{_key(source)}_means"] for source in marked)
    first = words[f"read_from_{'all' if is_all else 'most'}"].format(way=from_, retrieved=usual.day)
    return (" ".join(filter(None, (first, *meanings))),)


def _in_guide(words: Mapping[str, str], cited: Source, way: str, usual: _Usual) -> tree.Runs:
    """Who, what, when, how and where."""
    day = locale.day(cited.retrieved)
    key = {
        (False, False): "read_as",
        (False, True): "read_so",
        (True, False): "read_then",
    }.get((way == usual.way, day == usual.day))
    read = words[key].format_map({"way": way, "retrieved": day}) if key else ""
    dated = locale.period(cited.dated) or words["undated"]
    line = _line(words["source"], publisher=cited.publisher, title=cited.title, dated=dated, read=read)
    shown = cited.short_address or short_address(cited.address)
    # An article's own words for it may have them in another order.
    links = {"\0": Link(cited.address, cited.title), "\1": Link(cited.address, shown)}
    return tuple(links.get(part, part) for part in re.split("([\0\1])", line))


def _on_sheet(words: Mapping[str, str], cited: Source, way: str, usual: _Usual) -> tree.Runs:
    """A sheet has room for who, when, where and how, but not for the title."""
    dated = locale.period(cited.dated) or words["no_date"]
    read = "" if way == usual.way else way
    line = _line(words["source_on_sheet"], publisher=cited.publisher, title="", dated=dated, read=read)
    before, after = line.split("\1")
    return (before, Link(cited.address, cited.short_address or short_address(cited.address)), after)


def _line(template: str, **values: str) -> str:
    """A template filled, with marks in the place of the two links; no sentence is closed twice, no space doubled."""
    for name, value in values.items():
        if value.endswith((".", "?", "!", "\N{HORIZONTAL ELLIPSIS}")):
            template = template.replace(f"{{{name}}}.", f"{{{name}}}")
    line = template.format(**(values | {"title": "\0", "address": "\1"}))
    return re.sub(" {2,}", " ", line).rstrip()


def _key(cited: Source) -> str:
    return f"way_{cited.read_as.replace('-', '_')}"


def _sheet_way(words: Mapping[str, str], cited: Source) -> str:
    return words[f"{_key(cited)}_sheet"]


def _way(words: Mapping[str, str], cited: Source) -> str:
    """How a source was read, and at whom where it is not its issuer."""
    host = (urlsplit(cited.read_at or "").hostname or "").removeprefix("www.")
    by_host = f"{_key(cited)}_on"
    return words[by_host].format(host=host) if host and by_host in words else words[_key(cited)]
