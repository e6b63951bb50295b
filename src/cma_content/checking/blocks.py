"""Blocks that would print nothing, or not what they say: empty views, pay without pay, charts of unlike units."""

from collections.abc import Iterable, Iterator

from cma_content.checking.finding import Finding
from cma_content.diagnostics import rules
from cma_content.handout import charts
from cma_content.loading.document import Location
from cma_content.loading.nearest import Names
from cma_content.model.article import Article
from cma_content.model.blocks import LocalPay, LocalRules, PayTable, View
from cma_content.model.drawn import BarChart, CareerPaths, CollectionChart, PayChart, PayMap
from cma_content.model.fact_sheet import Pick

_GROUPED_BY = {"duties": "side", "skills": "kind", "career-steps": "kind", "credentials": "side"}
_HINT = "add what it shows, or take the block away"
_PAY = {LocalPay: "local pay", PayChart: "a pay chart", PayMap: "a pay map", PayTable: "a pay table"}


def empty_blocks(article: Article) -> Iterator[Finding]:
    """A finding at each block of a section or a fact sheet that has nothing to print, whatever the options."""
    for field in ("sections", "fact_sheet"):
        for index, part in enumerate(getattr(article, field)):
            for number, block in enumerate(part.blocks):
                yield from _in_block(article, block, (field, index, "blocks", number))


def _in_block(article: Article, block: object, location: Location) -> Iterator[Finding]:
    pay = article.pay
    match block:
        case View(of=of, only=only):
            yield from _in_view(article, of, only, location)
        case Pick(of=of) if not getattr(article, of.replace("-", "_")):
            yield _empty((*location, "of"), f"there are no {of} to pick from")
        case PayChart() | PayMap() | PayTable() | LocalPay() if pay is None:
            yield _empty((*location, "type"), f"{_PAY[type(block)]} needs pay, and the article has none")
        case PayChart() if pay and pay.nation is None:
            yield _empty((*location, "type"), "a pay chart shows a nation's pay, and the article has none")
        case PayMap() if pay and all(area is pay.nation for area in pay.areas):
            yield _empty((*location, "type"), "a pay map shows the pay of states, and the article has none")
        case LocalRules() if pay is None or not pay.regions:
            yield _empty((*location, "type"), "local rules are those of a region, and only places with pay are regions")
        case BarChart(facts=facts):
            yield from _in_bars(article, facts, (*location, "facts"))
        case CollectionChart(of=of, figure=figure, beside=beside):
            ids = [*beside, *filter(None, (getattr(entry, figure) for entry in charts.entries(article, of)))]
            if not ids:
                yield _empty((*location, "figure"), f"none of the {of} has a {figure}")
            yield from _in_bars(article, ids, (*location, "figure"))
        case CareerPaths(ways=ways):
            for number, way in enumerate(ways):
                yield from _in_view(article, "career-steps", way.kind, (*location, "ways", number, "kind"), "")


def _in_bars(article: Article, ids: Iterable[str], location: Location) -> Iterator[Finding]:
    units = {charts.unit_of(fact): fact.unit for fact in map(article.fact, ids)}
    if len(units) > 1:
        message = f"the bars are counted in {' and '.join(units.values())}, so they are printed as a table"
        yield Finding(location, rules.UNITS, message, "choose facts of one unit", severity="warning")


def _in_view(article: Article, of: str, only: str | None, location: Location, field: str = "only") -> Iterator[Finding]:
    entries = getattr(article, of.replace("-", "_"))
    within = (*location, field) if field else location
    if not entries:
        yield _empty((*location, "of") if field else location, f"there are no {of} to show")
    elif only and of not in _GROUPED_BY:
        yield _empty(within, f"{of} has no groups, so there is no {only!r}", "take the field away")
    elif only:
        known = sorted({str(getattr(entry, _GROUPED_BY[of])) for entry in entries})
        if only not in known:
            near = Names().near(only, known, of)
            hint = f"did you mean {near!r}?" if near else f"one of {', '.join(known)}"
            yield _empty(within, f"none of the {of} is {only}", hint)


def _empty(location: Location, message: str, hint: str = _HINT) -> Finding:
    return Finding(location, rules.EMPTY_BLOCK, message, hint)
