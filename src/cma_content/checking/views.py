"""Blocks that would print nothing: a view of an empty collection, a pay table without pay, a map without tiles."""

from collections.abc import Iterator

from cma_content.checking.finding import Finding
from cma_content.diagnostics import rules
from cma_content.loading.document import Location
from cma_content.model.article import Article
from cma_content.model.blocks import Block, LocalPay, LocalRules, PayChart, PayMap, PayTable, View
from cma_content.model.fact_sheet import Pick
from cma_content.rendering.charts import TILES

_GROUPS = {"duties": "side", "skills": "kind", "career-steps": "kind"}
_PAY = {PayChart: "a pay chart", PayMap: "a pay map", PayTable: "a pay table", LocalPay: "local pay"}


def empty_blocks(article: Article) -> Iterator[Finding]:
    """A finding for each block of a section or fact sheet that has nothing to print, whatever the options."""
    for index, section in enumerate(article.sections):
        for number, block in enumerate(section.blocks):
            yield from _empty(article, block, ("sections", index, "blocks", number))
    for index, part in enumerate(article.fact_sheet):
        for number, block in enumerate(part.blocks):
            yield from _empty(article, block, ("fact_sheet", index, "blocks", number))


def _empty(article: Article, block: Block | Pick | object, location: Location) -> Iterator[Finding]:
    match block:
        case View(of=of, only=only):
            yield from _view(article, of, only, location)
        case Pick(of=of) if not getattr(article, of.replace("-", "_")):
            message = f"{of} is empty, so there is nothing to pick"
            yield Finding((*location, "of"), rules.EMPTY_BLOCK, message, hint="add entries, or take the block away")
        case PayChart() | PayMap() | PayTable() | LocalPay() if article.pay is None:
            message = f"{_PAY[type(block)]} needs pay, and the article has none"
            yield Finding((*location, "type"), rules.EMPTY_BLOCK, message, hint="add pay, or take the block away")
        case PayMap() if not _tiles(article):
            message = "none of the places with pay has a tile on the map"
            yield Finding((*location, "type"), rules.EMPTY_BLOCK, message, hint="the map shows the states of the U.S.")
        case LocalRules() if article.pay is None:
            message = "local rules need a region, and an article without pay has none"
            yield Finding((*location, "type"), rules.EMPTY_BLOCK, message, hint="add pay, or take the block away")


def _view(article: Article, of: str, only: str | None, location: Location) -> Iterator[Finding]:
    entries = getattr(article, of.replace("-", "_"))
    if not entries:
        message = f"{of} is empty, so there is nothing to show"
        yield Finding((*location, "of"), rules.EMPTY_BLOCK, message, hint="add entries, or take the block away")
    elif only:
        known = sorted({getattr(entry, _GROUPS[of]) for entry in entries}) if of in _GROUPS else []
        if only not in known:
            message = f"no entry of {of} is {only!r}" if known else f"{of} has no groups"
            hint = f"one of {', '.join(known)}" if known else "take the field only away"
            yield Finding((*location, "only"), rules.EMPTY_BLOCK, message, hint=hint)


def _tiles(article: Article) -> bool:
    return article.pay is not None and any(area.place.partition("-")[2] in TILES for area in article.pay.areas)
