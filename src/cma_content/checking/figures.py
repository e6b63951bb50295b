"""Figures that stand where they should not: typed into prose, typed twice, at second hand, side by side unlike."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from pydantic import BaseModel

from cma_content.checking.finding import Finding, warning
from cma_content.checking.inspected import Inspected
from cma_content.diagnostics import rules
from cma_content.handout import charts
from cma_content.loading.document import Location
from cma_content.model.annotations import referring
from cma_content.model.article import Article
from cma_content.model.blocks import KeyFigures
from cma_content.model.drawn import BarChart, CollectionChart
from cma_content.model.pay_figures import level_in

_MONTH: Final = (
    "(?:Jan(?:uary|\\.)|Feb(?:ruary|\\.)|March|April|May|June|July|Aug(?:ust|\\.)|Sept(?:ember|\\.)|Oct(?:ober|\\.)"
    "|Nov(?:ember|\\.)|Dec(?:ember|\\.))"
)
_YEAR: Final = r"(?:1[89]|20)\d\d"
# What digits may stand for in prose beside figures; names that an article declares come on top.
_ALLOWED: Final = re.compile(
    rf"\b{_MONTH} \d{{1,2}}\b(?:, {_YEAR}\b)?"  # a day
    rf"|\b\d{{1,2}} {_MONTH}(?: {_YEAR})?\b"
    rf"|(?<![\w$.,-]){_YEAR}(?:[-\u2013/](?:{_YEAR}|\d\d))?(?![\w%]|[.,]\d)"  # a year, or two
    r"|(?<![\w$.,-])(?:911|988)(?![\w%]|[.,]\d)"  # a number to call
    r"|(?<![\w$.,-])\d\d-\d{4}(?:\.\d\d)?(?![\w%-]|[.,]\d)"  # a code of the SOC, or of O*NET in it
)
_DIGIT: Final = re.compile(r"\d")
_EDGES: Final = ".,;:!?()[]{}\"'\u201c\u201d\u2018\u2019*"
_NUMBER: Final = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen"
    "|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|billion|dozen|half an"
    "|(?:about|almost|around|nearly|over) an?"
)
_UNIT: Final = (
    "seconds?|minutes?|hours?|days?|nights?|weeks?|months?|semesters?|years?|decades?|percent|cents?|dollars?|pounds?"
    "|degrees|credits?|points|questions|attempts"
)
_IN_WORDS: Final = re.compile(
    rf"\b(?:{_NUMBER})[ -](?:(?:full|whole|more|working|school|calendar|credit|clock|business) )?(?:{_UNIT})\b",
    re.IGNORECASE,
)
# Some day, or any year beside another: no figure.
_NO_FIGURE: Final = re.compile(
    r"\bone (?:day|night)\b|\bone \w+(?= (?:and|from|or|to|with) (?:another|the next)\b)", re.IGNORECASE
)
_COMPARED: Final = ("career_steps", "similar_jobs", "work_settings")
"""Collections whose figures of one field are read as a column."""


def typed_figures(seen: Inspected) -> Iterator[Finding]:
    """Each figure in prose, in digits or in words before a unit."""
    declared = _names(seen)
    for prose in seen.prose:
        typed = list(_digits(prose.words, declared))
        if seen.is_english:
            typed += [found[0] for found in _IN_WORDS.finditer(_NO_FIGURE.sub("", prose.words))]
        for figure in dict.fromkeys(typed):
            message, hint = f"a figure is typed here: {figure}", "make it a fact, and write <fact:id>"
            yield warning(prose.location, rules.TYPED_FIGURE, message, hint, at=figure)


def _digits(words: str, declared: frozenset[str]) -> Iterator[str]:
    if not _DIGIT.search(words):
        return
    rest = _ALLOWED.sub(lambda found: " " * len(found[0]), words)
    spans = [found.span() for found in re.finditer(r"\S+", words)]
    tokens = [words[start:end].strip(_EDGES) for start, end in spans]
    for number, (start, end) in enumerate(spans):
        # What is left of a word when dates and years are taken out of it.
        figure = rest[start:end].strip().strip(_EDGES)
        if _DIGIT.search(figure):
            before, after = tokens[max(0, number - 1) : number], tokens[number + 1 : number + 2]
            pairs = {f"{one} {tokens[number]}" for one in before} | {f"{tokens[number]} {other}" for other in after}
            if not (tokens[number] in declared or declared & pairs):
                yield figure


def _names(seen: Inspected) -> frozenset[str]:
    """Words with digits that are names in the article, and words beside digits in them, as pairs: O*NET 29.3."""
    article = seen.article
    names = [source.title for source in article.sources]
    names += [name for rule in article.state_rules for name in (rule.citation, rule.text_date) if name]
    names += [f"{code.scheme} {code.version} {code.code} {code.label}" for code in article.codes]
    for duty in article.duties:
        names += [f"{code.scheme} {code.version} {code.code}" for code in duty.codes]
    names += [name for one in article.credentials for name in (one.mark, one.name)]
    names += [name for one in article.glossary for name in (one.term, one.spelled_out) if name]
    names += [tool.name for tool in article.tools]
    found: set[str] = set()
    for name in names:
        words = [word.strip(_EDGES) for word in name.split()]
        found |= {word for word in words if _DIGIT.search(word) and re.search("[A-Za-z]", word)}
        found |= {f"{one} {other}" for one, other in pairwise(words) if _DIGIT.search(one + other)}
    return frozenset(found)


def typed_twice(seen: Inspected) -> Iterator[Finding]:
    """Each fact that types what the table of pay holds."""
    pay = seen.article.pay
    areas = {area.place: area for area in (*pay.areas, *pay.local)} if pay else {}
    for index, fact in enumerate(seen.article.facts):
        area = areas.get(fact.place)
        level = level_in(area, fact, pay.currency) if pay and area and not fact.from_pay else None
        if level:
            message = f"the table of pay holds this figure as {level} of {fact.place}"
            yield warning(("facts", index, "value"), rules.TYPED_TWICE, message, f"write from_pay: {level} instead")


def second_hand(seen: Inspected) -> Iterator[Finding]:
    """Each fact that was not read in the source itself, or whose source is another's summary."""
    summed_up = {source.id for source in seen.article.sources if source.read_as == "summary"}
    hint = "read it at its issuer, or acknowledge why not"
    for index, fact in enumerate(seen.article.facts):
        if fact.verified == "secondary":
            message = "the figure was read where another party quotes it"
            yield warning(("facts", index, "verified"), rules.SECOND_HAND, message, hint, about=(fact.source,))
        elif fact.source in summed_up:
            message = f"the figure rests on a summary: {fact.source}"
            yield warning(("facts", index, "source"), rules.SECOND_HAND, message, hint, about=(fact.source,))


def two_releases(seen: Inspected) -> Iterator[Finding]:
    """Each figure that stands beside one of another source or period, in a chart, as a key figure, in a column."""
    for location, ids in _comparisons(seen):
        first: dict[str, str] = {}
        for place, id_ in zip(location, ids, strict=True):
            fact, other = seen.facts[id_], seen.facts[first.setdefault(seen.facts[id_].unit, id_)]
            # A year and a span of years are two kinds of figures of one release; two years are not.
            same_kind = fact.period.precision == other.period.precision
            if fact.source != other.source or (same_kind and fact.period != other.period):
                beside = f"{other.id} beside it of {other.source}, {other.period}"
                message = f"{id_} is of {fact.source}, {fact.period}, and {beside}"
                hint = "take both from one release"
                yield warning(place, rules.TWO_RELEASES, message, hint, about=(id_,))


def _comparisons(seen: Inspected) -> Iterator[tuple[Sequence[Location], Sequence[str]]]:
    """The facts that are compared, each with its place."""
    blocks = [*seen.blocks, *_blocks_of_sheets(seen.article)]
    for location, block in blocks:
        if isinstance(block, BarChart | KeyFigures):
            yield [(*location, "facts", index) for index in range(len(block.facts))], block.facts
        if isinstance(block, CollectionChart) and block.beside:
            drawn = [getattr(entry, block.figure) for entry in charts.entries(seen.article, block.of)]
            first = [*filter(None, drawn)][:1]
            places = [(*location, "beside", index) for index in range(len(block.beside))]
            yield [*[(*location, "figure")] * len(first), *places], [*first, *block.beside]
    for number, figure in enumerate(seen.article.key_figures):
        to = [(("key_figures", number, "to"), figure.to)] if figure.to else []
        beside = [(("key_figures", number, "compared", index), id_) for index, id_ in enumerate(figure.compared)]
        together = [(("key_figures", number, "fact"), figure.fact), *to, *beside]
        yield [place for place, _ in together], [id_ for _, id_ in together]
    for collection in _COMPARED:
        entries: Sequence[BaseModel] = getattr(seen.article, collection)
        fields: Mapping[str, str] = referring(type(entries[0])) if entries else {}
        for name in (name for name, kind in fields.items() if kind == "fact"):
            held = [((collection, index, name), getattr(entry, name)) for index, entry in enumerate(entries)]
            column = [(place, id_) for place, id_ in held if id_]
            yield [place for place, _ in column], [id_ for _, id_ in column]


def _blocks_of_sheets(article: Article) -> Iterator[tuple[Location, object]]:
    for index, part in enumerate(article.fact_sheet):
        for number, block in enumerate(part.blocks):
            yield ("fact_sheet", index, "blocks", number), block
