"""What every part of the model shares: a frozen base, ids, checked text and checked references."""

from typing import Annotated, Final

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from cma_content.model.references import refers_to
from cma_content.model.text import check_words

FORMS: Final[dict[str, str]] = {}
"""The pattern of each kind of formed text, and what it asks for in an author's words."""


def form(pattern: str, words: str, *, max_length: int | None = None) -> StringConstraints:
    """A constraint to `pattern`, which error messages put as `words`."""
    FORMS[pattern] = words
    return StringConstraints(pattern=pattern, max_length=max_length)


class Model(BaseModel):
    """A frozen record that accepts no field it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_default=True, use_attribute_docstrings=True)


Id = Annotated[
    str,
    form(r"^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$", "letters and digits in groups joined by single hyphens", max_length=80),
    Field(description="A stable name: letters and digits in groups joined by single hyphens."),
]
Line = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=300),
    AfterValidator(check_words),
    Field(description="One line of plain text, no markup."),
]
WebAddress = Annotated[
    str,
    form(r"^https?://[^\s<>\"]+$", "an address that starts with https:// or http://, without spaces", max_length=500),
    Field(description="An http or https address."),
]
Language = Annotated[
    str,
    form(r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$", "a language tag such as en or es-MX"),
    Field(description="A BCP 47 tag, such as en or es-MX."),
]
SourceId = Annotated[Id, refers_to("source"), Field(description="The id of a source.")]
FactId = Annotated[Id, refers_to("fact"), Field(description="The id of a fact.")]
DutyId = Annotated[Id, refers_to("duty"), Field(description="The id of a duty.")]
SkillId = Annotated[Id, refers_to("skill"), Field(description="The id of a skill.")]
BlockId = Annotated[Id, refers_to("block"), Field(description="The id of a block of a section.")]
SectionId = Annotated[Id, refers_to("section"), Field(description="The id of a section.")]
PlaceId = Annotated[Id, refers_to("place"), Field(description="The id of a place.")]
