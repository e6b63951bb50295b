"""Which figures have grown old, and what stands behind a part of an article."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from pydantic import BaseModel

from cma_content.errors import UnknownIdError, UsageError
from cma_content.model import inline
from cma_content.model.article import Article
from cma_content.model.facts import Fact, Source
from cma_content.model.ids import REFERRED
from cma_content.model.text import Text


def facts(article: Article, *, stale: date | None = None) -> tuple[Fact, ...]:
    """The facts of an article; with a day, those whose source expected a newer release by then.

    Raises `UsageError` for what is no day.
    """
    if stale is None:
        return article.facts
    if isinstance(stale, datetime):
        stale = stale.date()
    if not isinstance(stale, date):
        raise UsageError(f"stale is a day, such as date(2028, 1, 1), not {stale!r:.40}")
    due = {source.id for source in article.sources if source.next_release and source.next_release <= stale}
    return tuple(fact for fact in article.facts if fact.source in due)


def sources(article: Article, *, for_: str | None = None) -> tuple[Source, ...]:
    """The sources of an article; with the id of an entry or of a section, those that it cites, facts included.

    Raises `UnknownIdError` for an id that nothing has.
    """
    if for_ is None:
        return article.sources
    held = [entry for entry in _entries(article) if entry.id == for_]
    if not held:
        raise UnknownIdError(f"nothing in the article has the id {for_!r}")
    cited = {id_ for entry in held for id_ in _cited(entry, article)}
    return tuple(source for source in article.sources if source.id in cited)


def _entries(article: Article) -> Iterator[Any]:
    for path in REFERRED.values():
        if "." not in path:
            yield from getattr(article, path)


def _cited(value: object, article: Article) -> Iterator[str]:
    """The ids of the sources that a part of an article names: itself, by its facts, in its texts."""
    known, named = {source.id for source in article.sources}, {fact.id: fact for fact in article.facts}
    waiting: list[object] = [value]
    while waiting:
        match waiting.pop():
            case Source() as source:
                yield source.id
            case Text() as text:
                waiting += [id_ for _, id_ in inline.references(text.runs)]
            case str() as id_ if id_ in known:
                yield id_
            case str() as id_ if id_ in named:
                yield named[id_].source
            case BaseModel() as record:
                waiting += [held for name, held in record if name != "id"]
            case tuple() as items:
                waiting += items
