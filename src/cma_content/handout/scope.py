"""What every block of a handout is made with."""

from collections.abc import Mapping

from cma_content.handout.law import Law
from cma_content.handout.options import RenderOptions
from cma_content.handout.text import Writer
from cma_content.model.article import Article
from cma_content.model.blocks import Block
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
    pay_is_tabled: bool = False
    """Whether a table holds the pay in every state."""
    tabled: frozenset[str | None] = frozenset()
    """The sides whose duties stand in a table with their limits; none for those of all sides."""

    def is_for_reader(self, block: Block | SheetPart) -> bool:
        """Whether a block, or a part of a sheet, is for all, or for one of those whom the handout is for."""
        return not block.audience or not set(block.audience).isdisjoint(self.options.audience)
