"""YAML as plain data with the place of every key and value, and none of YAML's surprises.

Every scalar stays the text that was typed; the model gives it a type. Anchors, aliases, tags, second
documents, repeated keys and deep nesting are refused. Works on the parser's events: no recursion.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from cma_content.diagnostics import rules
from cma_content.diagnostics.problem import Mark, Text
from cma_content.loading.document import Data, Document, Location, mark_of
from cma_content.loading.syntax_errors import quoted, syntax_problem

MAX_DEPTH = 32
MAX_VALUES = 200_000
# libyaml is ten times faster; the pure parser stands in where the C one was not built.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
# What XML cannot hold, and what turns the direction of text unseen.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff‪-‮⁦-⁩]")
_YAML_TAG = "tag:yaml.org,2002:"
_COMMENT = re.compile(r"[ \t]#")


@dataclass(slots=True)
class _Open:
    """A mapping or list that is being filled; `key` is the mapping key whose value comes next."""

    location: Location
    data: dict[str, Data] | list[Data]
    key: str | None = None


def lines_of(text: str) -> list[str]:
    """The lines of `text` as YAML counts them, so that excerpts do as well."""
    return re.split("\r\n|[\n\r\x85\u2028\u2029]", text)


def read(text: str, name: str) -> Document:
    """The data of `text`, which `name` names in problems; never raises for bad YAML, but reports it."""
    document = Document(Text(name, lines_of(text)))
    if _FORBIDDEN.search(text):
        text = _without_forbidden(document, text)
    try:
        document.complete = _fill(document, yaml.parse(text, _LOADER))
    except yaml.MarkedYAMLError as error:
        document.problems.append(syntax_problem(document.text, error))
    except yaml.YAMLError:
        document.problems.append(document.text.mark(0, 0).problem(rules.SYNTAX, "this is not YAML"))
    if document.complete and _COMMENT.search(text):
        _report_cut_text(document)
    return document


def _without_forbidden(document: Document, text: str) -> str:
    for number, line in enumerate(document.text.lines):
        for found in _FORBIDDEN.finditer(line):
            _report_character(document, found[0], document.text.mark(number, found.start()))
    return _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text)


def _report_character(document: Document, character: str, mark: Mark) -> None:
    message = f"a character that cannot be printed: U+{ord(character):04X}"
    hint = "delete it, or retype the word around it"
    document.problems.append(mark.problem(rules.CHARACTER, message, hint=hint))


def _fill(document: Document, events: Iterator[yaml.Event]) -> bool:
    opened: list[_Open] = []
    documents = 0
    for event in events:
        if isinstance(event, yaml.ScalarEvent):
            if event.anchor is not None or event.tag is not None:
                _refuse_extras(document, event)
            value = None if not event.style and event.value in _NULLS else event.value
            if found := _FORBIDDEN.search(event.value):
                _report_character(document, found[0], mark_of(document.text, event))
            location = _place(document, opened, value, event)
            if found or (document.problems and "\N{REPLACEMENT CHARACTER}" in event.value):
                document.told.add(location)
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            if event.anchor is not None or event.tag is not None:
                _refuse_extras(document, event)
            data: dict[str, Data] | list[Data] = {} if isinstance(event, yaml.MappingStartEvent) else []
            opened.append(_Open(_place(document, opened, data, event), data))
            if len(opened) > MAX_DEPTH:
                document.report(
                    rules.DEPTH, event, f"nested more than {MAX_DEPTH} deep", hint="look for brackets without end"
                )
                return False
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            opened.pop()
        elif isinstance(event, yaml.AliasEvent):
            _refuse_extras(document, event)
            document.told.add(_place(document, opened, None, event))
        elif isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                document.report(
                    rules.SECOND_DOCUMENT, event, "a second document starts here", hint="take the line away"
                )
                return False
        if len(document.values) > MAX_VALUES:
            document.report(rules.TOO_MANY, event, f"more than {MAX_VALUES:,} values", hint="divide the file")
            return False
    return True


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
        # A name that no field has, so that the value has a place to go; what is wrong has been said.
        key = f"(key {len(parent.data) + 1})"
        document.told.add((*parent.location, key))
    location = (*parent.location, key)
    if key in parent.data:
        first = document.keys[location].start_mark
        hint = f"first on line {first.line + 1}" if first else ""
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


def _report_cut_text(document: Document) -> None:
    """Reports what has most likely lost its end to a comment: `Take tablet #2`, `Room #5`, `accent: #0b5563`.

    A remark behind a value that is one word or a number stays a remark, unless a number follows its #.
    """
    for location, event in document.values.items():
        end = event.end_mark
        if not isinstance(event, yaml.ScalarEvent) or event.style or end is None:
            continue
        if end.line >= len(document.text.lines):
            # What is empty at the end of the file.
            continue
        words = event.value
        cut = re.match(r"[ \t]+(#\w.*)", document.text.lines[end.line][end.column :])
        if cut and (not words or " " in words or cut[1][1].isdigit()):
            mark = document.text.mark(end.line, end.column + cut.start(1), len(cut[1]))
            hint = quoted(f"{words} {cut[1]}".lstrip())
            document.problems.append(mark.problem(rules.CUT_TEXT, f"the text is cut before {cut[1]!r}", hint=hint))
            document.told.add(location)
