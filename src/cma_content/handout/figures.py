"""Key figures and charts."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, Literal

from cma_content.handout import anchors, locale, tree
from cma_content.handout.scope import Scope
from cma_content.handout.text import LEVELS, TIMES
from cma_content.model import amounts
from cma_content.model.blocks import BarChart, KeyFigures, PayChart, PayMap
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


def bar_chart(scope: Scope, block: BarChart) -> Iterator[tree.Block]:
    """Bars of one unit, the first the one that the chart is about; a table, where the units differ."""
    facts = [scope.writer.facts[id_] for id_ in block.facts]
    scope.writer.printed_pay |= any(is_pay(fact.unit) for fact in facts)
    origins = dict.fromkeys((scope.writer.vintage(fact), scope.writer.note(fact.source)) for fact in facts)
    summary = [*scope.writer.runs(block.summary)]
    for vintage, note in origins:
        summary += [f" ({vintage})", note]
    bars = tuple(
        tree.Bar(fact.brief or fact.label, float(fact.value), amounts.amount(fact), emphasized=number == 0)
        for number, fact in enumerate(facts)
    )
    chart = _chart(scope, "bars", block.caption, bars, tuple(summary), _alt(scope, block.caption, bars))
    yield chart if len({fact.unit for fact in facts}) == 1 else chart.as_table()


def pay_chart(scope: Scope, block: PayChart) -> Iterator[tree.Block]:
    pay = scope.article.pay
    if pay is None or (nation := pay.nation) is None:
        return
    place = scope.writer.places[nation.place]
    values = {level: getattr(nation.yearly, level) for level in LEVELS}
    scope.writer.print_pay(place.id, place.short, "year", values)
    bars = tuple(
        tree.Bar(scope.words["half" if level == "median" else level], float(value), amounts.money(value, pay.currency))
        for level, value in values.items()
    )
    origin = (f" ({place.short}, {locale.period(pay.period)})", scope.writer.note(pay.source))
    summary = (*scope.writer.runs(block.summary), *origin)
    yield _chart(scope, "spread", block.caption, bars, summary, _alt(scope, block.caption, bars))


def pay_map(scope: Scope, block: PayMap) -> Iterator[tree.Block]:
    pay = scope.article.pay
    if pay is None:
        return
    bars = tuple(
        tree.Bar(
            place.name,
            float(area.yearly.median),
            amounts.money(area.yearly.median, pay.currency),
            place.abbreviation,
            amounts.brief_money(area.yearly.median, pay.currency),
        )
        for area in pay.areas
        for place in (scope.writer.places[area.place],)
        if place.level == "part"
    )
    scope.writer.printed_pay |= bool(bars)
    parts = [area.place for area in pay.areas if scope.writer.places[area.place].level == "part"]
    ranked = sorted(bars, key=lambda bar: -bar.value)
    high, low = (", ".join(f"{bar.label} {bar.printed}" for bar in some) for some in (ranked[:3], ranked[-3:]))
    alt = scope.words["map_alt"].format(caption=block.caption, high=high, low=low)
    if scope.pay_is_tabled:
        alt += f" {scope.words['map_in_table']}"
    else:
        alt += f" {', '.join(f'{bar.mark} {bar.brief}' for bar in bars)}."
    origin = (f" ({locale.period(pay.period)})", scope.writer.note(pay.source)) if bars else ()
    summary = (*scope.writer.runs(block.summary), *origin) if bars else ()
    kind: Literal["map", "tiles"] = "map" if all(id_.startswith("US-") for id_ in parts) else "tiles"
    yield _chart(scope, kind, block.caption, bars, summary, alt)


def _chart(
    scope: Scope,
    kind: Literal["bars", "spread", "map", "tiles"],
    caption: str,
    bars: tuple[tree.Bar, ...],
    summary: tree.Runs,
    alt: str,
) -> tree.Chart:
    columns = (scope.words["what_counts"], scope.words["figure"])
    return tree.Chart(anchors.figure(caption), kind, caption, bars, summary, alt, columns)


def _alt(scope: Scope, caption: str, bars: Iterable[tree.Bar]) -> str:
    about = "".join(scope.words["highlighted"].format(label=bar.label) for bar in bars if bar.emphasized)
    return f"{caption}. {about}" + "; ".join(f"{bar.label}: {bar.printed}" for bar in bars) + "."
