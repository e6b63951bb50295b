"""What a field is, in the words that stand below it in the source: read where a schema or a message needs them."""

import ast
import inspect
import sys
from collections.abc import Mapping
from functools import cache
from itertools import pairwise

from pydantic import BaseModel

from cma_content.model.base import Formed


def words_of(model: type[BaseModel], name: str) -> str:
    """What a model says of one of its fields, below it or in its annotation; empty where it says nothing."""
    return _written(model).get(name) or model.model_fields[name].description or ""


def description_of(model: type[BaseModel], name: str) -> str:
    """The same, with what its type asks for; of a type that the annotation narrows, that says it already."""
    field = model.model_fields[name]
    typed = next((form.description for form in field.metadata if isinstance(form, Formed)), "")
    return " ".join(filter(None, (words_of(model, name), "" if field.description else typed)))


@cache
def _written(model: type[BaseModel]) -> Mapping[str, str]:
    """The words below each field of a model and of those that it is made from."""
    return {name: words for base in reversed(model.__mro__) for name, words in _below(base).items()}


def _below(model: type) -> Mapping[str, str]:
    classes = _source(model.__module__) if issubclass(model, BaseModel) else {}
    body = classes[model.__qualname__].body if model.__qualname__ in classes else []
    found = {}
    for field, words in pairwise(body):
        match field, words:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(text))):
                found[name] = inspect.cleandoc(text)
    return found


@cache
def _source(module: str) -> Mapping[str, ast.ClassDef]:
    """The classes of a module, by name; none where its source did not come with it."""
    try:
        tree = ast.parse(inspect.getsource(sys.modules[module]))
    except (KeyError, OSError, TypeError):
        return {}
    return {node.name: node for node in tree.body if isinstance(node, ast.ClassDef)}
