"""Entries of a record by their ids."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, Final, Generic, Self, TypeVar, overload

from cma_content.errors import UnknownIdError
from cma_content.model.references import Remedies
from cma_content.model.retired import remedies

Entry = TypeVar("Entry")
_WHOLE: Final = "whole"


class Lookup(Generic[Entry]):
    """A method that finds an entry of `fields` by its id, where it has one: `guide.duty("draw-blood")`.

    Raises `UnknownIdError` with the nearest id, or what took the place of a retired one. Each field is read once; the
    record needs a slot `_indexes`, which is no part of what it equals, hashes or pickles.
    """

    def __init__(self, kind: str, *fields: str, key: str = "id") -> None:
        self._kind, self._fields, self._key = kind, fields, key

    @overload
    def __get__(self, record: None, owner: type) -> Self: ...
    @overload
    def __get__(self, record: object, owner: type) -> Callable[[str], Entry]: ...
    def __get__(self, record: object, owner: type) -> Self | Callable[[str], Entry]:
        return self if record is None else partial(self._find, record)

    def _find(self, record: Any, id_: str) -> Entry:
        index = self._index(record)
        try:
            return index[id_]
        except (KeyError, TypeError):
            raise UnknownIdError(_unknown(self._kind, id_, index, remedies(record))) from None

    def _index(self, record: Any) -> dict[str, Entry]:
        indexes = indexes_of(record)
        if _WHOLE in indexes:
            return self._index(indexes[_WHOLE])
        if self._kind not in indexes:
            entries = (entry for field in self._fields for entry in _entries(record, field))
            indexes[self._kind] = {id_: entry for entry in entries if (id_ := getattr(entry, self._key))}
        found: dict[str, Entry] = indexes[self._kind]
        return found


def _entries(record: Any, path: str) -> Iterator[Any]:
    """What a field holds; of a path such as sections.blocks, what that field of each of them holds."""
    field, _, deeper = path.partition(".")
    for entry in getattr(record, field):
        if deeper:
            yield from _entries(entry, deeper)
        else:
            yield entry


def indexes_of(record: Any) -> dict[str, Any]:
    """What was made of a record to find things in it, kept with it and no part of what it equals."""
    try:
        indexes: dict[str, Any] = object.__getattribute__(record, "_indexes")
    except AttributeError:
        indexes = {}
        object.__setattr__(record, "_indexes", indexes)
    return indexes


def look_up_in(record: Any, whole: Any) -> None:
    """Lets a record that lacks some entries of another find each of them by its id."""
    indexes_of(record)[_WHOLE] = whole


def _unknown(kind: str, id_: object, known: dict[str, Any], retired: Remedies) -> str:
    if isinstance(id_, str) and (remedy := retired.get((kind, id_))):
        return f"there is no {kind} {id_!r}; {remedy}"
    import difflib  # only now: the import costs more than a lookup

    near = difflib.get_close_matches(id_[:80], known, n=1) if isinstance(id_, str) else []
    hint = f"did you mean {near[0]!r}?" if near else f"there are {len(known)} others" if known else "there is none"
    return f"there is no {kind} {id_!r}; {hint}"
