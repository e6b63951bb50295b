"""The wage table of an article, made of the rows of a release: its rows in their form, or what is wrong with them."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from typing import Final

from pydantic import ValidationError

from cma_content.errors import WagesError
from cma_content.insight.survey_rows import Found, whole
from cma_content.loading.survey_columns import (
    COLUMNS,
    KINDS,
    MARKS,
    PAY,
    Row,
    code_of,
    is_local,
    marked,
    pay_of,
    place_of,
)
from cma_content.loading.survey_table import MAX_ROWS
from cma_content.model.pay import AreaPay
from cma_content.model.places import Place

_MOST: Final = 20
"""Faults that are put into words."""
_EXACT: Final[Mapping[str, str]] = {"H_": "0.01", "A_": "1", "TOT_EMP": "1"}
"""How exactly the survey gives its figures, by the beginnings of the names; relative errors in tenths."""
_WIDTHS: Final[Mapping[str, int]] = {"4": 5, "6": 7}
_NAMES: Final[Mapping[str, str]] = {"99": "United States", "78": "U.S. Virgin Islands"}
"""Areas that the survey's files call by other names than its tables: U.S., National, Virgin Islands."""
_HOURS: Final = 2080
"""Of a year's work, by which the survey multiplies."""
_APART: Final = Decimal("0.005") * _HOURS + 5 + Decimal("0.6")
"""How far a yearly figure may be from so many hours of pay: one is rounded to cents, the other to tens of dollars."""


@dataclass(frozen=True, slots=True)
class WageTable:
    """The rows that a handout can print, in the order of the table, and why others were left out."""

    rows: tuple[Row, ...]
    left_out: tuple[str, ...]

    @property
    def content(self) -> bytes:
        """The file."""
        text = io.StringIO()
        lines = csv.writer(text, lineterminator="\n")
        lines.writerow(COLUMNS)
        lines.writerows([row[name] for name in COLUMNS] for row in self.rows)
        return text.getvalue().encode()


def table_of(found: Found) -> WageTable:
    """The table of the rows found; raises `WagesError` with all that is wrong."""
    if not found.rows:
        raise WagesError(*_none(found))
    rows: dict[tuple[str, str], Row] = {}
    faults = []
    for file, typed in found.rows:
        try:
            row = _tidy(typed)
            before = rows.setdefault((row["AREA_TYPE"], row["AREA"]), row)
            if before != row:
                raise WagesError("has two rows with different figures")
            if wrong := next(_wrong(row), ""):
                raise WagesError(wrong)
        except WagesError as error:
            faults.append(f"{file}: {typed['AREA_TITLE'] or typed['AREA'] or 'a row without an area':.80} {error}")
    if len(rows) > MAX_ROWS:
        faults.append(f"there are {len(rows):,} areas, more than the {MAX_ROWS:,} that a table may have")
    if "1" not in {kind for kind, _ in rows}:
        faults.append(
            f"no row of the nation ({found.occupation}, all industries): the file is not whole, or of the states or "
            "metro areas alone; name the files of all of them together"
        )
    if faults:
        more = [f"and {len(faults) - _MOST:,} more"] if len(faults) > _MOST else []
        raise WagesError(*faults[:_MOST], *more)
    return _split(sorted(rows.values(), key=_order))


def _none(found: Found) -> Iterator[str]:
    if found.by_industry:
        yield (
            f"no row of {found.occupation} for all industries and owners together, but {found.by_industry:,} of single "
            "ones: name the file of all data, of the nation or of the states, not that of industries"
        )
        return
    others = f": it has {', '.join(found.others)}, ..." if found.others else ""
    yield f"no row of {found.occupation}, the occupation of the article, among {found.count:,} rows{others}"


def _tidy(typed: Mapping[str, str]) -> Row:
    """A row in the form of the table: codes at their full length, figures as exact as the survey gives them."""
    kind, area = whole(typed["AREA_TYPE"]), whole(typed["AREA"])
    if kind not in KINDS:
        known = ", ".join(f"{number} {word}" for number, word in KINDS.items())
        raise WagesError(f"has the type of area {kind!r:.20}, which is none of {known}")
    # A metro area has seven digits in the flat files, and a number loses its first zeros.
    area = area.lstrip("0").zfill(_WIDTHS.get(kind, 2)) if area.isdigit() else area
    row = {
        "AREA": area,
        "AREA_TITLE": _NAMES.get(area, typed["AREA_TITLE"]) if kind in "123" else typed["AREA_TITLE"],
        "AREA_TYPE": kind,
        "PRIM_STATE": typed["PRIM_STATE"],
        **{name: _figure(name, typed[name]) for name in PAY.values()},
    }
    if not code_of(row):
        raise WagesError(f"has the code {area!r:.20} in {row['PRIM_STATE']!r:.20}, which is no code of an area")
    return row


def _figure(column: str, typed: str) -> str:
    """A figure as the survey gives it; a workbook may hold 40.950000000000003, and 1.5E8, and a CSV file 45,690."""
    if typed in MARKS:
        return typed
    if not typed:
        return "**" if column == "TOT_EMP" else "*"
    exact = Decimal(next((digits for start, digits in _EXACT.items() if column.startswith(start)), "0.1"))
    try:
        number = Decimal(typed.replace(",", ""))
        rounded = number.quantize(exact)
    except InvalidOperation:
        raise WagesError(f"has {typed!r:.40} for {column}, which is no figure") from None
    if not number.is_finite() or abs(number - rounded) > Decimal("1e-6") or rounded < 0:
        raise WagesError(f"has {typed!r:.40} for {column}, which is no figure of the survey")
    return f"{rounded:f}"


def _wrong(row: Row) -> Iterator[str]:
    """What contradicts itself in a row; a mark contradicts nothing."""
    for names in (_percentiles("hourly"), _percentiles("yearly")):
        given = [(name, Decimal(row[name])) for name in names if row[name] not in MARKS]
        for (low, lower), (high, higher) in pairwise(given):
            if lower > higher:
                yield f"has {high} {higher:f}, less than {low} {lower:f}"
    for hour, year in zip(_percentiles("hourly"), _percentiles("yearly"), strict=True):
        if not {row[hour], row[year]} & MARKS.keys() and abs(Decimal(row[hour]) * _HOURS - Decimal(row[year])) > _APART:
            yield f"has {hour} {row[hour]} and {year} {row[year]}, which is not {_HOURS:,} hours of it"


def _percentiles(unit: str) -> list[str]:
    """The columns of the percentiles, the lowest first."""
    return [name for at, name in PAY.items() if at[0] == unit]


def _order(row: Row) -> tuple[bool, bool, str, str]:
    """The nation, its states and territories by name, then the areas in them by name."""
    return is_local(row), row["AREA_TYPE"] != "1", row["AREA_TITLE"].removeprefix("U.S. "), row["AREA"]


def _split(rows: list[Row]) -> WageTable:
    """The rows that the loader takes; one whose pay was not released gives a handout nothing to print."""
    kept, left_out = [], []
    states: set[str] = set()
    for row in rows:
        reason = _refusal(row, states)
        if reason:
            left_out.append(f"{row['AREA_TITLE']}: {reason}")
        else:
            kept.append(row)
            states.add(code_of(row))
    if not kept or kept[0]["AREA_TYPE"] != "1":
        raise WagesError("the survey did not release the pay of the nation, which a handout cannot do without")
    return WageTable(tuple(kept), tuple(left_out))


def _refusal(row: Row, states: set[str]) -> str:
    """Why the loader would not take a row, given the places before it."""
    if columns := marked(row):
        return f"{columns[0]} is {row[columns[0]]}: {MARKS[row[columns[0]]]}"
    place = place_of(row, code_of(row))
    if missing := [code for code in place.get("within", ()) if code not in states]:
        return f"the table has no row of {missing[0]}, in which it lies"
    try:
        Place.model_validate(place)
        AreaPay.model_validate({"place": code_of(row), **pay_of(row)})
    except ValidationError as error:
        return str(error.errors()[0]["msg"])
    return ""
