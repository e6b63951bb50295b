"""Key figures."""

from collections.abc import Iterator, Mapping
from typing import Final

from cma_content.handout import tree
from cma_content.handout.scope import Scope
from cma_content.handout.text import LEVELS, TIMES
from cma_content.model import amounts
from cma_content.model.blocks import KeyFigures
from cma_content.model.currencies import is_pay
from cma_content.model.facts import Fact

_LEVEL_OF: Final[Mapping[str, str]] = {"median": "median"} | {
    f"percentile-{level[1:]}": level for level in LEVELS if level != "median"
}


def key_figures(scope: Scope, block: KeyFigures) -> Iterator[tree.Block]:
    figures = []
    for fact in map(scope.writer.facts.__getitem__, block.facts):
        _take_down(scope, fact)
        note = scope.writer.note(fact.source)
        figures.append(tree.KeyFigure(amounts.amount(fact), fact.label, scope.writer.vintage(fact), note))
    yield tree.KeyFigures(tuple(figures))


def _take_down(scope: Scope, fact: Fact) -> None:
    """Takes pay down; as the occupation's, where it is the very figure of its table of pay."""
    scope.writer.printed_pay |= is_pay(fact.unit)
    place, level = scope.writer.places[fact.place], _LEVEL_OF.get(fact.statistic, "")
    area = scope.writer.pay.get(place.id)
    currency = scope.article.pay.currency if scope.article.pay else ""
    for time, levels in zip(TIMES, (area.yearly, area.hourly), strict=True) if area and level else ():
        if fact.unit == f"{currency}/{time}" and getattr(levels, level) == fact.value and fact.high is None:
            scope.writer.print_pay(place.id, place.short, time, {level: fact.value})
