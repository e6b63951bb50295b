"""What a YAML text holds: plain data, and the place of every key and value."""

from dataclasses import dataclass, field
from typing import Any

import yaml

from cma_content.diagnostics.problem import Mark, Problem, Text
from cma_content.diagnostics.rules import Rule

Location = tuple[str | int, ...]
Data = dict[str, "Data"] | list["Data"] | str | None


@dataclass(slots=True)
class Document:
    """What a YAML text holds: its data, the events its values and keys came from, and what is wrong with it."""

    text: Text
    data: Data = None
    values: dict[Location, yaml.Event] = field(default_factory=dict)
    keys: dict[Location, yaml.Event] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    complete: bool = False
    """Whether the text was read to its end; what was not read cannot be checked."""
    told: set[Location] = field(default_factory=set)
    """Places whose fault has been told; whatever else is wrong there follows from it."""
    included: dict[str, Text] = field(default_factory=dict)
    """The texts of the top-level fields that came from other files."""
    elsewhere: dict[Location, Text] = field(default_factory=dict)
    """The texts of single values that came from a table."""

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
        self.told |= part.told

    def report(self, rule: Rule, event: yaml.Event, message: str, **details: str) -> None:
        """Adds a problem at an event's place."""
        self.problems.append(mark_of(self.text, event).problem(rule, message, **details))


def mark_of(text: Text, event: yaml.Event) -> Mark:
    """The place of an event: a scalar with its width, where it stands on one line."""
    start, end = event.start_mark, event.end_mark
    if start is None or end is None:
        return text.mark(0, 0)
    on_one_line = isinstance(event, yaml.ScalarEvent) and start.line == end.line
    return text.mark(start.line, start.column, end.column - start.column if on_one_line else 1)
