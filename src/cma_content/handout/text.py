"""Text to runs: figures printed with place and period, sources numbered, words marked at first use."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Final, Literal

from cma_content import deadline
from cma_content.handout import anchors, locale, tree
from cma_content.model import amounts, inline
from cma_content.model.article import Article
from cma_content.model.currencies import is_pay
from cma_content.model.entries import Term
from cma_content.model.facts import Fact, Source
from cma_content.model.pay import AreaPay
from cma_content.model.places import Place
from cma_content.model.text import Text

Time = Literal["year", "hour"]
TIMES: Final[tuple[Time, ...]] = ("year", "hour")
"""What pay is paid for."""
WEAK: Final = 5
"""Percent: above this standard error of the mean wage an estimate of pay is weak."""
LEVELS: Final = ("p10", "p25", "median", "p75", "p90")


class Writer:
    """Turns an article's text into runs; holds what depends on what was printed before.

    Links lead where the text says; whether that is in the handout is seen when all of it is made.
    """

    def __init__(self, article: Article, words: Mapping[str, str]) -> None:
        self._words = words
        self.facts: Mapping[str, Fact] = {fact.id: fact for fact in article.facts}
        self.places: Mapping[str, Place] = {place.id: place for place in article.places}
        areas = (*article.pay.areas, *article.pay.local) if article.pay else ()
        self._currency = article.pay.currency if article.pay else ""
        self.pay: Mapping[str, AreaPay] = {area.place: area for area in areas}
        """By the id of the place."""
        self._sources: Mapping[str, Source] = {source.id: source for source in article.sources}
        self._terms: Mapping[str, Term] = {term.id: term for term in article.glossary}
        self._numbers: dict[str, int] = {}
        self._explained: set[str] = set()
        self._vintages: set[tuple[str, str, str]] = set()
        self._new_terms: list[Term] = []
        self.named: set[str] = set()
        """The credentials, by id, of which it has been said whose they are."""
        self.printed_pay = False
        """Whether pay was printed since this was last set."""
        self._salaries: dict[tuple[str, Time], dict[str, Decimal]] = {}
        self._pay_places: dict[str, set[str]] = {}

    @property
    def cited(self) -> tuple[Source, ...]:
        """The sources cited so far, in the order of their numbers."""
        return tuple(self._sources[id_] for id_ in self._numbers)

    def source(self, source_id: str) -> Source:
        """A source by its id."""
        return self._sources[source_id]

    def note(self, source_id: str) -> tree.Note:
        """The note that names a source; the first time a source is cited it gets the next number."""
        return tree.Note(self._numbers.setdefault(source_id, len(self._numbers) + 1))

    def notes(self, source_ids: Iterable[str]) -> tuple[tree.Note, ...]:
        """The notes that name several sources, by number."""
        return tuple(sorted(map(self.note, source_ids), key=lambda note: note.number))

    def start_block(self) -> None:
        """Forgets which places and periods the reader has just read; raises where the time is up."""
        deadline.check()
        self._vintages.clear()

    def new_terms(self) -> tuple[Term, ...]:
        """The terms used for the first time since this was last asked."""
        terms, self._new_terms = tuple(self._new_terms), []
        return terms

    def forget_new_terms(self) -> None:
        """Leaves the terms used for the first time just now to be explained where they come next."""
        self._explained -= {term.id for term in self.new_terms()}

    def runs(self, text: Text) -> tree.Runs:
        """The runs of one text field."""
        return tuple(self._runs(text.runs))

    def _runs(self, parsed: tuple[inline.Run, ...]) -> Iterator[tree.Run]:
        for run in parsed:
            match run:
                case inline.Reference("fact", id_, _):
                    yield from self._figure(self.facts[id_])
                case inline.Reference("source", id_, _):
                    yield self.note(id_)
                case inline.Reference(_, id_, words):
                    yield self._term(self._terms[id_], words)
                case _:
                    yield run

    def figure(self, fact_id: str) -> tree.Runs:
        """A figure by itself, as in running text."""
        return tuple(self._figure(self.facts[fact_id]))

    def _figure(self, fact: Fact) -> Iterator[tree.Run]:
        """The figure; its place and period unless this block has just given the same ones."""
        self.printed_pay |= is_pay(fact.unit)
        vintage = (fact.place, fact.period, fact.source)
        if vintage in self._vintages:
            yield amounts.amount(fact)
            return
        self._vintages.add(vintage)
        yield f"{amounts.amount(fact)} ({self.vintage(fact)})"
        yield self.note(fact.source)

    def print_pay(self, place_id: str, name: str, time: Time, levels: Mapping[str, Decimal]) -> None:
        """Takes down that pay of the occupation is printed: percentiles of a place, under a name of it."""
        self.printed_pay = True
        self._salaries.setdefault((place_id, time), {}).update(levels)
        self._pay_places.setdefault(place_id, set()).add(name)

    @property
    def salaries(self) -> Iterator[tree.Salary]:
        """The pay that was taken down, place by place; each under its full name, if that is printed."""
        for place_id, names in self._pay_places.items():
            place = self.places[place_id]
            name = place.name if place.name in names else min(names)
            for time in TIMES:
                if levels := self._salaries.get((place_id, time)):
                    ranked = tuple((level, levels[level]) for level in LEVELS if level in levels)
                    yield tree.Salary(name, place.kind, f"{self._currency}/{time}", ranked)

    def vintage(self, fact: Fact) -> str:
        """Where and when `fact` holds."""
        return locale.vintage(fact, self.places[fact.place], self._sources[fact.source].retrieved, self._words)

    def _term(self, term: Term, words: str) -> tree.Run:
        if term.id in self._explained:
            return words or term.term
        self._explained.add(term.id)
        self._new_terms.append(term)
        text = words or term.term
        # Other words for it are not short for anything.
        spelled_out = (term.spelled_out or "") if text == term.term else ""
        return tree.Defined(text, anchors.word(term.id), spelled_out)
