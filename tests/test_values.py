"""Periods, amounts and codes of places: parsed once, by the model, and refused where they cannot be."""

import copy
import pickle
import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError
from pydantic_core import PydanticCustomError

from cma_content import Article, load
from cma_content.model import amounts, scalars
from cma_content.model.facts import Fact
from cma_content.model.pay import Pay
from cma_content.model.period import Period
from cma_content.model.places import Place, kind_of, level_of
from cma_content.model.scalars import Amount


class Figure(BaseModel):
    """A record with an amount."""

    value: Amount


def output(error: pytest.ExceptionInfo[ValidationError]) -> list[tuple[tuple[int | str, ...], str]]:
    """Where each error stands, with the steps within the value, and what it says."""
    return [
        ((*details["loc"], *details.get("ctx", {}).get("within", ())), details["msg"])
        for details in error.value.errors()
    ]


@pytest.mark.parametrize(
    ("typed", "precision", "first", "last"),
    [
        ("2024", "year", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-02", "month", date(2024, 2, 1), date(2024, 2, 29)),
        ("2025-08-28", "day", date(2025, 8, 28), date(2025, 8, 28)),
        ("2024/2034", "years", date(2024, 1, 1), date(2034, 12, 31)),
        ("undated", "undated", None, None),
    ],
)
def test_a_period_knows_its_days(typed: str, precision: str, first: date | None, last: date | None) -> None:
    """It prints as typed and travels whole."""
    period = Period(typed)

    for other in (period, copy.deepcopy(period), pickle.loads(pickle.dumps(period))):  # noqa: S301
        assert typed == other == str(other)
        assert (precision, first, last) == (other.precision, other.first, other.last)
    with pytest.raises(AttributeError, match="frozen"):
        period.first = date(2000, 1, 1)  # type: ignore[misc]


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("2025-02-31", "there is no day 2025-02-31"),
        ("2023-02-29", "there is no day 2023-02-29"),
        ("2034/2024", "must come after the first"),
        ("2024/2024", "must come after the first"),
        ("0000", "no year 0000"),
        ("0000/2024", "no year 0000"),
        ("May 2025", "is no period"),
        ("2025-13", "is no period"),
        ("２０２５", "is no period"),
        ("2025\n", "is no period"),
    ],
)
def test_a_time_that_is_none_is_refused(typed: str, reason: str) -> None:
    """By the value itself, so by every field that holds one."""
    with pytest.raises(ValueError, match=reason):
        Period(typed)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("129.50", "129.5"),
        ("45690", "45690"),
        ("-5", "-5"),
        ("-0", "0"),
        ("0.000000001", "1E-9"),
        (45690, "45690"),
        (21.97, "21.97"),
        (1e-7, "1E-7"),
        (Decimal("21.0"), "21"),
        ("999999999999999", "999999999999999"),
    ],
)
def test_an_amount_is_kept_exactly(typed: Any, kept: str) -> None:
    """As a decimal, whose zeros at the end do not count."""
    assert Decimal(kept) == Figure(value=typed).value
    assert kept == str(Figure(value=typed).value)


@pytest.mark.parametrize(
    "typed",
    [
        *("1e3", "1,000", "0x1F", "NaN", "", "1234567890123456", "1.0000000001", "123456789.123456789", "٣"),
        *(True, None, [], {}, float("nan"), float("inf"), 0.1 + 0.2, 10**15, 10**100, Decimal("1E+99"), b"5"),
    ],
)
def test_what_is_no_amount_is_refused(typed: Any) -> None:
    """Nothing is rounded without a word."""
    with pytest.raises(ValidationError):
        Figure(value=typed)


@given(st.decimals(-(10**15) + 1, 10**15 - 1, allow_nan=False, places=3) | st.decimals(-1, 1, places=9))
def test_an_amount_is_a_number_of_json_that_reads_back_equal(value: Decimal) -> None:
    """Up to fifteen digits, which a double holds."""
    try:
        figure = Figure(value=value)
    except ValidationError:
        return
    assert figure == Figure.model_validate_json(figure.model_dump_json())
    assert f"{figure.value:f}" == f"{Figure.model_validate_json(figure.model_dump_json()).value:f}"


def test_the_guide_reads_back_equal_from_its_json(kitchen_sink: Article) -> None:
    """Its figures are numbers there."""
    for article in (load(), kitchen_sink):
        assert article == Article.model_validate_json(article.model_dump_json())
    assert '"p10":17.33' in load().model_dump_json()


@pytest.mark.parametrize(
    ("value", "unit", "printed"),
    [
        ("129.50", "USD", "$129.50"),
        ("129.5", "USD", "$129.50"),
        ("129", "USD", "$129"),
        ("-5", "USD", "-$5"),
        ("-1234.5", "USD", "-$1,234.50"),
        ("45690", "USD/year", "$45,690"),
        ("21", "USD/hour", "$21.00"),
        ("0.0000001", "USD", "$0.0000001"),
        ("0", "USD", "$0"),
    ],
)
def test_money_prints_as_money(value: str, unit: Any, printed: str) -> None:
    """Cents where there are any or an hour is paid; the sign before the dollar; never an exponent."""
    assert printed == amounts.money(Figure(value=value).value, unit)


def fact(**fields: Any) -> Fact:
    """A fact with what a test does not care for filled in."""
    common = {"id": "a", "label": "A", "statistic": "typical", "place": "US", "period": "2024", "source": "s"}
    return Fact.model_validate(common | {"unit": "USD", "verified": "primary"} | fields)


@pytest.mark.parametrize(
    ("fields", "printed"),
    [
        ({"value": "5", "high": "10"}, "$5 to $10"),
        ({"value": "5.5", "high": "10"}, "$5.50 to $10.00"),
        ({"value": "18", "high": "22", "unit": "USD/hour"}, "$18.00 to $22.00 an hour"),
        ({"value": "-5", "statistic": "change"}, "-$5"),
        ({"value": "0.0000001", "unit": "percent"}, "0.0000001%"),
        ({"value": "1.0", "unit": "years"}, "1 year"),
        ({"value": "1234567.25", "unit": "jobs"}, "1,234,567.25 jobs"),
    ],
)
def test_an_amount_is_printed_with_its_unit(fields: dict[str, Any], printed: str) -> None:
    """Both ends of a range alike."""
    assert printed == amounts.amount(fact(**fields))


@pytest.mark.parametrize(
    ("fields", "within", "reason"),
    [
        ({"value": 900, "unit": "percent", "statistic": "share"}, "value", "at most 100, not 900"),
        ({"value": -1, "unit": "percent", "statistic": "share"}, "value", "at least 0, not -1"),
        ({"value": 50, "high": 101, "unit": "percent", "statistic": "share"}, "high", "at most 100, not 101"),
        ({"value": -1, "unit": "jobs", "statistic": "count"}, "value", "at least 0"),
        ({"value": 5.1, "unit": "score-of-5", "statistic": "score"}, "value", "at most 5, not 5.1"),
        ({"value": 8, "unit": "score-of-7", "statistic": "score"}, "value", "at most 7"),
        ({"value": -45690, "unit": "USD/year", "statistic": "median"}, "value", "at least 0"),
        ({"value": -1, "unit": "hours"}, "value", "at least 0"),
    ],
)
def test_a_figure_that_cannot_be_is_refused_at_its_value(fields: dict[str, Any], within: str, reason: str) -> None:
    """By its unit and kind."""
    with pytest.raises(ValidationError) as caught:
        fact(**fields)
    [(steps, message)] = output(caught)
    assert (within,) == steps
    assert reason in message


@pytest.mark.parametrize(
    "fields",
    [
        {"value": 900, "unit": "percent", "statistic": "change"},
        {"value": -12, "unit": "percent", "statistic": "change"},
        {"value": -3000, "unit": "jobs", "statistic": "projection"},
        {"value": 100, "unit": "percent", "statistic": "share"},
        {"value": -20, "unit": "degC"},
        {"value": 0, "unit": "score-of-5", "statistic": "score"},
    ],
)
def test_a_figure_that_can_be_is_taken(fields: dict[str, Any]) -> None:
    """A change may be a fall, or more than all; it freezes."""
    assert fact(**fields).value == fields["value"]


@pytest.mark.parametrize(
    ("code", "level", "kind"),
    [
        ("US", "nation", "nation"),
        ("CA", "nation", "nation"),
        ("US-WA", "part", "state"),
        ("US-DC", "part", "district"),
        ("US-PR", "part", "territory"),
        ("MX-CMX", "part", ""),
        ("CA-ON", "part", ""),
        ("CBSA-42660", "area", "metro"),
        ("OEWS-5300006", "area", "nonmetro"),
        ("NUTS-DE212", "area", ""),
        *((code, None, "") for code in ("US-ZZ", "us", "USA", "CBSA-1", "OEWS-1", "Wa", "42660", "")),
    ],
)
def test_a_code_says_what_its_place_is(code: str, level: str | None, kind: str) -> None:
    """Of the United States, each part by name; a part of another nation is called as the article says."""
    assert (level, kind) == (level_of(code), kind_of(code))


@pytest.mark.parametrize(
    ("id_", "kind", "within", "steps", "reason"),
    [
        ("US-WA", "nation", [], ("kind",), "US-WA is the code of a state, not of a nation"),
        ("US-PR", "state", [], ("kind",), "the code of a territory"),
        ("US", "state", [], ("kind",), "the code of a nation"),
        ("US-ZZ", "state", [], ("id",), "no code of a place"),
        ("Seattle", "metro", ["US-WA"], ("id",), "no code of a place"),
        ("CBSA-42660", "metro", [], ("within",), "lies within a state"),
        ("CBSA-42660", "metro", ["US-WA", "US"], ("within", 1), "US is none"),
        ("CA-ON", "metro", [], ("kind",), "the code of a part of a nation, not of a metro"),
        ("US-WA", "state", ["US"], ("within",), "not within a state"),
    ],
)
def test_a_place_has_the_code_of_its_kind(
    id_: str, kind: str, within: list[str], steps: tuple[str | int, ...], reason: str
) -> None:
    """And an area lies within states."""
    with pytest.raises(ValidationError) as caught:
        Place.model_validate({"id": id_, "name": "A", "kind": kind, "short": "A", "within": within})
    [(found, message)] = output(caught)
    assert steps == found
    assert reason in message


def pay(*places: str, local: tuple[str, ...] = (), period: str = "2025-05") -> Pay:
    """Pay in `places`."""
    hourly = dict.fromkeys(("p10", "p25", "median", "p75", "p90"), 20)
    area = {"hourly": hourly, "yearly": dict.fromkeys(hourly, 41600), "wage_error": 1}
    return Pay.model_validate(
        {
            "period": period,
            "source": "s",
            "universe": "All",
            "areas": [{"place": place, **area} for place in places],
            "local": [{"place": place, **area} for place in local],
        }
    )


def test_the_nation_is_found_by_its_kind() -> None:
    """Wherever it stands, and nowhere if it is not there."""
    assert (nation := pay("US-TX", "US", "US-WA", local=("CBSA-42660",)).nation)
    assert nation.place == "US"
    assert pay("US-TX", "US-WA").nation is None
    assert [area.place for area in pay("US-TX", "US", local=("CBSA-42660",)).regions] == ["US-TX", "CBSA-42660"]


@pytest.mark.parametrize(
    ("fields", "steps", "reason"),
    [
        ({"period": "undated"}, ("period",), "pay needs a date"),
        ({"places": ("US", "MX")}, ("areas", 1, "place"), "one nation"),
        ({"places": ("US", "US-WA", "US-WA")}, ("areas", 2, "place"), "given twice"),
        ({"places": ("US", "US-WA"), "local": ("US-WA",)}, ("local", 0, "place"), "given twice"),
    ],
)
def test_pay_that_makes_no_sense_is_refused_at_its_place(
    fields: dict[str, Any], steps: tuple[str | int, ...], reason: str
) -> None:
    """A figure is printed with its time, for one nation, each place once."""
    with pytest.raises(ValidationError) as caught:
        pay(*fields.pop("places", ("US",)), **fields)
    [(found, message)] = output(caught)
    assert steps == found
    assert reason in message


@given(st.from_regex(r"-?[0-9]{1,17}(\.[0-9]{1,11})?", fullmatch=True))
def test_a_usual_figure_is_read_as_any_other(typed: str) -> None:
    """The quick way comes to the same digits, and to the same faults, as the long one."""

    def read() -> str:
        try:
            return repr(scalars._amount(typed))
        except PydanticCustomError as error:
            return error.message()

    usual = read()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(scalars, "_USUAL", re.compile("(?!)"))
        assert usual == read()
