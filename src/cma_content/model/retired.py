"""Ids that an article no longer uses: none is given again, and each names what took its place."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final, Literal

from pydantic_core import InitErrorDetails

from cma_content.diagnostics.rules import REPEATED_ID, SENSE, Rule
from cma_content.model.base import Edition, Id, Line, Model
from cma_content.model.ids import REFERRED, get, placed
from cma_content.model.references import Ids, Remedies, fault, unknown

Steps = tuple[str | int, ...]
Key = tuple[str, str]
_FIELD: Final = "retired"
_IN_TEXT: Final = re.compile(r"(?<=<)(fact|source|term):([\w-]+)(?=>)|(?<=\]\()(#|term:)([\w-]+)(?=\))")


class Retired(Model):
    """An id of an earlier edition; for programs that still have it, and not printed."""

    kind: Literal[
        "agency",
        "block",
        "career step",
        "credential",
        "duty",
        "education path",
        "fact",
        "faq",
        "limit",
        "next step",
        "place",
        "section",
        "similar job",
        "skill",
        "source",
        "state rule",
        "term",
        "tool",
        "topic",
        "work setting",
    ]
    """What it named."""
    id: Id
    """The id, which nothing has any more."""
    successor: Id | None = None
    """The id of what took its place; of another retired one, where that has a successor of its own."""
    edition: Edition
    """The first edition without it."""
    why: Line
    """Why it went, in a line."""


def successors(data: Any) -> Mapping[Key, str]:
    """The id that each (kind, id) that an article has retired became in the end; empty where nothing took its place."""
    after = {(entry["kind"], entry["id"]): entry["successor"] or "" for _, entry in _entries(data)}
    found: dict[Key, str] = {}
    for start in after:
        key, way = start, list[Key]()
        while key in after and key not in found:
            # Where they lead back, there is no end.
            found[key] = ""
            way.append(key)
            key = (key[0], after[key])
        found |= dict.fromkeys(way, found.get(key, key[1]))
    return found


def in_text(text: str, successors: Mapping[Key, str]) -> str:
    """A text in the inline markup with each reference to an id that has a successor leading there."""

    def one(found: re.Match[str]) -> str:
        mark, id_ = (found[1], found[2]) if found[1] else (found[3], found[4])
        kind = {"#": "section", "term:": "term"}.get(mark, mark)
        return f"{mark}{':' * bool(found[1])}{successors.get((kind, id_)) or id_}"

    return _IN_TEXT.sub(one, text)


def remedies(data: Any) -> Remedies:
    """What to write in place of each (kind, id) that an article, or its raw data, has retired, in words."""
    editions = {(entry["kind"], entry["id"]): entry["edition"] for _, entry in _entries(data)}
    return {
        key: f"it was retired in edition {editions[key]}: {f'use {end!r}' if end else 'nothing took its place'}"
        for key, end in successors(data).items()
    }


def faults(data: Any, ids: Ids) -> Iterator[InitErrorDetails]:
    """What is wrong with the retired ids of an article, or of its raw data: one is in use, or has no successor.

    `ids` are those in use, by kind.
    """
    entries: dict[Key, tuple[Steps, dict[str, Any]]] = {}
    for place, entry in _entries(data):
        key = _key(entry["kind"], entry["id"])
        if key in entries:
            reason = f"the {entry['kind']} {entry['id']!r} is retired twice"
            yield _error(REPEATED_ID, reason, "take one of the two away", (*place, "id"), entry["id"])
        else:
            entries[key] = (place, entry)
    for kind in sorted({kind for kind, _ in entries} & ids.keys()):
        for place, id_ in placed(data, REFERRED[kind]):
            if found := entries.get(_key(kind, id_)):
                reason = f"the id {id_!r} was retired in edition {found[1]['edition']}, and no id is used again"
                yield _error(REPEATED_ID, reason, f"give this {kind} another id", (*place, "id"), id_)
    yield from _successors(entries, ids)


def _successors(entries: Mapping[Key, tuple[Steps, dict[str, Any]]], ids: Ids) -> Iterator[InitErrorDetails]:
    done: set[Key] = set()
    for start in entries:
        key, way = start, set[Key]()
        while key in entries and key not in done:
            done.add(key)
            way.add(key)
            place, entry = entries[key]
            kind, successor = entry["kind"], entry["successor"]
            if successor is None:
                break
            after, at = _key(kind, successor), (*place, "successor")
            if after in way:
                reason = f"the successors of {entry['id']!r} lead back to it"
                yield _error(SENSE, reason, "name the one that is still in use", at, successor)
            elif after in entries:
                if entries[after][1]["successor"] is None:
                    reason = f"the successor {successor!r} is retired itself, and nothing took its place"
                    yield _error(SENSE, reason, "name one that is in use, or none", at, successor)
            elif kind in ids and successor not in ids[kind]:
                yield InitErrorDetails(type=unknown(kind, successor), loc=at, input=successor)
            key = after


def _error(rule: Rule, reason: str, hint: str, place: Steps, typed: str) -> InitErrorDetails:
    return InitErrorDetails(type=fault(rule, reason, hint=hint), loc=place, input=typed)


def _key(kind: str, id_: str) -> Key:
    # Files and links do not tell upper case from lower case.
    return kind, id_.casefold()


def _entries(data: Any) -> Iterator[tuple[Steps, dict[str, Any]]]:
    """Each entry that is whole, with its place; what is wrong with another, the validator says."""
    retired = get(data, _FIELD)
    for number, entry in enumerate(retired if isinstance(retired, list | tuple) else ()):
        fields = {name: get(entry, name) for name in ("kind", "id", "successor", "edition")}
        strings = all(isinstance(fields[name], str) for name in ("kind", "id", "edition"))
        if strings and isinstance(fields["successor"], str | None):
            yield (_FIELD, number), fields
