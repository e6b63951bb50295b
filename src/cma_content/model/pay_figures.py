"""Figures that stand in the article already: those of its own table of pay, which is the one place that holds them."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from cma_content.diagnostics.rules import SENSE
from cma_content.model.facts import Fact, Level
from cma_content.model.ids import get
from cma_content.model.pay import AreaPay, Pay
from cma_content.model.references import fault

_STATISTICS: Final[Mapping[Level, str]] = {
    "jobs": "count",
    "median": "median",
    "p10": "percentile-10",
    "p25": "percentile-25",
    "p75": "percentile-75",
    "p90": "percentile-90",
}
FILLED: Final = ("statistic", "value", "period", "source", "verified")
"""What a fact has from the pay that it is from."""
_RATES: Final = {"hour": "hourly", "year": "yearly"}


def from_pay(data: Any) -> Any:
    """Raw data of an article with the facts that are `from_pay` filled in, as far as its pay has them."""
    pay, facts = get(data, "pay"), get(data, "facts")
    if not isinstance(data, Mapping) or not isinstance(pay, Mapping) or not isinstance(facts, list | tuple):
        return data
    if not any(isinstance(fact, Mapping) and fact.get("from_pay") for fact in facts):
        return data
    areas = {
        str(area.get("place")): area
        for field in ("areas", "local")
        for area in pay.get(field) or ()
        if isinstance(area, Mapping)
    }
    made = [_filled(fact, pay, areas) if isinstance(fact, Mapping) else fact for fact in facts]
    return {**data, "facts": made}


def _filled(fact: Mapping[str, Any], pay: Mapping[str, Any], areas: Mapping[str, Mapping[str, Any]]) -> Any:
    level = next((level for level in _STATISTICS if level == fact.get("from_pay")), None)
    area = areas.get(str(fact.get("place")))
    if level is None or area is None:
        return fact
    held = area if level == "jobs" else area.get(_rate(str(fact.get("unit")), pay.get("currency", "USD")))
    value = get(held, level)
    if value is None:
        return fact
    found = (_STATISTICS[level], value, pay.get("period"), pay.get("source"), "primary")
    return {**dict(zip(FILLED, found, strict=True)), **fact}


def check_from_pay(facts: Sequence[Fact], pay: Pay | None) -> None:
    """Raises for a fact that says it is from the pay and has another value than that."""
    for number, fact in enumerate(facts):
        if fact.from_pay and value_in(pay, fact) != fact.value:
            reason = f"the pay of {fact.place} has no such {fact.from_pay} in {fact.unit}"
            raise fault(SENSE, reason, within=("facts", number, "from_pay"))


def value_in(pay: Pay | None, fact: Fact) -> Decimal | None:
    """What the pay says where the fact is from it; nothing where the pay has no such figure."""
    area = next((area for area in (*pay.areas, *pay.local) if area.place == fact.place), None) if pay else None
    if pay is None or area is None or fact.from_pay is None:
        return None
    if fact.from_pay == "jobs":
        return None if area.jobs is None else Decimal(area.jobs)
    rate = _rate(fact.unit, pay.currency)
    return getattr(getattr(area, rate), fact.from_pay) if rate else None


def level_in(area: AreaPay, fact: Fact, currency: str) -> Level | None:
    """Which figure of an area's pay a fact equals, in its kind, unit and value; nothing where it is none of them."""
    held = area if fact.unit == "jobs" else getattr(area, _rate(fact.unit, currency), None)
    for level, statistic in _STATISTICS.items():
        if statistic == fact.statistic and fact.high is None and getattr(held, level, None) == fact.value:
            return level
    return None


def _rate(unit: str, currency: object) -> str:
    """The field of an area's pay that is in this unit; none where it is not in the currency of the pay."""
    code, _, time = unit.partition("/")
    return _RATES.get(time, "") if code == currency else ""
