"""Charts: each with its finding as headline, a text alternative, its values as text, and one line on its sources."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, Literal

from cma_content.handout import anchors, locale, page_room, pay_bands, tree
from cma_content.handout.scope import Scope
from cma_content.handout.text import LEVELS
from cma_content.model import amounts
from cma_content.model.article import Article
from cma_content.model.careers import EducationPath
from cma_content.model.currencies import is_pay
from cma_content.model.drawn import BarChart, CollectionChart, PayChart, PayMap
from cma_content.model.facts import Fact
from cma_content.model.words import words

_MONTHS: Final[Mapping[str, float]] = {"days": 12 / 365, "weeks": 12 / 52, "months": 1, "years": 12}
"""Units of time, each in months, so that bars of several can be compared."""
_NAMES: Final = {
    "growth": "growth",
    "jobs": "jobs",
    "pay": "figure_pay",
    "share": "share",
    "time": "length",
}
"""What the bars count, as a line below them says."""


def bar_chart(scope: Scope, block: BarChart) -> Iterator[tree.Block]:
    """Bars of one unit, the highest first; a table, where the units differ."""
    facts = [scope.writer.facts[id_] for id_ in block.facts]
    bars = [_bar(fact, fact.brief or fact.label, emphasized=fact.id == block.about) for fact in facts]
    yield _of_bars(scope, block, bars, facts, "")


def collection_chart(scope: Scope, block: CollectionChart) -> Iterator[tree.Block]:
    """A figure of each entry of a collection, and other facts beside them, the highest first."""
    facts: list[Fact] = [scope.writer.facts[id_] for id_ in block.beside]
    bars = [_bar(fact, fact.brief or fact.label) for fact in facts]
    for entry in entries(scope.article, block.of):
        if id_ := getattr(entry, block.figure):
            facts.append(scope.writer.facts[id_])
            bars.append(_bar(facts[-1], entry.name, emphasized=entry.id == block.about))
        elif isinstance(entry, EducationPath):
            bars.append(tree.Bar(entry.name, 0, words(entry.length, scope.article), emphasized=entry.id == block.about))
    chosen = sorted(bars, key=lambda bar: (not bar.emphasized, -bar.value))[: block.first]
    is_listed = scope.is_listed(block.of)
    yield _of_bars(scope, block, chosen, facts, scope.words[_NAMES[block.figure]], is_listed=is_listed)


def _bar(fact: Fact, label: str, *, emphasized: bool = False) -> tree.Bar:
    scale = _MONTHS.get(fact.unit, 1)
    low, high = (float(value) * scale for value in (fact.value, fact.value if fact.high is None else fact.high))
    start = low if fact.high is not None else 0.0
    return tree.Bar(label, high, amounts.amount(fact), emphasized=emphasized, start=start)


def _of_bars(
    scope: Scope, block: Any, bars: Iterable[tree.Bar], facts: Sequence[Fact], name: str, *, is_listed: bool = False
) -> tree.Chart | tree.Grid:
    """Bars, the highest first, and below them what they count, where that is not with each."""
    scope.writer.printed_pay |= any(is_pay(fact.unit) for fact in facts)
    ranked = tuple(sorted(bars, key=lambda bar: -bar.value))
    times = {fact.unit.partition("/")[2] for fact in facts if is_pay(fact.unit)}
    if len(times) == 1 and len({fact.unit for fact in facts}) == 1:
        # Said once below the chart, not with each bar.
        (time,) = times
        ranked = tuple(replace(bar, printed=bar.printed.removesuffix(amounts.TIMES.get(time, ""))) for bar in ranked)
        name = f"{name or scope.words['figure_pay']}{scope.words.get(f'each_{time}', '')}"
    note = (*([f"{name}. "] if name else []), *origins(scope, facts))
    about = "".join(scope.words["highlighted"].format(label=_said(bar)) for bar in ranked if bar.emphasized)
    drawn = [bar for bar in ranked if bar.value or bar.start] or ranked
    ends = [_said(bar) for bar in (drawn[0], drawn[-1])] if drawn else ["", ""]
    alt = scope.words["bars_alt"].format(caption=block.caption, high=ends[0], low=ends[1], about=about).strip()
    chart = _chart(scope, "bars", block, ranked, note, alt, twin="" if is_listed else _values(ranked))
    is_comparable = len(set(map(unit_of, facts))) <= 1
    return chart if is_comparable and page_room.has_room(chart, large=scope.is_large) else chart.as_table()


def entries(article: Article, of: str) -> Sequence[Any]:
    """The entries of a collection."""
    held: Sequence[Any] = getattr(article, of.replace("-", "_"))
    return held


def unit_of(fact: Fact) -> str:
    """What a fact is counted in, as a bar: one for all units of time."""
    return "months" if fact.unit in _MONTHS else fact.unit


def _said(bar: tree.Bar) -> str:
    return f"{bar.label}, {bar.printed.rstrip('.')}"


def _values(bars: Iterable[tree.Bar]) -> str:
    """The values of a chart as a sentence."""
    return "; ".join(f"{bar.label}: {bar.printed.rstrip('.')}" for bar in bars) + "."


def origins(scope: Scope, facts: Iterable[Fact]) -> Iterator[tree.Run]:
    """Where and when figures hold, each place and time once with its sources, in a line below a picture."""
    sources: dict[str, list[str]] = {}
    for fact in facts:
        sources.setdefault(scope.writer.vintage(fact), []).append(fact.source)
    for number, (vintage, found) in enumerate(sources.items()):
        yield f"{' ' if number else ''}{vintage[:1].upper()}{vintage[1:]}."
        yield from scope.writer.notes(dict.fromkeys(found))


def pay_chart(scope: Scope, block: PayChart) -> Iterator[tree.Block]:
    """Five percentiles of the nation's yearly pay on one scale."""
    pay = scope.article.pay
    if pay is None or (nation := pay.nation) is None:
        return
    place = scope.writer.places[nation.place]
    values = {level: getattr(nation.yearly, level) for level in LEVELS}
    scope.writer.print_pay(place.id, place.short, "year", values)
    bars = tuple(
        tree.Bar(
            scope.words["half" if level == "median" else level],
            float(value),
            amounts.money(value, pay.currency),
            emphasized=level == "median",
        )
        for level, value in values.items()
    )
    note = (f"{place.short}, {locale.period(pay.period)}.", scope.writer.note(pay.source))
    names = ("lowest", "low", "median", "high", "highest")
    printed = {name: bar.printed for name, bar in zip(names, bars, strict=True)}
    alt = scope.words["spread_alt"].format(caption=block.caption, **printed)
    yield _chart(scope, "spread", block, bars, note, alt, twin=_values(bars))


def pay_map(scope: Scope, block: PayMap) -> Iterator[tree.Block]:
    """Each part of the nation, in the class of its pay; the reader's own stands out."""
    pay = scope.article.pay
    if pay is None:
        return
    parts = [(scope.writer.places[area.place], area.yearly.median) for area in pay.areas]
    parts = [(place, median) for place, median in parts if place.level == "part"]
    if not parts:
        return
    bounds = pay_bands.bounds([median for _, median in parts])
    bars = tuple(
        tree.Bar(
            place.name,
            float(median),
            amounts.money(median, pay.currency),
            place.abbreviation,
            amounts.brief_money(median, pay.currency),
            emphasized=place.id in scope.law.states,
            band=pay_bands.band(median, bounds),
        )
        for place, median in parts
    )
    scope.writer.printed_pay = True
    # A class that no place is in has no shade in the drawing.
    shades = {band: number for number, band in enumerate(sorted({bar.band for bar in bars}))}
    named = tuple(
        label for number, label in enumerate(pay_bands.labels(bounds, pay.currency, scope.words)) if number in shades
    )
    bars = tuple(replace(bar, band=shades[bar.band]) for bar in bars)
    kind: Literal["map", "tiles"] = "map" if all(place.id.startswith("US-") for place, _ in parts) else "tiles"
    note = (f"{locale.period(pay.period)}.", scope.writer.note(pay.source))
    twin = " ".join(_twin(scope, bars, named))
    yield _chart(scope, kind, block, bars, note, _map_alt(scope, block.caption, bars), named, twin=twin)


def _map_alt(scope: Scope, caption: str, bars: Iterable[tree.Bar]) -> str:
    ranked = sorted(bars, key=lambda bar: -bar.value)
    high, low = (", ".join(f"{bar.label} {bar.printed}" for bar in some) for some in (ranked[:3], ranked[-3:]))
    about = "".join(scope.words["highlighted"].format(label=_said(bar)) for bar in ranked if bar.emphasized)
    return scope.words["map_alt"].format(caption=caption, high=high, low=low, about=about).strip()


def _twin(scope: Scope, bars: tuple[tree.Bar, ...], named: tuple[str, ...]) -> Iterator[str]:
    """Where the values of a map stand as text: in the table of all pay, or here, class by class."""
    if scope.is_listed("pay"):
        yield scope.words["map_table"]
        return
    ranked = sorted(bars, key=lambda bar: -bar.value)
    if not named:
        yield _values(ranked)
    for number in range(len(named) - 1, -1, -1):
        held = ", ".join(f"{bar.label}\N{NO-BREAK SPACE}{bar.brief}" for bar in ranked if bar.band == number)
        yield f"{named[number][:1].upper()}{named[number][1:]}: {held}."
    for bar in ranked:
        if bar.emphasized:
            yield f"{bar.label}: {bar.printed}."


def _chart(
    scope: Scope,
    kind: Literal["bars", "spread", "map", "tiles"],
    block: Any,
    bars: tuple[tree.Bar, ...],
    note: tree.Runs,
    alt: str,
    named: tuple[str, ...] = (),
    *,
    twin: str,
) -> tree.Chart:
    summary = scope.writer.runs(block.summary) if block.summary else ()
    columns = (scope.words["what_counts"], scope.words["figure"])
    return tree.Chart(
        anchors.figure(block.caption), kind, block.caption, bars, summary, alt, columns, twin, note, named
    )
