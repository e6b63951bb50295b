"""What the law of each state says of the tasks, topic by topic, and whom to ask there."""

from collections.abc import Iterator, Sequence
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from cma_content.diagnostics.rules import REPEATED_ID, SENSE
from cma_content.model.base import Id, Line, Model, PlaceId, SourceId, TopicId, WebAddress
from cma_content.model.facts import ReadAs
from cma_content.model.references import fault
from cma_content.model.scalars import Day
from cma_content.model.text import Text

Sources = tuple[SourceId, ...]
Status = Literal["allowed", "on-terms", "not-allowed", "silent", "unchecked"]
Found = Literal["allowed", "on-terms", "not-allowed", "silent"]


class Topic(Model):
    """A task, or a group of tasks, that a law may speak of."""

    id: Id
    name: Line
    """A head of a column, in one to three words."""
    task: Line
    """What completes "You may": draw blood."""
    note_only: bool = False
    """Whether a status alone would mislead, so that it is printed with its note or not at all."""


class TopicRule(Model):
    """What a state's law says of the topics that share these words; a topic of no rule was not checked."""

    topics: Annotated[tuple[TopicId, ...], Field(min_length=1)]
    """The ids of the topics that these words hold for."""
    status: Found
    """`allowed`: a source says yes. `on-terms`: yes, under the terms in `note`. `not-allowed`: a source says no, or the
    law lists other ways only. `silent`: the law was read and does not name the task."""
    note: Text | None = None
    """The terms, or what else a reader has to know."""
    sources: Annotated[Sources, Field(min_length=1)]
    """The ids of the sources that say so."""


class StateCredential(Model):
    """A credential that a state itself gives, named as its law names it."""

    name: Line
    """Its full name, as the law has it."""
    mark: Line | None = None
    """The short form, as the state writes it."""
    what: Text
    """What it asks for, and what it lets you do."""


class StateRule(Model):
    """What one state's law says, as far as it was read."""

    id: Id
    place: PlaceId
    """The id of the place whose law it is."""
    summary: Text
    """What the law says, in two or three plain sentences."""
    rules: tuple[TopicRule, ...] = ()
    """What it says of each topic."""
    delegates: tuple[Line, ...] = ()
    """Who may hand tasks over; none where that was not found."""
    supervision: Text | None = None
    """Who has to oversee the work, and from where."""
    credential: Text | None = None
    """What the state asks you to hold."""
    credentials: tuple[StateCredential, ...] = ()
    """The credentials that the state itself gives."""
    training: Text | None = None
    """The training that the law asks for."""
    other: tuple[Text, ...] = ()
    """What else the law says of the work."""
    citation: Line | None = None
    """The laws and rules, as lawyers cite them."""
    text_date: Line | None = None
    """The date of the text that was read, which is not that of the law."""
    ends: Day | None = None
    """The day on which the law is due to lapse."""
    sources: Sources = ()
    """Those of everything but the rules, which name their own."""

    @model_validator(mode="after")
    def _has_each_topic_once(self) -> Self:
        seen: set[str] = set()
        for number, rule in enumerate(self.rules):
            for index, topic in enumerate(rule.topics):
                if topic in seen:
                    within = ("rules", number, "topics", index)
                    raise fault(REPEATED_ID, f"the topic {topic} has two rules", within=within, at=topic)
                seen.add(topic)
        return self

    def of(self, topic: str) -> TopicRule | None:
        """The rule of a topic; nothing where it was not checked."""
        return next((rule for rule in self.rules if topic in rule.topics), None)

    def status(self, topic: str) -> Status:
        """What the law says of a topic, in one word; `unchecked` where nobody looked, or nothing was found."""
        rule = self.of(topic)
        return rule.status if rule else "unchecked"

    @property
    def cited(self) -> Iterator[str]:
        """The ids of all its sources, as often as they stand there."""
        yield from self.sources
        for rule in self.rules:
            yield from rule.sources


def check_places(rules: Sequence[StateRule]) -> None:
    """Raises for the second entry for the law of one place."""
    seen: set[str] = set()
    for number, rule in enumerate(rules):
        if rule.place in seen:
            reason = f"the law of {rule.place} stands twice"
            raise fault(SENSE, reason, within=("state_rules", number, "place"), hint="say it in one entry")
        seen.add(rule.place)


class Agency(Model):
    """A board or department to ask about the law of a place."""

    id: Id
    place: PlaceId
    """The id of the place whose law it oversees."""
    board: Id
    """What it oversees, in a word of the article's own."""
    name: Line
    """What the board or department is called."""
    address: WebAddress | None = None
    """Its own page."""
    read_as: ReadAs
    """How its name and address were read; one from a `summary` is printed as not confirmed."""
