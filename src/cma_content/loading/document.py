"""What a YAML text holds: plain data, and the place of every key and value."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Final

import yaml

from cma_content.diagnostics.problem import Mark, Problem, Severity, Text
from cma_content.diagnostics.rules import Rule
from cma_content.loading.nearest import cut

Location = tuple[str | int, ...]
Data = dict[str, "Data"] | list["Data"] | str | None
MAX_PROBLEMS: Final = 10_000
"""How many problems of one text are gathered; what has more is hardly an article."""


def lines_of(text: str) -> list[str]:
    """The lines of `text` as editors count them, so that the lines of problems are the editor's."""
    return re.split("\r\n|[\n\r]", text)


@dataclass(frozen=True, slots=True)
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
    included: dict[str, Text] = field(default_factory=dict)
    """The texts of the top-level fields that came from other files."""
    elsewhere: dict[Location, Text] = field(default_factory=dict)
    """The texts of single values that came from a table."""
    _places: Places | None = None
    _parts: list[tuple["Document", set[str]]] = field(default_factory=list)
    """Documents whose places are not yet among these, with their fields."""

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
        while self._parts:
            part, new = self._parts.pop()
            self._places.values.update((at, event) for at, event in part.values.items() if at and at[0] in new)
            self._places.keys.update((at, event) for at, event in part.keys.items() if at[0] in new)
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
        return self.included.get(str(location[0]), self.text) if location else self.text

    def mark(self, location: Location, *, key: bool = False) -> Mark:
        """The place of a value, or of its key."""
        event = (self.keys if key else self.values).get(location)
        return mark_of(self.text_of(location), event) if event else self.text.mark(0, 0)

    def find(self, location: Location, fragment: str, nth: int = 0, *, key: bool = False) -> Mark | None:
        """The place of `fragment` in the text of a value or key, behind `nth` others; nothing where there is none."""
        event, text = (self.keys if key else self.values).get(location), self.text_of(location)
        if not event or not event.start_mark or not event.end_mark or not fragment:
            return None
        first, last = event.start_mark, event.end_mark
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
        """Takes over the top-level fields of `part` that this document lacks."""
        assert isinstance(self.data, dict)
        assert isinstance(part.data, dict)
        new = part.data.keys() - self.data.keys()
        self.included |= dict.fromkeys(new, part.text)
        self.data |= {key: part.data[key] for key in part.data if key in new}
        self._parts.append((part, new))
        self.reported |= part.reported

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


def mark_of(text: Text, event: yaml.Event) -> Mark:
    """The place of an event: a scalar with its width, where it stands on one line."""
    start, end = event.start_mark, event.end_mark
    if start is None or end is None:
        return text.mark(0, 0)
    on_one_line = isinstance(event, yaml.ScalarEvent) and start.line == end.line
    return text.mark(start.line, start.column, end.column - start.column if on_one_line else 1)
