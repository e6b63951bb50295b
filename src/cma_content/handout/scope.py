"""What every block of a handout is made with."""

from collections.abc import Iterable, Iterator, Mapping

from cma_content.handout.law import Law
from cma_content.handout.options import RenderOptions
from cma_content.handout.text import Writer
from cma_content.model.article import Article
from cma_content.model.blocks import Block, PayTable, View
from cma_content.model.fact_sheet import SheetPart
from cma_content.model.frozen import frozen
from cma_content.model.places import Place


@frozen
class Scope:
    """An article, the choices of its reader, and the writer that remembers what was printed before."""

    article: Article
    options: RenderOptions
    place: Place | None
    """The region, where the handout is made for one."""
    words: Mapping[str, str]
    writer: Writer
    blocks: Mapping[str, Block]
    """Of all sections, those that have an id, by it."""
    law: Law
    """What the law says where the reader is."""
    tabled: frozenset[str | None] = frozenset()
    """The sides whose duties stand in a table with their limits; none for those of all sides."""
    listed: frozenset[tuple[str, str | None]] = frozenset()
    """The collections whose entries stand in the handout as text, each with the group of it, or none for all; `pay`."""

    @property
    def is_large(self) -> bool:
        """Whether the handout is in large print."""
        return self.options.preset == "large-print"

    def is_listed(self, of: str, only: str | None = None) -> bool:
        """Whether the handout has the entries of a collection, or of a group of it, as text."""
        return not self.listed.isdisjoint({(of, None), (of, only)})

    def is_for_reader(self, block: Block | SheetPart) -> bool:
        """Whether a block, or a part of a sheet, is for all, or for one of those whom the handout is for."""
        return is_for_reader(block, self.options)


def is_for_reader(block: Block | SheetPart, options: RenderOptions) -> bool:
    """Whether a block, or a part of a sheet, is for all, or for one of those whom a handout of `options` is for."""
    return not block.audience or not set(block.audience).isdisjoint(options.audience)


def listed(blocks: Iterable[Block], place: Place | None) -> Iterator[tuple[str, str | None]]:
    """The collections that blocks print, each whole or a group of it, and the table of all pay."""
    for block in blocks:
        if isinstance(block, View):
            yield block.of, block.only
        elif isinstance(block, PayTable) and place is None:
            yield "pay", None
