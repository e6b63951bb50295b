"""Tables of pay: of every area, and of the reader's own beside the nation."""

from collections.abc import Iterator
from typing import Final

from cma_content.handout import anchors, locale, tree
from cma_content.handout.scope import Scope
from cma_content.handout.text import LEVELS, WEAK
from cma_content.model import amounts, regions
from cma_content.model.blocks import LocalPay, PayTable
from cma_content.model.pay import AreaPay, Pay
from cma_content.model.places import Place
from cma_content.model.text import Text

_IN_TABLE: Final = ("p10", "median", "p90")


def pay_table(scope: Scope, block: PayTable) -> Iterator[tree.Block]:
    pay = scope.article.pay
    if pay is None:
        return
    rows, areas = [], _areas(pay, scope.place)
    for area in areas:
        place = scope.writer.places[area.place]
        scope.writer.print_pay(place.id, place.name, "hour", {"median": area.hourly.median})
        values = {level: getattr(area.yearly, level) for level in _IN_TABLE}
        scope.writer.print_pay(place.id, place.name, "year", values)
        cells = [
            amounts.money(area.hourly.median, f"{pay.currency}/hour"),
            *(amounts.money(value, pay.currency) for value in values.values()),
            amounts.number(area.jobs) if area.jobs is not None else scope.words["withheld"],
        ]
        weak = (" *",) if area.wage_error > WEAK else ()
        rows.append(((place.name, *weak), *((cell,) for cell in cells)))
    stressed = scope.place.id if scope.place else pay.nation and pay.nation.place
    names = ("area", "hour", "p10_year", "year", "p90_year", "jobs")
    columns = tuple(scope.words[name] for name in names)
    warning = f" * {scope.words['weak']}" if any(area.wage_error > WEAK for area in areas) else ""
    yield tree.Grid(
        anchors.figure(block.caption),
        block.caption,
        columns,
        tuple(rows),
        frozenset(range(1, len(columns))),
        _note(scope, pay, warning, block.note),
        frozenset(number for number, area in enumerate(areas) if area.place == stressed),
        answer=names.index("year"),
    )


def _areas(pay: Pay, place: Place | None) -> list[AreaPay]:
    """The rows of the table; for a region the nation, it, the states that it lies in, and those that border on them."""
    if place is None:
        return [*pay.areas]
    near, own = regions.around(place), regions.states_of(place)
    held = [area for area in (*pay.local, *pay.areas) if area is pay.nation or area.place in near]
    return sorted(held, key=lambda area: (area is not pay.nation, area.place != place.id, area.place not in own))


def local_pay(scope: Scope, block: LocalPay) -> Iterator[tree.Block]:
    """Five percentiles of the region beside the nation's; a caution where the estimate is weak."""
    pay, place = scope.article.pay, scope.place
    if pay is None or place is None:
        return
    area = scope.writer.pay[place.id]
    weak = f" {scope.words['local_weak'].format(place=place.short)}" if area.wage_error > WEAK else ""
    if scope.options.layout != "guide":
        scope.writer.print_pay(place.id, place.short, "year", {"median": area.yearly.median})
        label = scope.words["local_median"].format(place=place.short)
        vintage = f"{place.short}, {locale.period(pay.period)}"
        value = amounts.priced(area.yearly.median, f"{pay.currency}/year")
        large = amounts.money(area.yearly.median, pay.currency)
        yield tree.KeyFigures((tree.KeyFigure(value, label, vintage, scope.writer.note(pay.source), large),))
        if weak:
            yield tree.Paragraph((weak.strip(),), role="note")
        return
    nation = pay.nation
    columns = [(place, area), *([(scope.writer.places[nation.place], nation)] if nation else [])]
    for of, part in columns:
        values = {level: getattr(part.yearly, level) for level in LEVELS}
        scope.writer.print_pay(of.id, of.short, "year", values)
    rows = tuple(
        (
            (scope.words[level],),
            *((amounts.money(getattr(part.yearly, level), pay.currency),) for _, part in columns),
        )
        for level in LEVELS
    )
    caption = scope.words["local_pay" if nation else "local_pay_alone"].format(place=place.name)
    yield tree.Grid(
        "local-pay",
        caption,
        (scope.words["level"], *(of.short for of, _ in columns)),
        rows,
        frozenset(range(1, 1 + len(columns))),
        _note(scope, pay, weak, block.note),
        frozenset({2}),
    )


def _note(scope: Scope, pay: Pay, warning: str, own: Text | None) -> tree.Runs:
    """Whom the figures count and when, a warning, and what the article says of them."""
    counts = (f"{pay.universe}. {locale.period(pay.period)}.", scope.writer.note(pay.source))
    warned = (warning,) if warning else ()
    return (*counts, *warned, *((" ", *scope.writer.runs(own)) if own else ()))
