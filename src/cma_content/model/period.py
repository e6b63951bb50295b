"""The time that a figure speaks of, parsed once: a year, a month, a day, two years, or undated."""

import calendar
import re
from collections.abc import Callable
from datetime import date
from typing import Any, Final, Literal, Self

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from cma_content.diagnostics import rules
from cma_content.model.base import FORMS
from cma_content.model.references import fault

_PATTERN: Final = r"^(undated|\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?|/\d{4})?)$"
FORMS[_PATTERN] = (
    "a year, a month or a day such as 2024, 2025-05 or 2025-08-28, two years such as 2024/2034, or undated"
)
_DESCRIPTION: Final = (
    "The time a figure speaks of: 2024, 2025-05, 2025-08-28, 2024/2034 (from, to), "
    "or undated for a page without a date."
)


class Period(str):
    """A time as typed: 2024, 2025-05, 2025-08-28, 2024/2034 (from, to), or undated.

    Equal to it as a string, with its first and last day; raises `ValueError` for no such time.
    """

    __slots__ = ("_first", "_last", "_precision")
    _first: date | None
    _last: date | None
    _precision: Literal["undated", "year", "month", "day", "years"]

    def __new__(cls, typed: str) -> Self:
        period = super().__new__(cls, typed)
        for name, part in zip(cls.__slots__, _parsed(period), strict=True):
            object.__setattr__(period, name, part)
        return period

    @property
    def first(self) -> date | None:
        """Its first day; nothing where it is undated."""
        return self._first

    @property
    def last(self) -> date | None:
        """Its last day; nothing where it is undated."""
        return self._last

    @property
    def precision(self) -> Literal["undated", "year", "month", "day", "years"]:
        """How exactly the time is known; `years` are two of them, from and to."""
        return self._precision

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError(f"a period is frozen: {name} cannot be set")

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        return self

    def __reduce__(self) -> tuple[Callable[[str], Self], tuple[str]]:
        return type(self), (str(self),)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        described = {"pydantic_js_updates": {"description": _DESCRIPTION}}
        return core_schema.no_info_after_validator_function(
            cls, core_schema.str_schema(pattern=_PATTERN), metadata=described
        )


def _parsed(typed: str) -> tuple[date | None, date | None, str]:
    if not re.fullmatch(_PATTERN, typed, re.ASCII):
        raise fault(rules.PATTERN, f'"{typed[:60]}" is no period', expected=FORMS[_PATTERN])
    if typed == "undated":
        return None, None, "undated"
    start, slash, end = typed.partition("/")
    year, *rest = map(int, start.split("-"))
    if year == 0 or (slash and int(end) == 0):
        raise fault(rules.DATE, "there is no year 0000", hint="write undated where the time is not known")
    if slash:
        if int(end) <= year:
            raise fault(rules.SENSE, f"the second year must come after the first, which is {start}", at=typed)
        return date(year, 1, 1), date(int(end), 12, 31), "years"
    match rest:
        case []:
            return date(year, 1, 1), date(year, 12, 31), "year"
        case [month]:
            return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]), "month"
        case [month, day] if day <= calendar.monthrange(year, month)[1]:
            return date(year, month, day), date(year, month, day), "day"
    raise fault(rules.DATE, f"there is no day {typed}", hint="compare the month and the day with a calendar")
