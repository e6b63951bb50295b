"""What pictures print, in numbers."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from cma_content.handout import charts
from cma_content.handout.law_weights import Counts
from cma_content.model.article import Article
from cma_content.model.blocks import KeyFigures
from cma_content.model.drawn import BarChart, CareerPaths, CollectionChart, Layers, Timeline
from cma_content.model.words import words

_TIME: Final = 10
"""The characters of a time of day."""


class Weighed(NamedTuple):
    """What a picture prints."""

    counts: Counts
    facts: Sequence[str] = ()
    """The ids of its facts, each a bar or a figure with its label; as often as it is printed."""
    texts: tuple[object, ...] = ()
    """What else it says: texts, and nothing where there is none."""


def _bar_chart(article: Article, block: BarChart) -> Weighed:
    counts = Counter(charts=1, bars=len(block.facts), characters=2 * len(block.caption))
    return Weighed(counts, block.facts, (block.summary,))


def _key_figures(article: Article, block: KeyFigures) -> Weighed:
    return Weighed(Counter(figures=len(block.facts)), block.facts)


def _collection_chart(article: Article, block: CollectionChart) -> Weighed:
    entries = charts.entries(article, block.of)
    ids = tuple(filter(None, (getattr(entry, block.figure) for entry in entries)))
    # A way in without a length has its words in its place.
    said = [words(entry.length, article) for entry in entries if block.figure == "time" and not entry.time]
    names = sum(len(entry.name) for entry in entries)
    bars = min(len(block.beside) + len(ids) + len(said), block.first or len(entries) + len(block.beside))
    characters = 2 * len(block.caption) + 3 * (names + sum(map(len, said)))
    counts = Counter(charts=1, bars=bars, characters=characters)
    return Weighed(counts, (*block.beside, *ids), (block.summary,))


def _career_paths(article: Article, block: CareerPaths) -> Weighed:
    kinds = Counter(way.kind for way in block.ways)
    steps = [(step, kinds[step.kind]) for step in article.career_steps if kinds[step.kind]]
    if not steps:
        return Weighed(Counter())
    held = sum((len(step.name) + len(step.education or "") + 2) * times for step, times in steps)
    boxes = 1 + sum(times for _, times in steps)
    ids = tuple(id_ for id_ in (block.pay, *(step.pay for step, times in steps for _ in range(times))) if id_)
    names = len(block.start) + sum(len(way.name) for way in block.ways)
    counts = Counter(charts=1, bars=boxes, characters=2 * len(block.caption) + 3 * (held + names))
    return Weighed(counts, ids, (block.summary,))


def _timeline(article: Article, block: Timeline) -> Weighed:
    names = {kind.id: len(kind.name) for kind in block.kinds}
    held = sum(_TIME + names.get(moment.kind or "", 0) for moment in block.moments)
    counts = Counter(characters=held + len(block.caption), items=len(block.moments))
    return Weighed(counts, (), (block.note, tuple(moment.text for moment in block.moments)))


def _layers(article: Article, block: Layers) -> Weighed:
    # The words of a name are stressed, however many pieces it has.
    stressed = sum(len(layer.name.runs) for layer in block.layers)
    characters = len(block.caption) + 4 * len(block.layers)
    counts = Counter(items=len(block.layers), marks=stressed, characters=characters)
    return Weighed(counts, (), tuple((layer.name, layer.giver, layer.meaning) for layer in block.layers))


WEIGHED: Final[Mapping[type, Callable[[Article, Any], Weighed]]] = {
    BarChart: _bar_chart,
    CareerPaths: _career_paths,
    CollectionChart: _collection_chart,
    KeyFigures: _key_figures,
    Layers: _layers,
    Timeline: _timeline,
}
"""The blocks that are drawn, and figures set large."""
