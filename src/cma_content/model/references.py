"""References of an article to its own parts, checked while the field that holds one is validated."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from cma_content.diagnostics.rules import Rule
from cma_content.model.frozen import frozen

Ids = Mapping[str, frozenset[str]]
Remedies = Mapping[tuple[str, str], str]
"""What to write in place of a (kind, id) that was retired."""

_NONE: Remedies = {}
_known: ContextVar[Ids | None] = ContextVar("known ids", default=None)
_retired: ContextVar[Remedies] = ContextVar("retired ids", default=_NONE)


@contextmanager
def resolving(ids: Ids) -> Iterator[None]:
    """While open, a reference to an id that is not in `ids` (kind to ids) is a validation error.

    Of a kind that `ids` lacks, nothing is reported.
    """
    token = _known.set(ids)
    try:
        yield
    finally:
        _known.reset(token)


@contextmanager
def replacing(remedies: Remedies) -> Iterator[None]:
    """While open, the error for a reference to a retired id says what to write in its place."""
    token = _retired.set(remedies)
    try:
        yield
    finally:
        _retired.reset(token)


def check_reference(kind: str, id_: str, **context: Any) -> None:
    """Raises a validation error if `id_` is not among the ids of `kind` that are being resolved.

    `context` is as `fault` takes it.
    """
    known = _known.get()
    if known is not None and kind in known and id_ not in known[kind]:
        raise unknown(kind, id_, **context)


def unknown(kind: str, id_: str, **context: Any) -> PydanticCustomError:
    """What a validator raises for an id that no `kind` has; `context` is as `fault` takes it."""
    at = f"#{id_}" if kind == "section" else f"{kind}:{id_}"
    context |= {"kind": kind, "id": id_, "at": at}
    if remedy := _retired.get().get((kind, id_)):
        context["remedy"] = remedy
        return PydanticCustomError("unknown_reference", "no {kind} has the id {id}: {remedy}", context)
    return PydanticCustomError("unknown_reference", "no {kind} has the id {id}", context)


@frozen
class Refers:
    """Checks the id of a `kind` that a field holds."""

    kind: str

    def __call__(self, id_: str) -> str:
        check_reference(self.kind, id_)
        return id_


def refers_to(kind: str) -> AfterValidator:
    """A validator for a field that holds the id of a `kind`."""
    return AfterValidator(Refers(kind))


def fault(rule: Rule, reason: str, **context: Any) -> PydanticCustomError:
    """What a validator raises to blame `rule`, with `reason` for an author to read.

    `context` may hold `within`, the steps from the validated value to the part at fault; `at`, the words at fault
    in it, and `nth`, how often they stand there before; `expected` and `hint`; `also`, such contexts of other faults.
    """
    return PydanticCustomError("markup", "{reason}", {"code": rule.code, "reason": reason, **context})
