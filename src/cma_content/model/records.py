"""Collections of an article as flat records, which a data frame takes as they are."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from pydantic import BaseModel

from cma_content.errors import UsageError
from cma_content.model.article import Article
from cma_content.model.entries import ClassificationCode
from cma_content.model.ids import REFERRED
from cma_content.model.plain import plain
from cma_content.model.scalars import as_json
from cma_content.model.text import Text

Scalar = str | int | float | bool | None
COLLECTIONS: Final = (
    *sorted({field for field in REFERRED.values() if "." not in field} - {"sections"} | {"codes"}),
    "pay",
    "sections",
    "state_topics",
)
"""What `records` takes."""


def records(article: Article, collection: str) -> list[dict[str, Scalar]]:
    """One dict of text, numbers and nothing else for each entry of a collection, with the same keys in all of them.

    `collection` is a field of the article: duties, facts, places …; of `pay` there is a record for each area, with its
    place. Text is plain; several texts are joined by line breaks, several ids by spaces, dates are ISO 8601; fields of
    an inner record have its name before theirs; of several inner records, each is a line. `state_topics` are the rules
    of the law, a record for each state and topic. Raises `UsageError` for a collection that there is none of.
    """
    name = collection.replace("-", "_") if isinstance(collection, str) else ""
    if name not in COLLECTIONS:
        raise UsageError(f"there is no collection {collection!r}; there are {', '.join(COLLECTIONS)}")
    if name == "pay":
        return list(_pay(article))
    if name == "state_topics":
        return list(_law(article))
    if name == "sections":
        return [{"id": part.id, "title": part.title, "text": part.text(article)} for part in article.sections]
    return [dict(_flat(entry, article)) for entry in getattr(article, name)]


def _pay(article: Article) -> Iterator[dict[str, Scalar]]:
    pay = article.pay
    for area in (*pay.areas, *pay.local) if pay else ():
        place = dict(_flat(article.place(area.place), article))
        del place["id"]
        yield {"place": area.place, **place, **dict(_flat(area, article)), "period": str(pay and pay.period)}


def _law(article: Article) -> Iterator[dict[str, Scalar]]:
    for state in article.state_rules:
        for topic in article.topics:
            rule = state.of(topic.id)
            found: Mapping[str, Any] = {"note": rule and rule.note, "sources": rule.sources if rule else ()}
            said = {name: _scalar(value, article) for name, value in found.items()}
            yield {"place": state.place, "topic": topic.id, "status": state.status(topic.id), **said}


def _flat(record: BaseModel, article: Article, before: str = "") -> Iterator[tuple[str, Scalar]]:
    for name, value in record:
        if isinstance(value, BaseModel):
            yield from _flat(value, article, f"{before}{name}_")
        else:
            yield before + name, _scalar(value, article)


def _scalar(value: Any, article: Article) -> Scalar:
    match value:
        case Text():
            return plain(value, article)
        case Decimal():
            return as_json(value)
        case date():
            return value.isoformat()
        case ClassificationCode():
            return f"{value.scheme} {value.code}"
        case BaseModel():
            return "; ".join(str(inner) for _, inner in _flat(value, article) if inner is not None)
        case tuple():
            several = [str(_scalar(item, article)) for item in value]
            return ("\n" if any(isinstance(item, Text | BaseModel) for item in value) else " ").join(several)
        case str():
            return str(value)
    assert value is None or isinstance(value, int | float), value
    return value
