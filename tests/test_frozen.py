"""Frozen records, which share what a dataclass of the standard library compiles for each class."""

import copy
import pickle
from dataclasses import FrozenInstanceError, dataclass, field, fields, replace

import pytest

from cma_content.model.base import FrozenDict
from cma_content.model.frozen import frozen
from cma_content.model.inline import Link, Strong
from cma_content.model.period import Period


@frozen
class Usual:
    """A record like any other."""

    name: str
    items: tuple[int, ...] = ()
    seen: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Standard:
    """The same by the standard library."""

    name: str
    items: tuple[int, ...] = ()
    seen: int = field(default=0, compare=False)


@pytest.mark.parametrize("kind", [Usual, Standard])
def test_it_is_what_the_standard_library_makes(kind: type) -> None:
    """It compares by class and fields, hashes, prints and is replaced; a field that is not compared counts nowhere."""
    one = kind("a", (1,), 2)

    assert one == kind("a", (1,), 3) != kind("a", (2,), 2)
    assert hash(one) == hash(kind("a", (1,), 3))
    assert repr(one) == f"{kind.__name__}(name='a', items=(1,), seen=2)"
    assert replace(one, name="b") == kind("b", (1,))
    assert [each.name for each in fields(one)] == ["name", "items", "seen"]
    assert not hasattr(one, "__dict__")
    with pytest.raises(TypeError, match="name"):
        kind()


@pytest.mark.parametrize("kind", [Usual, Standard])
def test_nothing_changes_it(kind: type) -> None:
    """No field is set or deleted, nor one that it does not have."""
    one = kind("a")

    with pytest.raises(FrozenInstanceError, match="name"):
        one.name = "b"
    with pytest.raises(FrozenInstanceError, match="name"):
        del one.name
    with pytest.raises((AttributeError, TypeError)):
        one.other = 1


def test_it_is_copied_and_pickled() -> None:
    """Whole; a record of the same fields is another where it is of another class."""
    link = Link("#pay", "pay")

    assert copy.copy(link) == copy.deepcopy(link) == pickle.loads(pickle.dumps(link)) == link  # noqa: S301 - our own
    other: object = Usual("a")
    assert other != Strong("a")


@pytest.mark.parametrize("value", [FrozenDict({"a": 1}), Period("2025-05")], ids=["mapping", "period"])
def test_a_copy_of_what_cannot_change_is_itself(value: object) -> None:
    """As with a tuple."""
    assert copy.copy(value) is value
    assert copy.deepcopy(value) is value
