"""One difference, and all of them: the values that `diff` gives."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from pydantic import BaseModel

from cma_content.model.article import Article
from cma_content.model.text import Text

Kind = Literal["added", "removed", "changed", "renamed", "replaced", "moved", "reordered"]
Group = Literal["figures", "law", "entries", "prose", "about"]
_GROUPS: Final[Mapping[str, Group]] = {
    "agencies": "law",
    "facts": "figures",
    "fact_sheet": "prose",
    "limits": "law",
    "pay": "figures",
    "places": "about",
    "program": "about",
    "sections": "prose",
    "sources": "about",
    "topics": "law",
}
"""The group of a field of the article, where its name or what it holds does not say it."""
GROUPS: Final[Mapping[Group, str]] = {
    "figures": "Figures",
    "law": "Rules of law",
    "entries": "Entries",
    "prose": "Text",
    "about": "Sources, dates and the rest",
}
"""What belongs together, and how it is headed."""


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: what it is, where it stands, and what it was and became."""

    group: Group
    kind: Kind
    """`renamed`: its id was retired for another. `replaced`: it was retired, and `after` had been there before."""
    path: str
    """Where, by id, in the new article, or for what is gone in the old one: facts[pay-us].label."""
    title: str
    """The same in words: Median pay: note."""
    before: Any = field(repr=False)
    """The value, as the model has it; of what was renamed, the id; of what moved, the path; of what was added None."""
    after: Any = field(repr=False)
    was: str
    """`before` in words: figures with their unit, place and period; of a long text the part that changed."""
    became: str
    why: str = ""
    """Of what was retired."""


@dataclass(frozen=True, slots=True)
class Diff:
    """The changes from one article to another, in the order of the groups and, in each, of the new article."""

    old: Article = field(repr=False)
    new: Article = field(repr=False)
    changes: tuple[Change, ...]
    warnings: tuple[str, ...]
    """Ids that are gone without being retired."""


def group_of(name: str, value: Any) -> Group:
    """The group of a field of the article, by its name or by what it holds."""
    if name in _GROUPS:
        return _GROUPS[name]
    if "rule" in name:
        return "law"
    first = value[0] if isinstance(value, tuple) and value else value
    if isinstance(first, BaseModel):
        return "entries" if hasattr(first, "id") or first is value else "about"
    return "prose" if isinstance(first, Text) else "about"
