"""Records that nothing can change: frozen dataclasses with slots, which cost a fraction of the time to define.

A dataclass of the standard library compiles six functions for each class; here all classes share them, but for the one
that makes a record. They compare, hash, print, copy and pickle as those do.
"""

from dataclasses import FrozenInstanceError, dataclass, field, fields
from operator import attrgetter
from typing import Any, NoReturn, TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[T]) -> type[T]:
    """`cls` as such a record, of the fields that it declares."""
    made: Any = dataclass(slots=True, eq=False, repr=False)(cls)
    made.__setattr__, made.__delattr__ = _set, _delete
    made.__eq__, made.__hash__, made.__repr__ = _equals, _hash, _repr
    made._held = attrgetter(*(one.name for one in fields(made) if one.compare))
    record: type[T] = made
    return record


def _set(self: Any, name: str, value: Any) -> None:
    """Sets a field that has no value yet, as whoever makes a record does."""
    if hasattr(self, name):
        raise FrozenInstanceError(f"cannot assign to field {name!r}")
    object.__setattr__(self, name, value)


def _delete(_: Any, name: str) -> NoReturn:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _equals(self: Any, other: Any) -> Any:
    if type(other) is not type(self):
        return NotImplemented
    return self._held(self) == self._held(other)


def _hash(self: Any) -> int:
    return hash(self._held(self))


def _repr(self: Any) -> str:
    fields = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__match_args__)
    return f"{type(self).__qualname__}({fields})"
