"""Claims that nothing backs: entries without a source, and how many or how often without one."""

import re
from collections.abc import Iterator
from typing import Final

from pydantic import BaseModel

from cma_content.checking.finding import Finding, parts, warning
from cma_content.checking.inspected import Inspected
from cma_content.checking.unused import references
from cma_content.diagnostics import rules
from cma_content.loading.document import Location
from cma_content.model.article import Article
from cma_content.model.authored import BulletList, Checklist, Steps
from cma_content.model.blocks import PayTable, Table
from cma_content.model.drawn import BarChart, CareerPaths, CollectionChart, PayChart, PayMap, Timeline
from cma_content.model.law import StateRule
from cma_content.model.text import Text

_HOW_MANY: Final = re.compile(
    r"(?<!\bat )(?<!\bthe )\bmost\b(?! of all\b| of (?:the|a) (?:day|night|shift|time|week|year)\b| importan)"
    r"|(?<!\bhow )(?<!\bso )(?<!\bas )\bmany\b(?! things\b)|(?<!\ba )(?<!\bthe )\bfew(?:er)?\b|\bhalf\b(?! an?\b)"
    r"|\bmajority\b|\busually\b|(?<!\bhow )\boften\b|\brarely\b|\bseldom\b|\btypically\b|\b(?:frequent|general)ly\b"
    r"|\bmore than\b(?! one\b)"
    r"|\bless than\b|\b(?:nearly|almost) (?:all|every\w*)\b",
    re.IGNORECASE,
)
# A reader is spoken to, or someone is asked: advice, not a claim.
_ADVICE: Final = re.compile(r"\?|\b(?:you|your|yours|yourself|we|our|ask)\b", re.IGNORECASE)
_FIELDS: Final = frozenset({"hard_parts", "good_parts", "unknowns", "key_points", "sections", "faqs"})
"""What is read as claims: running text; an entry of a collection has sources of its own."""


def unsourced_entries(seen: Inspected) -> Iterator[Finding]:
    """Each entry that could name sources and names none, in no field and no text."""
    for location, entry in _sourced(seen.article, ()):
        if not _says_nothing(entry) and not any(kind in ("source", "fact") for kind, _ in references(entry)):
            name = getattr(entry, "name", None) or getattr(entry, "id", location[-1])
            message = f"nothing says where this was read: {name}"
            yield warning(location, rules.NO_SOURCE, message, "add sources, or <source:id> behind the claim")


def _says_nothing(entry: BaseModel) -> bool:
    """Whether it is a state of which nothing was found, or nobody looked."""
    return isinstance(entry, StateRule) and not entry.rules and entry.citation is None


def _sourced(value: object, location: Location) -> Iterator[tuple[Location, BaseModel]]:
    """The records that may have sources, the outermost of each."""
    if isinstance(value, BaseModel) and not isinstance(value, Article) and "sources" in type(value).model_fields:
        yield location, value
        return
    for step, held in parts(value):
        if not isinstance(held, str):
            yield from _sourced(held, (*location, step))


def unsourced_claims(seen: Inspected) -> Iterator[Finding]:
    """Each sentence that says how many or how often, in a text that names neither a source nor a figure."""
    if not seen.is_english:
        return
    backed = _backed(seen)
    for prose in seen.prose:
        if prose.location[0] not in _FIELDS or not isinstance(prose.source, Text) or backed & _above(prose.location):
            continue
        if any(kind in ("source", "fact", "section") for kind, _ in references(prose.source)):
            continue
        for sentence in prose.sentences:
            if (found := _HOW_MANY.search(sentence)) and not _ADVICE.search(sentence):
                message = f"{found[0]!r} says how many or how often, and nothing says who counted"
                hint = "put <source:id> or <fact:id> behind it, or say it without the word"
                yield warning(prose.location, rules.NO_SOURCE_FOR_HOW_MANY, message, hint, at=found[0])


def _above(location: Location) -> set[Location]:
    return {location[:length] for length in range(1, len(location))}


def _backed(seen: Inspected) -> set[Location]:
    """Blocks whose introduction speaks to the reader or names what backs them; charts and pay; and made-up days."""
    found = set()
    for location, block in seen.blocks:
        match block:
            case BulletList(intro=said) | Checklist(intro=said) | Steps(intro=said) | Table(note=said):
                if said and (_ADVICE.search(said) or any(kind in ("source", "fact") for kind, _ in references(said))):
                    found.add(location)
            case Timeline() | BarChart() | CareerPaths() | CollectionChart() | PayChart() | PayMap() | PayTable():
                found.add(location)
    return found
