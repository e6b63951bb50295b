"""Entries that nothing refers to: a source nobody cites, a fact or a glossary word that is never used."""

from collections.abc import Iterator

from pydantic import BaseModel

from cma_content.checking.finding import Finding, parts, strings
from cma_content.diagnostics import rules
from cma_content.model import inline
from cma_content.model.annotations import referring
from cma_content.model.article import Article
from cma_content.model.blocks import View
from cma_content.model.text import Text

_COLLECTIONS = {"source": "sources", "fact": "facts", "term": "glossary"}


def unused_entries(article: Article) -> Iterator[Finding]:
    """A warning at each source, fact and term that the article never uses; a view of the glossary uses every term."""
    used = set(references(article))
    shows_glossary = any(
        isinstance(block, View) and block.of == "glossary" for section in article.sections for block in section.blocks
    )
    for kind, collection in _COLLECTIONS.items():
        if kind == "term" and shows_glossary:
            continue
        for index, entry in enumerate(getattr(article, collection)):
            if (kind, entry.id) not in used:
                message = f"nothing refers to the {kind} {entry.id!r}"
                hint = "use it, or take it away"
                yield Finding((collection, index, "id"), rules.UNUSED, message, hint, severity="warning")


def references(value: object) -> Iterator[tuple[str, str]]:
    """Every (kind, id) that a record refers to, in its texts and in its fields."""
    if isinstance(value, Text):
        yield from inline.references(value.runs)
    kinds = referring(type(value)) if isinstance(value, BaseModel) else {}
    for step, held in parts(value):
        if kind := kinds.get(str(step)):
            yield from ((kind, id_) for _, id_ in strings(held))
        else:
            yield from references(held)
