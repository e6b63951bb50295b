"""YAML to `Article`: every problem of every file in one pass, at its line and column."""

import difflib
import types
import typing
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from cma_content.article import Article
from cma_content.errors import ArticleError, Problem, UnreadableError
from cma_content.yaml_events import Document, Location, Mark, read

MAX_BYTES = 8_000_000
GUIDE = "clinical-medical-assistant.yaml"


def load(source: Path | str | None = None) -> Article:
    """The article in a YAML file, or the guide that ships with this package when no file is named.

    Raises `UnreadableError` when a file cannot be read and `ArticleError` with every problem found.
    """
    if source is None:
        guide = files("cma_content_data") / GUIDE
        return _load(guide, guide.name, Path())
    path = Path(source)
    return _load(path, str(path), path.parent)


def load_text(text: str, *, name: str = "<text>") -> Article:
    """The article in YAML text; `name` stands for it in problems. `include` is not followed."""
    return _article(read(text, name), name)


def _load(source: Traversable, name: str, folder: Path) -> Article:
    document = read(_text(source, name), name)
    parts = document.data.pop("include", None) if isinstance(document.data, dict) else None
    beside = source.parent if isinstance(source, Path) else files("cma_content_data")
    for index, part in enumerate(parts if isinstance(parts, list) else [] if parts is None else [parts]):
        mark = document.values.get(("include", index)) or document.values[("include",)]
        if not isinstance(part, str) or part != Path(part).name:
            hint = "name a file in the article's own folder"
            document.problems.append(mark.problem("include takes plain file names", hint, "include"))
            continue
        try:
            text = _text(beside / part, str(folder / part))
        except UnreadableError as error:
            document.problems.append(mark.problem(str(error), path="include"))
            continue
        _merge(document, read(text, str(folder / part)))
    return _article(document, name)


def _text(source: Traversable, name: str) -> str:
    try:
        with source.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise UnreadableError(f"cannot read {name}: {error.strerror or error}") from None
    if len(raw) > MAX_BYTES:
        raise UnreadableError(f"cannot read {name}: it is larger than {MAX_BYTES:,} bytes")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise UnreadableError(f"cannot read {name}: line {line} is not UTF-8 text") from None


def _merge(document: Document, part: Document) -> None:
    """Adds the top-level keys of an included file."""
    document.problems += part.problems
    document.complete &= part.complete
    if not isinstance(document.data, dict) or not isinstance(part.data, dict):
        document.problems.append(part.values.get((), Mark("", 1, 1)).problem("an included file must hold fields"))
        return
    for key in sorted(document.data.keys() & part.data.keys()):
        here, there = part.keys[(key,)], document.keys[(key,)]
        document.problems.append(here.problem(f"{key!r} stands in {there.file} as well", path=key))
    document.data |= {key: value for key, value in part.data.items() if key not in document.data}
    document.values |= {place: mark for place, mark in part.values.items() if place not in document.values}
    document.keys |= {place: mark for place, mark in part.keys.items() if place not in document.keys}


def _article(document: Document, name: str) -> Article:
    problems = list(document.problems)
    document.values.setdefault((), Mark(name, 1, 1))
    if not document.complete:
        raise ArticleError(problems)
    if not isinstance(document.data, dict):
        problems = problems or [document.values[()].problem("an article is a mapping of fields, such as title: …")]
        raise ArticleError(problems)
    try:
        article = Article.model_validate(document.data)
    except ValidationError as error:
        # A number is tried as a whole one and as a decimal one, so both may complain: the set says it once.
        problems += set(_located(document, error))
    if problems:
        raise ArticleError(problems)
    return article


def _located(document: Document, error: ValidationError) -> Iterator[Problem]:
    for details in error.errors():
        # An empty list is too short; so, to Pydantic, is a full one whose items are all wrong. Say only the first.
        if details["type"] == "too_short" and details["input"]:
            continue
        steps, absent = _steps(document, details["loc"])
        at_key = details["type"] == "extra_forbidden" and steps in document.keys
        mark = document.keys[steps] if at_key else document.values[steps]
        message, hint = _explain(details, absent)
        yield mark.problem(message, hint, _path(document.data, steps))


def _steps(document: Document, loc: Sequence[str | int]) -> tuple[Location, str]:
    """The part of `loc` that stands in the file, and the field that does not.

    Pydantic puts the tag of a union into a location; the file has no such step.
    """
    steps: Location = ()
    absent = ""
    for step in loc:
        absent = ""
        if (*steps, step) in document.values:
            steps = (*steps, step)
        else:
            absent = str(step)
    return steps, absent


def _path(data: Any, steps: Location) -> str:
    """`steps` for a reader: items of a list go by their id where they have one."""
    words = ""
    for step in steps:
        data = data[step]
        if isinstance(step, int):
            name = data.get("id") if isinstance(data, dict) else None
            words += f"[{name if isinstance(name, str) else step + 1}]"
        else:
            words += f".{step}" if words else step
    return words


_KINDS: Mapping[type, str] = {dict: "a mapping of fields", list: "a list", str: "text", type(None): "nothing"}


def _explain(details: ErrorDetails, absent: str) -> tuple[str, str]:
    """What is wrong in an author's words, and a hint."""
    context = details.get("ctx", {})
    found = details["input"]
    match details["type"]:
        case "missing":
            return f"{absent} is missing", ""
        case "extra_forbidden":
            name = str(details["loc"][-1])
            return f"unknown field {name!r}", _nearest(name, _fields(details["loc"][:-1]))
        case "union_tag_invalid":
            tags = context["expected_tags"].replace("'", "").split(", ")
            return f"unknown type {context['tag']!r}", _nearest(context["tag"], tags)
        case "union_tag_not_found":
            return "type is missing", "every block says its type, such as type: paragraph"
        case "literal_error":
            known = context["expected"].replace("'", "").replace(" or ", ", ").split(", ")
            return f"{found!r} is not one of the known values", _nearest(str(found), known)
        case "unknown_reference":
            return f"there is no {context['kind']} {context['id']!r}", _nearest(context["id"], context["known"])
        case "string_type" | "tuple_type" | "model_type" | "dict_type" | "list_type" | "model_attributes_type":
            wanted = {"string_type": "text", "tuple_type": "a list", "list_type": "a list"}
            kind = wanted.get(details["type"], "a mapping of fields")
            return f"must be {kind}, not {_KINDS.get(type(found), repr(found))}", ""
        case "int_parsing" | "int_type" | "int_from_float" | "float_parsing" | "float_type" | "finite_number":
            return f"must be a number, not {found!r}" if isinstance(found, str) else "must be a number", ""
        case "value_error":
            return str(context["error"]), ""
    return f"{details['msg']}, not {found!r}" if isinstance(found, str) and len(found) < 60 else details["msg"], ""


def _nearest(name: str, known: Sequence[str]) -> str:
    close = difflib.get_close_matches(name, known, n=1)
    if close:
        return f"did you mean {close[0]!r}?"
    return "known: " + ", ".join(sorted(known)) if 0 < len(known) <= 20 else ""


def _fields(loc: Sequence[str | int]) -> list[str]:
    """The names of the fields that an article may have at `loc`."""
    here: Any = Article
    for step in loc:
        here = _enter(here, step)
    return list(here.model_fields) if isinstance(here, type) and issubclass(here, BaseModel) else []


def _enter(annotation: Any, step: str | int) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        field = annotation.model_fields.get(str(step))
        return _bare(field.annotation) if field else None
    arguments = [_bare(part) for part in typing.get_args(annotation)]
    if isinstance(step, int):
        return arguments[0] if arguments else None
    for part in arguments:
        tag = part.model_fields.get("type") if isinstance(part, type) and issubclass(part, BaseModel) else None
        if tag and step in typing.get_args(tag.annotation):
            return part
    return None


def _bare(annotation: Any) -> Any:
    """`annotation` without `Annotated` and without `| None`."""
    while typing.get_origin(annotation) is typing.Annotated:
        annotation = typing.get_args(annotation)[0]
    if typing.get_origin(annotation) in (typing.Union, types.UnionType):
        some = [part for part in typing.get_args(annotation) if part is not type(None)]
        if len(some) == 1:
            return _bare(some[0])
    return annotation
