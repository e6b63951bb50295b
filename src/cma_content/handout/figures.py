"""Key figures, charts and tables of pay."""

from collections.abc import Iterator

from cma_content.handout import locale, regions, tree
from cma_content.handout.scope import Scope, anchor
from cma_content.model.blocks import BarChart, KeyFigures, LocalPay, PayChart, PayMap, PayTable


def key_figures(scope: Scope, block: KeyFigures) -> Iterator[tree.Block]:
    figures = []
    for fact in map(scope.writer.facts.__getitem__, block.facts):
        scope.writer.printed_pay |= fact.unit in ("USD/year", "USD/hour")
        note = scope.writer.note(fact.source)
        figures.append(tree.KeyFigure(locale.amount(fact), fact.label, scope.writer.vintage(fact), note))
    yield tree.KeyFigures(tuple(figures))


def bar_chart(scope: Scope, block: BarChart) -> Iterator[tree.Block]:
    facts = [scope.writer.facts[id_] for id_ in block.facts]
    scope.writer.printed_pay |= any(fact.unit == "USD/year" for fact in facts)
    bars = tuple(tree.Bar(fact.brief or fact.label, float(fact.value), locale.amount(fact)) for fact in facts)
    origins = dict.fromkeys((scope.writer.vintage(fact), scope.writer.note(fact.source)) for fact in facts)
    summary = [*scope.writer.runs(block.summary)]
    for vintage, note in origins:
        summary += [f" ({vintage})", note]
    yield tree.Chart(anchor(block.caption), "bars", block.caption, bars, tuple(summary), _alt(block.caption, bars))


def pay_chart(scope: Scope, block: PayChart) -> Iterator[tree.Block]:
    pay = scope.article.pay
    if pay is None or (nation := pay.nation) is None:
        return
    scope.writer.printed_pay = True
    levels = nation.yearly
    named = {"p10": levels.p10, "p25": levels.p25, "half": levels.median, "p75": levels.p75, "p90": levels.p90}
    bars = tuple(
        tree.Bar(scope.words[name], float(value), locale.money(value, "USD/year")) for name, value in named.items()
    )
    place = scope.writer.places[nation.place].short
    origin = (f" ({place}, {locale.period(pay.period)})", scope.writer.note(pay.source))
    summary = (*scope.writer.runs(block.summary), *origin)
    yield tree.Chart(anchor(block.caption), "spread", block.caption, bars, summary, _alt(block.caption, bars))


def pay_map(scope: Scope, block: PayMap) -> Iterator[tree.Block]:
    pay = scope.article.pay
    if pay is None:
        return
    scope.writer.printed_pay = True
    bars = tuple(
        tree.Bar(
            place.name,
            float(area.yearly.median),
            locale.money(area.yearly.median, "USD/year"),
            place.abbreviation,
        )
        for area in pay.areas
        for place in (scope.writer.places[area.place],)
        if place.kind != "nation"
    )
    ranked = sorted(bars, key=lambda bar: -bar.value)
    high, low = (", ".join(f"{bar.label} {bar.printed}" for bar in some) for some in (ranked[:3], ranked[-3:]))
    alt = scope.words["map_alt"].format(caption=block.caption, high=high, low=low)
    origin = (f" ({locale.period(pay.period)})", scope.writer.note(pay.source))
    summary = (*scope.writer.runs(block.summary), *origin)
    yield tree.Chart(anchor(block.caption), "map", block.caption, bars, summary, alt)


def pay_table(scope: Scope, block: PayTable) -> Iterator[tree.Block]:
    pay = scope.article.pay
    if pay is None:
        return
    scope.writer.printed_pay = True
    weak = " *"
    rows = []
    for area in pay.areas:
        name: tree.Runs = (scope.writer.places[area.place].name,)
        cells = [
            locale.money(area.hourly.median, "USD/hour"),
            *(locale.money(value, "USD/year") for value in (area.yearly.p10, area.yearly.median, area.yearly.p90)),
            locale.number(area.jobs) if area.jobs is not None else scope.words["withheld"],
        ]
        rows.append(((*name, weak) if area.wage_error > 5 else name, *((cell,) for cell in cells)))
    columns = tuple(scope.words[name] for name in ("area", "hour", "p10_year", "year", "p90_year", "jobs"))
    note: list[tree.Run] = [f"{pay.universe}. {locale.period(pay.period)}.", scope.writer.note(pay.source)]
    if any(area.wage_error > 5 for area in pay.areas):
        note.append(f" * {scope.words['weak']}")
    if block.note:
        note += [" ", *scope.writer.runs(block.note)]
    yield tree.Grid(
        anchor(block.caption),
        block.caption,
        columns,
        tuple(rows),
        frozenset(range(1, len(columns))),
        tuple(note),
        frozenset({0}),
    )


def local_pay(scope: Scope, block: LocalPay) -> Iterator[tree.Block]:
    """Five percentiles of the region beside the nation's; a caution where the estimate is weak."""
    pay = scope.article.pay
    if pay is None or scope.place is None:
        return
    scope.writer.printed_pay = True
    area = regions.pay_in(scope.article, scope.place)
    assert area is not None, "a region has pay, or it is no region"
    weak = f" {scope.words['local_weak'].format(place=scope.place.short)}" if area.wage_error > 5 else ""
    if scope.options.layout != "guide":
        label = scope.words["local_median"].format(place=scope.place.short)
        vintage = f"{scope.place.short}, {locale.period(pay.period)}"
        value = locale.dollars(area.yearly.median)
        yield tree.KeyFigures((tree.KeyFigure(value, label, vintage, scope.writer.note(pay.source)),))
        if weak:
            yield tree.Paragraph((weak.strip(),), role="note")
        return
    nation = (pay.nation,) if pay.nation else ()
    levels = {"p10": "p10", "p25": "p25", "half": "median", "p75": "p75", "p90": "p90"}
    rows = tuple(
        (
            (scope.words[word],),
            *((locale.money(getattr(part.yearly, level), "USD/year"),) for part in (area, *nation)),
        )
        for word, level in levels.items()
    )
    places = (scope.place, *(scope.writer.places[part.place] for part in nation))
    caption = scope.words["local_pay"].format(place=scope.place.name)
    note: list[tree.Run] = [f"{pay.universe}. {locale.period(pay.period)}.", scope.writer.note(pay.source)]
    if weak:
        note.append(weak)
    if block.note:
        note += [" ", *scope.writer.runs(block.note)]
    yield tree.Grid(
        "local-pay",
        caption,
        (scope.words["level"], *(place.short for place in places)),
        rows,
        frozenset(range(1, len(places) + 1)),
        tuple(note),
        frozenset({2}),
    )


def _alt(caption: str, bars: tuple[tree.Bar, ...]) -> str:
    return f"{caption}. " + "; ".join(f"{bar.label}: {bar.printed}" for bar in bars) + "."
