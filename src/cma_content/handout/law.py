"""What the law of the reader's states says of each topic, each duty and each question."""

from collections.abc import Iterable, Mapping
from typing import Self

from cma_content.model import regions
from cma_content.model.article import Article
from cma_content.model.entries import Duty
from cma_content.model.frozen import frozen
from cma_content.model.law import Agency, StateRule, Status, Topic
from cma_content.model.places import Place
from cma_content.model.text import Text


@frozen
class Finding:
    """What the law of a state says, in the same words, of one topic or of several."""

    topics: tuple[Topic, ...]
    status: Status
    note: Text | None = None
    sources: tuple[str, ...] = ()
    reported: bool = False
    """Whether nothing but summaries by others says so."""

    @property
    def needs_note(self) -> bool:
        """Whether the status alone would mislead."""
        return self.status not in ("silent", "unchecked") and any(topic.note_only for topic in self.topics)


@frozen
class Law:
    """The rules of an article by place, and the states whose law holds for a reader."""

    states: tuple[str, ...]
    """Of the region, by id; none where the handout is made for no region."""
    topics: Mapping[str, Topic]
    rules: Mapping[str, StateRule]
    """By the id of their place."""
    agencies: Mapping[str, tuple[Agency, ...]]
    """By the id of their place."""
    summaries: frozenset[str]
    """The ids of the sources that were read as others sum them up."""

    @classmethod
    def of(cls, article: Article, place: Place | None) -> Self:
        """The law of an article for a reader at a place."""
        agencies: dict[str, list[Agency]] = {}
        for agency in article.agencies:
            agencies.setdefault(agency.place, []).append(agency)
        return cls(
            regions.states_of(place) if place else (),
            {topic.id: topic for topic in article.topics},
            {rule.place: rule for rule in article.state_rules},
            {place_id: tuple(held) for place_id, held in agencies.items()},
            frozenset(source.id for source in article.sources if source.read_as == "summary"),
        )

    @property
    def named(self) -> frozenset[str]:
        """The topics that the law of any state speaks of, or that anyone looked for there."""
        return frozenset(id_ for rule in self.rules.values() for held in rule.rules for id_ in held.topics)

    def findings(self, state: str, topics: Iterable[str]) -> tuple[Finding, ...]:
        """What a state's law says of some topics: those with the same status and words together, each in its turn."""
        rule = self.rules.get(state)
        by_topic = {id_: held for held in (rule.rules if rule else ()) for id_ in held.topics}
        found: dict[object, Finding] = {}
        for id_ in topics:
            topic, held = self.topics[id_], by_topic.get(id_)
            if held is None:
                made = Finding((topic,), "unchecked")
            else:
                made = Finding((topic,), held.status, held.note, held.sources, self.summaries.issuperset(held.sources))
            key = (made.status, made.note, made.reported, made.needs_note)
            before = found.get(key)
            if before:
                sources = tuple(dict.fromkeys((*before.sources, *made.sources)))
                made = Finding((*before.topics, topic), made.status, made.note, sources, made.reported)
            found[key] = made
        return tuple(found.values())

    def forbidding(self, duty: Duty) -> tuple[str, ...]:
        """The states of the region whose law does not allow any part of a duty."""
        return tuple(state for state in self.states if duty.topics and self._forbids(state, duty))

    def _forbids(self, state: str, duty: Duty) -> bool:
        return all(found.status == "not-allowed" for found in self.findings(state, duty.topics))

    def rules_out(self, duty: Duty) -> bool:
        """Whether no state of the region allows a duty."""
        return bool(self.states) and self.forbidding(duty) == self.states
