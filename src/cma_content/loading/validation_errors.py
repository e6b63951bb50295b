"""A validator's errors as problems: each mistake once, where it stands in the file."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from cma_content.diagnostics import rules
from cma_content.diagnostics.problem import Problem
from cma_content.diagnostics.rules import Rule
from cma_content.loading.document import MAX_PROBLEMS, Document, Location
from cma_content.loading.nearest import Names
from cma_content.loading.positions import Position, position_of
from cma_content.loading.validation_messages import BLAMED, Finding, message_of
from cma_content.model.references import Ids

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


def problems_of(document: Document, error: ValidationError, model: type[BaseModel], ids: Ids) -> Iterator[Problem]:
    """The problems that the validator of `model` found in a document's data, in the order of their places.

    `ids` are those that references can refer to.
    """
    names = Names()
    errors = [each for details in error.errors(include_url=False) for each in _each(details)]
    if len(errors) > MAX_PROBLEMS:
        message = f"more than {MAX_PROBLEMS:,} problems: {len(errors):,}"
        hint = "the file is hardly an article; was another one meant?"
        yield document.text.mark(0, 0).problem(rules.TOO_MANY_PROBLEMS, message, hint=hint)
    placed = [(details, position_of(document, way(details), model)) for details in errors[:MAX_PROBLEMS]]
    placed = [(details, position) for details, position in placed if not document.is_reported(position.steps)]
    placed.sort(key=lambda one: _place(document, one[1]))
    renamed = _renamed([details for details, _ in placed], names)
    fields = set(renamed.values())
    for details, position in placed:
        if details["type"] == "missing" and details["loc"] in fields:
            continue
        # An empty list is too short; so, to the validator, is a full one whose items are all wrong.
        if details["type"] == "too_short" and len(details["input"]) >= details["ctx"]["min_length"]:
            continue
        meant = str(renamed.get(details["loc"], ("",))[-1])
        yield _problem(document, _finding(details, position, model, meant, ids, names))


def _each(details: ErrorDetails) -> Iterator[ErrorDetails]:
    """A validator's error, and those of the same value that it brought along."""
    yield details
    for context in details.get("ctx", {}).get("also", ()):
        yield {**details, "ctx": context}


def way(details: ErrorDetails) -> Location:
    """A validator's location, down to the part at fault."""
    return (*details["loc"], *details.get("ctx", {}).get("within", ()))


def _place(document: Document, position: Position) -> tuple[str, int, int]:
    mark = document.mark(position.steps)
    return mark.text.name, mark.line, mark.column


def _renamed(errors: Sequence[ErrorDetails], names: Names) -> dict[Location, Location]:
    """The fields with an unknown name that most likely are fields which are missing beside them."""
    unknown: dict[Location, list[Location]] = {}
    missing: dict[Location, dict[str, Location]] = {}
    for details in errors:
        loc = details["loc"]
        if details["type"] == "extra_forbidden":
            unknown.setdefault(loc[:-1], []).append(loc)
        elif details["type"] == "missing":
            missing.setdefault(loc[:-1], {})[str(loc[-1])] = loc
    renamed = {}
    for owner, strangers in unknown.items():
        beside = missing.get(owner, {})
        only = next(iter(beside)) if len(beside) == len(strangers) == 1 and owner else ""
        for loc in strangers if beside else ():
            if meant := only or names.near(str(loc[-1]), beside, tuple(beside)):
                renamed[loc] = beside[meant]
    return renamed


def _finding(
    details: ErrorDetails, position: Position, model: type[BaseModel], meant: str, ids: Ids, names: Names
) -> Finding:
    kind, loc, typed, context = details["type"], details["loc"], details["input"], details.get("ctx", {})
    rule = rules.CATALOG[context["code"]] if kind == BLAMED else _RULES.get(kind, rules.KIND)
    if rule is rules.BLOCK_TYPE:
        typed = typed["type"]
    if typed is None and rule not in (rules.MISSING, rules.UNKNOWN_FIELD):
        rule = rules.KIND
    return Finding(rule, kind, context, typed, str(loc[-1]) if loc else "", position, model, meant, ids, names)


def _problem(document: Document, finding: Finding) -> Problem:
    message, steps = message_of(finding), finding.position.steps
    path = document.path(steps)
    if finding.kind == "union_tag_invalid":
        steps = (*steps, "type")
    hint = message.hint
    if finding.rule is rules.REPEATED_ID and "first" in finding.context:
        hint = _first(document, steps, finding.context["first"])
    at_key = steps in document.keys and (
        finding.rule is rules.UNKNOWN_FIELD or finding.name == "[key]" or finding.typed is None
    )
    nth = finding.context.get("nth", 0)
    mark = document.find(steps, message.at, nth, key=at_key) or document.mark(steps, key=at_key)
    return mark.problem(
        finding.rule, message.message, path=path, found=message.found, expected=message.expected, hint=hint
    )


def _first(document: Document, repeated: Location, first: Location) -> str:
    """Where an id that is repeated stands first."""
    text, mark = document.text_of(repeated), document.mark(first)
    return f"first on line {mark.line}" + (f" of {mark.text.name}" if mark.text is not text else "")
