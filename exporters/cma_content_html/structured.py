"""What the page says, once more for machines: an Article, a FAQPage and Occupations of schema.org, as JSON-LD.

Read from the handout: a machine is told nothing that a reader is not.
"""

import json
import xml.etree.ElementTree as ET
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from cma_content.handout import Handout, locale, tree
from cma_content.model.facts import Unit
from cma_content.model.inline import Link
from cma_content.model.pay import AreaPay, Percentiles
from cma_content.model.places import Place
from cma_content.model.scalars import as_json
from cma_content.rendering import html

Node = dict[str, Any]
_LEVELS: Final = {
    "percentile10": "p10",
    "percentile25": "p25",
    "median": "median",
    "percentile75": "p75",
    "percentile90": "p90",
}
# No text can end the script or open a comment in it.
_ESCAPED: Final = str.maketrans({sign: f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"})


def script(handout: Handout) -> ET.Element:
    """The data as a script element, which no browser runs."""
    graph = {"@context": "https://schema.org", "@graph": list(_nodes(handout))}
    text = json.dumps(graph, default=as_json, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPED)
    return html.element("script", text, type="application/ld+json")


def _nodes(handout: Handout) -> Iterator[Node]:
    blocks = [block for section in handout.sections for block in _within(section.blocks)]
    yield _article(handout)
    if questions := [
        _question(block) for block in blocks if isinstance(block, tree.Entry) and block.kind == "question"
    ]:
        yield {"@type": "FAQPage", "mainEntity": questions}
    yield from _occupations(handout, _printed(handout, blocks))


def _within(blocks: Iterable[tree.Block]) -> Iterator[tree.Block]:
    for block in blocks:
        yield block
        if isinstance(block, tree.Box | tree.Entry):
            yield from _within(block.blocks)


def _article(handout: Handout) -> Node:
    links = (run for source in handout.sources for run in source.runs if isinstance(run, Link))
    return {
        "@type": "Article",
        "headline": handout.title,
        "description": handout.subtitle,
        "abstract": _words(handout.message),
        "inLanguage": handout.language,
        "identifier": handout.code,
        "dateModified": handout.article.reviewed.isoformat(),
        "publisher": {"@type": "Organization", "name": handout.article.publisher},
        "license": handout.article.license_address,
        "citation": [{"@type": "CreativeWork", "name": link.text, "url": link.href} for link in links],
    }


def _question(entry: tree.Entry) -> Node:
    answer = " ".join(_words(block.runs) for block in entry.blocks if isinstance(block, tree.Paragraph))
    return {
        "@type": "Question",
        "url": f"#{entry.id}",
        "name": entry.title,
        "acceptedAnswer": {"@type": "Answer", "text": answer},
    }


def _occupations(handout: Handout, printed: Mapping[str, set[str]]) -> Iterator[Node]:
    """One for each area with pay on the page, for pay belongs to a place; one without, where there is none."""
    occupation: Node = {"@type": "Occupation", "name": handout.title}
    pay = handout.article.pay
    places = {place.id: place for place in handout.article.places}
    found = [
        {**occupation, "occupationLocation": _area(place, named), "estimatedSalary": salaries}
        for area in ((*pay.areas, *pay.local) if pay else ())
        for place in (places[area.place],)
        for named in ([name for name in (place.name, place.short) if name in printed],)
        if (salaries := list(_salaries(area, set().union(*(printed[name] for name in named)))))
    ]
    yield from found or [occupation]


def _area(place: Place, named: list[str]) -> Node:
    kind = {"nation": "Country", "state": "State"}.get(place.kind, "AdministrativeArea")
    return {"@type": kind, "name": named[0]}


def _salaries(area: AreaPay, amounts: set[str]) -> Iterator[Node]:
    of: tuple[tuple[Percentiles, Unit, str], ...] = (
        (area.yearly, "USD/year", "P1Y"),
        (area.hourly, "USD/hour", "PT1H"),
    )
    for levels, unit, duration in of:
        values = {name: getattr(levels, level) for name, level in _LEVELS.items()}
        shown = {name: value for name, value in values.items() if locale.money(value, unit) in amounts}
        if shown:
            yield {"@type": "MonetaryAmountDistribution", "currency": "USD", "duration": duration, **shown}


def _printed(handout: Handout, blocks: Iterable[tree.Block]) -> Mapping[str, set[str]]:
    """The amounts on the page by the name of their place, as their table, chart or key figure has it."""
    found: dict[str, set[str]] = defaultdict(set)
    pay = handout.article.pay
    area = pay and pay.nation
    nation = area and next(place.short for place in handout.article.places if place.id == area.place)
    for block in blocks:
        match block:
            case tree.Grid(columns=columns, rows=rows):
                for row in rows:
                    first, *cells = map(_words, row)
                    found[first.removesuffix(" *")].update(cells)
                    for column, cell in zip(columns[1:], cells, strict=False):
                        found[column].add(cell)
            case tree.Chart(kind="spread", bars=bars) if nation:
                found[nation].update(bar.printed for bar in bars)
            case tree.KeyFigures(figures):
                for figure in figures:
                    found[figure.vintage.rpartition(", ")[0]].add(figure.value.partition(" ")[0])
    return found


def _words(runs: tree.Runs) -> str:
    """The runs without the numbers of their sources."""
    return "".join(run if isinstance(run, str) else run.text for run in runs if not isinstance(run, tree.Note))
