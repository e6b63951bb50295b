"""What is reported of a validator's finding: the message in an author's words, with the nearest remedy."""

import re
from collections.abc import Callable, Collection, Hashable, Mapping
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from pydantic import BaseModel

from cma_content.diagnostics import rules
from cma_content.diagnostics.rules import Rule
from cma_content.loading import characters
from cma_content.loading.nearest import MAX_LENGTH, Names, cut
from cma_content.loading.positions import Position, fields_of, is_union
from cma_content.model.base import FORMS
from cma_content.model.descriptions import description_of
from cma_content.model.references import Ids
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
    ids: Ids
    """What references can refer to."""
    names: Names


class Message(NamedTuple):
    """What is reported of a finding."""

    message: str
    expected: str = ""
    hint: str = ""
    found: str = ""
    at: str = ""
    """The words at fault, where they are not the whole value."""


def message_of(finding: Finding) -> Message:
    """The words for a finding."""
    context, typed = finding.context, finding.typed
    if finding.kind == BLAMED:
        reported = Message(
            context["reason"], context.get("expected", ""), context.get("hint", ""), context.get("at", "")
        )
    elif typed is None and finding.rule is rules.KIND:
        reported = _empty(finding)
    else:
        reported = _MESSAGES[finding.rule](finding)
    reported = reported._replace(at=context.get("at", ""))
    if finding.rule in _NAMES and (character := characters.unseen(context.get("id", "") or _name_in(finding))):
        hint = f"it holds {characters.name_of(character[0])}; {characters.hint_for(character[0])}"
        reported = reported._replace(hint=hint, at=character[0])
    found = reported.found.strip() or (cut(typed) if isinstance(typed, str) else "")
    return reported._replace(found=found)


_NAMES: Final = frozenset(
    {
        *(rules.BLOCK_TYPE, rules.CHOICE, rules.DATE, rules.KIND, rules.NUMBER, rules.PATTERN),
        *(rules.UNKNOWN_FIELD, rules.UNKNOWN_ID),
    }
)
"""Rules for names and numbers, in which a character that does not show is the fault itself."""


def _name_in(finding: Finding) -> str:
    if finding.rule is rules.UNKNOWN_FIELD:
        return finding.name
    return finding.typed if isinstance(finding.typed, str) else ""


def _hint(finding: Finding, name: str, known: Collection[str], of: Hashable) -> str:
    meant = finding.names.near(name, known, of)
    return f"did you mean {meant!r}?" if meant else ""


def _known(finding: Finding, typed: str, known: list[str]) -> tuple[str, str]:
    """What to expect of a value that is one of a few words, and the hint to the one that was meant."""
    words = tuple(known)
    return finding.names.listed(known, words), _hint(finding, typed, known, words)


def _listed(names: str) -> list[str]:
    """The names in a list that the validator quotes."""
    return names.replace("'", "").replace(" or ", ", ").split(", ")


_KINDS: Final[Mapping[type, str]] = {dict: "fields", list: "a list"}


def _shown(typed: Any) -> str:
    return f'"{cut(typed)}"' if isinstance(typed, str) else _KINDS.get(type(typed), str(typed))


def _empty(finding: Finding) -> Message:
    steps = finding.position.steps
    name = "type" if finding.kind == "union_tag_invalid" else steps[-1] if steps else ""
    if isinstance(name, str):
        return Message(f"{name} is empty", hint="write its value after the colon and a space")
    return Message("the item is empty", hint="write it after the dash and a space, or take the dash away")


def _missing(finding: Finding) -> Message:
    owner, name = finding.position.owner, finding.position.absent
    return Message(f"{name} is missing", description_of(owner, name) if name in fields_of(owner) else "")


def _unknown_field(finding: Finding) -> Message:
    name, known = finding.name, fields_of(finding.position.owner)
    message, name = f"unknown field {cut(name)!r}", cut(name)
    owner = finding.position.owner
    if meant := finding.meant or finding.names.near(finding.name, known, owner):
        return Message(message, hint=f"did you mean {meant!r}?", found=name)
    if name in finding.model.model_fields:
        hint = f"{name!r} is a field of the whole file: it starts a line, without spaces before it"
        return Message(message, hint=hint, found=name)
    if not re.fullmatch(r"\w+", name):
        hint = "a comma or a colon made a field of this; put text that holds one in double quotes"
        return Message(message, hint=hint, found=name)
    return Message(message, finding.names.listed(known, owner), found=name)


_WANTED: Final[Mapping[str, str]] = {"string_type": "text", "tuple_type": "a list", "list_type": "a list"}
_WAYS: Final[Mapping[tuple[str, str], str]] = {
    ("text", "fields"): "a colon and a space make fields; put the whole text in double quotes",
    ("text", "a list"): "write one text; one that starts with [ or a dash needs double quotes",
    ("a list", "text"): "put a dash and a space before each item, or brackets around them",
    ("a list", "fields"): "put a dash and a space before the first field of each item",
    ("fields", "a list"): "write fields without a dash before them",
}


def _kind(finding: Finding) -> Message:
    wanted, got = _WANTED.get(finding.kind, "fields"), _KINDS.get(type(finding.typed), "text")
    hint = _WAYS.get((wanted, got), "")
    if isinstance(finding.typed, str) and finding.typed.startswith("-"):
        hint = "put a space behind each dash"
    elif wanted == "a list" and isinstance(finding.typed, str) and finding.typed.startswith(characters.BULLETS):
        hint = f"{finding.typed[0]} (U+{ord(finding.typed[0]):04X}) is no dash: start each item with - and a space"
    expected = ""
    if wanted == "fields":
        example = "type: paragraph, text: Some words." if is_union(finding.position.shape) else ""
        names = ", ".join(fields_of(finding.position.shape)) or example
        expected = f"fields: {names}" if names else ""
    return Message(f"must be {wanted}, not {got}", expected, hint)


def _choice(finding: Finding) -> Message:
    shown = _shown(finding.typed)
    if finding.kind != "literal_error":
        return Message(f"{shown} is neither true nor false", "true or false")
    known = _listed(finding.context["expected"])
    return Message(
        f"{shown} is not one of the known values",
        finding.names.listed(known, tuple(known)),
        _hint(finding, str(finding.typed), known, tuple(known)),
    )


def _block_type(finding: Finding) -> Message:
    typed, known = finding.typed, _listed(finding.context["expected_tags"])
    message = f"unknown type {cut(typed)!r}" if isinstance(typed, str) else f"type must be text, not {_shown(typed)}"
    return Message(message, *_known(finding, str(typed), known))


def _unknown_id(finding: Finding) -> Message:
    kind, id_ = finding.context["kind"], finding.context["id"]
    known = finding.ids.get(kind, frozenset())
    near = _hint(finding, id_, known, kind) if known else f"the article has no {kind}: add one there, or take this away"
    hint = finding.context.get("remedy", near)
    expected = "" if hint else finding.names.listed(known, kind)
    return Message(f"there is no {kind} {cut(id_)!r}", expected, hint, found=cut(id_))


def _range(finding: Finding) -> Message:
    context = finding.context
    bound = f"at most {context['le']}" if "le" in context else f"at least {context['ge']}"
    return Message(f"must be {bound}, not {finding.typed}")


def _pattern(finding: Finding) -> Message:
    typed, pattern = finding.typed, finding.context["pattern"]
    message = f"{_shown(typed)} is not in the right form" if typed else "the text is empty"
    if len(typed) > MAX_LENGTH:
        return Message(message, FORMS[pattern])
    # Small changes that many a slip needs.
    words = "-".join(re.findall("[A-Za-z0-9]+", typed))
    address = f"https://{typed}" if re.match(r"[\w-]+(\.[\w-]+)+(/|$)", typed) else ""
    tries = (typed.strip(), typed.lower(), typed.replace("_", "-"), typed.replace("-", "."), address, words)
    meant = next((text for text in tries if text and re.search(pattern, text)), "")
    return Message(message, FORMS[pattern], f"did you mean {meant!r}?" if meant else "")


def _length(finding: Finding) -> Message:
    length, least, most = len(finding.typed), finding.context.get("min_length"), finding.context.get("max_length")
    if isinstance(finding.typed, str):
        if least:
            return Message("the text is empty", hint="write it between the quotes, or take the field away")
        return Message(
            f"the text has {length:,} characters", f"at most {most:,} characters", "shorten it, or divide it"
        )
    message = f"the list has {_items(length)}"
    if least:
        return Message(message, f"at least {_items(least)}")
    return Message(message, f"at most {_items(most)}", "divide it, or leave some out")


def _repeated_id(finding: Finding) -> Message:
    id_, first = str(finding.typed), str(finding.context["first_id"])
    if id_ == first:
        return Message(f"the id {id_!r} is used twice")
    return Message(f"the ids {id_!r} and {first!r} differ in nothing but case")


def _items(number: int | None) -> str:
    return f"{number or 'no'} item{'s' * (number != 1)}"


_MESSAGES: Final[Mapping[Rule, Callable[[Finding], Message]]] = {
    rules.BLOCK_TYPE: _block_type,
    rules.CHOICE: _choice,
    rules.DATE: lambda finding: Message(f"must be a date, not {_shown(finding.typed)}", A_DAY),
    rules.KIND: _kind,
    rules.LENGTH: _length,
    rules.MISSING: _missing,
    rules.NO_TYPE: lambda _: Message("type is missing", "a type, such as type: paragraph"),
    rules.NUMBER: lambda finding: Message(f"must be a number, not {_shown(finding.typed)}", A_NUMBER),
    rules.PATTERN: _pattern,
    rules.RANGE: _range,
    rules.REPEATED_ID: _repeated_id,
    rules.SENSE: lambda finding: Message(str(finding.context["error"])),
    rules.UNKNOWN_FIELD: _unknown_field,
    rules.UNKNOWN_ID: _unknown_id,
}
