"""A validator's error as a problem: where it stands in the file, in an author's words, with the nearest remedy."""

import difflib
import types
import typing
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from cma_content import rules
from cma_content.article import Article
from cma_content.base import FORMS
from cma_content.problems import Problem
from cma_content.rules import Rule
from cma_content.yaml_events import Document, Location

_RULES: Final[Mapping[str, Rule]] = {
    "date_from_datetime_parsing": rules.DATE,
    "date_parsing": rules.DATE,
    "date_type": rules.DATE,
    "dict_type": rules.KIND,
    "extra_forbidden": rules.UNKNOWN_FIELD,
    "finite_number": rules.NUMBER,
    "float_parsing": rules.NUMBER,
    "float_type": rules.NUMBER,
    "int_from_float": rules.NUMBER,
    "int_parsing": rules.NUMBER,
    "int_parsing_size": rules.NUMBER,
    "int_type": rules.NUMBER,
    "list_type": rules.KIND,
    "literal_error": rules.CHOICE,
    "mapping_type": rules.KIND,
    "missing": rules.MISSING,
    "model_attributes_type": rules.KIND,
    "model_type": rules.KIND,
    "repeated_id": rules.REPEATED_ID,
    "string_pattern_mismatch": rules.PATTERN,
    "string_too_long": rules.LENGTH,
    "string_too_short": rules.LENGTH,
    "string_type": rules.KIND,
    "too_long": rules.LENGTH,
    "too_short": rules.LENGTH,
    "tuple_type": rules.KIND,
    "union_tag_invalid": rules.BLOCK_TYPE,
    "union_tag_not_found": rules.NO_TYPE,
    "unknown_reference": rules.UNKNOWN_ID,
    "value_error": rules.SENSE,
}
# What was found stands in the message, or there is nothing to be found.
_SELF_EVIDENT: Final = frozenset({rules.BLOCK_TYPE, rules.MISSING, rules.NO_TYPE, rules.SENSE, rules.UNKNOWN_ID})
_KINDS: Final[Mapping[type, str]] = {dict: "a mapping of fields", list: "a list", type(None): "nothing"}
_WANTED: Final[Mapping[str, str]] = {"string_type": "text", "tuple_type": "a list", "list_type": "a list"}


def problems_of(document: Document, error: ValidationError) -> Iterator[Problem]:
    """The problems that the validator found in a document's data."""
    for details in error.errors():
        # An empty list is too short; so, to the validator, is a full one whose items are all wrong. Say only the first.
        if details["type"] == "too_short" and details["input"]:
            continue
        steps, absent = _steps(document, details["loc"])
        at_key = details["type"] == "extra_forbidden" and steps in document.keys
        rule = _rule(details)
        message, expected, hint = _say(rule, details, absent)
        path = _path(document.data, steps)
        found = "" if rule in _SELF_EVIDENT else _found(details["input"])
        if details["type"] == "union_tag_invalid":
            steps = (*steps, "type")
        mark = document.find(steps, details.get("ctx", {}).get("at", "\n")) or document.mark(steps, key=at_key)
        yield mark.problem(rule, message, path=path, found=found, expected=expected, hint=hint)


def _rule(details: ErrorDetails) -> Rule:
    if details["type"] == "markup":
        return rules.CATALOGUE[details["ctx"]["code"]]
    return _RULES.get(details["type"], rules.KIND)


def _steps(document: Document, loc: Sequence[str | int]) -> tuple[Location, str]:
    """The part of `loc` that stands in the file, and the field that does not.

    Pydantic puts the tag of a union into a location; the file has no such step.
    """
    steps: Location = ()
    absent = ""
    for step in loc:
        absent = ""
        if (*steps, step) in document.values:
            steps = (*steps, step)
        else:
            absent = str(step)
    return steps, absent


def _path(data: Any, steps: Location) -> str:
    """`steps` for a reader: items of a list go by their id where they have one."""
    words = ""
    for step in steps:
        data = data[step]
        if isinstance(step, int):
            name = data.get("id") if isinstance(data, dict) else None
            words += f"[{name if isinstance(name, str) else step + 1}]"
        else:
            words += f".{step}" if words else step
    return words


def _found(value: Any) -> str:
    """A value as it was found, cut to a line."""
    if isinstance(value, str):
        return f'"{value[:60]}…"' if len(value) > 60 else f'"{value}"'
    return _KINDS.get(type(value), str(value))


def _say(rule: Rule, details: ErrorDetails, absent: str) -> tuple[str, str, str]:
    """Message, what is expected, and hint."""
    context: dict[str, Any] = details.get("ctx", {})
    found = details["input"]
    match rule:
        case rules.MISSING:
            return f"{absent} is missing", "", ""
        case rules.UNKNOWN_FIELD:
            name = str(details["loc"][-1])
            return f"unknown field {name!r}", "", _nearest(name, _fields(details["loc"][:-1]))
        case rules.BLOCK_TYPE:
            known = _listed(context["expected_tags"])
            return f"unknown type {context['tag']!r}", "", _nearest(context["tag"], known)
        case rules.NO_TYPE:
            return "type is missing", "a type, such as type: paragraph", ""
        case rules.CHOICE:
            known = _listed(context["expected"].replace(" or ", ", "))
            return f"{_found(found)} is not one of the known values", ", ".join(known), _nearest(str(found), known)
        case rules.UNKNOWN_ID:
            message = f"there is no {context['kind']} {context['id']!r}"
            return message, "", _nearest(context["id"], context["known"])
        case rules.KIND:
            wanted = _WANTED.get(details["type"], "a mapping of fields")
            return f"must be {wanted}, not {_KINDS.get(type(found), 'text')}", wanted, ""
        case rules.NUMBER:
            return f"must be a number, not {_found(found)}", "digits and at most one point", ""
        case rules.DATE:
            return f"must be a date, not {_found(found)}", "year, month, day, such as 2026-11-23", ""
        case rules.PATTERN:
            return f"{_found(found)} is not in the right form", FORMS[context["pattern"]], ""
        case rules.LENGTH:
            return _length(details["type"], context), "", ""
        case rules.SENSE:
            return str(context["error"]), "", ""
    return details["msg"], "", ""


def _length(kind: str, context: Mapping[str, Any]) -> str:
    match kind:
        case "string_too_short":
            return "the text is empty"
        case "string_too_long":
            return f"the text is longer than {context['max_length']} characters"
        case "too_short":
            return f"the list needs at least {context['min_length']}"
    return f"the list may hold at most {context['max_length']}"


def _listed(names: str) -> list[str]:
    """The names in a list that the validator quotes."""
    return names.replace("'", "").split(", ")


def _nearest(name: str, known: Sequence[str]) -> str:
    close = difflib.get_close_matches(name, known, n=1)
    if close:
        return f"did you mean {close[0]!r}?"
    return "known: " + ", ".join(sorted(known)) if 0 < len(known) <= 20 else ""


def _fields(loc: Sequence[str | int]) -> list[str]:
    """The names of the fields that an article may have at `loc`."""
    here: Any = Article
    for step in loc:
        here = _enter(here, step)
    return list(here.model_fields) if isinstance(here, type) and issubclass(here, BaseModel) else []


def _enter(annotation: Any, step: str | int) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        field = annotation.model_fields.get(str(step))
        return _bare(field.annotation) if field else None
    arguments = [_bare(part) for part in typing.get_args(annotation)]
    if isinstance(step, int):
        return arguments[0] if arguments else None
    for part in arguments:
        tag = part.model_fields.get("type") if isinstance(part, type) and issubclass(part, BaseModel) else None
        if tag and step in typing.get_args(tag.annotation):
            return part
    return None


def _bare(annotation: Any) -> Any:
    """`annotation` without `Annotated` and without `| None`."""
    while typing.get_origin(annotation) is typing.Annotated:
        annotation = typing.get_args(annotation)[0]
    if typing.get_origin(annotation) in (typing.Union, types.UnionType):
        some = [part for part in typing.get_args(annotation) if part is not type(None)]
        if len(some) == 1:
            return _bare(some[0])
    return annotation
