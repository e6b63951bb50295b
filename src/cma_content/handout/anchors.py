"""The one registry of ids: what a link can lead to, and what every handout uses for itself, in all formats.

An id is a name of a file, a bookmark and an anchor: two that differ in case alone, or in - and _, are one.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from enum import StrEnum

from cma_content.handout import tree


class Own(StrEnum):
    """What handouts, or the files of a format, use for themselves; no part of an article is called so."""

    ACTION = "do-next"
    BOOK_ID = "id"
    CONTENTS = "contents"
    CONTENTS_TITLE = "contents-title"
    COVER = "cover"
    CREATOR = "creator"
    GUIDE = "guide"
    LANDMARKS = "landmarks"
    LOGO = "logo"
    NAV = "nav"
    NCX = "ncx"
    NOTICES = "notices"
    QR_ALT = "qr-alt"
    SOURCES = "sources"
    STYLE = "style"
    TITLE_PAGE = "title-page"


def source(number: int) -> str:
    """The id of a cited source."""
    return f"source-{number}"


def alt(id_: str) -> str:
    """The id of a chart's text alternative."""
    return f"{id_}-alt"


def word(term: str) -> str:
    """The id that a glossary's entry asks for."""
    return f"word-{term}"


def limit(name: str) -> str:
    """The id that a standing limit asks for."""
    return f"limit-{name}"


def figure(caption: str) -> str:
    """The id that a table or a chart asks for, made of its caption's words."""
    return _worded("figure", caption)


def part(title: str) -> str:
    """The id that a subheading or a link with a code asks for, made of its words."""
    return _worded("part", title)


def by(program: str) -> str:
    """The id that a program's own section asks for."""
    return f"by-{program}"


def _worded(kind: str, title: str) -> str:
    words = "".join(sign if sign.isalnum() and sign.isascii() else " " for sign in title.lower()).split()
    return "-".join([kind, *words])


class Registry:
    """Gives out ids, each once; work is in proportion to their number."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = set(map(_key, taken))
        self._counts: dict[str, int] = {}

    def claim(self, wanted: str, *, has_alt: bool = False) -> str:
        """`wanted`, or where it is taken, `wanted` with the next number; with `has_alt` its alternative is free too."""
        own = _key(wanted)
        while True:
            # Of ids that are one to a file system, none tries again what another has found taken.
            count = self._counts[own] = self._counts.get(own, 0) + 1
            name = wanted if count == 1 else f"{wanted}-{count}"
            keys = {_key(name), *[_key(alt(name))] * has_alt}
            if self._taken.isdisjoint(keys):
                self._taken |= keys
                return name


def _key(id_: str) -> str:
    return id_.casefold().replace("-", "_")


def identified(sections: Iterable[tree.Section], sources: int) -> tuple[tree.Section, ...]:
    """The sections with every id in them once; of two that ask for the same, a section has it, or the first."""
    registry = Registry([*Own, *map(source, range(1, sources + 1))])
    named = [replace(section, id=registry.claim(section.id)) for section in sections]
    return tuple(replace(section, blocks=tuple(_identified(section.blocks, registry))) for section in named)


def _identified(blocks: Iterable[tree.Block], registry: Registry) -> Iterator[tree.Block]:
    for block in blocks:
        match block:
            case tree.Entry():
                id_ = registry.claim(block.id)
                yield replace(block, id=id_, blocks=tuple(_identified(block.blocks, registry)))
            case tree.Box():
                yield replace(block, blocks=tuple(_identified(block.blocks, registry)))
            case tree.Grid() | tree.Subheading():
                yield replace(block, id=registry.claim(block.id))
            case tree.Chart() | tree.CodedLink() | tree.Paths():
                yield replace(block, id=registry.claim(block.id, has_alt=True))
            case tree.Glossary():
                entries = (replace(entry, id=registry.claim(entry.id)) for entry in block.entries)
                yield replace(block, entries=tuple(entries))
            case _:
                yield block


def words(before: Iterable[tree.Section], after: Iterable[tree.Section]) -> Mapping[str, str]:
    """The ids of glossary entries by the ids that they requested; where there are two glossaries, of the first."""
    found: dict[str, str] = {}
    for old, new in zip(before, after, strict=True):
        for one, other in zip(old.blocks, new.blocks, strict=True):
            if isinstance(one, tree.Glossary) and isinstance(other, tree.Glossary):
                for requested, given in zip(one.entries, other.entries, strict=True):
                    found.setdefault(requested.id, given.id)
    return found
