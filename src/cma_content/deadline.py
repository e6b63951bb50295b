"""The last stop of what takes too long: whoever draws asks at each step whether there is still time."""

import math
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

from cma_content.errors import DeadlineError

_NEVER: Final = (math.inf, 0)
_deadline: ContextVar[tuple[float, int]] = ContextVar("deadline", default=_NEVER)
_unwanted: ContextVar[Callable[[], bool]] = ContextVar("unwanted", default=lambda: False)


@contextmanager
def within(seconds: int) -> Iterator[None]:
    """While open, `check` raises once so many seconds have passed; an earlier deadline stays."""
    token = _deadline.set(min(_deadline.get(), (time.monotonic() + seconds, seconds)))
    try:
        yield
    finally:
        _deadline.reset(token)


@contextmanager
def unless(unwanted: Callable[[], bool]) -> Iterator[None]:
    """While open, `check` raises as soon as what is drawn is wanted no more."""
    token = _unwanted.set(unwanted)
    try:
        yield
    finally:
        _unwanted.reset(token)


def left() -> float:
    """The seconds that are left, none below 0; infinite where there is no deadline. Raises as `check` does."""
    check()
    return max(0.0, _deadline.get()[0] - time.monotonic())


def check() -> None:
    """Raises `DeadlineError` where the time is up, or nobody wants the result; where neither is set, never."""
    if _unwanted.get()():
        raise DeadlineError("what was drawn is not wanted any more")
    end, seconds = _deadline.get()
    if time.monotonic() > end:
        raise DeadlineError(
            f"drawing takes longer than the limit seconds, which is {seconds:,}: divide the article, "
            "or raise it with --limit seconds=NUMBER"
        )
