"""Currencies by their codes of ISO 4217, and the units of facts, which count in them or in something else."""

from typing import Annotated, Any, Final, Literal, get_args

from pydantic import AfterValidator, Field, WithJsonSchema
from pydantic_core import PydanticKnownError

Noun = Literal[
    "attempts",
    "beats/minute",
    "breaths/minute",
    "credentials",
    "credits",
    "days",
    "degC",
    "degF",
    "hours",
    "jobs",
    "minutes",
    "mmHg",
    "months",
    "openings/year",
    "percent",
    "points",
    "pounds",
    "procedures",
    "programs",
    "questions",
    "score-of-5",
    "score-of-7",
    "states",
    "students",
    "tasks",
    "weeks",
    "years",
]
_IN_USE: Final = (
    "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP "
    "CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG "
    "HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL "
    "MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR "
    "RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS "
    "UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG"
)
CODES: Final = frozenset(_IN_USE.split())
"""Those in use."""
_PATTERN: Final = r"^[A-Z]{3}(/(hour|year))?$"
_SHOWN: Final = ("USD", "USD/hour", "USD/year", *get_args(Noun))


def currency_of(unit: str) -> str:
    """The currency that a unit counts in: USD of USD/hour; empty where it counts something else."""
    code = unit.partition("/")[0]
    return code if code in CODES else ""


def is_pay(unit: str) -> bool:
    """Whether a unit is money for a time, as pay is."""
    return "/" in unit and bool(currency_of(unit))


def _check(typed: str) -> str:
    code, _, time = typed.partition("/")
    if typed in get_args(Noun) or (code in CODES and typed in (code, f"{code}/hour", f"{code}/year")):
        return typed
    near = f"{code.upper()}/{time.lower()}".rstrip("/")
    more = (near,) if currency_of(near) and near not in _SHOWN and time.lower() in ("", "hour", "year") else ()
    raise PydanticKnownError("literal_error", {"expected": ", ".join(map(repr, (*_SHOWN, *more)))})


def _check_currency(typed: str) -> str:
    if typed in CODES:
        return typed
    known = sorted({"EUR", "GBP", "USD", typed.upper()} & CODES)
    raise PydanticKnownError("literal_error", {"expected": ", ".join(map(repr, known))})


_SCHEMA: Final[dict[str, Any]] = {
    "anyOf": [{"enum": list(get_args(Noun))}, {"type": "string", "pattern": _PATTERN}],
}
Unit = Annotated[
    str,
    AfterValidator(_check),
    WithJsonSchema(_SCHEMA),
    Field(description="A noun; or money by its code of ISO 4217, as it is or for a time: EUR, EUR/hour, EUR/year."),
]
Currency = Annotated[
    str,
    AfterValidator(_check_currency),
    WithJsonSchema({"type": "string", "pattern": "^[A-Z]{3}$"}),
    Field(description="A currency by its code of ISO 4217, such as EUR."),
]
