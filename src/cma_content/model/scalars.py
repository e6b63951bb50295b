"""Dates and numbers as an author types them: one form each, and the right one named where another was meant."""

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Final

from pydantic import BeforeValidator, GetCoreSchemaHandler
from pydantic_core import CoreSchema, PydanticKnownError, core_schema

from cma_content.diagnostics import rules
from cma_content.model.references import fault

A_DAY: Final = "year-month-day, such as 2026-11-23"
A_NUMBER: Final = "digits and at most one point, such as 45690 or 21.97"
_DAY: Final = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
# Other ways to write a day, the American order of figures first.
_DAYS: Final = ("%Y-%m-%d", "%m/%d/%Y", "%Y/%m/%d", "%Y%m%d", "%B %d, %Y", "%b %d, %Y", "%d %B %Y", "%Y-%m-%dT%H:%M:%S")
# Longer figures than any that is published; a computer would round them without a word.
MOST: Final = 10**15 - 1
WHOLE: Final = r"^-?\d{1,15}$"
NUMBER: Final = r"^-?\d{1,15}(\.\d{1,9})?$"
_DIGITS: Final = 15
_PLACES: Final = 9
_EXPECTED: Final = f"at most {_DIGITS} digits, and {_PLACES} after the point"
# Most figures: they are what they become.
_USUAL: Final = re.compile(r"[0-9]{1,15}|[0-9]{1,6}\.[0-9]{0,8}[1-9]")
_AS_NUMBER: Final = {pattern: re.compile(pattern, re.ASCII) for pattern in (WHOLE, NUMBER)}
_DECORATION: Final = re.compile(r"[$€£%,_\s]|USD")


def _as_day(typed: Any) -> Any:
    if not isinstance(typed, str):
        return typed
    if _DAY.fullmatch(typed):
        try:
            return date.fromisoformat(typed)
        except ValueError:
            reason, hint = f"there is no day {typed}", "compare the month and the day with a calendar"
            raise fault(rules.DATE, reason, hint=hint) from None
    meant = next((day for form in _DAYS if (day := _day(typed, form))), None)
    hint = f"did you mean {meant}?" if meant else ""
    raise fault(rules.DATE, f'must be a date, not "{typed}"', expected=A_DAY, hint=hint)


def _day(typed: str, form: str) -> date | None:
    try:
        return datetime.strptime(typed, form).date()  # noqa: DTZ007 - a day has no time zone
    except ValueError:
        return None


def _as_number(typed: Any, pattern: str = NUMBER) -> Any:
    form = _AS_NUMBER[pattern]
    if not isinstance(typed, str) or form.fullmatch(typed):
        return typed
    bare = _DECORATION.sub("", typed)
    hint = f"did you mean {bare}?" if form.fullmatch(bare) else ""
    if re.fullmatch(r"-?\d+(\.\d+)?", typed, re.ASCII) and not re.fullmatch(NUMBER, typed):
        raise fault(rules.NUMBER, "the number has too many digits", expected=_EXPECTED)
    if pattern == WHOLE:
        raise fault(rules.NUMBER, f'must be a whole number, not "{typed}"', expected="digits alone", hint=hint)
    raise fault(rules.NUMBER, f'must be a number, not "{typed}"', expected=A_NUMBER, hint=hint)


def _as_whole(typed: Any) -> Any:
    return _as_number(typed, WHOLE)


def _amount(typed: Any) -> Decimal:
    if isinstance(typed, str):
        if _USUAL.fullmatch(typed):
            return Decimal(typed)
        value = Decimal(_as_number(typed))
    elif isinstance(typed, bool) or not isinstance(typed, int | float | Decimal):
        raise PydanticKnownError("float_type")
    else:
        value = Decimal(repr(typed)) if isinstance(typed, float) else Decimal(typed)
        if not value.is_finite():
            raise PydanticKnownError("finite_number")
    return _plain(value)


def _plain(value: Decimal) -> Decimal:
    """`value` without zeros at its end, so that it prints the same after a way through JSON."""
    whole, _, part = f"{abs(value):f}".partition(".") if abs(value) <= MOST else ("", "", "9" * _DIGITS)
    part = part.rstrip("0")
    if len(part) > _PLACES or len((whole + part).lstrip("0")) > _DIGITS:
        raise fault(rules.NUMBER, "the number has too many digits", expected=_EXPECTED)
    return value.normalize() if part else Decimal(int(value))


def as_json(value: Decimal) -> int | float:
    """An amount as a number of JSON, which reads back equal."""
    number = float(value)
    return int(number) if number.is_integer() else number


class _AmountSchema:
    """How pydantic reads an amount: from text, an integer, a float or a decimal; in JSON it is a number."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            _amount,
            json_schema_input_schema=core_schema.float_schema(),
            serialization=core_schema.plain_serializer_function_ser_schema(as_json, when_used="json"),
        )


Day = Annotated[date, BeforeValidator(_as_day)]
"""A day of the calendar: 2026-11-23."""
Amount = Annotated[Decimal, _AmountSchema]
"""A figure, exactly as typed but for zeros at its end: at most 15 digits, 9 of them after the point."""
AS_WHOLE = BeforeValidator(_as_whole)
"""Goes behind the limits of a whole number, so that they stand in the schema."""
