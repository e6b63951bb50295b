"""The wage table of an article: the survey's own CSV, a row for each area, read as the article's pay and places.

The columns are those of the Occupational Employment and Wage Statistics (OEWS) of the U.S. Bureau of Labor Statistics;
others are passed over. Of a row the survey's `**` says that the number of jobs was not released. A row whose pay was
not released (`*`) or is only known to be above a bound (`#`) is refused: a handout would have to invent a figure.
"""

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

from cma_content.diagnostics import rules
from cma_content.diagnostics.problem import Mark, Problem, Text
from cma_content.errors import UnreadableError
from cma_content.loading.document import Document, Location
from cma_content.loading.yaml_parser import lines_of

MAX_ROWS: Final = 10_000
_LEVELS: Final = {"p10": "PCT10", "p25": "PCT25", "median": "MEDIAN", "p75": "PCT75", "p90": "PCT90"}
# Where each cell stands in the article's data: in the pay of an area, or in its place.
_PAY: Final[dict[str, Location]] = {
    "TOT_EMP": ("jobs",),
    "MEAN_PRSE": ("wage_error",),
    **{f"H_{column}": ("hourly", level) for level, column in _LEVELS.items()},
    **{f"A_{column}": ("yearly", level) for level, column in _LEVELS.items()},
}
_PLACE: Final[dict[str, Location]] = {"AREA": ("id",), "AREA_TITLE": ("name",), "AREA_TYPE": ("kind",)}
COLUMNS: Final = (*_PLACE, "PRIM_STATE", *_PAY)
# The records that hold these, which stand where their first cell does.
_OUTER: Final[tuple[tuple[str, Location], ...]] = (
    ("AREA", ()),
    ("AREA", ("place",)),
    ("H_PCT10", ("hourly",)),
    ("A_PCT10", ("yearly",)),
)
_KINDS: Final = {"1": "nation", "2": "state", "3": "territory", "4": "metro", "6": "nonmetro"}
_AREAS: Final = ("4", "6")
_SHORT: Final = {"US": "U.S.", "US-DC": "D.C."}
_MARKS: Final = {
    "*": "the survey did not release this figure",
    "**": "the survey did not release this figure",
    "#": "the survey only says that this figure is above its highest one",
}
_NONMETRO: Final = " nonmetropolitan area"
_MOST: Final = 50


@dataclass(frozen=True, slots=True)
class Row:
    """A row: the number of its line, from 0, and its cells by column."""

    line: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """A table as read, and the places that it adds to an article, the first of them under the number `first_place`."""

    text: Text
    rows: list[Row]
    places: list[dict[str, Any]]
    first_place: int


def follow(document: Document, read: Callable[[str], str], prefix: str) -> Table | None:
    """Puts the areas and places of the table that `pay` names into the data; `read` gives the text of a file.

    Reports what is wrong with the table in the document's problems; where its cells stand is left to `locate`.
    """
    data: Any = document.data
    pay = data.get("pay") if isinstance(data, dict) else None
    if not isinstance(pay, dict) or "table" not in pay:
        return None
    file, complete, document.complete = pay.pop("table"), document.complete, False
    where = document.mark(("pay", "table"))
    if not isinstance(file, str) or file != Path(file).name:
        hint = "name a file in the article's own folder"
        document.problems.append(
            where.problem(rules.TABLE, "table takes a plain file name", path="pay.table", hint=hint)
        )
        return None
    if given := [name for name in ("areas", "local") if name in pay]:
        hint = f"take the table away, or {' and '.join(given)}"
        message = f"pay has a table and {given[0]} as well"
        document.problems.append(where.problem(rules.TABLE, message, path="pay.table", hint=hint))
        return None
    try:
        source = read(file)
    except UnreadableError as error:
        (problem,) = error.problems
        document.problems.append(where.problem(problem.rule, problem.message, path="pay.table", hint=problem.hint))
        return None
    table = Text(prefix + file, lines_of(source))
    problems: list[Problem] = []
    rows = list(_rows(table, problems))
    document.problems += problems
    if problems:
        return None
    document.complete = complete
    return _added(data, table, rows)


def _rows(table: Text, problems: list[Problem]) -> Iterator[Row]:
    reader = csv.reader(table.lines, strict=True)
    header: list[str] = []
    try:
        for cells in reader:
            number = reader.line_num - 1
            if not cells:
                continue
            if not header:
                header = [name.strip().upper() for name in cells]
                problems += _headed(table, number, header)
            elif len(cells) != len(header):
                message = f"the row has {len(cells)} cells for {len(header)} columns"
                hint = "put a cell that holds a comma in double quotes"
                problems.append(table.mark(number, 0).problem(rules.TABLE, message, hint=hint))
            else:
                row = Row(number, {name: cell.strip() for name, cell in zip(header, cells, strict=True)})
                problems += _marked(table, row)
                yield row
            if len(problems) >= _MOST or number > MAX_ROWS:
                break
    except csv.Error as error:
        mark = table.mark(max(reader.line_num - 1, 0), 0)
        problems.append(
            mark.problem(rules.TABLE, f"this row is no CSV: {error}", hint="look for a quote that is not closed")
        )
    if not header:
        problems.append(table.mark(0, 0).problem(rules.EMPTY, "the table is empty"))
    elif reader.line_num > MAX_ROWS:
        problems.append(table.mark(MAX_ROWS, 0).problem(rules.TOO_MANY, f"more than {MAX_ROWS:,} rows"))


def _headed(table: Text, line: int, header: list[str]) -> Iterator[Problem]:
    for name in COLUMNS:
        if header.count(name) != 1:
            message = f"the column {name} {'stands twice' if name in header else 'is missing'}"
            expected = f"the survey's columns: {', '.join(COLUMNS)}"
            yield table.mark(line, 0).problem(rules.TABLE, message, expected=expected)
            return


def _marked(table: Text, row: Row) -> Iterator[Problem]:
    """What the survey says in place of figures, and codes that are none."""
    for name in COLUMNS:
        cell = row.cells.get(name, "")
        if name == "AREA" and _code(row) == "":
            message, hint = f"{cell!r} is no code of an area of that type", ""
        elif name == "AREA_TYPE" and cell not in _KINDS:
            message, hint = (
                f"{cell!r} is no type of area",
                "1 nation, 2 state, 3 territory, 4 metropolitan, 6 other areas",
            )
        elif name in _PAY and cell in _MARKS and not (name == "TOT_EMP" and cell == "**"):
            message, hint = _MARKS[cell], "take the row away: there is no figure to print"
        else:
            continue
        yield cell_mark(table, row, name).problem(rules.TABLE, message, path=name, found=cell, hint=hint)


def _code(row: Row) -> str:
    """The code of a row's place in an article; empty where it has none."""
    area, kind, state = (row.cells.get(name, "") for name in ("AREA", "AREA_TYPE", "PRIM_STATE"))
    if not re.fullmatch(r"\d{1,7}", area, re.ASCII) or not re.fullmatch("[A-Z]{2}", state):
        return ""
    match kind:
        case "1":
            return state
        case "2" | "3":
            return f"US-{state}"
        case "4":
            return f"CBSA-{int(area):05}"
        case "6":
            return f"OEWS-{int(area):07}"
    return "?"


def _added(data: dict[str, Any], table: Text, rows: list[Row]) -> Table:
    pay = data["pay"]
    states: list[dict[str, Any]] = []
    local: list[dict[str, Any]] = []
    for row in rows:
        area: dict[str, Any] = {"place": _code(row), "hourly": {}, "yearly": {}}
        for name, (*outer, last) in _PAY.items():
            (area[str(outer[0])] if outer else area)[str(last)] = row.cells[name]
        if area["jobs"] == "**":
            del area["jobs"]
        (local if row.cells["AREA_TYPE"] in _AREAS else states).append(area)
    pay["areas"] = states
    if local:
        pay["local"] = local
    places = data.setdefault("places", [])
    if not isinstance(places, list):
        return Table(table, rows, [], 0)
    typed = {place.get("id") for place in places if isinstance(place, dict)}
    added = [_place(row) for row in rows if _code(row) not in typed]
    first = len(places)
    places += added
    return Table(table, rows, added, first)


def _place(row: Row) -> dict[str, Any]:
    """The place of a row, named in short as people name it: Seattle, WA; nonmetro Alaska."""
    code, name, kind = _code(row), row.cells["AREA_TITLE"], _KINDS[row.cells["AREA_TYPE"]]
    place: dict[str, Any] = {"id": code, "name": name, "kind": "district" if code == "US-DC" else kind}
    if kind == "metro":
        cities, _, states = name.rpartition(", ")
        city = re.split("[-/]", cities)[0]
        return {**place, "short": f"{city}, {states[:2]}", "within": [f"US-{state}" for state in states.split("-")]}
    if kind == "nonmetro":
        return {
            **place,
            "short": f"nonmetro {name.replace(_NONMETRO, '')}",
            "within": [f"US-{row.cells['PRIM_STATE']}"],
        }
    return {**place, "short": _SHORT.get(code, name)}


def cell_mark(table: Text, row: Row, name: str) -> Mark:
    """Where a cell stands in the table."""
    header = [cell.strip().upper() for cell in next(csv.reader(line for line in table.lines if line))]
    spans = [found.span() for found in re.finditer(r'(?:"(?:[^"]|"")*"|[^,"])*(?:,|$)', table.lines[row.line])]
    start, end = spans[min(header.index(name), len(spans) - 1)] if name in header else (0, 1)
    return table.mark(row.line, start, max(1, end - start - (table.lines[row.line][end - 1 : end] == ",")))


def locate(document: Document, table: "Table") -> None:
    """Notes where each value of the table stands, for the problems that the model finds in it."""
    counts = {"areas": 0, "local": 0}
    places = {place["id"]: number for number, place in enumerate(table.places, start=table.first_place)}
    for row in table.rows:
        field, code = "local" if row.cells["AREA_TYPE"] in _AREAS else "areas", _code(row)
        within: Location = ("pay", field, counts[field])
        counts[field] += 1
        cells = {(*within, *steps): name for name, steps in _PAY.items()}
        cells |= {(*within, *steps): name for name, steps in _OUTER}
        if code in places:
            cells |= {("places", places[code], *steps): name for name, steps in _PLACE.items()}
        for location, name in cells.items():
            mark = cell_mark(table.text, row, name)
            start = yaml.Mark(table.text.name, 0, row.line, mark.column - 1, None, 0)
            end = yaml.Mark(table.text.name, 0, row.line, mark.column - 1 + mark.width, None, 0)
            document.values[location] = yaml.ScalarEvent(None, None, (True, False), row.cells[name], start, end)
            document.elsewhere[location] = table.text
