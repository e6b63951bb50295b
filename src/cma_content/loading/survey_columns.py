"""The columns of the Occupational Employment and Wage Statistics (OEWS) of the U.S. Bureau of Labor Statistics.

A row is an area: its cells by the survey's own names for its columns.
"""

import re
from collections.abc import Mapping
from typing import Any, Final

from cma_content.loading.document import Location

Row = Mapping[str, str]
_LEVELS: Final = {"p10": "PCT10", "p25": "PCT25", "median": "MEDIAN", "p75": "PCT75", "p90": "PCT90"}
_HOURLY: Final = {level: f"H_{column}" for level, column in _LEVELS.items()}
_YEARLY: Final = {level: f"A_{column}" for level, column in _LEVELS.items()}
PAY: Final[Mapping[Location, str]] = {
    ("jobs",): "TOT_EMP",
    ("wage_error",): "MEAN_PRSE",
    **{("hourly", level): column for level, column in _HOURLY.items()},
    **{("yearly", level): column for level, column in _YEARLY.items()},
}
"""Where a row holds each figure of the pay of its area."""
COLUMNS: Final = ("AREA", "AREA_TITLE", "AREA_TYPE", "PRIM_STATE", *PAY.values())
"""The columns that are read, in the order that the survey gives them."""
KINDS: Final = {"1": "nation", "2": "state", "3": "territory", "4": "metro", "6": "nonmetro"}
MARKS: Final = {
    "*": "the survey did not release this figure",
    "**": "the survey did not release this figure",
    "#": "the survey only says that this figure is above its highest one",
}
"""What the survey prints in place of a figure, and what it means."""
NO_JOBS: Final = "**"
_AREA: Final = re.compile("[0-9]{1,7}")
_STATE: Final = re.compile("[A-Z]{2}")
_SHORT: Final = {"US": "U.S.", "US-DC": "D.C."}
_CITY: Final = re.compile("[-/]")


def is_local(row: Row) -> bool:
    """Whether a row is of an area within states."""
    return row["AREA_TYPE"] in ("4", "6")


def marked(row: Row) -> list[str]:
    """The columns in which the survey has a mark in place of a figure that a handout must have."""
    if MARKS.keys().isdisjoint(row.values()):
        return []
    return [name for name in PAY.values() if row[name] in MARKS and (name, row[name]) != ("TOT_EMP", NO_JOBS)]


def code_of(row: Row) -> str:
    """The code of a row's place in an article; empty where it has none."""
    area, state = row["AREA"], row["PRIM_STATE"]
    if not _AREA.fullmatch(area) or not _STATE.fullmatch(state):
        return ""
    match row["AREA_TYPE"]:
        case "1":
            return state
        case "2" | "3":
            return f"US-{state}"
        case "4":
            return f"CBSA-{int(area):05}"
    return f"OEWS-{int(area):07}"


def pay_of(row: Row) -> dict[str, Any]:
    """The figures of a row as the pay of an area has them."""
    pay: dict[str, Any] = {
        "jobs": row["TOT_EMP"],
        "hourly": {level: row[column] for level, column in _HOURLY.items()},
        "yearly": {level: row[column] for level, column in _YEARLY.items()},
        "wage_error": row["MEAN_PRSE"],
    }
    if row["TOT_EMP"] == NO_JOBS:
        del pay["jobs"]
    return pay


def place_of(row: Row, code: str) -> dict[str, Any]:
    """The place of a row with that code, named in short as people name it: Seattle, WA; nonmetro Alaska."""
    name, kind = row["AREA_TITLE"], KINDS[row["AREA_TYPE"]]
    place: dict[str, Any] = {"id": code, "name": name, "kind": "district" if code == "US-DC" else kind}
    if kind == "metro":
        cities, _, states = name.rpartition(", ")
        city = _CITY.split(cities)[0]
        return {**place, "short": f"{city}, {states[:2]}", "within": [f"US-{state}" for state in states.split("-")]}
    if kind == "nonmetro":
        short = name.replace(" nonmetropolitan area", "")
        return {**place, "short": f"nonmetro {short}", "within": [f"US-{row['PRIM_STATE']}"]}
    return {**place, "short": _SHORT.get(code, name)}
