"""Amounts in words: numbers, money, and figures with their unit."""

from decimal import Decimal
from typing import Final

from cma_content.model.facts import Fact, Unit

_UNITS: Final = {
    "USD": "{}",
    "USD/hour": "{} an hour",
    "USD/year": "{} a year",
    "beats/minute": "{} beats a minute",
    "breaths/minute": "{} breaths a minute",
    "degC": "{} °C",
    "degF": "{} °F",
    "openings/year": "{} openings a year",
    "percent": "{}%",
    "score-of-5": "{} out of 5",
    "score-of-7": "{} out of 7",
}
_SCALES: Final = ((1_000_000, "M"), (1_000, "k"))


def number(value: Decimal | int) -> str:
    """A number as a reader writes it: 45,690; 17.33; 0.0000001."""
    return f"{value:,f}" if isinstance(value, Decimal) else f"{value:,}"


def money(value: Decimal, unit: Unit = "USD") -> str:
    """Dollars: $45,690; $129.50; -$5. Cents where there are any, or where an hour is paid."""
    return _money(value, _places(value, unit))


def _money(value: Decimal, places: int) -> str:
    return f"{'-' if value < 0 else ''}${abs(value):,.{places}f}"


def _places(value: Decimal, unit: Unit) -> int:
    places = -int(value.as_tuple().exponent)
    return max(2, places) if places > 0 or unit == "USD/hour" else 0


def amount(fact: Fact) -> str:
    """The figure with its unit and qualifier: about 112,300 openings a year."""
    unit: str = fact.unit
    values = (fact.value,) if fact.high is None else (fact.value, fact.high)
    if fact.unit in ("USD", "USD/hour", "USD/year"):
        # A range of dollars repeats the sign, as speech does, and has cents at both ends or at neither.
        places = max(_places(value, fact.unit) for value in values)
        digits = " to ".join(_money(value, places) for value in values)
    else:
        digits = " to ".join(map(number, values))
        if unit not in _UNITS and fact.value == 1 and fact.high is None:
            unit = unit.removesuffix("s")
    printed = _UNITS.get(unit, "{} " + unit).format(digits)
    return f"{fact.qualifier} {printed}" if fact.qualifier else printed


def dollars(value: Decimal, unit: Unit = "USD/year") -> str:
    """Dollars with their unit: $45,690 a year."""
    return _UNITS[unit].format(money(value, unit))


def brief_dollars(value: Decimal) -> str:
    """Dollars where there is room for a few characters: $46k, $1M."""
    scale, suffix = next(((scale, suffix) for scale, suffix in _SCALES if abs(value) >= scale), (1, ""))
    return f"{money(Decimal(round(value / scale)))}{suffix}"
