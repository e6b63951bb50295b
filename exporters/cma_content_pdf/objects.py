"""Values of a PDF by type: whatever a file holds at a place, a rule gets a value of the type that it expects."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import pikepdf

_DIRECT: Final = (0, 0)
"""The number of what has none of its own, so that nothing else can refer to it."""
_LONGEST: Final = 200
"""Characters of a name or a text."""

Values: TypeAlias = pikepdf.Array | tuple[Any, ...] | list[Any]
"""Its length is known before any of them is read."""


class TooLargeError(Exception):
    """A bound was reached, which the message names."""


@dataclass(frozen=True, slots=True)
class Tree:
    """The dictionaries of a tree, each once, parents first, in order."""

    nodes: list[Any]
    repeated: int
    """How often the tree leads to a node where it was before: one that is shared, or holds itself."""


def dictionary(holder: Any, key: str) -> Any:
    """The dictionary at a key; an empty one for anything else."""
    value = holder.get(key)
    return value if isinstance(value, pikepdf.Dictionary) else pikepdf.Dictionary()


def array(holder: Any, key: str) -> Values:
    """The values of the array at a key; none for anything else."""
    value = holder.get(key)
    return value if isinstance(value, pikepdf.Array) else ()


def values(holder: Any, key: str) -> Values:
    """The same, where a value may stand for an array of one."""
    value = holder.get(key)
    return () if value is None else value if isinstance(value, pikepdf.Array) else (value,)


def name(holder: Any, key: str) -> str:
    """The name at a key, with its slash; empty for anything else."""
    value = holder.get(key)
    return _decoded(value) if isinstance(value, pikepdf.Name) else ""


def text(holder: Any, key: str) -> str:
    """The text at a key, without white space around it; empty for anything else."""
    value = holder.get(key)
    return _decoded(value).strip() if isinstance(value, pikepdf.String) else ""


def flag(holder: Any, key: str) -> bool:
    """Whether the value at a key is true."""
    return holder.get(key) is True


def is_stream(holder: Any, key: str) -> bool:
    """Whether the value at a key is a stream."""
    return isinstance(holder.get(key), pikepdf.Stream)


def dictionaries(found: Iterable[Any]) -> list[Any]:
    """Those that are dictionaries; a deleted object is null, and a broken one may be anything."""
    return [value for value in found if isinstance(value, pikepdf.Dictionary)]


def bounded(parts: Iterable[Values], most: int, what: str) -> list[Any]:
    """All values of all parts; raises `TooLargeError` where there are more than `most`, before more are read."""
    found: list[Any] = []
    for part in parts:
        if len(found) + len(part) > most:
            raise TooLargeError(f"more than {most:,} {what}")
        found.extend(part)
    return found


def distinct(found: Iterable[Any]) -> list[Any]:
    """Each object once, however often it is referred to."""
    once = {value.objgen if value.objgen != _DIRECT else number: value for number, value in enumerate(found)}
    return list(once.values())


def tree(root: Any, key: str, most: int, what: str) -> Tree:
    """All below `root`, where each node has its kids at `key`; raises `TooLargeError` for more than `most` kids."""
    nodes: list[Any] = []
    seen: set[tuple[int, int]] = set()
    waiting, repeated, kids = [root], 0, 0
    while waiting:
        here = waiting.pop()
        if here.objgen in seen:
            repeated += 1
            continue
        seen |= {here.objgen} - {_DIRECT}
        nodes.append(here)
        below = values(here, key)
        kids += len(below)
        if kids > most:
            raise TooLargeError(f"more than {most:,} {what}")
        waiting += reversed(dictionaries(below))
    return Tree(nodes, repeated)


def _decoded(value: Any) -> str:
    try:
        return str(value)[:_LONGEST]
    except UnicodeDecodeError:
        return bytes(value)[:_LONGEST].decode("utf-8", "replace")
