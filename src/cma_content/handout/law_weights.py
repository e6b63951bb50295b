"""What the law of the states prints, in numbers: for the region that prints most of it, and for no region."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Final

from cma_content.handout.law import Law
from cma_content.model import regions
from cma_content.model.article import Article
from cma_content.model.facts import Source
from cma_content.model.law import Agency, TopicRule

Counts = Counter[str]
"""Numbers by the names of `Limits`; and `pay`, where figures of pay are printed."""
_SAID: Final = 120
"""The characters of a status in words and of whom to ask, or fewer; and of a label with the name of a state."""
_FIXED: Final = 1000
"""Those of the labels and fixed sentences about one state, or about all."""
_MARKS: Final = 8
"""Words that stand out in what is printed of each state, or of all, whatever the law says."""
_STATUSES: Final = 4


class LawWeights:
    """What the law prints; `weigh` weighs a record or a text, and says what it cites."""

    def __init__(self, article: Article, weigh: Callable[[object], tuple[Counts, set[str]]]) -> None:
        self._article, self._weigh = article, weigh
        self._law = Law.of(article, None)

    @cached_property
    def states(self) -> int:
        """How many states a region may lie in."""
        return max((len(regions.states_of(place)) for place in regions.regions(self._article)), default=0)

    @cached_property
    def _longest(self) -> int:
        return max((len(place.name) for place in self._article.places), default=0)

    def _of(self, value: object) -> Counts:
        return self._weigh(value)[0]

    def sources(self) -> Counts:
        """The sources of the law of a region's states, as the end of a handout prints them."""
        most: Counts = Counter()
        for rule in self._article.state_rules:
            _, cited = self._weigh(rule)
            most |= sum((source_counts(self._article.source(id_)) for id_ in cited), Counts())
        return _times(most, self.states)

    def local(self, asked: Counts) -> Counts:
        """All of the law of each state of a region, or what is `asked` where it is not known."""
        each = (self._state | asked) + Counter(entries=1)
        return _times(each, self.states)

    def boxes(self, asked: Counts) -> Counts:
        """The same on a sheet, in boxes."""
        notes = sum(topic.note_only for topic in self._article.topics)
        each = (self._state | asked) + Counter(blocks=_STATUSES + 4 + notes + 1)
        return _times(each, self.states)

    @cached_property
    def _state(self) -> Counts:
        """The most that a state prints, in each way."""
        most: Counts = Counter()
        for place in {*self._law.rules, *self._law.agencies}:
            rule, agencies = self._law.rules.get(place), self._law.agencies.get(place, ())
            counts = self._of(rule) if rule else Counter()
            for agency in agencies:
                counts += _agency(agency)
            for held in rule.rules if rule else ():
                counts["characters"] += self._publishers(held)
            most |= counts
        topics = sum(len(topic.name) + _SAID for topic in self._article.topics)
        return most + Counter(characters=topics + 2 * self._longest + _FIXED, marks=_MARKS)

    def _publishers(self, rule: TopicRule) -> int:
        """The names of those who alone report what a rule says."""
        if not self._law.summaries.issuperset(rule.sources):
            return 0
        return sum(len(self._article.source(id_).publisher) + 2 for id_ in rule.sources)

    def said_of(self, topics: Iterable[str]) -> Counts:
        """What each state of a region may say of some topics, in a duty or in the answer to a question."""
        each = Counter(characters=2 * self._longest + _SAID)
        for topic in topics:
            each += self._topics[topic]
        return _times(each, self.states)

    @cached_property
    def _topics(self) -> Mapping[str, Counts]:
        """The most that a state says of each topic, in each way."""
        found: dict[str, Counts] = {topic.id: Counter() for topic in self._article.topics}
        for rule in self._article.state_rules:
            for held in rule.rules:
                said = self._of(held.note) if held.note else Counter()
                said += Counter(notes=len(held.sources), characters=self._publishers(held))
                for id_ in held.topics:
                    found[id_] |= said
        for topic in self._article.topics:
            found[topic.id] = found[topic.id] + Counter(characters=len(topic.name) + len(topic.task) + _SAID)
        return found

    def tables(self, *, local: bool) -> Counts:
        """The tables of all states: a row for each in that of statuses, and in that of each topic with notes.

        Those for a region have as many rows as any of them.
        """
        places, topics = {*self._law.rules, *self._law.agencies}, self._article.topics
        if not places or not topics:
            return Counter()
        named = self._law.named
        ruled = [topic for topic in topics if topic.id in named]
        noted = sum(topic.note_only for topic in ruled)
        shown = len(ruled) > noted
        near = [places & regions.around(place) for place in regions.regions(self._article)] if local else []
        rows = max(map(len, near), default=0) if local else len(places)
        if not rows:
            return Counter()
        rows += 1
        widths = (_STATUSES + 1) * shown + 2 * noted
        names = sum(len(self._article.place(place).name) for place in places) * (noted + shown)
        listed = sum(len(topic.name) + len(", (reported)") for topic in topics)
        counts = Counter(cells=widths * rows, items=_STATUSES + 2, marks=_MARKS)
        counts["characters"] = names + rows * (listed + _SAID * noted) + 2 * _FIXED
        for rule in self._article.state_rules:
            for held in rule.rules:
                for topic in held.topics:
                    if held.note and self._law.topics[topic].note_only:
                        counts += self._of(held.note)
        return counts


def source_counts(source: Source) -> Counts:
    """A source as the end of a handout prints it."""
    printed = (source.publisher, source.title, source.credit or "", source.short_address or "")
    return Counter(items=1, characters=sum(map(len, printed)))


def _agency(agency: Agency) -> Counts:
    characters = len(agency.name) + len(agency.address or "") + _SAID
    return Counter(items=1, marks=1, characters=characters)


def _times(each: Counts, times: int) -> Counts:
    return Counter({name: times * number for name, number in each.items()})
