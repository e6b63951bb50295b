"""What changed between two articles, or two editions of one, by stable id.

Records with an id are the same where the id is, or where one was retired for the other; all others are where their
content is, or most of it. What only stands elsewhere is not said to be new. Nothing here knows a collection by name:
what the model gains is compared as well. The work is linear in the two articles.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from pydantic import BaseModel

from cma_content.errors import UsageError
from cma_content.insight.changes import GROUPS, Change, Diff, Group, Kind, group_of
from cma_content.insight.matching import match, name_of
from cma_content.insight.renewed_ids import renames, renewed
from cma_content.insight.wording import field_words, said_apart, title_of
from cma_content.model.article import Article
from cma_content.model.facts import Fact
from cma_content.model.ids import REFERRED, ids_of
from cma_content.model.pay import AreaPay
from cma_content.model.program import Logo
from cma_content.model.retired import Key, Retired, successors
from cma_content.model.text import Text

_AS_ONE: Final[Mapping[type, frozenset[str]]] = {
    AreaPay: frozenset(),
    Fact: frozenset({"label", "brief", "note"}),
    Logo: frozenset(),
}
"""Figures and pictures, which change as a whole, and the fields of theirs that do not belong to the figure."""
_COMMON: Final = frozenset(
    {"answer", "areas", "blocks", "involves", "items", "local", "moments", "plain", "rows", "rules", "text"}
)
"""Fields that say nothing more about where something stands."""
_OF_OTHERS: Final = frozenset({"place"})
"""Kinds whose ids are codes that others give and take away."""


def diff(old: Article, new: Article) -> Diff:
    """What changed from `old` to `new`: two articles, or two editions of one; raises `UsageError` for anything else."""
    for value in (old, new):
        if not isinstance(value, Article):
            raise UsageError(f"diff takes two articles, as load gives them, not {value!r:.60}")
    changes = [*_Comparison(old, new).changes()]
    order = list(GROUPS)
    changes.sort(key=lambda change: order.index(change.group))
    warnings = tuple(_vanished(old, new)) if old.id == new.id else ()
    return Diff(old, new, tuple(changes), warnings)


@dataclass(frozen=True, slots=True)
class _At:
    """Where a comparison stands."""

    group: Group
    path: str
    titles: tuple[str, ...]
    names: tuple[str, ...]
    """The fields on the way."""

    def field(self, name: str) -> "_At":
        titles = self.titles if name in _COMMON else (*self.titles, field_words(name))
        return replace(self, path=f"{self.path}.{name}", titles=titles, names=(*self.names, name))

    def item(self, item: Any, number: int, article: Article) -> "_At":
        # What an entry is called says more than the field that holds it.
        titles = self.titles[:-1] if len(self.names) == 1 else self.titles
        own = title_of(item, article)
        return replace(
            self,
            path=f"{self.path}[{name_of(item) or number + 1}]",
            titles=(*titles, own) if own else self.titles,
        )


class _Comparison:
    def __init__(self, old: Article, new: Article) -> None:
        self.successors = successors(new)
        self.renames = renames(old, self.successors)
        self.old, self.new = renewed(old, self.successors, self.renames), new
        self.retired: dict[Key, Retired] = {(entry.kind, entry.id): entry for entry in new.retired}
        self.kinds = {path: kind for kind, path in REFERRED.items()}

    def changes(self) -> Iterator[Change]:
        yield from self.renamed()
        found: list[Change] = []
        for name in type(self.new).model_fields:
            before, after = getattr(self.old, name), getattr(self.new, name)
            if name != "retired" and before != after:
                at = _At(group_of(name, after or before), name, (field_words(name).capitalize(),), (name,))
                found += self.value(at, before, after)
        yield from self.moved(found)

    def renamed(self) -> Iterator[Change]:
        titles: dict[Key, str] = {}
        for kind in {kind for kind, _ in self.renames}:
            field, _, deeper = REFERRED[kind].partition(".")
            held = getattr(self.new, field)
            entries = [inner for entry in held for inner in getattr(entry, deeper)] if deeper else held
            titles |= {(kind, entry.id): title_of(entry, self.new) for entry in entries}
        for (kind, old), new in self.renames.items():
            field = REFERRED[kind].partition(".")[0]
            at = _At(group_of(field, getattr(self.new, field)), f"{REFERRED[kind]}[{new}]", (titles[kind, new],), ())
            yield self.led(at, "renamed", kind, old, new)

    def value(self, at: _At, before: Any, after: Any) -> Iterator[Change]:
        """The changes from one value to another that differs."""
        if before is None or before == ():
            if isinstance(after, tuple):
                yield from self.items(at, (), after)
            else:
                yield self.change(at, "added", None, after)
        elif after is None or after == ():
            if isinstance(before, tuple):
                yield from self.items(at, before, ())
            else:
                yield self.change(at, "removed", before, None)
        elif isinstance(after, BaseModel) and type(before) is type(after):
            yield from self.record(at, before, after)
        elif isinstance(before, tuple) and isinstance(after, tuple):
            yield from self.items(at, before, after)
        elif isinstance(before, Mapping) and isinstance(after, Mapping):
            yield from self.mapping(at, before, after)
        else:
            yield self.change(at, "changed", before, after)

    def record(self, at: _At, before: BaseModel, after: BaseModel) -> Iterator[Change]:
        names = [name for name in type(after).model_fields if name != "id"]
        names = [name for name in names if getattr(before, name) != getattr(after, name)]
        apart = _AS_ONE.get(type(after))
        if apart is not None and not apart.issuperset(names):
            yield self.change(at, "changed", before, after)
            names = [name for name in names if name in apart]
        for name in names:
            yield from self.value(at.field(name), getattr(before, name), getattr(after, name))

    def mapping(self, at: _At, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Change]:
        for name in dict.fromkeys([*after, *before]):
            if before.get(name) != after.get(name):
                yield from self.value(at.field(name), before.get(name), after.get(name))

    def items(self, at: _At, before: tuple[Any, ...], after: tuple[Any, ...]) -> Iterator[Change]:
        kind = self.kinds.get(".".join(at.names), "")
        matching = match(before, after)
        pairs = {j: i for i, j in matching.pairs}
        for j, item in enumerate(after):
            here = at.item(item, j, self.new)
            if j not in pairs:
                yield self.change(here, "added", None, item)
            elif before[pairs[j]] == item:
                pass
            elif isinstance(item, tuple):
                # A row of a table is read as a whole.
                yield self.change(here, "changed", before[pairs[j]], item)
            else:
                yield from self.value(here, before[pairs[j]], item)
        for i in matching.removed:
            yield self.gone(at.item(before[i], i, self.old), kind, before[i])
        if matching.is_reordered:
            yield Change(at.group, "reordered", at.path, ": ".join(at.titles), None, None, "", "")

    def moved(self, changes: list[Change]) -> Iterator[Change]:
        """The changes, with what was taken from one place and put in another as one; and how it changed on the way."""
        gone: dict[Any, list[Change]] = {}
        for change in reversed(changes):
            # Numbers and ids are no one's own.
            if change.kind == "removed" and isinstance(change.before, BaseModel | Text):
                gone.setdefault(_own(change.before), []).append(change)
        came = {
            id(change): from_.pop()
            for change in changes
            if change.kind == "added" and (from_ := gone.get(_own(change.after)))
        }
        left = set(map(id, came.values()))
        for change in changes:
            if old := came.get(id(change)):
                paths = (old.path, change.path)
                yield Change(change.group, "moved", change.path, change.title, *paths, *paths)
                if old.before != change.after:
                    at = _At(change.group, change.path, (change.title,), ())
                    yield from self.record(at, old.before, change.after)
            elif id(change) not in left:
                yield change

    def gone(self, at: _At, kind: str, item: Any) -> Change:
        """What became of an item that is not there any more."""
        key = (kind, name_of(item))
        if to := self.successors.get(key):
            return self.led(at, "replaced", kind, key[1], to)
        change = self.change(at, "removed", item, None)
        return replace(change, why=self.retired[key].why) if key in self.retired else change

    def led(self, at: _At, what: Kind, kind: str, before: str, after: str) -> Change:
        why = self.retired[kind, before].why
        return Change(at.group, what, at.path, ": ".join(at.titles), before, after, before, after, why)

    def change(self, at: _At, kind: Kind, before: Any, after: Any) -> Change:
        was, became = said_apart(before, self.old, after, self.new)
        return Change(at.group, kind, at.path, ": ".join(at.titles), before, after, was, became)


def _own(value: Any) -> Any:
    """What a value is known by wherever it stands: its name, or all of it."""
    return type(value), name_of(value) or value


_SHOWN: Final = 10


def _vanished(old: Article, new: Article) -> Iterator[str]:
    """A warning for each id that is gone and was not retired."""
    there = ids_of(new, Article.model_fields)
    known = {(entry.kind, entry.id) for entry in new.retired}
    for kind, ids in ids_of(old, Article.model_fields).items():
        gone = sorted(id_ for id_ in ids - there.get(kind, frozenset()) if (kind, id_) not in known)
        if kind not in REFERRED or kind in _OF_OTHERS or not gone:
            continue
        for id_ in gone[:_SHOWN]:
            yield f"the {kind} {id_!r} is gone and was not retired: add it to retired, with its successor if it has one"
        if len(gone) > _SHOWN:
            yield f"{len(gone) - _SHOWN:,} more ids of a {kind} are gone and were not retired"
