"""An older article with the ids that a newer one has in place of those it retired."""

from collections.abc import Mapping
from typing import Any, Final

from pydantic import BaseModel

from cma_content.model.annotations import referring
from cma_content.model.article import Article
from cma_content.model.ids import REFERRED, placed
from cma_content.model.retired import Key, in_text
from cma_content.model.text import Text

_KINDS: Final[Mapping[str, str]] = {path: kind for kind, path in REFERRED.items()}


def renames(article: Article, successors: Mapping[Key, str]) -> Mapping[Key, str]:
    """The new id of each entry of `article` that was retired for one that is not there; of two, the first has it."""
    taken = {(kind, id_) for kind, path in REFERRED.items() for _, id_ in placed(article, path)}
    found: dict[Key, str] = {}
    for kind, id_ in sorted(taken & successors.keys()):
        to = successors[kind, id_]
        if to and (kind, to) not in taken:
            taken.add((kind, to))
            found[kind, id_] = to
    return found


def renewed(article: Article, successors: Mapping[Key, str], own: Mapping[Key, str]) -> Article:
    """`article` with every reference to an id of `successors` as it is now; not validated again.

    Entries have the ids of `own`, which are their `renames`.
    """
    if not successors:
        return article
    found = _record(article, "", successors, own)
    assert isinstance(found, Article)
    return found


def _record(record: BaseModel, path: str, successors: Mapping[Key, str], own: Mapping[Key, str]) -> BaseModel:
    changed = {}
    for name, value in record:
        if name == "id":
            new = own.get((_KINDS.get(path, ""), value), value)
        else:
            new = _value(value, f"{path}.{name}".lstrip("."), referring(type(record)).get(name, ""), successors, own)
        if new is not value:
            changed[name] = new
    return BaseModel.model_copy(record, update=changed) if changed else record


def _value(value: Any, path: str, kind: str, successors: Mapping[Key, str], own: Mapping[Key, str]) -> Any:
    match value:
        case Text():
            found = in_text(value, successors)
            return value if found == value else Text(found)
        case str():
            return successors.get((kind, value)) or value
        case BaseModel():
            return _record(value, path, successors, own)
        case tuple():
            made = tuple(_value(item, path, kind, successors, own) for item in value)
            return value if all(new is old for new, old in zip(made, value, strict=True)) else made
    return value
