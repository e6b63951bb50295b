"""What is said of a validator's finding, in an author's words, with the nearest remedy."""

import difflib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from pydantic import BaseModel

from cma_content.diagnostics import rules
from cma_content.diagnostics.rules import Rule
from cma_content.loading.positions import Position, description_of, fields_of, is_union
from cma_content.model.base import FORMS
from cma_content.model.scalars import A_DAY, A_NUMBER

BLAMED: Final = "markup"
"""The type of error in which a validator of ours has named the rule itself."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What the validator found."""

    rule: Rule
    kind: str
    """The validator's own name for the error."""
    context: Mapping[str, Any]
    typed: Any
    name: str
    """The last step of the way there."""
    position: Position
    model: type[BaseModel]
    meant: str
    """The missing field that an unknown one most likely is."""


class Said(NamedTuple):
    """What is said of a finding."""

    message: str
    expected: str = ""
    hint: str = ""
    found: str = ""


def say(finding: Finding) -> Said:
    """The words for a finding."""
    context, typed = finding.context, finding.typed
    if finding.kind == BLAMED:
        said = Said(context["reason"], context.get("expected", ""), context.get("hint", ""), context.get("at", ""))
    elif typed is None and finding.rule is rules.KIND:
        said = _empty(finding)
    else:
        said = _SAYINGS[finding.rule](finding)
    found = said.found.strip() or (_cut(typed) if isinstance(typed, str) else "")
    return said._replace(found=found)


def near(name: str, known: Sequence[str]) -> str:
    """The name of `known` that was most likely meant, if one is close; case, dashes and the like do not count."""
    bare = {_bare(other): other for other in known}
    close = difflib.get_close_matches(_bare(name), bare, n=1)
    return bare[close[0]] if close else ""


def _bare(name: str) -> str:
    return re.sub(r"[\W_]", "", name.casefold())


def _hint(name: str, known: Sequence[str]) -> str:
    meant = near(name, known)
    return f"did you mean {meant!r}?" if meant else ""


def _one_of(known: Sequence[str]) -> str:
    return ("one of " if len(known) > 1 else "") + ", ".join(sorted(known))


def _listed(names: str) -> list[str]:
    """The names in a list that the validator quotes."""
    return names.replace("'", "").replace(" or ", ", ").split(", ")


def _cut(text: str) -> str:
    """At most a line of `text`."""
    text = " ".join(text.split())
    return f"{text[:60]}…" if len(text) > 60 else text


_KINDS: Final[Mapping[type, str]] = {dict: "fields", list: "a list"}


def _shown(typed: Any) -> str:
    return f'"{_cut(typed)}"' if isinstance(typed, str) else _KINDS.get(type(typed), str(typed))


def _empty(finding: Finding) -> Said:
    steps = finding.position.steps
    name = "type" if finding.kind == "union_tag_invalid" else steps[-1] if steps else ""
    if isinstance(name, str):
        return Said(f"{name} is empty", hint="write its value after the colon and a space")
    return Said("the item is empty", hint="write it after the dash and a space, or take the dash away")


def _missing(finding: Finding) -> Said:
    return Said(
        f"{finding.position.absent} is missing", description_of(finding.position.owner, finding.position.absent)
    )


def _unknown_field(finding: Finding) -> Said:
    name, known = finding.name, fields_of(finding.position.owner)
    message = f"unknown field {name!r}"
    if meant := finding.meant or near(name, known):
        return Said(message, hint=f"did you mean {meant!r}?", found=name)
    if name in finding.model.model_fields:
        hint = f"{name!r} is a field of the whole file: it starts a line, without spaces before it"
        return Said(message, hint=hint, found=name)
    if not re.fullmatch(r"\w+", name):
        hint = "a comma or a colon made a field of this; put text that holds one in double quotes"
        return Said(message, hint=hint, found=name)
    return Said(message, _one_of(known), found=name)


_WANTED: Final[Mapping[str, str]] = {"string_type": "text", "tuple_type": "a list", "list_type": "a list"}
_WAYS: Final[Mapping[tuple[str, str], str]] = {
    ("text", "fields"): "a colon and a space make fields; put the whole text in double quotes",
    ("text", "a list"): "write one text; one that starts with [ or a dash needs double quotes",
    ("a list", "text"): "put a dash and a space before each item, or brackets around them",
    ("a list", "fields"): "put a dash and a space before the first field of each item",
    ("fields", "a list"): "write fields without a dash before them",
}


def _kind(finding: Finding) -> Said:
    wanted, got = _WANTED.get(finding.kind, "fields"), _KINDS.get(type(finding.typed), "text")
    hint = _WAYS.get((wanted, got), "")
    if isinstance(finding.typed, str) and finding.typed.startswith("-"):
        hint = "put a space behind each dash"
    expected = ""
    if wanted == "fields":
        example = "type: paragraph, text: Some words." if is_union(finding.position.shape) else ""
        names = ", ".join(fields_of(finding.position.shape)) or example
        expected = f"fields: {names}" if names else ""
    return Said(f"must be {wanted}, not {got}", expected, hint)


def _choice(finding: Finding) -> Said:
    shown = _shown(finding.typed)
    if finding.kind != "literal_error":
        return Said(f"{shown} is neither true nor false", "true or false")
    known = _listed(finding.context["expected"])
    return Said(f"{shown} is not one of the known values", _one_of(known), _hint(str(finding.typed), known))


def _block_type(finding: Finding) -> Said:
    typed, known = finding.typed, _listed(finding.context["expected_tags"])
    message = f"unknown type {typed!r}" if isinstance(typed, str) else f"type must be text, not {_shown(typed)}"
    return Said(message, _one_of(known), _hint(str(typed), known))


def _unknown_id(finding: Finding) -> Said:
    kind, id_, known = (finding.context[name] for name in ("kind", "id", "known"))
    hint = _hint(id_, known) if known else f"there is no {kind} at all; add it"
    return Said(f"there is no {kind} {id_!r}", "" if hint else _one_of(known), hint, found=id_)


def _range(finding: Finding) -> Said:
    context = finding.context
    bound = f"at most {context['le']}" if "le" in context else f"at least {context['ge']}"
    return Said(f"must be {bound}, not {finding.typed}")


def _pattern(finding: Finding) -> Said:
    typed, pattern = finding.typed, finding.context["pattern"]
    message = f"{_shown(typed)} is not in the right form" if typed else "the text is empty"
    # Small changes that many a slip needs.
    words = "-".join(re.findall("[A-Za-z0-9]+", typed))
    address = f"https://{typed}" if re.match(r"[\w-]+(\.[\w-]+)+(/|$)", typed) else ""
    tries = (typed.strip(), typed.lower(), typed.replace("_", "-"), typed.replace("-", "."), address, words)
    meant = next((text for text in tries if text and re.search(pattern, text)), "")
    return Said(message, FORMS[pattern], f"did you mean {meant!r}?" if meant else "")


def _length(finding: Finding) -> Said:
    length, least, most = len(finding.typed), finding.context.get("min_length"), finding.context.get("max_length")
    if isinstance(finding.typed, str):
        if least:
            return Said("the text is empty", hint="write it between the quotes, or take the field away")
        return Said(f"the text has {length:,} characters", f"at most {most:,} characters", "shorten it, or divide it")
    message = f"the list has {_items(length)}"
    if least:
        return Said(message, f"at least {_items(least)}")
    return Said(message, f"at most {_items(most)}", "divide it, or leave some out")


def _items(number: int | None) -> str:
    return f"{number or 'no'} item{'s' * (number != 1)}"


_SAYINGS: Final[Mapping[Rule, Callable[[Finding], Said]]] = {
    rules.BLOCK_TYPE: _block_type,
    rules.CHOICE: _choice,
    rules.DATE: lambda finding: Said(f"must be a date, not {_shown(finding.typed)}", A_DAY),
    rules.KIND: _kind,
    rules.LENGTH: _length,
    rules.MISSING: _missing,
    rules.NO_TYPE: lambda _: Said("type is missing", "a type, such as type: paragraph"),
    rules.NUMBER: lambda finding: Said(f"must be a number, not {_shown(finding.typed)}", A_NUMBER),
    rules.PATTERN: _pattern,
    rules.RANGE: _range,
    rules.REPEATED_ID: lambda finding: Said(f"the id {finding.typed!r} is used twice"),
    rules.SENSE: lambda finding: Said(str(finding.context["error"])),
    rules.UNKNOWN_FIELD: _unknown_field,
    rules.UNKNOWN_ID: _unknown_id,
}
