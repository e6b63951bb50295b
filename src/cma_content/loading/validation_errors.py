"""A validator's errors as problems: each mistake once, where it stands in the file."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from cma_content.diagnostics import rules
from cma_content.diagnostics.problem import Problem
from cma_content.diagnostics.rules import Rule
from cma_content.loading.document import Document, Location
from cma_content.loading.messages import BLAMED, Finding, near, say
from cma_content.loading.positions import position_of

_RULES: Final[Mapping[str, Rule]] = {
    "bool_parsing": rules.CHOICE,
    "bool_type": rules.CHOICE,
    "date_type": rules.DATE,
    "dict_type": rules.KIND,
    "extra_forbidden": rules.UNKNOWN_FIELD,
    "finite_number": rules.NUMBER,
    "float_type": rules.NUMBER,
    "greater_than_equal": rules.RANGE,
    "int_from_float": rules.NUMBER,
    "int_parsing": rules.NUMBER,
    "int_type": rules.NUMBER,
    "less_than_equal": rules.RANGE,
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


def problems_of(document: Document, error: ValidationError, model: type[BaseModel]) -> Iterator[Problem]:
    """The problems that the validator of `model` found in a document's data."""
    errors = error.errors()
    renamed = _renamed(errors)
    for details in errors:
        if details["type"] == "missing" and details["loc"] in renamed.values():
            continue
        # An empty list is too short; so, to the validator, is a full one whose items are all wrong.
        if details["type"] == "too_short" and len(details["input"]) >= details["ctx"]["min_length"]:
            continue
        finding = _finding(document, details, model, str(renamed.get(details["loc"], ("",))[-1]))
        steps = finding.position.steps
        if not any(steps[:depth] in document.told for depth in range(1, len(steps) + 1)):
            yield _problem(document, finding)


def _renamed(errors: Sequence[ErrorDetails]) -> dict[Location, Location]:
    """The fields with an unknown name that most likely are fields which are missing beside them."""
    unknown = [details["loc"] for details in errors if details["type"] == "extra_forbidden"]
    missing = [details["loc"] for details in errors if details["type"] == "missing"]
    renamed = {}
    for loc in unknown:
        beside = {str(other[-1]): other for other in missing if other[:-1] == loc[:-1]}
        only = len(beside) == 1 and len(loc) > 1 and sum(other[:-1] == loc[:-1] for other in unknown) == 1
        if meant := next(iter(beside)) if only else near(str(loc[-1]), list(beside)):
            renamed[loc] = beside[meant]
    return renamed


def _finding(document: Document, details: ErrorDetails, model: type[BaseModel], meant: str) -> Finding:
    kind, loc, typed, context = details["type"], details["loc"], details["input"], details.get("ctx", {})
    rule = rules.CATALOG[context["code"]] if kind == BLAMED else _RULES.get(kind, rules.KIND)
    if rule is rules.BLOCK_TYPE:
        typed = typed["type"]
    position = position_of(document, (*loc, *context.get("within", ())), model)
    if typed is None and rule not in (rules.MISSING, rules.UNKNOWN_FIELD):
        rule = rules.KIND
    return Finding(rule, kind, context, typed, str(loc[-1]) if loc else "", position, model, meant)


def _problem(document: Document, finding: Finding) -> Problem:
    said, steps = say(finding), finding.position.steps
    path = _path(document.data, steps)
    if finding.kind == "union_tag_invalid":
        steps = (*steps, "type")
    hint = _first(document, steps) if finding.rule is rules.REPEATED_ID else said.hint
    at_key = steps in document.keys and (
        finding.rule is rules.UNKNOWN_FIELD or finding.name == "[key]" or finding.typed is None
    )
    mark = document.find(steps, finding.context.get("at", "\n")) or document.mark(steps, key=at_key)
    return mark.problem(finding.rule, said.message, path=path, found=said.found, expected=said.expected, hint=hint)


def _path(data: Any, steps: Location) -> str:
    """`steps` for a reader: items of a list go by their id where they have one."""
    words = ""
    for step in steps:
        data = data[step]
        if isinstance(step, int):
            name = data.get("id") if isinstance(data, dict) else None
            known = isinstance(name, str) and re.fullmatch(r"[\w-]{1,80}", name)
            words += f"[{name if known else step + 1}]"
        else:
            words += f".{step}" if words else step
    return words


def _first(document: Document, steps: Location) -> str:
    """A hint to the place where an id that is used twice was used first."""
    *collection, index, field = steps
    for number in range(int(index)):
        other = (*collection, number, field)
        if other in document.values and document.at(other) == document.at(steps):
            return f"first on line {document.mark(other).line}"
    return ""
