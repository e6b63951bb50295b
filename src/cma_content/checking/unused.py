"""Entries that nothing refers to: a source nobody cites, a fact or a term that is never printed."""

from collections.abc import Iterator

from pydantic import BaseModel

from cma_content.checking.finding import Finding, strings
from cma_content.diagnostics import rules
from cma_content.model import inline
from cma_content.model.article import Article
from cma_content.model.base import Text

# Fields that hold ids, and the kind of entry that they name.
_FIELDS = {"source": "source", "sources": "source", "facts": "fact"}
_COLLECTIONS = {"source": "sources", "fact": "facts", "term": "glossary"}


def unused_entries(article: Article) -> Iterator[Finding]:
    """A finding at each source, fact and term that the article never uses; a view of the glossary uses every term."""
    used = set(_references(article))
    views = {getattr(block, "of", "") for section in article.sections for block in section.blocks}
    for kind, collection in _COLLECTIONS.items():
        if collection in views:
            continue
        for index, entry in enumerate(getattr(article, collection)):
            if (kind, entry.id) not in used:
                message = f"nothing refers to the {kind} {entry.id!r}"
                yield Finding((collection, index, "id"), rules.UNUSED, message, hint="use it, or take it away")


def _references(value: object) -> Iterator[tuple[str, str]]:
    """Every (kind, id) that a record refers to, in its texts and in its fields."""
    if isinstance(value, Text):
        yield from inline.references(value.runs)
    elif isinstance(value, BaseModel):
        for name, held in value:
            if kind := _FIELDS.get(name):
                yield from ((kind, id_) for _, id_ in strings(held) if isinstance(held, str | tuple))
            yield from _references(held)
    elif isinstance(value, tuple):
        for held in value:
            yield from _references(held)
    elif hasattr(value, "values"):
        for held in value.values():
            yield from _references(held)
