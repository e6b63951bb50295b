"""Dates and numbers as an author types them: one form each, and the right one named where another was meant."""

import re
from datetime import date, datetime
from typing import Annotated, Any, Final

from pydantic import BeforeValidator, Field, FiniteFloat

from cma_content.diagnostics import rules
from cma_content.model.references import fault

A_DAY: Final = "year-month-day, such as 2026-11-23"
A_NUMBER: Final = "digits and at most one point, such as 45690 or 21.97"
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
# Other ways to write a day, the American order of figures first.
_DAYS: Final = ("%Y-%m-%d", "%m/%d/%Y", "%Y/%m/%d", "%Y%m%d", "%B %d, %Y", "%b %d, %Y", "%d %B %Y", "%Y-%m-%dT%H:%M:%S")
# Longer figures than any that is published; a computer would round them without a word.
MOST: Final = 10**15 - 1
WHOLE: Final = r"^-?\d{1,15}$"
NUMBER: Final = r"^-?\d{1,15}(\.\d{1,9})?$"
_DECORATION: Final = re.compile(r"[$€£%,_\s]|USD")


def _as_day(typed: Any) -> Any:
    if not isinstance(typed, str) or (_DAY.fullmatch(typed) and _day(typed, "%Y-%m-%d")):
        return typed
    if _DAY.fullmatch(typed):
        raise fault(rules.DATE, f"there is no day {typed}", hint="compare the month and the day with a calendar")
    meant = next((day for form in _DAYS if (day := _day(typed, form))), None)
    hint = f"did you mean {meant}?" if meant else ""
    raise fault(rules.DATE, f'must be a date, not "{typed}"', expected=A_DAY, hint=hint)


def _day(typed: str, form: str) -> date | None:
    try:
        return datetime.strptime(typed, form).date()  # noqa: DTZ007 - a day has no time zone
    except ValueError:
        return None


def _as_number(typed: Any, pattern: str = NUMBER) -> Any:
    if not isinstance(typed, str) or re.fullmatch(pattern, typed):
        return typed
    bare = _DECORATION.sub("", typed)
    hint = f"did you mean {bare}?" if re.fullmatch(pattern, bare) else ""
    if re.fullmatch(r"-?\d+(\.\d+)?", typed) and not re.fullmatch(NUMBER, typed):
        raise fault(rules.NUMBER, "the number has too many digits", expected="at most 15 digits, and 9 after the point")
    if pattern == WHOLE:
        raise fault(rules.NUMBER, f'must be a whole number, not "{typed}"', expected="digits alone", hint=hint)
    raise fault(rules.NUMBER, f'must be a number, not "{typed}"', expected=A_NUMBER, hint=hint)


def _as_whole(typed: Any) -> Any:
    return _as_number(typed, WHOLE)


Day = Annotated[date, BeforeValidator(_as_day)]
"""A day of the calendar: 2026-11-23."""
Number = Annotated[int | FiniteFloat, Field(union_mode="left_to_right"), BeforeValidator(_as_number)]
"""A figure as typed: a whole one stays whole."""
AS_WHOLE = BeforeValidator(_as_whole)
"""Goes behind the limits of a whole number, so that they stand in the schema."""
Whole = Annotated[int, AS_WHOLE]
"""A whole number."""
