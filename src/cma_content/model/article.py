"""The article: what is true of an occupation, as typed data."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    Field,
    ModelWrapValidatorHandler,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)

from cma_content.diagnostics.rules import SENSE
from cma_content.model.base import Edition, FrozenDict, Id, Language, Line, Model, WebAddress, spelled
from cma_content.model.blocks import Block
from cma_content.model.careers import CareerStep, Credential, EducationPath, SimilarJob, WorkSetting
from cma_content.model.entries import (
    FAQ,
    Acknowledgement,
    Alias,
    ClassificationCode,
    Duty,
    Hours,
    NextStep,
    Skill,
    StandingLimit,
    Term,
    Tool,
    check_topics,
)
from cma_content.model.fact_sheet import SheetPart
from cma_content.model.facts import Fact, Source
from cma_content.model.ids import REFERRED, again, ids_of, repeated
from cma_content.model.key_figures import KeyFigure, check_key_figures
from cma_content.model.law import Agency, StateRule, Topic, check_places
from cma_content.model.lookups import Lookup, indexes_of
from cma_content.model.pay import Pay
from cma_content.model.pay_figures import check_from_pay, from_pay
from cma_content.model.places import Place
from cma_content.model.program import Program
from cma_content.model.references import fault, replacing, resolving
from cma_content.model.retired import Retired, faults, remedies
from cma_content.model.scalars import Day
from cma_content.model.sections import Group, Section, check_groups
from cma_content.model.text import Text

if TYPE_CHECKING:
    from cma_content.model.search import Match

SCHEMA_VERSION = "1.0"


class Article(Model):
    """A career guide: prose, typed collections, and every figure with its source."""

    __slots__ = ("_indexes",)
    shown = ("id", "edition", "sections", "duties", "facts")

    schema_version: Literal["1.0"]
    """The version of this form; not the edition of the content, nor the version of the program."""
    id: Id
    """The name of the guide in file names and links."""
    language: Language
    """The language that it is written in."""
    title: Line
    """What the guide is called."""
    subtitle: Line
    """What it is, below the title."""
    edition: Edition
    """Year and number of this edition of the content, such as 2026.1."""
    reviewed: Day
    """When a person last checked the whole article."""
    next_review_due: Day
    """When a person has to check it again."""
    reviewers: tuple[Line, ...] = ()
    """Who outside the publisher checked it, by name and profession; none yet where it is empty."""
    publisher: Line
    """Who stands behind the guide."""
    contact: WebAddress | None = None
    """Where to report a mistake."""
    license: Annotated[Line, spelled("license", "licence")]
    """The terms of its words, in short, such as CC BY 4.0."""
    license_address: Annotated[WebAddress, spelled("license_address", "licence_address")]
    """Where those terms stand in full."""

    main_message: Text
    """The one thing to remember."""
    call_to_action: Text
    """The one thing to do."""
    key_points: Annotated[tuple[Text, ...], Field(min_length=2, max_length=7)]
    """What to take away, a sentence or two each."""
    hard_parts: Annotated[tuple[Text, ...], Field(min_length=1)]
    """What is hard about the job."""
    good_parts: tuple[Text, ...] = ()
    """What is good about the job."""
    key_figures: Annotated[tuple[KeyFigure, ...], Field(max_length=6)] = ()
    """What a first page prints large, in order."""
    unknowns: Annotated[tuple[Text, ...], Field(min_length=1)]
    """What this guide cannot tell."""
    next_steps: Annotated[tuple[NextStep, ...], Field(min_length=1)]
    """What a reader can do now, the first thing first."""
    pay_notice: Text
    """Printed wherever pay is: whom the figures count and what they do not promise."""
    pay_notice_in_short: Text | None = None
    """The same in a line, for a fact sheet."""
    limits: tuple[StandingLimit, ...] = ()
    """What bounds several duties, each worded once, in the order of print."""
    codes: tuple[ClassificationCode, ...] = ()
    """The occupation in published classifications, for programs."""
    other_names: tuple[Line, ...] = ()
    """Job titles that mean the same work, for programs that look it up."""
    aliases: tuple[Alias, ...] = ()
    """What people type, and what the article calls it."""

    labels: Annotated[Mapping[Line, Line], AfterValidator(FrozenDict), Field(default_factory=dict)]
    """Fixed words of a handout that the article says in its own way, by their keys, such as `local_rules`."""

    sections: Annotated[tuple[Section, ...], Field(min_length=1)]
    """The parts of the guide."""
    groups: tuple[Group, ...] = ()
    """Which sections belong together, in the order of print; those in no group follow as they are listed."""
    fact_sheet: tuple[SheetPart, ...] = ()
    """What a sheet of one or two sides prints, in order."""
    duties: tuple[Duty, ...] = ()
    """What a worker does."""
    skills: tuple[Skill, ...] = ()
    """What the work asks of a person."""
    faqs: tuple[FAQ, ...] = ()
    """What people ask, with the answers."""
    education_paths: tuple[EducationPath, ...] = ()
    """The ways into the work."""
    credentials: tuple[Credential, ...] = ()
    """The certifications that a worker may hold."""
    similar_jobs: tuple[SimilarJob, ...] = ()
    """What people weigh against this work."""
    work_settings: tuple[WorkSetting, ...] = ()
    """The kinds of places where it is done."""
    tools: tuple[Tool, ...] = ()
    """What it is done with."""
    hours: Hours | None = None
    """When the work is done."""
    career_steps: tuple[CareerStep, ...] = ()
    """Where it can lead."""
    topics: tuple[Topic, ...] = ()
    """What the law of a state may speak of, in the order of print."""
    state_rules: tuple[StateRule, ...] = ()
    """What the law says, place by place."""
    agencies: tuple[Agency, ...] = ()
    """Whom to ask about the law, place by place."""
    glossary: tuple[Term, ...] = ()
    """The words of the trade, which texts explain where they use them."""
    places: tuple[Place, ...] = ()
    """Every place that a figure or a rule speaks of; those of a wage table come with it."""
    sources: tuple[Source, ...] = ()
    """Where the facts and rules come from."""
    facts: tuple[Fact, ...] = ()
    """Every figure of the guide, each with its unit, place, period and source."""
    pay: Pay | None = None
    """What the work pays, by area."""
    program: Program | None = None
    """Who hands the article out, where someone does."""
    acknowledged: tuple[Acknowledgement, ...] = ()
    """What checks find and what has to stand all the same."""
    retired: tuple[Retired, ...] = ()
    """Ids of earlier editions, which nothing has any more; for machines."""

    section: ClassVar = Lookup[Section]("section", "sections")
    block: ClassVar = Lookup[Block]("block", "sections.blocks")
    duty: ClassVar = Lookup[Duty]("duty", "duties")
    limit: ClassVar = Lookup[StandingLimit]("limit", "limits")
    skill: ClassVar = Lookup[Skill]("skill", "skills")
    faq: ClassVar = Lookup[FAQ]("faq", "faqs")
    education_path: ClassVar = Lookup[EducationPath]("education path", "education_paths")
    credential: ClassVar = Lookup[Credential]("credential", "credentials")
    career_step: ClassVar = Lookup[CareerStep]("career step", "career_steps")
    state_rule: ClassVar = Lookup[StateRule]("state rule", "state_rules")
    topic: ClassVar = Lookup[Topic]("topic", "topics")
    similar_job: ClassVar = Lookup[SimilarJob]("similar job", "similar_jobs")
    work_setting: ClassVar = Lookup[WorkSetting]("work setting", "work_settings")
    tool: ClassVar = Lookup[Tool]("tool", "tools")
    agency: ClassVar = Lookup[Agency]("agency", "agencies")
    next_step: ClassVar = Lookup[NextStep]("next step", "next_steps")
    term: ClassVar = Lookup[Term]("term", "glossary")
    place: ClassVar = Lookup[Place]("place", "places")
    source: ClassVar = Lookup[Source]("source", "sources")
    fact: ClassVar = Lookup[Fact]("fact", "facts")

    def with_program(self, program: Program | None) -> Self:
        """The article with another program; raises `UnknownIdError` where it names what the article lacks."""
        if program is self.program:
            return self
        for kind, id_ in program.refers() if program else ():
            getattr(self, kind.replace(" ", "_"))(id_)
        made = BaseModel.model_copy(self, update={"program": program})
        # What is found by them is the same: no program is in them.
        object.__setattr__(made, "_indexes", indexes_of(self))
        return made

    def find(self, query: str, most: int = 10) -> "tuple[Match, ...]":
        """The entries that fit a query in everyday words, best first: `guide.find("drawing blood")`.

        Searches titles, aliases and texts, without a network, and finds the same in every run.
        """
        from cma_content.model.search import find

        return find(self, query, most)

    @field_validator("next_review_due")
    @classmethod
    def _comes_after_the_last(cls, due: date, info: ValidationInfo) -> date:
        reviewed = info.data.get("reviewed")
        if reviewed and due <= reviewed:
            raise fault(SENSE, f"next_review_due must be later than reviewed, which is {reviewed}")
        return due

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        check_from_pay(self.facts, self.pay)
        check_groups(self.groups, self.sections)
        check_key_figures(self.key_figures, self.fact, self.place)
        check_places(self.state_rules)
        check_topics(self.duties, self.limits)
        return self

    @model_validator(mode="wrap")
    @classmethod
    def _resolve_references(cls, data: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        """Checks every reference while its field is validated, so that an error stands where it was typed."""
        data = from_pay(data)
        ids = ids_of(data, cls.model_fields)
        wrong = [error for field in REFERRED.values() for error in repeated(data, field)]
        wrong += faults(data, ids)
        with resolving(ids), replacing(remedies(data)):
            try:
                article = handler(data)
            except ValidationError as error:
                if wrong:
                    raise ValidationError.from_exception_data(
                        cls.__name__, [*map(again, error.errors()), *wrong]
                    ) from None
                raise
        if wrong:
            raise ValidationError.from_exception_data(cls.__name__, wrong)
        return article
