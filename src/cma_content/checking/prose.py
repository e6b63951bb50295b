"""What an article says in words: its texts and lines as a reader hears them, each with its place."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from pydantic import BaseModel

from cma_content.checking.finding import parts
from cma_content.loading.document import Location
from cma_content.model.annotations import lines_of
from cma_content.model.article import Article
from cma_content.model.authored import Picture, Quote
from cma_content.model.careers import CareerStep, SimilarJob
from cma_content.model.drawn import Moment
from cma_content.model.entries import ClassificationCode
from cma_content.model.facts import Fact, Source
from cma_content.model.inline import Reference, Run
from cma_content.model.law import Agency, StateRule
from cma_content.model.places import Place
from cma_content.model.program import Program
from cma_content.model.text import Text

FIGURE: Final = "\N{HORIZONTAL ELLIPSIS}"
"""What stands in for a figure among the words of a text."""
_EVERY: Final = frozenset({"*"})
NOT_PROSE: Final[Mapping[type, frozenset[str]]] = {
    Agency: _EVERY,  # names of boards
    # Names, what another party says, and what people type who search.
    Article: frozenset({"aliases", "license", "program", "publisher", "reviewers"}),
    CareerStep: frozenset({"soc"}),
    ClassificationCode: _EVERY,  # words of a classification
    Fact: frozenset({"note"}),  # for those who read the data
    Moment: frozenset({"time"}),  # times of a clock, made up as the day is
    Picture: frozenset({"credit", "file"}),  # names of people, licenses and files
    Place: _EVERY,  # names of places
    Program: _EVERY,  # another party's own words
    Quote: _EVERY,  # another party's own words
    SimilarJob: frozenset({"soc"}),
    Source: _EVERY,  # titles as their publishers write them
    StateRule: frozenset({"citation", "text_date"}),  # names of laws, and a date
}
"""The fields that are no words of the article's own, or no words at all."""
_QUOTED: Final = re.compile('"[^"]*"|\u201c[^\u201d]*\u201d')
_SENTENCE: Final = re.compile(r"[^.!?]+(?:[.!?](?!\s|$)[^.!?]*)*[.!?]*[\"')\]\u201d\u2019]*")


@dataclass(frozen=True, slots=True)
class Prose:
    """A text or a line of an article; `words` are those that are read, with a stand-in for each figure."""

    location: Location
    source: str
    words: str

    @property
    def runs(self) -> tuple[Run, ...]:
        """What it is made of."""
        return self.source.runs if isinstance(self.source, Text) else (self.source,)

    @property
    def unquoted(self) -> str:
        """Its words, with blanks in place of what stands in quotation marks."""
        return _QUOTED.sub(lambda found: " " * len(found[0]), self.words)

    @property
    def sentences(self) -> Iterator[str]:
        """Its words, divided behind full stops and the like."""
        yield from (found[0] for found in _SENTENCE.finditer(self.words))


def prose_of(article: Article) -> Iterator[Prose]:
    """Every text and line of the article's own, in the order of the fields."""
    terms = {term.id: term.term for term in article.glossary}
    yield from _in(article, (), terms)


def _in(record: object, location: Location, terms: Mapping[str, str]) -> Iterator[Prose]:
    if isinstance(record, Text):
        yield Prose(location, record, "".join(_words(run, terms) for run in record.runs))
        return
    left_out = NOT_PROSE.get(type(record), frozenset())
    if left_out is _EVERY:
        return
    lines = lines_of(type(record)) if isinstance(record, BaseModel) else frozenset()
    for step, held in parts(record):
        if step in left_out:
            continue
        if step not in lines:
            yield from _in(held, (*location, step), terms)
        elif isinstance(held, str):
            yield Prose((*location, step), held, held)
        elif isinstance(held, tuple):
            yield from (Prose((*location, step, index), line, line) for index, line in enumerate(held))


def _words(run: Run, terms: Mapping[str, str]) -> str:
    match run:
        case str():
            return run
        case Reference("source", _, _):
            return ""
        case Reference("fact", _, _):
            return FIGURE
        case Reference(_, id_, words):
            return words or terms[id_]
        case _:
            return run.text
