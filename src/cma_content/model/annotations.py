"""What the annotations of a model say beyond types: which fields hold lines that are read, and which hold ids."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final, get_args, get_type_hints

from pydantic import BaseModel

from cma_content.model.base import Line, LongLine
from cma_content.model.references import Refers

_LINES: Final = tuple(get_args(line)[-1] for line in (Line, LongLine))


@cache
def lines_of(model: type[BaseModel]) -> frozenset[str]:
    """The fields of a model that hold a line of plain text, or several."""
    return frozenset(name for name, marks in _marks(model) if any(mark is line for mark in marks for line in _LINES))


@cache
def referring(model: type[BaseModel]) -> Mapping[str, str]:
    """The fields of a model that hold an id, or several, and the kind of entry that it names."""
    checks = ((name, getattr(mark, "func", None)) for name, marks in _marks(model) for mark in marks)
    return {name: check.kind for name, check in checks if isinstance(check, Refers)}


def _marks(model: type[BaseModel]) -> Iterator[tuple[str, list[Any]]]:
    hints = get_type_hints(model, include_extras=True)
    yield from ((name, list(_inside(hints[name]))) for name in model.model_fields)


def _inside(hint: Any) -> Iterator[Any]:
    """What stands in an annotation at any depth: the types, and what `Annotated` adds to them."""
    yield hint
    for inner in get_args(hint):
        yield from _inside(inner)
