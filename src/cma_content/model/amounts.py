"""Amounts in words: numbers, money, and figures with their unit."""

from decimal import Decimal
from typing import Final

from cma_content.model.currencies import currency_of
from cma_content.model.facts import Fact

_UNITS: Final = {
    "beats/minute": "beats a minute",
    "breaths/minute": "breaths a minute",
    "openings/year": "openings a year",
    "score-of-5": "out of 5",
    "score-of-7": "out of 7",
}
_SIGNED: Final = {"degC": " °C", "degF": " °F", "percent": "%"}
"""Units that stay with each figure."""
_SIGNS: Final = {"AUD": "A$", "CAD": "CA$", "EUR": "€", "GBP": "£", "JPY": "¥", "MXN": "MX$", "NZD": "NZ$", "USD": "$"}
"""Any other currency stands there by its code."""
_NO_MINOR: Final = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF"
_MILLS: Final = "BHD IQD JOD KWD LYD OMR TND"
_MINOR: Final = dict.fromkeys(_NO_MINOR.split(), 0) | dict.fromkeys(_MILLS.split(), 3)
"""The digits behind the point, where a currency has not two."""
TIMES: Final = {"hour": " an hour", "year": " a year"}
"""What pay is paid for, behind its amount."""
_SCALES: Final = ((1_000_000, "M"), (1_000, "k"))


def number(value: Decimal | int) -> str:
    """A number as a reader writes it: 45,690; 17.33; 0.0000001."""
    return f"{value:,f}" if isinstance(value, Decimal) else f"{value:,}"


def money(value: Decimal, unit: str = "USD") -> str:
    """Money without its time: $45,690; -€5; CHF 129.50. Cents where there are any, or where an hour is paid."""
    return _money(value, unit, _places(value, unit))


def _money(value: Decimal, unit: str, places: int) -> str:
    code = currency_of(unit)
    sign = _SIGNS.get(code, f"{code}\N{NO-BREAK SPACE}")
    return f"{'-' if value < 0 else ''}{sign}{abs(value):,.{places}f}"


def _places(value: Decimal, unit: str) -> int:
    """How many digits stand behind the point: as many as the currency has, or none."""
    places, usual = -int(value.as_tuple().exponent), _MINOR.get(currency_of(unit), 2)
    return max(usual, places) if places > 0 or unit.endswith("/hour") else 0


def _timed(printed: str, unit: str) -> str:
    time = unit.partition("/")[2]
    return f"{printed}{TIMES[time]}" if time else printed


def amount(fact: Fact) -> str:
    """The figure with its unit and qualifier: about 112,300 openings a year."""
    unit, printed = fact.unit, bare(fact)
    if currency_of(unit):
        return _timed(printed, unit)
    if unit not in _UNITS and fact.value == 1 and fact.high is None:
        unit = unit.removesuffix("s")
    return printed if unit in _SIGNED else f"{printed} {unit_name(unit)}"


def bare(fact: Fact) -> str:
    """The figure with its qualifier, and of its unit a sign alone: about 112,300; 12.5%; $45,690."""
    return f"{fact.qualifier} {digits(fact)}" if fact.qualifier else digits(fact)


def digits(fact: Fact) -> str:
    """The figure without words: $45,690; 12 to 24; 12.5%."""
    values = (fact.value,) if fact.high is None else (fact.value, fact.high)
    if currency_of(fact.unit):
        # A range of money repeats the sign, as speech does, and has cents at both ends or at neither.
        places = max(_places(value, fact.unit) for value in values)
        return " to ".join(_money(value, fact.unit, places) for value in values)
    return " to ".join(map(number, values)) + _SIGNED.get(fact.unit, "")


def unit_name(unit: str) -> str:
    """A unit in words: openings a year; none of one that is a sign or money."""
    return "" if unit in _SIGNED or currency_of(unit) else _UNITS.get(unit, unit)


def priced(value: Decimal, unit: str) -> str:
    """Money with its time: $45,690 a year."""
    return _timed(money(value, unit), unit)


def brief_money(value: Decimal, currency: str) -> str:
    """Money where there is room for a few characters: $46k, €1M."""
    unit = scale(value)
    return f"{money(Decimal(round(value / unit)), currency)}{dict(_SCALES).get(unit, '')}"


def rounded(value: Decimal) -> Decimal:
    """What `brief_money` prints of a value, in full: 46000."""
    return Decimal(round(value / scale(value)) * scale(value))


def scale(value: Decimal) -> int:
    """The unit that `brief_money` prints a value in: 1, a thousand, a million."""
    return next((scale for scale, _ in _SCALES if abs(value) >= scale), 1)
