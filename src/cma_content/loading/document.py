"""What a YAML text holds: plain data, and the place of every key and value."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Final, Protocol

import yaml

from cma_content.diagnostics.problem import Mark, Problem, Severity, Text
from cma_content.diagnostics.rules import Rule
from cma_content.loading.nearest import cut
from cma_content.model.frozen import frozen

Location = tuple[str | int, ...]
Data = dict[str, "Data"] | list["Data"] | str | None
MAX_PROBLEMS: Final = 10_000
"""How many problems of one text are gathered; what has more is hardly an article."""


def lines_of(text: str) -> list[str]:
    """The lines of `text` as editors count them, so that the lines of problems are the editor's."""
    return re.split("\r\n|[\n\r]", text) if "\r" in text else text.split("\n")


@frozen
class Places:
    """The events that values and keys came from."""

    values: dict[Location, yaml.Event] = field(default_factory=dict)
    keys: dict[Location, yaml.Event] = field(default_factory=dict)


@dataclass(slots=True)
class Document:
    """What a YAML text holds: its data, the events its values and keys came from, and what is wrong with it."""

    text: Text
    size: int = 0
    """In bytes."""
    data: Data = None
    find_places: Callable[[], Places] = Places
    """Reads the text for them; a text with which nothing is wrong needs none."""
    problems: list[Problem] = field(default_factory=list)
    complete: bool = False
    """Whether the text was read to its end; what was not read cannot be checked."""
    reported: set[Location] = field(default_factory=set)
    """Places whose fault has been reported; whatever else is wrong there follows from it."""
    included: dict[Location, Text] = field(default_factory=dict)
    """The texts of the top-level fields, and of the items that joined a list, which came from other files."""
    elsewhere: dict[Location, Text] = field(default_factory=dict)
    """The texts of single values that came from a table."""
    _places: Places | None = None
    _parts: list[tuple["Document", dict[str, int]]] = field(default_factory=list)
    """Documents whose places are not yet among these, with their fields and how many items stand before theirs."""

    @property
    def values(self) -> dict[Location, yaml.Event]:
        """The events of values."""
        return self._found().values

    @property
    def keys(self) -> dict[Location, yaml.Event]:
        """The events of keys."""
        return self._found().keys

    def _found(self) -> Places:
        if self._places is None:
            self._places = self.find_places()
        for part, before in self._parts:
            _add(part.values, self._places.values, before)
            _add(part.keys, self._places.keys, before)
        self._parts.clear()
        return self._places

    def at(self, location: Location) -> Data:
        """The data at `location`."""
        data: Any = self.data
        for step in location:
            data = data[step]
        found: Data = data
        return found

    def text_of(self, location: Location) -> Text:
        """The text that holds `location`."""
        if location in self.elsewhere:
            return self.elsewhere[location]
        return self.included.get(location[:2]) or self.included.get(location[:1], self.text)

    def mark(self, location: Location, *, key: bool = False) -> Mark:
        """The place of a value, or of its key."""
        event = (self.keys if key else self.values).get(location)
        return mark_of(self.text_of(location), event) if event else self.text.mark(0, 0)

    def find(self, location: Location, fragment: str, nth: int = 0, *, key: bool = False) -> Mark | None:
        """The place of `fragment` in the text of a value or key, behind `nth` others; nothing where there is none."""
        event, text = (self.keys if key else self.values).get(location), self.text_of(location)
        if not event or not fragment:
            return None
        first, last = span(event)
        for number in range(first.line, min(last.line + 1, len(text.lines))):
            line = text.lines[number]
            start = first.column if number == first.line else 0
            end = last.column if number == last.line else len(line)
            before = line.count(fragment, start, end) if nth else 0
            if before and before <= nth:
                nth -= before
            elif found := _find(line[start:end], fragment, nth):
                return text.mark(number, start + found[0], found[1])
        return None

    def is_reported(self, location: Location) -> bool:
        """Whether the fault of `location`, or of what holds it, has been reported."""
        if not self.reported:
            return False
        return any(location[:depth] in self.reported for depth in range(1, len(location) + 1))

    def add(self, part: "Document") -> None:
        """Takes over the fields of `part` that this document lacks; the items of a list of both follow its own."""
        assert isinstance(self.data, dict)
        assert isinstance(part.data, dict)
        before = {}
        for key, value in part.data.items():
            held = self.data.get(key)
            if key not in self.data:
                self.data[key], before[key] = value, 0
                self.included[(key,)] = part.text
            elif isinstance(held, list) and isinstance(value, list):
                before[key] = len(held)
                self.included |= {(key, len(held) + index): part.text for index in range(len(value))}
                held += value
        self._parts.append((part, before))
        self.reported |= {_moved(at, before) for at in part.reported if at and at[0] in before}

    def path(self, location: Location) -> str:
        """`location` for a reader: items of a list go by their id where they have one."""
        data: Any = self.data
        words = ""
        for step in location:
            data = data[step]
            if isinstance(step, int):
                name = data.get("id") if isinstance(data, dict) else None
                known = isinstance(name, str) and re.fullmatch(r"[\w-]{1,80}", name)
                words += f"[{name if known else step + 1}]"
            else:
                words += f".{cut(step)}" if words else cut(step)
        return words

    def problem(self, location: Location, rule: Rule, message: str, at: str, hint: str, severity: Severity) -> Problem:
        """A problem at `at` in the value of `location`, or at what holds it where the files have no such place."""
        while location not in self.values:
            location = location[:-1]
        mark = self.find(location, at) or self.mark(location)
        return mark.problem(rule, message, severity=severity, path=self.path(location), found=at, hint=hint)

    def report(self, rule: Rule, event: yaml.Event, message: str, **details: str) -> None:
        """Adds a problem at an event's place."""
        self.problems.append(mark_of(self.text, event).problem(rule, message, severity="error", **details))


def _moved(location: Location, before: Mapping[Any, int]) -> Location:
    """Where `location` of a part is in the document, whose lists hold so many items `before` the part's."""
    match location:
        case (key, int(index), *rest):
            return (key, before[key] + index, *rest)
    return location


def _add(events: Mapping[Location, yaml.Event], to: dict[Location, yaml.Event], before: Mapping[Any, int]) -> None:
    """Adds a part's events; a list that stands in both is where it starts."""
    for at, event in events.items():
        if at and at[0] in before:
            to.setdefault(_moved(at, before), event)


def _find(typed: str, fragment: str, nth: int) -> tuple[int, int] | None:
    """Where `fragment`, which is composed text, stands in what was typed, and how long it is there."""
    start = typed.find(fragment)
    for _ in range(nth):
        start = typed.find(fragment, start + len(fragment))
    if start >= 0:
        return start, len(fragment)
    if unicodedata.is_normalized("NFC", typed):
        return None
    # Each letter composes with the accents behind it alone.
    starts = [index for index, sign in enumerate(typed) if not unicodedata.combining(sign)]
    composed, origins = "", []
    for first, end in pairwise([*starts, len(typed)]):
        letter = unicodedata.normalize("NFC", typed[first:end])
        composed += letter
        origins += [first] * len(letter)
    if (start := composed.find(fragment)) < 0:
        return None
    origins.append(len(typed))
    return origins[start], origins[start + len(fragment)] - origins[start]


class Place(Protocol):
    """A mark of either parser: a line and a column, counted from 0."""

    @property
    def line(self) -> int: ...
    @property
    def column(self) -> int: ...


def span(event: yaml.Event) -> tuple[Place, Place]:
    """Where an event starts and ends."""
    # The parsers always say so; their types leave it open.
    assert event.start_mark
    assert event.end_mark
    return event.start_mark, event.end_mark


def mark_of(text: Text, event: yaml.Event) -> Mark:
    """The place of an event: a scalar with its width, where it stands on one line."""
    start, end = span(event)
    on_one_line = isinstance(event, yaml.ScalarEvent) and start.line == end.line
    return text.mark(start.line, start.column, end.column - start.column if on_one_line else 1)
