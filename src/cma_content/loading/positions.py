"""What the model asks for at a place in the data: its fields there, and the steps that the file does not have."""

import types
import typing
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from cma_content.loading.document import Document, Location


@dataclass(frozen=True, slots=True)
class Position:
    """Where a validator's location leads to."""

    steps: Location
    """The way to it in the file, as far as it goes."""
    absent: str
    """The name of the field that the file lacks there."""
    shape: Any
    """What belongs there: a model, or another annotation."""
    owner: Any
    """What belongs one step before."""


def position_of(document: Document, loc: Sequence[str | int], model: type[BaseModel]) -> Position:
    """The position that `loc`, a validator's location in data for `model`, names in `document`."""
    steps: Location = ()
    absent, shape, owner = "", model, None
    for step in loc:
        # The validator puts the type of a block into a location; the file has no such step.
        if tagged := _tagged(shape, step):
            shape = tagged
            continue
        owner, shape = shape, _enter(shape, step)
        if (*steps, step) in document.values:
            steps, absent = (*steps, step), ""
        else:
            absent = str(step)
    return Position(steps, absent, shape, owner)


def fields_of(shape: Any) -> list[str]:
    """The names of the fields of a model; none of anything else."""
    return list(shape.model_fields) if _is_model(shape) else []


def is_union(shape: Any) -> bool:
    """Whether one of several forms may stand there."""
    return typing.get_origin(shape) in (typing.Union, types.UnionType)


def _is_model(shape: Any) -> bool:
    return isinstance(shape, type) and issubclass(shape, BaseModel)


def _tagged(shape: Any, step: str | int) -> Any:
    """The member of a union of blocks whose type is `step`."""
    for part in typing.get_args(shape) if is_union(shape) else ():
        tag = part.model_fields.get("type") if _is_model(part) else None
        if tag and step in typing.get_args(tag.annotation):
            return part
    return None


def _enter(shape: Any, step: str | int) -> Any:
    # Of a text or fields, what has a step in it are the fields.
    models = [part for part in typing.get_args(shape) if _is_model(part)] if is_union(shape) else []
    shape = models[0] if len(models) == 1 else shape
    if _is_model(shape):
        field = shape.model_fields.get(str(step))
        return _bare(field.annotation) if field else None
    arguments = typing.get_args(shape)
    if not arguments:
        return None
    return _bare(arguments[0] if isinstance(step, int) else arguments[-1])


def _bare(annotation: Any) -> Any:
    """`annotation` without `Annotated` and without `| None`."""
    while typing.get_origin(annotation) is typing.Annotated:
        annotation = typing.get_args(annotation)[0]
    if is_union(annotation):
        some = [part for part in typing.get_args(annotation) if part is not type(None)]
        if len(some) == 1:
            return _bare(some[0])
    return annotation
