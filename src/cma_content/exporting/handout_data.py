"""A handout as plain data for programs in any language, and the JSON Schema of it; both are made from its types."""

import base64
import types
import typing
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final, Literal

from cma_content.handout import Handout, edition_code, tree

VERSION: Final = 1
"""Of the form: raised where something is taken away or means something else, not where something is added."""
_TOP: Final = ("meta", "left_out", "outline", "body", "footer", "page_label", "page_reference")
_LINE: Final = ("role", "level", "number", "id", "cells")
_SCALARS: Final[Mapping[object, Mapping[str, Any]]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    type(None): {"type": "null"},
    date: {"type": "string", "format": "date"},
    Decimal: {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$"},
    bytes: {"type": "string", "contentEncoding": "base64"},
}


def data_of(handout: Handout) -> dict[str, Any]:
    """The handout: its form, its options, what it is, its `body` as the tree is, and its `lines` as `tree.walk` says.

    A part, a block or a run that is no plain text names its `type`.
    """
    lines = [
        {name: _data(getattr(line, name)) for name in _LINE} | {"words": line.words} for line in tree.walk(handout.body)
    ]
    named = {name: _data(getattr(handout, name)) for name in _TOP}
    return {"version": VERSION, "options": edition_code.choices(handout.options), **named, "lines": lines}


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of `data_of`."""
    found: dict[str, Any] = {}
    top, line = typing.get_type_hints(Handout), typing.get_type_hints(tree.Line)
    words = {"type": "array", "items": {"type": "string"}}
    properties = {
        "version": {"const": VERSION},
        "options": {"type": "object", "additionalProperties": {"anyOf": [{"type": "string"}, words]}},
        **{name: _schema(top[name], found) for name in _TOP},
        "lines": {
            "type": "array",
            "items": _object({name: _schema(line[name], found) for name in _LINE} | {"words": {"type": "string"}}),
        },
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Handout",
        "description": "What a program that is called by exec: reads.",
        **_object(properties),
        "$defs": dict(sorted(found.items())),
    }


def _data(value: Any) -> Any:
    if isinstance(value, str):
        return str(value)
    if isinstance(value, date | Decimal):
        return str(value)
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple):
        return [_data(one) for one in value]
    if is_dataclass(value):
        return {"type": type(value).__name__, **{one.name: _data(getattr(value, one.name)) for one in fields(value)}}
    return value


def _schema(hint: Any, found: dict[str, Any]) -> dict[str, Any]:
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if hint in _SCALARS:
        return dict(_SCALARS[hint])
    if origin is Literal:
        return {"enum": [*arguments]}
    if origin in (types.UnionType, typing.Union):
        return {"anyOf": [_schema(one, found) for one in arguments]}
    if origin is tuple and arguments[-1] is not ...:
        each = [_schema(one, found) for one in arguments]
        return {"type": "array", "prefixItems": each, "minItems": len(each), "maxItems": len(each)}
    if origin in (tuple, frozenset):
        return {"type": "array", "items": _schema(arguments[0], found)}
    name = hint.__name__
    if name not in found:
        found[name] = {}  # a block may hold blocks
        hints = typing.get_type_hints(hint)
        properties = {one.name: _schema(hints[one.name], found) for one in fields(hint)}
        found[name] = {"description": hint.__doc__, **_object({"type": {"const": name}, **properties})}
    return {"$ref": f"#/$defs/{name}"}


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": [*properties]}
