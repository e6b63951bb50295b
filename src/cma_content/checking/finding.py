"""What a check finds: a place in the article, the rule, and what would fix it."""

from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import BaseModel

from cma_content.diagnostics.problem import Problem
from cma_content.diagnostics.rules import Rule
from cma_content.loading.document import Document, Location


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault at a location of the data; `at` are the words at fault in the value there."""

    location: Location
    rule: Rule
    message: str
    hint: str = ""
    at: str = ""

    def problem(self, document: Document) -> Problem:
        """The finding as a problem of the file that holds its location."""
        return document.problem(self.location, self.rule, self.message, at=self.at, hint=self.hint)


def strings(value: object, location: Location = ()) -> Iterator[tuple[Location, str]]:
    """Every text in a record, with its location, in the order of the fields."""
    if isinstance(value, str):
        yield location, value
    elif isinstance(value, BaseModel):
        for name, held in value:
            yield from strings(held, (*location, name))
    elif isinstance(value, tuple):
        for index, held in enumerate(value):
            yield from strings(held, (*location, index))
    elif hasattr(value, "items"):
        for name, held in value.items():
            yield from strings(held, (*location, name))
