"""Key figures."""

from collections.abc import Iterator, Mapping
from typing import Final

from cma_content.handout import tree
from cma_content.handout.scope import Scope
from cma_content.handout.text import LEVELS, TIMES, WEAK
from cma_content.model import amounts
from cma_content.model.blocks import KeyFigures
from cma_content.model.currencies import is_pay
from cma_content.model.facts import Fact
from cma_content.model.key_figures import KeyFigure
from cma_content.model.pay_figures import value_in

_LEVEL_OF: Final[Mapping[str, str]] = {"median": "median"} | {
    f"percentile-{level[1:]}": level for level in LEVELS if level != "median"
}


def key_figures(scope: Scope, block: KeyFigures) -> Iterator[tree.Block]:
    figures = []
    for fact in map(scope.writer.facts.__getitem__, block.facts):
        _take_down(scope, fact)
        note = scope.writer.note(fact.source)
        vintage, large = scope.writer.vintage(fact), amounts.digits(fact)
        figures.append(tree.KeyFigure(amounts.amount(fact), fact.label, vintage, note, large))
    yield tree.KeyFigures(tuple(figures))


def headline(scope: Scope) -> tree.KeyFigures:
    """The figures that a first page prints large, each with what it is compared with.

    One that is of the table of pay is the region's, where the handout is for one; then the nation's stands below it.
    """
    return tree.KeyFigures(tuple(_compared(scope, figure) for figure in scope.article.key_figures))


def _compared(scope: Scope, figure: KeyFigure) -> tree.KeyFigure:
    facts, writer = scope.writer.facts, scope.writer
    fact, label = facts[figure.fact], figure.label or facts[figure.fact].label
    if figure.to:
        fact = fact.model_copy(update={"high": facts[figure.to].value})
    local = _local(scope, fact)
    beside = [*([(writer.places[fact.place].short, fact)] if local else [])]
    others = map(facts.__getitem__, figure.compared)
    beside += [(other.brief or other.label, other) for other in others if other.period == fact.period]
    shown = local or fact
    _take_down(scope, shown)
    note, fields = writer.note(shown.source), []
    for name, other in beside:
        _take_down(scope, other)
        # What is of the same source has its number already.
        notes = () if other.source == shown.source else (writer.note(other.source),)
        fields.append(tree.Field(name, (amounts.amount(other), *notes)))
    large = amounts.digits(shown)
    return tree.KeyFigure(amounts.amount(shown), label, writer.vintage(shown), note, large, tuple(fields))


def once(scope: Scope, id_: str) -> tree.Runs:
    """A figure by itself, without the place and the period that a first page has printed large for its source."""
    fact = scope.writer.facts[id_]
    named = (scope.writer.facts[one] for figure in scope.article.key_figures for one in (figure.fact, *figure.compared))
    if any((one.place, one.period, one.source) == (fact.place, fact.period, fact.source) for one in named):
        return (amounts.amount(fact), scope.writer.note(fact.source))
    return scope.writer.figure(id_)


def caution(scope: Scope) -> tree.Runs:
    """That the region's pay is a weak estimate, where it is and a first page prints it large."""
    area = scope.writer.pay.get(scope.place.id) if scope.place else None
    is_printed = any(_local(scope, scope.writer.facts[figure.fact]) for figure in scope.article.key_figures)
    if area is None or scope.place is None or area.wage_error <= WEAK or not is_printed:
        return ()
    return (f" {scope.words['local_weak'].format(place=scope.place.short)}",)


def _local(scope: Scope, fact: Fact) -> Fact | None:
    """The same figure of the region, where the table of pay holds it."""
    if not scope.place or not fact.from_pay or scope.place.id == fact.place:
        return None
    moved = fact.model_copy(update={"place": scope.place.id})
    value = value_in(scope.article.pay, moved)
    return None if value is None else moved.model_copy(update={"value": value})


def _take_down(scope: Scope, fact: Fact) -> None:
    """Takes pay down; as the occupation's, where it is the very figure of its table of pay."""
    scope.writer.printed_pay |= is_pay(fact.unit)
    place, level = scope.writer.places[fact.place], _LEVEL_OF.get(fact.statistic, "")
    area = scope.writer.pay.get(place.id)
    currency = scope.article.pay.currency if scope.article.pay else ""
    for time, levels in zip(TIMES, (area.yearly, area.hourly), strict=True) if area and level else ():
        if fact.unit == f"{currency}/{time}" and getattr(levels, level) == fact.value and fact.high is None:
            scope.writer.print_pay(place.id, place.short, time, {level: fact.value})
