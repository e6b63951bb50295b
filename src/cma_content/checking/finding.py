"""What a check finds: a place in the data, the rule, and what would fix it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pydantic import BaseModel

from cma_content.diagnostics.problem import Problem, Severity
from cma_content.diagnostics.rules import Rule
from cma_content.loading.document import Document, Location


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault at a location of the data; `at` are the words at fault in the value there."""

    location: Location
    rule: Rule
    message: str
    hint: str
    at: str = ""
    severity: Severity = "error"
    about: tuple[str, ...] = ()
    """The ids of entries that it is about beside those that hold its location."""

    def problem(self, document: Document) -> Problem:
        """The finding as a problem of the file that holds its location."""
        return document.problem(self.location, self.rule, self.message, self.at, self.hint, self.severity)


def warning(
    location: Location, rule: Rule, message: str, hint: str, *, at: str = "", about: tuple[str, ...] = ()
) -> Finding:
    """A finding that stops no export."""
    return Finding(location, rule, message, hint, at, "warning", about)


def strings(value: object, location: Location = ()) -> Iterator[tuple[Location, str]]:
    """Every text in a record, with its location, in the order of the fields."""
    if isinstance(value, str):
        yield location, value
    for step, held in parts(value):
        yield from strings(held, (*location, step))


def parts(value: object) -> Iterator[tuple[str | int, object]]:
    """What a record, a list or a mapping of the model holds, each with the step that leads to it."""
    if isinstance(value, BaseModel):
        yield from value
    elif isinstance(value, tuple):
        yield from enumerate(value)
    elif isinstance(value, Mapping):
        yield from value.items()
