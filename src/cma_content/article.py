"""The article: what is true of an occupation, as typed data."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import Field, ModelWrapValidatorHandler, ValidationError, model_validator
from pydantic_core import InitErrorDetails, PydanticCustomError

from cma_content.base import Id, Line, Model, Text, WebAddress, form, resolving
from cma_content.blocks import Block
from cma_content.entries import (
    FAQ,
    CareerStep,
    Code,
    Credential,
    Duty,
    EducationPath,
    Limit,
    NextStep,
    Skill,
    StateRule,
    Term,
)
from cma_content.facts import Fact, Pay, Place, Source

SCHEMA_VERSION = "1.0"


class Section(Model):
    """A titled part of the article."""

    id: Id
    title: Line
    blocks: Annotated[tuple[Block, ...], Field(min_length=1)]


class Article(Model):
    """A career guide: prose, typed collections, and every figure with its source."""

    schema_version: Literal["1.0"]
    """The version of this form; not the edition of the content, nor the version of the program."""
    id: Id
    language: Annotated[str, form(r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$", "a language tag such as en or es-MX")]
    """A BCP 47 tag, such as en or es-MX."""
    title: Line
    subtitle: Line
    edition: Annotated[str, form(r"^\d{4}\.\d{1,2}$", "year, point, number, such as 2026.1")]
    """Year and number of this edition of the content, such as 2026.1."""
    reviewed: date
    """When a person last checked the whole article."""
    next_review_due: date
    data_as_of: date
    """When the figures were last brought up to date."""
    publisher: Line
    contact: WebAddress | None = None
    """Where to report a mistake."""
    licence: Line
    licence_address: WebAddress

    main_message: Text
    """The one thing to remember."""
    call_to_action: Text
    """The one thing to do."""
    key_points: Annotated[tuple[Text, ...], Field(min_length=2, max_length=7)]
    hard_parts: Annotated[tuple[Text, ...], Field(min_length=1)]
    """What is hard about the job."""
    unknowns: Annotated[tuple[Text, ...], Field(min_length=1)]
    """What this guide cannot tell."""
    next_steps: Annotated[tuple[NextStep, ...], Field(min_length=1)]
    pay_notice: Text
    """Printed wherever pay is: whom the figures count and what they do not promise."""
    limits: Mapping[Limit, Text]
    """The wording of each standing limit."""
    codes: tuple[Code, ...] = ()
    other_names: tuple[Line, ...] = ()
    """Job titles that mean the same work."""

    sections: Annotated[tuple[Section, ...], Field(min_length=1)]
    duties: tuple[Duty, ...] = ()
    skills: tuple[Skill, ...] = ()
    faqs: tuple[FAQ, ...] = ()
    education_paths: tuple[EducationPath, ...] = ()
    credentials: tuple[Credential, ...] = ()
    career_steps: tuple[CareerStep, ...] = ()
    state_rules: tuple[StateRule, ...] = ()
    glossary: tuple[Term, ...] = ()
    places: tuple[Place, ...] = ()
    sources: tuple[Source, ...] = ()
    facts: tuple[Fact, ...] = ()
    pay: Pay | None = None

    @model_validator(mode="wrap")
    @classmethod
    def _resolve_references(cls, data: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        """Checks every reference while its field is validated, so that an error stands where it was typed."""
        ids = {kind: [id_ for _, id_ in _ids(data, field)] for kind, field in REFERRED.items()}
        repeated = [error for field in REFERRED.values() for error in _repeated(data, field)]
        with resolving({kind: frozenset(known) for kind, known in ids.items()}):
            try:
                article = handler(data)
            except ValidationError as error:
                if repeated:
                    raise ValidationError.from_exception_data(
                        cls.__name__, [*map(_again, error.errors()), *repeated]
                    ) from None
                raise
        if repeated:
            raise ValidationError.from_exception_data(cls.__name__, repeated)
        return article

    @model_validator(mode="after")
    def _tells_the_whole_story(self) -> Self:
        missing = {limit for duty in self.duties for limit in duty.limits} - set(self.limits)
        if missing:
            raise ValueError(f"limits has no wording for {', '.join(sorted(missing))}")
        if not self.reviewed < self.next_review_due:
            raise ValueError("next_review_due must be later than reviewed")
        return self


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of an article."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:cma-content:article:{SCHEMA_VERSION}",
        **Article.model_json_schema(),
    }


REFERRED: Mapping[str, str] = {
    "career step": "career_steps",
    "credential": "credentials",
    "duty": "duties",
    "education path": "education_paths",
    "fact": "facts",
    "faq": "faqs",
    "place": "places",
    "section": "sections",
    "skill": "skills",
    "source": "sources",
    "state rule": "state_rules",
    "term": "glossary",
}
"""What an id can name, and the field of the article that holds it."""


def _ids(data: Any, field: str) -> Iterator[tuple[int, str]]:
    """The index and id of each well-formed item of a collection in raw or validated data."""
    items = data.get(field) if isinstance(data, Mapping) else getattr(data, field, None)
    for index, item in enumerate(items if isinstance(items, list | tuple) else ()):
        id_ = item.get("id") if isinstance(item, Mapping) else getattr(item, "id", None)
        if isinstance(id_, str):
            yield index, id_


def _repeated(data: Any, field: str) -> Iterator[InitErrorDetails]:
    seen: Counter[str] = Counter()
    for index, id_ in _ids(data, field):
        seen[id_] += 1
        if seen[id_] > 1:
            reason = PydanticCustomError("repeated_id", "the id {id} is used twice", {"id": id_})
            yield InitErrorDetails(type=reason, loc=(field, index, "id"), input=id_)


def _again(error: Any) -> InitErrorDetails:
    reason = PydanticCustomError(error["type"], error["msg"], error.get("ctx"))
    return InitErrorDetails(type=reason, loc=error["loc"], input=error["input"])
