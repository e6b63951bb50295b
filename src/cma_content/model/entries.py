"""The entries of an article's collections that speak of the work itself: duties, skills, tools, questions, words."""

from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal, Self

from pydantic import ConfigDict, Field, model_validator

from cma_content.diagnostics.rules import MISSING, SENSE
from cma_content.model.base import DutyId, Id, LimitId, Line, Model, SourceId, TopicId, WebAddress, form
from cma_content.model.icons import Icon
from cma_content.model.references import fault
from cma_content.model.text import Text

Codes = tuple["ClassificationCode", ...]
Sources = tuple[SourceId, ...]


class ClassificationCode(Model):
    """A code of a published classification, for programs; schemes change, so a code needs its version."""

    scheme: Line
    """The classification: SOC, O*NET-SOC, ISCO, CIP, ESCO, NOC, KldB."""
    version: Line
    """The edition of the classification, such as 2018."""
    code: Line
    """The code, as the classification writes it."""
    label: Line
    """What the classification calls it."""
    match: Literal["exact", "close", "broad", "narrow"] = "exact"
    """How well the code fits: exactly, closely, or as a part of it or the other way round."""


USUAL_LIMITS: Final[Mapping[str, Mapping[str, Any]]] = {
    "delegated": {"name": "Delegated to you", "clause": "a provider hands you the task"},
    "state-law": {"name": "State law decides", "clause": "your state allows it", "by_law": True},
    "supervised": {"name": "Supervised", "clause": "a provider oversees you"},
    "trained": {"name": "Documented training first", "clause": "you are trained"},
}
"""What a standing limit with one of these ids has, where it does not say its own."""


class StandingLimit(Model):
    """What bounds several duties, worded once."""

    model_config = ConfigDict(
        json_schema_extra={
            "if": {"properties": {"id": {"enum": list(USUAL_LIMITS)}}},
            "else": {"required": ["name", "clause"]},
        }
    )

    id: Id
    """`delegated`, `state-law`, `supervised` and `trained` have a name and a clause; any other needs its own."""
    name: Line | None = None
    """Two or three words for it, which stand with each duty that carries it."""
    clause: Line | None = None
    """What completes "only when": your state allows it."""
    text: Text
    """The limit in full."""
    by_law: bool = False
    """Whether the law of a place decides: each duty that carries it then names the topics of the law."""

    @model_validator(mode="before")
    @classmethod
    def _says_the_usual(cls, data: Any) -> Any:
        usual = USUAL_LIMITS.get(str(data.get("id")), {}) if isinstance(data, Mapping) else {}
        return {**usual, **data} if usual else data

    @model_validator(mode="after")
    def _has_its_words(self) -> Self:
        for name in ("name", "clause"):
            if getattr(self, name) is None:
                hint = f"only {', '.join(USUAL_LIMITS)} have one already"
                raise fault(MISSING, f"the limit {self.id} needs a {name}", within=("id",), hint=hint)
        return self


class Duty(Model):
    """Something that a worker does, with the limits it carries."""

    id: Id
    name: Line
    """What it is, as something to do: Draw blood."""
    brief: Line | None = None
    """The same in fewer words, for a fact sheet."""
    icon: Icon | None = None
    """A small picture beside it on a fact sheet, which says nothing that the words do not."""
    side: Id
    """The side of the work that it is on, in a word of the article's own, by which a view can choose."""
    involves: Annotated[tuple[Text, ...], Field(min_length=1)]
    """What you do, point by point."""
    limits: tuple[LimitId, ...] = ()
    """The standing limits that apply; the article words them once, in `limits`."""
    topics: tuple[TopicId, ...] = ()
    """The topics of the law that govern it: at least one where a limit of it is `by_law`, else none."""
    not_yours: Text | None = None
    """What in this duty belongs to someone else."""
    codes: Codes = ()
    """The task in published classifications, for programs."""
    sources: Sources = ()
    """The ids of the sources that it rests on."""


def check_topics(duties: tuple[Duty, ...], limits: tuple[StandingLimit, ...]) -> None:
    """Raises for a duty of an article with a limit by law and no topics of the law, or the other way round."""
    by_law = {limit.id for limit in limits if limit.by_law}
    for number, duty in enumerate(duties):
        decides = not by_law.isdisjoint(duty.limits)
        if decides and not duty.topics:
            hint = "name the topics of the law that govern it"
            reason, within = "the law decides, and no topic says which", ("duties", number, "limits")
            raise fault(SENSE, reason, within=within, hint=hint)
        if duty.topics and not decides:
            hint = f"name one: {', '.join(sorted(by_law))}" if by_law else "add one with by_law: true to limits"
            reason, within = "a duty with topics has a limit by law", ("duties", number, "topics")
            raise fault(SENSE, reason, within=within, hint=hint)


class Skill(Model):
    """An ability the work asks for."""

    id: Id
    name: Line
    """What it is called."""
    kind: Id
    """What it is about, in a word of the article's own, by which a view can choose."""
    why: Text
    """Why it matters at work."""
    learned: Text
    """Where people learn it."""
    importance: Literal["top", "high", "useful"] | None = None
    """`top`: among those that its sources rate highest. `high`: rated high. `useful`: the work asks for it."""
    duties: tuple[DutyId, ...] = ()
    """Duties that use it."""
    sources: Sources = ()
    """The ids of the sources that it rests on."""


class FAQ(Model):
    """A question people ask, and its answer."""

    id: Id
    question: Line
    """The question, as people ask it."""
    answer: Annotated[tuple[Text, ...], Field(min_length=1)]
    """Paragraphs; the first one answers."""
    topics: tuple[TopicId, ...] = ()
    """The topics of the law that it asks about: for a region, what is known of them is the answer."""
    on_sheets_only: bool = False
    """Whether a guide leaves it out, because its sections answer it."""


class Term(Model):
    """A word of the trade in plain words."""

    id: Id
    term: Line
    """The word or the abbreviation, as texts have it."""
    plain: Text
    """What it means, as a phrase without a full stop."""
    spelled_out: Line | None = None
    """What an abbreviation stands for."""
    everyday: bool = False
    """Whether readers know it well enough for a sheet, which has no glossary, to print it without an explanation."""


class NextStep(Model):
    """Something to do now."""

    id: Id
    do: Text
    """What to do."""
    why: Text
    """Why it helps."""
    address: WebAddress | None = None
    """Where to do it."""
    address_label: Line | None = None
    """What is there, in a few words; without it, the address is printed."""


class Tool(Model):
    """A device or a program that the work is done with."""

    id: Id
    name: Line
    """What it is called."""
    use: Text
    """What it is used for."""
    sources: Sources = ()
    """The ids of the sources that it rests on."""


class Hours(Model):
    """When the work is done."""

    usual: Text
    """How many hours, and when."""
    other: Text
    """Evenings, weekends, holidays, part time."""
    ask: tuple[Text, ...] = ()
    """What to ask an employer."""
    sources: Sources = ()
    """The ids of the sources that it rests on."""


class Alias(Model):
    """What people type for something that the article calls otherwise; for those who search in it."""

    words: Line
    """What they type: how much, shots, felony."""
    means: Line
    """The words that the article has for it."""


class Acknowledgement(Model):
    """What a check finds and what has to stand all the same, with the reason; printed in place of a warning."""

    rule: Annotated[str, form(r"^CC[0-9]{3}$", "the code of a rule such as CC801")]
    """The rule that finds it."""
    about: Annotated[tuple[Id, ...], Field(min_length=1)]
    """The ids of the entries that the rule finds, or of the sources that it finds them by; for a field of the article
    itself, the article's own id."""
    reason: Text
    """Why it stands."""
