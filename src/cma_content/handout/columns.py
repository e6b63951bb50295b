"""Columns of figures: a unit that all of a column share stands in its head, and where and when they hold below."""

from collections.abc import Iterable, Mapping, Sequence

from cma_content.handout import locale, tree
from cma_content.handout.law_words import lowered
from cma_content.handout.scope import Scope
from cma_content.model import amounts
from cma_content.model.currencies import is_pay

NOTHING = "\N{EN DASH}"
"""What stands in a cell without a figure."""


def head(scope: Scope, name: str, ids: Iterable[str | None]) -> str:
    """The head of a column by its key, with the unit of its figures where they have one and the name says none."""
    label, unit = scope.words[name], shared_unit(scope, ids)
    _, _, time = unit.partition("/")
    if is_pay(unit):
        return scope.words[f"head_{time}"].format(name=label)
    named = amounts.unit_name(unit)
    return label if not named or named in label.casefold() else scope.words["head_unit"].format(name=label, unit=named)


def shared_unit(scope: Scope, ids: Iterable[str | None]) -> str:
    """The unit of all these figures; empty where they have several."""
    units = {scope.writer.facts[id_].unit for id_ in ids if id_}
    return units.pop() if len(units) == 1 else ""


def cell(scope: Scope, id_: str | None, unit: str) -> tree.Runs:
    """A figure alone, without a unit that stands in the head of its column."""
    if id_ is None:
        return (NOTHING,)
    fact = scope.writer.facts[id_]
    scope.writer.printed_pay |= is_pay(fact.unit)
    return (amounts.bare(fact) if fact.unit == unit else amounts.amount(fact),)


def cells(scope: Scope, ids: Sequence[str | None]) -> list[tree.Runs]:
    """The figures of a column, each alone."""
    unit = shared_unit(scope, ids)
    return [cell(scope, id_, unit) for id_ in ids]


def releases(scope: Scope, columns: Mapping[str, Iterable[str | None]]) -> tree.Runs:
    """Where, when and from whom the figures of each column are; columns of the same release in one sentence."""
    named: dict[tuple[str, tree.Note], list[str]] = {}
    for name, ids in columns.items():
        facts = [scope.writer.facts[id_] for id_ in ids if id_]
        for origin in dict.fromkeys((scope.writer.vintage(fact), scope.writer.note(fact.source)) for fact in facts):
            held = named.setdefault(origin, [])
            held.append(lowered(name) if held else name)
    made: list[tree.Run] = []
    for (vintage, note), names in named.items():
        listed = locale.listed(names, scope.words["and"])
        made += [*([" "] if made else []), f"{listed}: {vintage}.", note]
    return tuple(made)
