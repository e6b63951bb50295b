"""YAML as plain data with the place of every key and value, and none of YAML's surprises.

Every scalar stays the text that was typed; the model gives it a type. Anchors, aliases, tags, second
documents, repeated keys and deep nesting are refused. Works on the parser's events: no recursion.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from cma_content import rules
from cma_content.problems import Mark, Problem, Text
from cma_content.yaml_traps import syntax_problem

Location = tuple[str | int, ...]
Data = dict[str, "Data"] | list["Data"] | str | None

MAX_DEPTH = 32
MAX_VALUES = 200_000
# libyaml is ten times faster; the pure parser gives the same events where the C one was not built.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
# What XML cannot hold, and what turns the direction of text unseen.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff‪-‮⁦-⁩]")
_COMMENT = re.compile(r"[ \t]#")


@dataclass(slots=True)
class Document:
    """What a YAML text holds: its data, the events its values and keys came from, and what is wrong with it."""

    text: Text
    data: Data = None
    values: dict[Location, yaml.Event] = field(default_factory=dict)
    keys: dict[Location, yaml.Event] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    complete: bool = False
    """Whether the text was read to its end; what was not read cannot be judged."""
    included: dict[str, Text] = field(default_factory=dict)
    """The texts of the top-level fields that came from other files."""

    def text_of(self, location: Location) -> Text:
        """The text that holds `location`."""
        return self.included.get(str(location[0]), self.text) if location else self.text

    def mark(self, location: Location, *, key: bool = False) -> Mark:
        """The place of a value, or of its key."""
        event = (self.keys if key else self.values).get(location)
        return mark_of(self.text_of(location), event) if event else self.text.mark(0, 0)

    def find(self, location: Location, fragment: str) -> Mark | None:
        """The place of `fragment` in the text of a value, or nothing where it cannot be told."""
        event, text = self.values.get(location), self.text_of(location)
        if event and event.start_mark and event.end_mark:
            for number in range(event.start_mark.line, min(event.end_mark.line + 1, len(text.lines))):
                start = event.start_mark.column if number == event.start_mark.line else 0
                if (column := text.lines[number].find(fragment, start)) >= 0:
                    return text.mark(number, column, len(fragment))
        return None

    def add(self, part: "Document") -> None:
        """Takes over the top-level fields of `part` that this document lacks."""
        assert isinstance(self.data, dict)
        assert isinstance(part.data, dict)
        new = part.data.keys() - self.data.keys()
        self.included |= dict.fromkeys(new, part.text)
        self.data |= {key: part.data[key] for key in part.data if key in new}
        self.values |= {place: event for place, event in part.values.items() if place and place[0] in new}
        self.keys |= {place: event for place, event in part.keys.items() if place[0] in new}

    def report(self, rule: rules.Rule, event: yaml.Event, message: str, **details: str) -> None:
        """Adds a problem at an event's place."""
        self.problems.append(mark_of(self.text, event).problem(rule, message, **details))


def mark_of(text: Text, event: yaml.Event) -> Mark:
    """The place of an event: a scalar with its width, where it stands on one line."""
    start, end = event.start_mark, event.end_mark
    if start is None or end is None:
        return text.mark(0, 0)
    on_one_line = isinstance(event, yaml.ScalarEvent) and start.line == end.line
    return text.mark(start.line, start.column, end.column - start.column if on_one_line else 1)


@dataclass(slots=True)
class _Open:
    """A mapping or list that is being filled; `key` is the mapping key whose value comes next."""

    location: Location
    data: dict[str, Data] | list[Data]
    key: str | None = None


def read(text: str, name: str) -> Document:
    """The data of `text`, which `name` names in problems; never raises for bad YAML, but reports it."""
    # YAML counts lines by these ends alone, so the excerpts must as well.
    document = Document(Text(name, re.split("\r\n|[\n\r\x85\u2028\u2029]", text)))
    if _FORBIDDEN.search(text):
        text = _without_forbidden(document, text)
    try:
        document.complete = _fill(document, yaml.parse(text, _LOADER))
    except yaml.MarkedYAMLError as error:
        document.problems.append(syntax_problem(document.text, error))
    except yaml.YAMLError as error:
        document.problems.append(document.text.mark(0, 0).problem(rules.SYNTAX, f"this is not YAML: {error}"))
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
    document.problems.append(mark.problem(rules.CHARACTER, message))


def _fill(document: Document, events: Iterator[yaml.Event]) -> bool:
    opened: list[_Open] = []
    documents = 0
    for event in events:
        if isinstance(event, yaml.ScalarEvent):
            if event.anchor is not None or event.tag is not None:
                _refuse_extras(document, event)
            value = None if event.style is None and event.value in _NULLS else event.value
            if value is not None and (found := _FORBIDDEN.search(value)):
                _report_character(document, found[0], mark_of(document.text, event))
            _place(document, opened, value, event)
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            if event.anchor is not None or event.tag is not None:
                _refuse_extras(document, event)
            data: dict[str, Data] | list[Data] = {} if isinstance(event, yaml.MappingStartEvent) else []
            opened.append(_Open(_place(document, opened, data, event), data))
            if len(opened) > MAX_DEPTH:
                document.report(rules.DEPTH, event, f"nested more than {MAX_DEPTH} deep")
                return False
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            opened.pop()
        elif isinstance(event, yaml.AliasEvent):
            _refuse_extras(document, event)
            _place(document, opened, None, event)
        elif isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                document.report(rules.SECOND_DOCUMENT, event, "a second document starts here")
                return False
        if len(document.values) > MAX_VALUES:
            document.report(rules.TOO_MANY, event, f"more than {MAX_VALUES:,} values")
            return False
    return True


def _refuse_extras(document: Document, event: yaml.Event) -> None:
    """Reports an anchor, an alias and a tag."""
    if (anchor := getattr(event, "anchor", None)) is not None:
        hint = "write the value out; put text that starts with & or * in quotes"
        sign = "*" if isinstance(event, yaml.AliasEvent) else "&"
        document.report(rules.ALIAS, event, f"anchors and aliases are not allowed: {sign}{anchor}", hint=hint)
    if (tag := getattr(event, "tag", None)) is not None:
        hint = "put text that starts with ! in quotes"
        document.report(rules.TAG, event, f"tags are not allowed: {tag}", hint=hint)


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
        document.report(rules.KEY, event, "a field's name must be text")
        # A name that no field has, so that the value has a place to go; what is wrong has been said.
        key = f"(key {len(parent.data) + 1})"
    location = (*parent.location, key)
    if key in parent.data:
        first = document.keys[location].start_mark
        hint = f"first on line {first.line + 1}" if first else ""
        document.report(rules.REPEATED_KEY, event, f"the field {key!r} stands twice", hint=hint)
    parent.key = key
    document.keys.setdefault(location, event)
    return location


def _report_cut_text(document: Document) -> None:
    """Text of several words with a # right behind it, as in `Take tablet #2`, has most likely lost its end."""
    for event in document.values.values():
        end = event.end_mark
        if not isinstance(event, yaml.ScalarEvent) or event.style is not None or end is None or " " not in event.value:
            continue
        rest = document.text.lines[end.line][end.column :]
        if cut := re.match(r"[ \t]+(#\w.*)", rest):
            mark = document.text.mark(end.line, end.column + cut.start(1), len(cut[1]))
            hint = "put the whole text in double quotes"
            document.problems.append(mark.problem(rules.CUT_TEXT, f"the text is cut before {cut[1]!r}", hint=hint))
