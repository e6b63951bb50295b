"""Times of day as an author types them."""

import re
from datetime import time
from typing import Annotated, Any, Final

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema

from cma_content.diagnostics import rules
from cma_content.model.references import fault

_CLOCK: Final = re.compile(r"(\d{1,2})(?::(\d{2}))?(?::00)?(?:\s?([ap])\.?m\.?)?", re.IGNORECASE | re.ASCII)
_NAMED: Final = {"noon": time(12), "midnight": time(0)}
_EXPECTED: Final = "a time of day, such as 7:45 a.m. or 19:30"


def _as_time(typed: Any) -> Any:
    if not isinstance(typed, str):
        return typed
    if typed.casefold() in _NAMED:
        return _NAMED[typed.casefold()]
    found = _CLOCK.fullmatch(typed.strip())
    hour, minute, half = found.groups() if found else ("", None, None)
    # An hour alone says neither which half of the day it is in nor that it is a time.
    if not found or (minute is None and half is None):
        raise fault(rules.DATE, f'must be a time of day, not "{typed}"', expected=_EXPECTED)
    at, least, most = int(hour), 1 if half else 0, 12 if half else 23
    if not least <= at <= most or int(minute or 0) > 59:
        raise fault(rules.DATE, f'no clock shows "{typed}"', expected=_EXPECTED)
    if half:
        at = at % 12 + 12 * (half in "pP")
    return time(at, int(minute or 0))


def as_json(value: time) -> str:
    """A time of day as the JSON of an article has it: 07:45."""
    return f"{value:%H:%M}"


Clock = Annotated[
    time,
    BeforeValidator(_as_time),
    PlainSerializer(as_json, when_used="json"),
    WithJsonSchema({"type": "string"}),
]
"""A time of day to the minute: 7:45 a.m., 07:45, 19:30, noon."""
