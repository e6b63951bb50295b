"""YAML as plain data with the place of every key and value, and none of YAML's surprises.

Every scalar stays the text that was typed, its accented letters composed (NFC); the model gives it a type. Anchors,
aliases, tags, second documents, repeated keys and deep nesting are refused. Works on the parser's events: no recursion.
"""

import contextlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

import yaml

from cma_content.diagnostics import rules
from cma_content.diagnostics.problem import Mark, Problem, Text
from cma_content.loading import characters
from cma_content.loading.document import MAX_PROBLEMS, Data, Document, Location, Places, lines_of, mark_of, span
from cma_content.loading.lost_text import report_lost_text
from cma_content.loading.plain_data import MAX_DEPTH, MAX_VALUES, NULLS, plain_data
from cma_content.loading.pure_loader import PureLoader
from cma_content.loading.syntax_errors import quoted, syntax_problem
from cma_content.loading.tabs import report_tabs

_YAML_TAG: Final = "tag:yaml.org,2002:"
_BRACKET: Final = re.compile(r"[\[{\]}]")


# libyaml is ten times faster; the pure parser stands in where the C one was not built.
_LOADER = getattr(yaml, "CSafeLoader", PureLoader)


@dataclass(slots=True)
class _Open:
    """A mapping or list that is being filled; `key` is the mapping key whose value comes next."""

    location: Location
    data: dict[str, Data] | list[Data]
    key: str | None = None


@dataclass(slots=True)
class _Reading:
    """How far the parser has come."""

    opened: list[_Open] = field(default_factory=list)
    last: yaml.Event | None = None


def read(text: str, name: str) -> Document:
    """The data of `text`, which `name` names in problems; never raises for bad YAML, but reports it."""
    lines = Text(name, lines_of(text))
    size = len(text.encode("utf-8", "surrogatepass"))
    if not characters.refused(text) and "\t" not in text:
        with contextlib.suppress(yaml.YAMLError):
            if data := plain_data(lines, _events(text)):
                return Document(lines, size, data, lambda: _places(text, name), complete=True)
    document = Document(lines, size)
    return _read(document, text)


def _events(text: str) -> Iterator[yaml.Event]:
    """The parser's events, which may raise `YAMLError`."""
    return iter(_LOADER(text).get_event, None)


def _places(text: str, name: str) -> Places:
    document = _read(Document(Text(name, lines_of(text))), text)
    return Places(document.values, document.keys)


def _read(document: Document, text: str) -> Document:
    """The document filled from its text, with the place of everything, and everything that is wrong."""
    if characters.refused(text):
        text = characters.report_refused(document, text)
    reading = _Reading()
    try:
        document.complete = not _is_too_much(document) and _fill(document, _events(text), reading)
    except yaml.MarkedYAMLError as error:
        mark = _too_deep(document.text, reading, error)
        document.problems.append(_depth_problem(mark) if mark else syntax_problem(document.text, error))
    except yaml.YAMLError:
        document.problems.append(document.text.mark(0, 0).problem(rules.SYNTAX, "this is not YAML"))
    if document.complete:
        document.complete = not report_tabs(document)
    if document.complete:
        report_lost_text(document)
    return document


def _is_too_much(document: Document) -> bool:
    """Whether so much is wrong that reading on helps nobody; says so."""
    if len(document.problems) < MAX_PROBLEMS:
        return False
    message, hint = f"more than {MAX_PROBLEMS:,} problems", "the file is hardly an article; was another one meant?"
    document.problems.append(document.text.mark(0, 0).problem(rules.TOO_MANY_PROBLEMS, message, hint=hint))
    return True


def _depth_problem(mark: Mark) -> Problem:
    hint = "look for brackets without end"
    return mark.problem(rules.DEPTH, f"nested more than {MAX_DEPTH} deep", hint=hint)


def _too_deep(text: Text, reading: _Reading, error: yaml.MarkedYAMLError) -> Mark | None:
    """Where nesting ahead of the last event is too deep for us: one parser gives up there for that, another later."""
    start = reading.last.end_mark if reading.last else None
    end = error.problem_mark
    if start is None or end is None:
        return None
    depth = len(reading.opened)
    for number in range(start.line, min(end.line + 1, len(text.lines))):
        for found in _BRACKET.finditer(text.lines[number], start.column if number == start.line else 0):
            depth += 1 if found[0] in "[{" else -1
            if depth > MAX_DEPTH:
                return text.mark(number, found.start())
    return None


def _fill(document: Document, events: Iterator[yaml.Event], reading: _Reading) -> bool:
    """Fills the document's data; returns whether all of it was read."""
    opened = reading.opened
    documents = 0
    for event in events:
        reading.last = event
        if isinstance(event, yaml.ScalarEvent):
            _take_scalar(document, opened, event)
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            if event.anchor is not None or event.tag is not None:
                _refuse_extras(document, event)
            data: dict[str, Data] | list[Data] = {} if isinstance(event, yaml.MappingStartEvent) else []
            opened.append(_Open(_place(document, opened, data, event), data))
            if len(opened) > MAX_DEPTH:
                document.problems.append(_depth_problem(mark_of(document.text, event)))
                return False
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            opened.pop()
        elif isinstance(event, yaml.AliasEvent):
            _refuse_extras(document, event)
            document.reported.add(_place(document, opened, None, event))
        elif isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                hint = "take the line away"
                document.report(rules.SECOND_DOCUMENT, event, "a second document starts here", hint=hint)
                return False
        if len(document.values) > MAX_VALUES:
            document.report(rules.TOO_MANY, event, f"more than {MAX_VALUES:,} values", hint="divide the file")
            return False
        if _is_too_much(document):
            return False
    return True


def _take_scalar(document: Document, opened: list[_Open], event: yaml.ScalarEvent) -> None:
    if event.anchor is not None or event.tag is not None:
        _refuse_extras(document, event)
    typed = event.value if event.value.isascii() else unicodedata.normalize("NFC", event.value)
    # Of what is typed as it stands, nothing is left that was refused; a code in double quotes can make it.
    found = characters.refused(typed) if event.style == '"' else None
    if found:
        document.problems.append(characters.problem(found[0][0], mark_of(document.text, event)))
    location = _place(document, opened, None if not event.style and typed in NULLS else typed, event)
    if found or (document.problems and "\N{REPLACEMENT CHARACTER}" in typed):
        document.reported.add(location)


def _refuse_extras(document: Document, event: yaml.Event) -> None:
    """Reports an anchor, an alias and a tag."""
    if (anchor := getattr(event, "anchor", None)) is not None:
        hint = "write the value out; put text that starts with & or * in quotes"
        sign = "*" if isinstance(event, yaml.AliasEvent) else "&"
        document.report(rules.ALIAS, event, f"anchors and aliases are not allowed: {sign}{anchor}", hint=hint)
    if (tag := getattr(event, "tag", None)) is not None:
        if isinstance(event, yaml.ScalarEvent) and not event.style and not tag.startswith(_YAML_TAG):
            document.report(rules.TAG, event, "text cannot start with !", hint=quoted(f"{tag} {event.value}"))
        else:
            shown = tag.replace(_YAML_TAG, "!!")
            document.report(rules.TAG, event, f"tags are not allowed: {shown}", hint="take it away")


def _place(document: Document, opened: list[_Open], value: Data, event: yaml.Event) -> Location:
    """Puts a value, or a mapping's key, where it belongs and returns its location."""
    if not opened:
        document.data = value
        document.values[()] = event
        return ()
    parent = opened[-1]
    if isinstance(parent.data, list):
        location = (*parent.location, len(parent.data))
        parent.data.append(value)
    elif parent.key is None:
        return _take_key(document, parent, value, event)
    else:
        location = (*parent.location, parent.key)
        parent.data[parent.key] = value
        parent.key = None
    document.values[location] = event
    return location


def _take_key(document: Document, parent: _Open, value: Data, event: yaml.Event) -> Location:
    assert isinstance(parent.data, dict)
    if isinstance(value, str):
        key = value
    else:
        if not isinstance(event, yaml.AliasEvent):
            hint = "write a name, a colon and a space"
            document.report(rules.KEY, event, "a field's name must be text", hint=hint)
        # A name that no field has, so that the value has a place to go; what is wrong has been reported.
        key = f"(key {len(parent.data) + 1})"
        document.reported.add((*parent.location, key))
    location = (*parent.location, key)
    if key in parent.data:
        first, _ = span(document.keys[location])
        hint = f"first on line {first.line + 1}"
        document.report(rules.REPEATED_KEY, event, f"the field {key!r} stands twice", hint=hint)
        _forget(document, location, parent.data[key])
    parent.key = key
    document.keys.setdefault(location, event)
    return location


def _forget(document: Document, location: Location, data: Data) -> None:
    """Drops the places within `data`, which another value at `location` takes the place of."""
    within = [(location, data)]
    while within:
        place, held = within.pop()
        inner = held.items() if isinstance(held, dict) else enumerate(held) if isinstance(held, list) else ()
        for step, value in inner:
            deeper: Location = (*place, step)
            document.values.pop(deeper, None)
            document.keys.pop(deeper, None)
            within.append((deeper, value))
