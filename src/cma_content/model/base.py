"""What every part of the model shares: a frozen base, ids, checked text and checked references."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Annotated, Any, Final

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from cma_content.diagnostics import rules
from cma_content.diagnostics.rules import Rule
from cma_content.model import inline

Ids = Mapping[str, frozenset[str]]

# Longer than any address in running text; a line cannot be set from a word without end.
_LONG_WORD = re.compile(r"[^\s-]{121,}")
_known: ContextVar[Ids | None] = ContextVar("known ids", default=None)


@contextmanager
def resolving(ids: Ids) -> Iterator[None]:
    """While open, a reference to an id that is not in `ids` (kind to ids) is a validation error.

    Of a kind that `ids` lacks, nothing is said.
    """
    token = _known.set(ids)
    try:
        yield
    finally:
        _known.reset(token)


def check_reference(kind: str, id_: str, **context: Any) -> None:
    """Raises a validation error if `id_` is not among the ids of `kind` that are being resolved.

    `context` is as `fault` takes it.
    """
    known = _known.get()
    if known is not None and kind in known and id_ not in known[kind]:
        at = f"#{id_}" if kind == "section" else f"{kind}:{id_}"
        context |= {"kind": kind, "id": id_, "at": at}
        raise PydanticCustomError("unknown_reference", "no {kind} has the id {id}", context)


def refers_to(kind: str) -> AfterValidator:
    """A validator for a field that holds the id of a `kind`."""

    def check(id_: str) -> str:
        check_reference(kind, id_)
        return id_

    return AfterValidator(check)


def fault(rule: Rule, reason: str, **context: Any) -> PydanticCustomError:
    """What a validator raises to blame `rule`, with `reason` for an author to read.

    `context` may hold `within`, the steps from the validated value to the part at fault; `at`, the words at fault
    in it; `expected` and `hint`.
    """
    return PydanticCustomError("markup", "{reason}", {"code": rule.code, "reason": reason, **context})


def _check_markup(text: str) -> str:
    try:
        runs = inline.parse(text)
    except inline.MarkupError as error:
        raise fault(error.rule, str(error), at=error.at, expected=error.expected, hint=error.hint) from None
    for kind, id_ in inline.references(runs):
        check_reference(kind, id_)
    return text


def _check_words(text: str) -> str:
    if found := _LONG_WORD.search(text):
        raise fault(rules.LONG_WORD, f"a word without end: {found[0][:20]}…", at=found[0])
    return text


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
    AfterValidator(_check_words),
    Field(description="One line of plain text, no markup."),
]
Text = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=4000),
    AfterValidator(_check_words),
    AfterValidator(_check_markup),
    Field(description="A paragraph of text in the inline markup (see the README)."),
]
WebAddress = Annotated[
    str,
    form(r'^https?://[^\s<>"]+$', "an address that starts with https:// or http://, without spaces", max_length=500),
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
