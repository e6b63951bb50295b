"""The closed list of what a printed number can be, each made anew from the article; no other number passes.

Texts are compared without white space, since formats break lines anywhere; a number is compared whole, with its dollar
or percent sign, its decimals and its thousands. Pay is compared row by row, a date together with the note behind it.
"""

import calendar
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice, pairwise
from typing import Final, Literal, get_args
from urllib.parse import urlsplit

from pydantic import BaseModel

from cma_content import Article, RenderOptions, build
from cma_content.handout import edition_code, locale, pay_bands, reading_time
from cma_content.handout.source_list import short_address
from cma_content.handout.text import LEVELS
from cma_content.handout.typography import typeset
from cma_content.model import amounts, regions
from cma_content.model.currencies import is_pay
from cma_content.model.drawn import PayChart, Timeline
from cma_content.model.facts import Fact, ReadAs, Source
from cma_content.model.pay import AreaPay
from cma_content.model.places import Place
from cma_content.model.plain import plain
from cma_content.model.text import Text

Class = Literal["amount", "wage", "count", "note", "list", "date", "time", "address", "citation", "name"]
TOKEN: Final = re.compile(r"[$€£¥]?\d+(?:[.,]\d+)*(?:%|[kM]\b)?")
LABELS: Final = {
    "p10": "10% earn less than",
    "p25": "25% earn less than",
    "median": "Half earn less than",
    "p75": "75% earn less than",
    "p90": "90% earn less than",
}
_MONTHS: Final = "|".join(calendar.month_name[1:])
DATE: Final = re.compile(
    rf"\b(?:{_MONTHS}) (?:\d{{1,2}}, )?\d{{4}}\b|\b(?:[Bb]efore|[Ii]n|[Oo]f|[Ss]ince) (?:19|20)\d{{2}}\b|\(\d{{4}}\)"
)
"""A date as prose writes it."""
NAME: Final = re.compile(
    r"\b\d{2}-\d{4}(?:\.\d{2})?\b|\b\d{2}\.\d{4}\b|\b\d+ CFR [\d.]+|O\*NET.? \d\d\.\d|SOC 2018|CIP 2020"
    r"|\b911\b|A1C|68W|4N0X1|CC BY 4\.0|\b\d+ TAC [\d.]+"
)
"""A name that holds digits: codes, laws, a number to call, a test, military jobs, a license."""


_NOTES: Final = re.compile(r"\[\d+\](?:,\[\d+\])*")
"""The notes of a sentence."""


@dataclass(frozen=True)
class Phrase:
    """Words with digits that may be printed."""

    kind: Class
    text: str
    within: tuple[int, int] | None = None
    """Where alone, in the text without white space."""
    most: int | None = None
    """How often alone."""
    behind: str = ""
    """Right behind which words alone."""
    source: int | None = None
    """A number that the notes after it must hold: right after it, or where what is `behind` ends its sentence."""
    starts_line: bool = False


@dataclass
class Found:
    """What became of the numbers of a file."""

    counts: Counter[str] = field(default_factory=Counter)
    """How many of each class."""
    faults: list[str] = field(default_factory=list)
    """Those of no class, each with what stands around it."""


class Squeezed:
    """A text without white space, and where its numbers stand in it."""

    def __init__(self, text: str) -> None:
        self.text = re.sub(r"\s+", "", text)
        place = {}
        squeezed = 0
        for index, sign in enumerate(text):
            place[index] = squeezed
            squeezed += not sign.isspace()
        self.numbers = [
            (place[match.start()], place[match.start()] + len(match[0]), match) for match in TOKEN.finditer(text)
        ]
        self.line_starts = {place[match.end()] for match in re.finditer(r"^\s*", text, re.MULTILINE)
                            if match.end() < len(text)}  # fmt: skip

    def places(self, phrase: Phrase) -> Iterator[tuple[int, int]]:
        """Where the phrase stands."""
        before, words = (re.sub(r"\s+", "", typeset(part, "en")) for part in (phrase.behind, phrase.text))
        start, end = phrase.within or (0, len(self.text))
        while (start := self.text.find(before + words, start, end)) >= 0:
            first, last = start + len(before), start + len(before + words)
            is_at_place = not phrase.starts_line or start in self.line_starts
            if is_at_place and (phrase.source is None or phrase.source in self.notes(last, near=not before)):
                yield first, last
            start += 1

    def notes(self, start: int, *, near: bool) -> set[int]:
        """The numbers of the next notes from a place on; `near`, of those that begin there."""
        found = _NOTES.match(self.text, start) if near else _NOTES.search(self.text, start)
        return set(map(int, re.findall(r"\d+", found[0]))) if found else set()


def match(text: str, article: Article, options: RenderOptions) -> Found:
    """Each number of a text put into its class, or among the faults."""
    found = Found()
    handout = build(article, options)
    options = handout.options
    # Beside the code of the file, a foot leaves out the edition.
    for footer in (handout.footer, " · ".join(handout.footer.split(" · ")[2:])):
        text, count = re.subn(r"\s*".join(map(re.escape, re.sub(r"\s+", "", footer))), "", text)
        found.counts["name"] += count
    text = _without_list_numbers(text, found)
    squeezed = Squeezed(text)
    chosen: dict[tuple[int, int], Phrase] = {}
    sources = _numbered(squeezed.text, article, sheet=options.layout != "guide")
    for phrase in _phrases(article, options, sources):
        own = {(start, end) for start, end, _ in Squeezed(phrase.text).numbers}
        loose = phrase.kind in ("address", "citation")
        for start, end in squeezed.places(phrase):
            for first, last, _ in _between(squeezed.numbers, start, end):
                fits = loose or (first - start, last - start) in own
                held = chosen.get((first, last))
                if fits and (held is None or len(held.text) < len(phrase.text)):
                    chosen[first, last] = phrase
    used = Counter[Phrase]()
    for first, last, token in squeezed.numbers:
        fit = chosen.get((first, last))
        used.update([fit] if fit else [])
        if fit and (fit.most is None or used[fit] <= fit.most):
            found.counts[fit.kind] += 1
        else:
            found.faults.append(
                f"{token[0]} in {' '.join(text[max(0, token.start() - 60) : token.end() + 40].split())!r}"
            )
    found.faults += _pairs(squeezed, article, sources)
    found.faults += _rows(squeezed, article)
    cited = {int(number) for number in re.findall(r"\[(\d+)\]", squeezed.text)}
    if cited != set(range(1, _last(sources) + 1)):
        found.faults.append(f"notes {sorted(cited)} for {_last(sources)} sources")
    return found


def _between(
    numbers: Sequence[tuple[int, int, re.Match[str]]], start: int, end: int
) -> Iterator[tuple[int, int, re.Match[str]]]:
    """The numbers that stand in a piece of the text."""
    for place in range(bisect_left(numbers, start, key=lambda number: number[0]), len(numbers)):
        if numbers[place][1] > end:
            return
        yield numbers[place]


def _without_list_numbers(text: str, found: Found) -> str:
    """The text without numbers of list items that start a line, as long as each follows the one before."""
    before = 0

    def removed(match: re.Match[str]) -> str:
        nonlocal before
        number = int(match[1])
        if number not in (1, before + 1):
            return match[0]
        before = number
        found.counts["list"] += 1
        return ""

    return re.sub(r"(?m)^(\d+)\.(?= |$)", removed, text)


def _numbered(squeezed: str, article: Article, *, sheet: bool) -> dict[str, tuple[int, int, int]]:
    """The number of each source that the list of sources holds, and where its entry starts and ends.

    A sheet may have two entries in the same words, of which each is then of either source.
    """
    entries: dict[int, list[str]] = {}
    heads = {source.id: re.sub(r"\s+", "", typeset(_head(source, sheet=sheet), "en")) for source in article.sources}
    # An address may begin with another one.
    for id_, head in sorted(heads.items(), key=lambda item: -len(item[1])):
        for found in re.finditer(re.escape(head), squeezed):
            held = entries.setdefault(found.start(), [id_])
            if id_ not in held and len(heads[held[0]]) == len(head):
                held.append(id_)
    starts = sorted(entries)
    bounds = enumerate(pairwise([*starts, len(squeezed)]), start=1)
    return {id_: (number, start, end) for number, (start, end) in bounds for id_ in entries[start]}


def _last(sources: dict[str, tuple[int, int, int]]) -> int:
    return max((number for number, _, _ in sources.values()), default=0)


def _head(source: Source, *, sheet: bool) -> str:
    """What the entry of a source starts with; a sheet has no room for the title."""
    if sheet:
        return f"{source.publisher}, {locale.period(source.dated) or 'no date'}: {_shown(source)}"
    end = "" if source.title.endswith(("?", "!", ".")) else "."
    return f"{source.publisher}. {source.title}{end} {locale.period(source.dated) or 'Undated'}."


def _shown(source: Source) -> str:
    return source.short_address or short_address(source.address)


def _pairs(squeezed: Squeezed, article: Article, sources: dict[str, tuple[int, int, int]]) -> Iterator[str]:
    """Each figure that is followed by a place and a time, and not by its own, or by notes without its own."""
    right: dict[str, set[tuple[str, int]]] = {}
    for fact in article.facts:
        if fact.source in sources:
            behind = re.sub(r"\s+", "", f"({_vintage(article, fact)})")
            amount = re.sub(r"\s+", "", amounts.amount(fact))
            right.setdefault(amount, set()).add((behind, sources[fact.source][0]))
    known = "|".join(sorted({re.escape(behind) for of in right.values() for behind, _ in of}))
    for amount, allowed in right.items():
        for found in re.finditer(rf"(?<![\d.,$]){re.escape(amount)}({known})", squeezed.text):
            notes = squeezed.notes(found.end(), near=False)
            pairs = {(found[1], number) for number in notes}
            if pairs.isdisjoint(allowed) and not any(
                other.endswith(amount)
                and not pairs.isdisjoint(right[other])
                and squeezed.text[: found.start(1)].endswith(other)
                for other in right
            ):
                yield f"{found[0]} with {sorted(notes)} is not of {sorted(allowed)}"


def _cells(article: Article) -> Iterator[tuple[str, Sequence[str | None]]]:
    """Neighbors in a row whose units stand in the heads of their columns; of credentials, each with its note."""
    for credential in article.credentials:
        yield "noted", (credential.questions, credential.minutes)
        yield "noted", (credential.attempts, credential.validity)
    yield from (("alone", (job.pay, job.growth)) for job in article.similar_jobs)
    yield from (("alone", (setting.jobs, setting.share, setting.pay)) for setting in article.work_settings)


def _rows(squeezed: Squeezed, article: Article) -> Iterator[str]:
    """Each row of a table of jobs or of places of work whose figures are not its own: those that follow its head."""
    rows: list[tuple[str, tuple[str | None, ...]]] = [
        (f"{job.name}: {plain(job.what, article)}", (job.pay, job.growth)) for job in article.similar_jobs
    ]
    for setting in article.work_settings:
        note = f": {plain(setting.note, article)}" if setting.note else ""
        rows.append((f"{setting.name}{note}", (setting.jobs, setting.share, setting.pay)))
    for head, ids in rows:
        own = [TOKEN.findall(amounts.bare(article.fact(id_)))[0] for id_ in ids if id_]
        pattern = re.escape(re.sub(r"\s+", "", typeset(head, "en"))) + r"((?:\[\d+\],?)*)(?=[^\[])"
        for found in re.finditer(pattern, squeezed.text):
            near = _between(squeezed.numbers, found.end(), found.end() + 300)
            shown = (token[0] for first, _, token in near if squeezed.text[first - 1] != "[")
            # What a job is may hold other numbers.
            wanted = shown if len(own) > 2 else (token for token in shown if re.search("[$%]", token))
            behind = [*islice(wanted, len(own))]
            is_row = ":" in head or re.match("[\N{EN DASH}0-9$]", squeezed.text[found.end() :])
            # A bar of a chart has its share right behind its name, where a row has its jobs.
            is_bar = ":" not in head and any(squeezed.text.startswith(one, found.end()) for one in own if "%" in one)
            if is_row and not is_bar and behind != own:
                yield f"{', '.join(behind)} in the row of {head!r} is not {', '.join(own)}"


def _vintage(article: Article, fact: Fact) -> str:
    return locale.vintage(fact, article.place(fact.place), article.source(fact.source).retrieved)


def _phrases(article: Article, options: RenderOptions, sources: dict[str, tuple[int, int, int]]) -> Iterator[Phrase]:
    place = regions.find(article, options.region) if options.region else None
    states = regions.states_of(place) if place else ()
    yield from _figures(article, sources)
    yield from _headline(article, place)
    if article.pay:
        yield from _wages(article, options, sources)
    yield from _counts(article, options)
    yield from (Phrase("note", f"[{number}]") for number in range(1, _last(sources) + 1))
    yield from _dates(article, sources)
    for rule in article.state_rules:
        if rule.place in states:
            yield Phrase("citation", f"Laws and rules: {rule.citation}")
            yield Phrase("date", f"Date of the text that we read: {rule.text_date}.")
            if rule.ends:
                yield Phrase("date", f"due to lapse on {locale.day(rule.ends)}.")
    for section in article.sections:
        for block in section.blocks:
            if isinstance(block, Timeline):
                yield from (Phrase("time", locale.clock(moment.time), starts_line=True) for moment in block.moments)
    held = {source.id: source for source in article.sources}
    for id_, (_, start, end) in sources.items():
        yield from _of_source(held[id_], (start, end), sheet=options.layout != "guide")
    yield from _names(article, options)


def _figures(article: Article, sources: dict[str, tuple[int, int, int]]) -> Iterator[Phrase]:
    """Facts as amounts, and the places and times that they hold for, each before the note of its source."""
    for figures, ids in _cells(article):
        facts = [article.fact(id_) if id_ else None for id_ in ids]
        noted = [f"[{sources[fact.source][0]}]" if fact and fact.source in sources else "" for fact in facts]
        shown = [amounts.bare(fact) if fact else "ask the issuer" for fact in facts]
        alone = " ".join(value for value, fact in zip(shown, facts, strict=True) if fact)
        yield Phrase("amount", " ".join(map("".join, zip(shown, noted, strict=True))) if figures == "noted" else alone)
    for job in article.similar_jobs:
        if job.pay and job.growth:
            pay, growth = (amounts.bare(article.fact(id_)) for id_ in (job.pay, job.growth))
            yield Phrase("amount", f"Median pay, yearly: {pay} Growth in jobs: {growth}")
    heads = ("Questions", "Time, in minutes", "Attempts", "Holds for, in months")
    for one in article.credentials:
        for head, id_ in zip(heads, (one.questions, one.minutes, one.attempts, one.validity), strict=True):
            if id_ and (fact := article.fact(id_)).source in sources:
                yield Phrase("amount", f"{head}: {amounts.bare(fact)} [{sources[fact.source][0]}]")
    for fact in article.facts:
        yield Phrase("amount", amounts.amount(fact))
        if fact.source in sources:
            number, vintage = sources[fact.source][0], _vintage(article, fact)
            yield from (
                Phrase("date", f"({vintage}{end}", behind=amounts.amount(fact), source=number) for end in (")", ";")
            )
            yield from (Phrase("date", f"{vintage}{end}", source=number) for end in (")", "."))


def _headline(article: Article, place: Place | None) -> Iterator[Phrase]:
    """The figures that are printed large: a range, or pay of the region, before its label or in a row of a table."""
    row = []
    for figure in article.key_figures:
        fact = article.fact(figure.fact)
        if figure.to:
            fact = fact.model_copy(update={"high": article.fact(figure.to).value})
        if place and fact.from_pay and article.pay:
            fact = fact.model_copy(update={"value": article.pay.area(place.id).yearly.median})
        row.append(amounts.amount(fact))
        yield Phrase("amount", f"{row[-1]} {figure.label or fact.label}")
    yield Phrase("amount", " ".join(row))


def _wages(article: Article, options: RenderOptions, sources: dict[str, tuple[int, int, int]]) -> Iterator[Phrase]:
    """The rows of the pay table, the tiles of its map, the spread of the nation, and the region beside it."""
    pay = article.pay
    assert pay
    period, (number, _, _) = locale.period(pay.period), sources.get(pay.source, (0, 0, 0))
    yield from (Phrase("date", f"{period}{end}", source=number) for end in (")", "."))
    yield from (Phrase("wage", LABELS[level]) for level in LEVELS)
    for area in pay.areas:
        place = article.place(area.place)
        median = _dollars(area.yearly.median)
        for weak in ("", "*"):
            yield Phrase("wage", f"{place.name}{weak} {_row(area)}", starts_line=True)
        if code := place.id.partition("-")[2]:
            yield Phrase("wage", f"{code} ${area.yearly.median / 1000:.0f}k")
            yield Phrase("wage", f"{place.name} ${area.yearly.median / 1000:.0f}k")
        yield from (Phrase("wage", f"{place.name}{sign} {median}") for sign in ("", ":", ","))
    charts = sum(isinstance(block, PayChart) for section in article.sections for block in section.blocks)
    spread = dict(pay.nation.yearly) if pay.nation else {}
    for level, amount in spread.items():
        value = _dollars(amount)
        yield from (Phrase("wage", f"{LABELS[level]}{sign} {value}") for sign in ("", ":"))
        yield Phrase("wage", f"{value} {LABELS[level]}")
        yield Phrase("wage", value, most=charts)
    yield from _drawn(article)
    if options.region:
        place = regions.find(article, options.region)
        area = pay.area(place.id)
        yield Phrase("wage", f"{place.name} {_row(area)}", starts_line=True)
        for level in LEVELS:
            values = [_dollars(getattr(part.yearly, level)) for part in (area, pay.nation) if part]
            label = "Median" if level == "median" else LABELS[level]
            yield Phrase("wage", f"{label} {' '.join(values)}", starts_line=True)
        yield Phrase("wage", f"{_dollars(area.yearly.median)} a year Median pay in {place.short}")
        yield Phrase("date", f"({place.short}, {period})", source=number)


def _drawn(article: Article) -> Iterator[Phrase]:
    """The words in place of the spread, the classes of the map, and pay as bars, whose unit stands below them."""
    assert article.pay
    words, pay = locale.words_of("en"), article.pay
    if pay.nation:
        names = zip(("lowest", "low", "median", "high", "highest"), dict(pay.nation.yearly).values(), strict=True)
        said = words["spread_alt"].format(caption="", **{name: _dollars(value) for name, value in names})
        yield Phrase("wage", said.removeprefix(". "))
    parts = [area.yearly.median for area in pay.areas if article.place(area.place).level == "part"]
    for label in pay_bands.labels(pay_bands.bounds(parts), pay.currency, words):
        yield from (Phrase("wage", text) for text in (label, f"{label[:1].upper()}{label[1:]}"))
    bars = [(job.name, article.fact(job.pay)) for job in article.similar_jobs if job.pay]
    bars += [(fact.brief or fact.label, fact) for fact in article.facts]
    for name, fact in bars:
        if is_pay(fact.unit):
            yield from (Phrase("wage", f"{name}{sign} {_dollars(fact.value)}") for sign in ("", ":", ","))


def _dollars(value: object) -> str:
    return f"${value:,}"


def _row(area: AreaPay) -> str:
    jobs = "not released" if area.jobs is None else f"{area.jobs:,}"
    yearly = (_dollars(getattr(area.yearly, level)) for level in ("p10", "median", "p90"))
    return f"${area.hourly.median:.2f} {' '.join(yearly)} {jobs}"


def _counts(article: Article, options: RenderOptions) -> Iterator[Phrase]:
    """The minutes of reading, and the texts that the law was read in."""
    minutes = reading_time.minutes(reading_time.words(build(article, options).body))
    yield Phrase("count", f"Reading time: about {minutes} minutes.")
    yield Phrase("count", f"Only {reading_time.IN_A_HURRY} minutes? Read up to here")
    place = regions.find(article, options.region) if options.region else None
    near = regions.around(place) if place else {rule.place for rule in article.state_rules}
    cited = {id_ for rule in article.state_rules if rule.place in near for id_ in rule.cited}
    counted = Counter(article.source(id_).read_as for id_ in cited)
    yield Phrase("count", f"These rules rest on {len(cited)} texts:")
    ways: dict[ReadAs, str] = {
        "issuer-page": "on the issuer's page",
        "issuer-copy": "in a stored copy of the issuer's page",
        "third-party-copy": "in a copy held by others",
        "summary": "in a summary by others",
    }
    assert set(ways) == set(get_args(ReadAs))
    yield from (Phrase("count", f"{counted[way]} {words}") for way, words in ways.items())


def _dates(article: Article, sources: Container[str]) -> Iterator[Phrase]:
    """When the article was reviewed and is to be again, and how new its newest figures are."""
    reviewed, due = article.reviewed, article.next_review_due
    yield Phrase("date", f"Last reviewed {locale.day(reviewed)}. Next review due {locale.day(due)}.")
    yield Phrase("date", f"reviewed {locale.day(reviewed)}, due {locale.day(due)}")
    # The one sentence on how most sources were read is followed by that on the others.
    days = {source.retrieved for source in article.sources if source.id in sources}
    yield from (Phrase("date", f" on {locale.day(day)}. A copy") for day in days)
    if article.pay:
        yield Phrase("date", f"Newest pay figures: {locale.period(article.pay.period)}")
        yield Phrase("date", f" pay {locale.period(article.pay.period)}")
    outlooks = [fact.period for fact in article.facts if fact.statistic == "projection" and fact.period.last]
    if outlooks:
        newest = locale.period(max(outlooks, key=lambda period: str(period.last)))
        yield from (Phrase("date", f"{word} {newest}") for word in ("Outlook:", "outlook"))


def _of_source(source: Source, within: tuple[int, int], *, sheet: bool) -> Iterator[Phrase]:
    """What the entry of a source may hold, and no other place."""
    dated = locale.period(source.dated)
    yield Phrase("citation", source.publisher if sheet else f"{source.publisher}. {source.title}", within)
    yield from (Phrase("date", text, within) for text in (f", {dated}:", f". {dated}.", f"? {dated}.") if dated)
    yield from (Phrase("date", f"{read} {locale.day(source.retrieved)}.", within) for read in ("Read", "read"))
    yield Phrase("address", _shown(source), within)
    if source.read_at:
        yield Phrase("address", urlsplit(source.read_at).hostname or "", within)


def _names(article: Article, options: RenderOptions) -> Iterator[Phrase]:
    """Codes, names with digits and dates of the article's own words, its edition, addresses and credits."""
    code = edition_code.code(article, options)
    yield Phrase("name", code)
    # A long one is shortened at the foot.
    yield Phrase("name", f"{article.edition} · … · {code.rpartition(' · ')[2]}")
    yield Phrase("date", f"Edition {article.edition} ({code})")
    yield from (Phrase("name", source.credit) for source in article.sources if source.credit)
    addresses = [*(agency.address for agency in article.agencies), *(step.address for step in article.next_steps)]
    yield from (Phrase("address", short_address(address)) for address in addresses if address)
    for words in dict.fromkeys(_texts(article, article)):
        yield from (Phrase("date", found[0]) for found in DATE.finditer(words))
        yield from (Phrase("name", found[0]) for found in NAME.finditer(words))


def _texts(value: object, article: Article) -> Iterator[str]:
    """All strings of the article, those with digits in plain words."""
    if isinstance(value, Text):
        if re.search(r"\d", value):
            yield plain(value, article)
    elif isinstance(value, str):
        yield value
    elif isinstance(value, BaseModel):
        yield from (text for _, inner in value for text in _texts(inner, article))
    elif isinstance(value, dict):
        yield from (text for inner in value.values() for text in _texts(inner, article))
    elif isinstance(value, tuple):
        yield from (text for inner in value for text in _texts(inner, article))
