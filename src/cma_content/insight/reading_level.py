"""How hard the prose of an article is to read, section by section and sheet by sheet: a band to aim for, not a claim.

Formulas see the length of words and sentences and nothing else; none of this is ever printed on a handout. They are
the Flesch-Kincaid grade (Kincaid and others, 1975) and SMOG (McLaughlin, 1969), which was made for 30 sentences or
more.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from cma_content.handout import reading_time, tree
from cma_content.handout.builder import build
from cma_content.handout.options import RenderOptions
from cma_content.handout.reading_time import plain
from cma_content.insight import prose
from cma_content.insight.proper_names import names_of, neutralized
from cma_content.insight.prose import Sentence
from cma_content.insight.syllables import syllables
from cma_content.model.article import Article

LEAST: Final = 100
"""Words of prose: a section of fewer is too short to say."""
BANDS: Final[Mapping[str, tuple[float, float]]] = {
    "words_per_sentence": (10.0, 16.0),
    "grade": (5.0, 8.0),
    "smog": (0.0, 10.0),
}
"""Where each measure should be, both ends included, once it is rounded to one place."""
_POLYSYLLABLE: Final = 3


@dataclass(frozen=True, slots=True)
class Measures:
    """What is measured of prose; all but numbers of words and sentences are rounded to one place."""

    words: int
    sentences: int
    words_per_sentence: float
    grade: float
    """Flesch-Kincaid, with a short noun for the name of each job, credential and body."""
    smog: float
    """As printed."""
    grade_as_printed: float
    smog_without_names: float

    @property
    def outside(self) -> tuple[str, ...]:
        """The names of the measures that are out of their band."""
        return tuple(name for name, (least, most) in BANDS.items() if not least <= getattr(self, name) <= most)


@dataclass(frozen=True, slots=True)
class Level:
    """The measures of a section of the guide, of its first page, or of a side of a sheet."""

    kind: str
    """guide, fact-sheet or two-sided: the layout that prints it."""
    id: str
    """Of the section in the article; front or back for a side or a first page."""
    title: str
    measures: Measures


@dataclass(frozen=True, slots=True)
class ReadingLevels:
    """Every level of an article, and how long its guide is."""

    levels: tuple[Level, ...]
    words: int
    """Of the guide: without sources and long tables, as in `handout.reading_time`."""
    minutes: int
    """To read them, as the guide says."""


def reading_levels(article: Article) -> ReadingLevels:
    """The levels of the guide's first page and sections of at least 100 words of prose, and of each side of a sheet.

    Appendices are looked up and not read. What is measured is what a student gets. Raises `MissingEngineError` without
    the extra `reading`.
    """
    guide = build(article, as_typed=True)
    passages = [passage for passage in _guide(guide) if sum(map(len, passage.sentences)) >= LEAST]
    if article.fact_sheet:
        passages += [passage for layout in ("fact-sheet", "two-sided") for passage in _sides(article, layout)]
    names = names_of(article)
    neutral = [[neutralized(sentence, names) for sentence in passage.sentences] for passage in passages]
    printed = [passage.sentences for passage in passages]
    counts = syllables({word for text in (*printed, *neutral) for sentence in text for word in sentence})
    levels = (
        Level(passage.kind, passage.id, passage.title, measures(passage.sentences, other, counts))
        for passage, other in zip(passages, neutral, strict=True)
    )
    words = reading_time.words(guide.body)
    return ReadingLevels(tuple(levels), words, reading_time.minutes(words))


@dataclass(frozen=True, slots=True)
class _Passage:
    kind: str
    id: str
    title: str
    sentences: Sequence[Sentence]


def _guide(guide: tree.Handout) -> Iterable[_Passage]:
    yield _Passage("guide", "front", guide.front.title, prose.sentences(prose.of_front(guide.front)))
    for section in guide.sections:
        if not section.appendix:
            yield _Passage("guide", section.part, section.title, prose.sentences(prose.of_blocks(section.blocks)))


def _sides(article: Article, layout: str) -> Iterable[_Passage]:
    sheet = build(article, RenderOptions(layout="two-sided" if layout == "two-sided" else "fact-sheet"), as_typed=True)
    for side in ("front", "back"):
        text = [*prose.of_front(sheet.front)] if side == "front" else []
        for section in sheet.sections:
            text += prose.of_blocks(section.blocks) if section.side == side else ()
        if side == "front":
            text += (plain(part.runs) for part in sheet.body if isinstance(part, tree.Action))
        if found := prose.sentences(text):
            yield _Passage(layout, side, f"{sheet.front.title}, {side}", found)


def measures(printed: Sequence[Sentence], neutral: Sequence[Sentence], counts: Mapping[str, int]) -> Measures:
    """The measures of sentences, given as printed and without names; `counts` are the syllables of each word."""
    words = sum(map(len, printed))
    return Measures(
        words=words,
        sentences=len(printed),
        words_per_sentence=round(words / len(printed), 1),
        grade=round(flesch_kincaid(neutral, counts), 1),
        smog=round(smog(printed, counts), 1),
        grade_as_printed=round(flesch_kincaid(printed, counts), 1),
        smog_without_names=round(smog(neutral, counts), 1),
    )


def flesch_kincaid(text: Sequence[Sentence], counts: Mapping[str, int]) -> float:
    """The grade of a school in the United States that reads so."""
    words = [word for sentence in text for word in sentence]
    return 0.39 * len(words) / len(text) + 11.8 * sum(counts[word] for word in words) / len(words) - 15.59


def smog(text: Sequence[Sentence], counts: Mapping[str, int]) -> float:
    """The grade by words of three syllables and more, for sentences in any number."""
    long = sum(counts[word] >= _POLYSYLLABLE for sentence in text for word in sentence)
    return 1.0430 * math.sqrt(long * 30 / len(text)) + 3.1291
