"""Whose pay a handout may print: the rows of the article's table that it depends on, and no others."""

from collections.abc import Iterator

from cma_content.handout import contents, sheets
from cma_content.handout.options import RenderOptions
from cma_content.handout.scope import is_for_reader
from cma_content.model import regions
from cma_content.model.article import Article
from cma_content.model.blocks import LocalPay, PayTable
from cma_content.model.currencies import is_pay
from cma_content.model.drawn import PayMap
from cma_content.model.fact_sheet import Excerpt
from cma_content.model.pay import AreaPay
from cma_content.model.places import Place


def areas(article: Article, options: RenderOptions, place: Place | None) -> tuple[AreaPay, ...]:
    """The rows for a reader in `place`, in the order of the table: what changes in another changes nothing in print.

    Those of the nation and of every place that a figure of pay is of are among them, for a figure that is printed
    stands in the data of a page as the table's, where it is.
    """
    if article.pay is None:
        return ()
    wanted = {fact.place for fact in article.facts if is_pay(fact.unit)}
    if article.pay.nation:
        wanted.add(article.pay.nation.place)
    if place and any(article.fact(figure.fact).from_pay for figure in article.key_figures):
        wanted.add(place.id)
    for block in _blocks(article, options):
        if isinstance(block, PayMap) or (isinstance(block, PayTable) and place is None):
            wanted |= {area.place for area in article.pay.areas}
        elif isinstance(block, PayTable) and place:
            wanted |= regions.around(place)
        elif isinstance(block, LocalPay) and place:
            wanted.add(place.id)
    return tuple(area for area in (*article.pay.areas, *article.pay.local) if area.place in wanted)


def _blocks(article: Article, options: RenderOptions) -> Iterator[object]:
    """What the reader gets, those of sections that a sheet takes over included."""
    if options.layout == "guide":
        yield from (
            block
            for section in contents.chosen(article, options)
            for block in section.blocks
            if is_for_reader(block, options)
        )
        return
    by_id = {block.id: block for section in article.sections for block in section.blocks}
    for part in sheets.held(article, options):
        if part.id not in options.omit and is_for_reader(part, options):
            for block in part.blocks:
                held = by_id[block.block] if isinstance(block, Excerpt) else None
                yield held if held and is_for_reader(held, options) else block
