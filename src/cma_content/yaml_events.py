"""YAML as plain data with the place of every key and value, and none of YAML's surprises.

Every scalar stays the text that was typed; the model gives it a type. Anchors, aliases, tags, second
documents, repeated keys and deep nesting are refused. Works on the parser's events: no recursion.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from cma_content.errors import Problem

Location = tuple[str | int, ...]
Data = dict[str, "Data"] | list["Data"] | str | None

MAX_DEPTH = 32
# libyaml is ten times faster; the pure parser gives the same events where the C one was not built.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in a file; line and column count from one."""

    file: str
    line: int
    column: int

    def problem(self, message: str, hint: str = "", path: str = "") -> Problem:
        """The fault `message` at this place."""
        return Problem(self.file, self.line, self.column, path, message, hint)


@dataclass(slots=True)
class Document:
    """What a YAML text holds: its data, the marks of its values and keys, and what is wrong with it."""

    data: Data = None
    values: dict[Location, Mark] = field(default_factory=dict)
    keys: dict[Location, Mark] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    complete: bool = False
    """Whether the text was read to its end; what was not read cannot be judged."""


@dataclass(slots=True)
class _Open:
    """A mapping or list that is being filled; `key` is the mapping key whose value comes next."""

    location: Location
    data: dict[str, Data] | list[Data]
    key: str | None = None


def read(text: str, file: str) -> Document:
    """The data of `text`, which `file` names in problems; never raises for bad YAML, but reports it."""
    document = Document()
    try:
        document.complete = _fill(document, yaml.parse(text, _LOADER), file)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = Mark(file, mark.line + 1, mark.column + 1) if mark else Mark(file, 1, 1)
        context = f" {error.context}" if error.context else ""
        document.problems.append(where.problem(f"this is not YAML: {error.problem}{context}"))
    except yaml.YAMLError as error:
        document.problems.append(Mark(file, 1, 1).problem(f"this is not YAML: {error}"))
    return document


def _fill(document: Document, events: Iterator[yaml.Event], file: str) -> bool:
    opened: list[_Open] = []
    documents = 0
    for event in events:
        start = event.start_mark
        mark = Mark(file, start.line + 1, start.column + 1) if start else Mark(file, 1, 1)
        report = document.problems.append
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                report(mark.problem("a second document starts here", "keep one article in a file"))
                return False
        if getattr(event, "anchor", None) is not None:
            report(mark.problem("anchors and aliases (& and *) are not allowed", "write the value out, or quote it"))
            if isinstance(event, yaml.AliasEvent):
                _place(document, opened, None, mark)
                continue
        if tag := getattr(event, "tag", None):
            report(mark.problem(f"tags are not allowed: {tag}", "quote the text if it starts with !"))
        match event:
            case yaml.ScalarEvent():
                value = None if event.style is None and event.value in _NULLS else event.value
                if value is not None and (found := _NOT_XML.search(value)):
                    report(mark.problem(f"a character that no handout can print: U+{ord(found[0]):04X}"))
                _place(document, opened, value, mark)
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                data: dict[str, Data] | list[Data] = {} if isinstance(event, yaml.MappingStartEvent) else []
                location = _place(document, opened, data, mark)
                opened.append(_Open(location, data))
                if len(opened) > MAX_DEPTH:
                    report(mark.problem(f"nested more than {MAX_DEPTH} deep"))
                    return False
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                opened.pop()
    return True


def _place(document: Document, opened: list[_Open], value: Data, mark: Mark) -> Location:
    """Puts a value, or a mapping's key, where it belongs and returns its location."""
    if not opened:
        document.data = value
        document.values[()] = mark
        return ()
    parent = opened[-1]
    if isinstance(parent.data, list):
        location = (*parent.location, len(parent.data))
        parent.data.append(value)
    elif parent.key is None:
        return _take_key(document, parent, value, mark)
    else:
        location = (*parent.location, parent.key)
        parent.data[parent.key] = value
        parent.key = None
    document.values[location] = mark
    return location


def _take_key(document: Document, parent: _Open, value: Data, mark: Mark) -> Location:
    assert isinstance(parent.data, dict)
    if not isinstance(value, str):
        document.problems.append(mark.problem("a key must be text"))
    key = value if isinstance(value, str) else f"(key at {mark.line}:{mark.column})"
    location = (*parent.location, key)
    if key in parent.data:
        first = document.keys[location]
        document.problems.append(mark.problem(f"the key {key!r} stands twice", f"first on line {first.line}"))
    parent.key = key
    document.keys.setdefault(location, mark)
    return location
