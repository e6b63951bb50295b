"""Every class of the model, of the handout and of the options: its fields, each with the words below it."""

import ast
import inspect
import sys
import typing
from collections.abc import Iterator
from dataclasses import dataclass, is_dataclass
from functools import cache
from itertools import pairwise
from typing import Final

from pydantic import BaseModel

from cma_content import Article, Handout, Limits, RenderOptions
from cma_content.handout import tree as nodes
from cma_content.model.base import Model
from cma_content.model.descriptions import description_of, words_of
from written.library import entry
from written.markdown import marked, plain
from written.types import Types


@dataclass(frozen=True)
class Field:
    """A field of a class as it stands in the source."""

    name: str
    annotation: ast.expr
    default: ast.expr | None
    words: str
    module: str


def model() -> Iterator[str]:
    """Every class that an article may hold."""
    first, *others = _models(Article)
    yield from _classes([first, *sorted(others, key=lambda cls: cls.__name__)])


def tree() -> Iterator[str]:
    """How to go through a handout, and every part of it."""
    yield inspect.getdoc(nodes) or ""
    for function in (nodes.walk, nodes.plain):
        yield from entry(f"tree.{function.__name__}", function)
    found = {cls for cls in vars(nodes).values() if isinstance(cls, type) and is_dataclass(cls)}
    runs = typing.get_args(nodes.Run)
    found.update(cls for cls in runs if cls is not str)
    yield from _classes([Handout, *sorted(found - {Handout}, key=lambda cls: cls.__name__)])


def options() -> Iterator[str]:
    """The choices of one rendering, and its bounds."""
    yield from _classes([RenderOptions, Limits])


def fields(cls: type) -> Iterator[Field]:
    """Its public fields, those of its bases first."""
    found: dict[str, Field] = {}
    for base in reversed(cls.__mro__):
        body = _source(base.__module__).get(base.__qualname__, ast.Pass())
        for node, after in pairwise([*getattr(body, "body", ()), ast.Pass()]):
            match node:
                case ast.AnnAssign(target=ast.Name(id=name)) if not (name.startswith("_") or _is_of_class(node)):
                    found[name] = Field(name, node.annotation, node.value, _text(after), base.__module__)
    yield from found.values()


def _models(cls: type) -> list[type]:
    """A class of the model and all that it may hold, in the order of its fields."""
    found: dict[type, None] = {}

    def look(annotation: object) -> None:
        for inner in typing.get_args(annotation):
            look(inner)
        if isinstance(annotation, type) and issubclass(annotation, Model) and annotation not in found:
            found[annotation] = None
            for hint in typing.get_type_hints(annotation).values():
                look(hint)

    look(cls)
    return list(found)


def _classes(classes: list[type]) -> Iterator[str]:
    types = Types({cls.__name__ for cls in classes})
    for cls in classes:
        yield from ("", f"## {cls.__name__}", "", plain(inspect.getdoc(cls) or ""), "")
        if found := list(fields(cls)):
            yield from marked(("Field", "Holds", "If left out", "What it is"), (_row(cls, one, types) for one in found))
    yield from ("", "## Kinds of values", "", "What else the tables name.", "")
    said: set[str] = set()
    while unsaid := sorted(types.others.keys() - said):
        said.update(unsaid)
        for name in unsaid:
            yield from ("", f"### {name}", "", _meaning(name, types.others[name], types), "")


def _row(cls: type, field: Field, types: Types) -> tuple[str, ...]:
    holds = types.words(field.annotation, vars(sys.modules[field.module]))
    words = field.words
    if issubclass(cls, BaseModel):
        words = words_of(cls, field.name) or description_of(cls, field.name)
    return (f"`{field.name}`", holds, _default(cls, field), plain(words or _words_of_what_it_holds(field)))


def _words_of_what_it_holds(field: Field) -> str:
    """Those of the first class that a field names, where it has none itself; of `type`, what it is for."""
    if field.name == "type":
        return "What tells this kind of block from the others."
    names = [node.id for node in ast.walk(field.annotation) if isinstance(node, ast.Name)]
    held = (vars(sys.modules[field.module]).get(name) for name in names)
    classes = [one for one in held if isinstance(one, type) and issubclass(one, Model)]
    return (inspect.getdoc(classes[0]) or "").split("\n\n")[0] if classes else ""


def _default(cls: type, field: Field) -> str:
    if issubclass(cls, BaseModel):
        held = cls.model_fields[field.name]
        value = ... if held.is_required() else held.get_default(call_default_factory=True)
    else:
        value = ast.literal_eval(field.default) if isinstance(field.default, _LITERAL) else ...
    if value is ...:
        return "required"
    return "nothing" if value in (None, (), "") or value == {} else f"`{value}`"


_LITERAL: Final = (ast.Constant, ast.Tuple, ast.UnaryOp)


def _meaning(name: str, value: object, types: Types) -> str:
    """What a named type is: its own words, or what it is made of."""
    modules = [module for key, module in sys.modules.items() if key.startswith("cma_content.")]
    # What is imported for those who check types alone.
    value = value or next(vars(module)[name] for module in modules if name in vars(module))
    if isinstance(value, type):
        return plain((inspect.getdoc(value) or "").split("\n\n")[0])
    if words := [one.description for one in typing.get_args(value)[1:] if getattr(one, "description", "")]:
        return plain(words[-1])
    for module in modules:
        for node in _parsed(module.__name__).body:
            match node:
                case ast.Assign(targets=[ast.Name(id=named)]) if named == name and vars(module)[name] is value:
                    return f"{types.words(node.value, vars(module))}."
    raise LookupError(name)


def _is_of_class(node: ast.AnnAssign) -> bool:
    return "ClassVar" in ast.unparse(node.annotation)


def _text(node: ast.stmt) -> str:
    match node:
        case ast.Expr(value=ast.Constant(value=str(text))):
            return text
    return ""


@cache
def _parsed(module: str) -> ast.Module:
    return ast.parse(inspect.getsource(sys.modules[module]))


@cache
def _source(module: str) -> dict[str, ast.ClassDef]:
    """The classes of a module of ours, by name."""
    if not module.startswith("cma_content"):
        return {}
    return {node.name: node for node in _parsed(module).body if isinstance(node, ast.ClassDef)}
