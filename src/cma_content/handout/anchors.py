"""Ids that a link can lead to: each of them once, whatever an article shows twice."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from cma_content.handout import tree


def told_apart(sections: Iterable[tree.Section]) -> tuple[tree.Section, ...]:
    """The sections with every id in them once: a second use, or a use of a section's own id, gets a number."""
    sections = tuple(sections)
    names = _Names({section.id for section in sections})
    return tuple(replace(section, blocks=tuple(names.blocks(section.blocks))) for section in sections)


class _Names:
    def __init__(self, taken: set[str]) -> None:
        self.taken = taken

    def new(self, id_: str) -> str:
        number, name = 1, id_
        while name in self.taken:
            number += 1
            name = f"{id_}-{number}"
        self.taken.add(name)
        return name

    def blocks(self, blocks: Iterable[tree.Block]) -> Iterator[tree.Block]:
        for block in blocks:
            match block:
                case tree.Entry():
                    yield replace(block, id=self.new(block.id), blocks=tuple(self.blocks(block.blocks)))
                case tree.Box():
                    yield replace(block, blocks=tuple(self.blocks(block.blocks)))
                case tree.Grid() | tree.Chart():
                    yield replace(block, id=self.new(block.id))
                case tree.Glossary():
                    entries = (replace(entry, id=self.new(entry.id)) for entry in block.entries)
                    yield replace(block, entries=tuple(entries))
                case _:
                    yield block
