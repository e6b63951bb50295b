"""The wage table of an article: the survey's own CSV, a row for each area, read as the article's pay and places.

Other columns than those of `survey.COLUMNS` are passed over. Where the survey released no number of jobs, the article
has none. A row whose pay was not released, or is only known to be above a bound, is refused: a handout would have to
invent a figure.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Final

import yaml

from cma_content.diagnostics import rules
from cma_content.diagnostics.problem import Problem, Text
from cma_content.errors import UnreadableError
from cma_content.loading import survey_columns
from cma_content.loading.document import Document, Location, lines_of
from cma_content.loading.files import is_beside, name_in, read_file

MAX_ROWS: Final = 2_000
_MOST: Final = 50
_CELL: Final = re.compile(r'\s*(?:"(?:[^"]|"")*"|[^,"]*)[^,]*')
# The records that a row makes, which stand where their first cell does.
_OUTER: Final[dict[Location, str]] = {
    (): "AREA",
    ("place",): "AREA",
    ("hourly",): "H_PCT10",
    ("yearly",): "A_PCT10",
}
_PLACE: Final[dict[Location, str]] = {
    (): "AREA",
    ("id",): "AREA",
    ("name",): "AREA_TITLE",
    ("short",): "AREA_TITLE",
    ("kind",): "AREA_TYPE",
    ("within",): "AREA_TITLE",
}


@dataclass(slots=True)
class Table:
    """A table: its text and its header, each row and the code of its place by the number of its line, from 0."""

    text: Text
    header: list[str] = field(default_factory=list)
    rows: dict[int, dict[str, str]] = field(default_factory=dict)
    codes: dict[int, str] = field(default_factory=dict)
    first_place: int = 0
    """The number of the first place that the table adds to the article."""

    def spans(self, line: int) -> dict[str, tuple[int, int]]:
        """Where the cells of a line start and end, by column."""
        text, start, spans = self.text.lines[line], 0, {}
        for name in self.header:
            found = _CELL.match(text, start)
            end = found.end() if found else start
            spans[name] = (start, end)
            start = min(end + 1, len(text))
        return spans

    def problem(self, line: int, column: str, message: str, **details: str) -> Problem:
        """A problem at a cell."""
        start, end = self.spans(line).get(column, (0, 1))
        return self.text.mark(line, start, end - start).problem(rules.TABLE, message, severity="error", **details)


def follow(document: Document, folder: Traversable, prefix: str) -> Table | None:
    """Puts the areas and places of the table of `folder` that `pay` names into the data.

    Reports what is wrong with the table in the document's problems; where its cells stand is left to `locate`.
    """
    data: Any = document.data
    pay = data.get("pay") if isinstance(data, dict) else None
    if not isinstance(pay, dict) or "table" not in pay:
        return None
    file, complete, document.complete = pay.pop("table"), document.complete, False
    currency = pay.get("currency", "USD")
    both = [name for name in ("areas", "local") if name in pay]
    message, hint, rule, source = "", "name a file in the article's own folder", rules.TABLE, ""
    if not isinstance(file, str) or file != Path(file).name:
        message = "table takes a plain file name"
    elif not is_beside(folder, file):
        message = f"{file} leads out of the article's folder"
    elif currency != "USD":
        message, hint = "a table of the survey (OEWS) is in USD", "take the currency away, or write areas instead"
    elif both:
        message, hint = f"pay has a table and {both[0]} as well", f"take the table away, or {' and '.join(both)}"
    else:
        try:
            source = read_file(folder, name_in(folder, file), prefix + file)
        except UnreadableError as error:
            message, hint, rule = error.problems[0].message, error.problems[0].hint, error.problems[0].rule
    if message:
        where = document.mark(("pay", "table"))
        document.problems.append(where.problem(rule, message, path="pay.table", hint=hint))
        return None
    table = Table(Text(prefix + str(file), lines_of(source)))
    problems = list(_read(table))
    document.problems += problems
    if problems:
        return None
    document.complete = complete
    _add(data, table)
    return table


def _read(table: Table) -> Iterator[Problem]:
    """Fills a table from its text; each line is a row, so that a quote that is not closed spoils no more than one."""
    found = 0
    for line, text in enumerate(table.text.lines):
        if not text.strip():
            continue
        if len(table.rows) == MAX_ROWS:
            yield table.text.mark(line, 0).problem(rules.TOO_MANY, f"more than {MAX_ROWS:,} rows")
            return
        for problem in _row(table, line, text):
            found += 1
            yield problem
        if found >= _MOST or not table.header:
            return
    if not table.header:
        yield table.text.mark(0, 0).problem(rules.EMPTY, "the table is empty")


def _row(table: Table, line: int, text: str) -> Iterator[Problem]:
    try:
        (cells,) = csv.reader([text], strict=True)
    except csv.Error:
        hint = "close each quote on its line, and double a quote that belongs to the text"
        yield table.text.mark(line, 0).problem(rules.TABLE, "the quotes of this row do not fit", hint=hint)
        table.header = table.header or ["?"]
        return
    if not table.header:
        table.header = [name.strip().upper() for name in cells]
        for name in survey_columns.COLUMNS:
            if table.header.count(name) != 1:
                message = f"the column {name} {'stands twice' if name in table.header else 'is missing'}"
                expected = f"the survey's columns: {', '.join(survey_columns.COLUMNS)}"
                yield table.text.mark(line, 0).problem(rules.TABLE, message, expected=expected)
                table.header = []
                return
    elif len(cells) != len(table.header):
        message = f"the row has {len(cells)} cell{'s' * (len(cells) != 1)} for {len(table.header)} columns"
        hint = "put a cell that holds a comma in double quotes"
        yield table.text.mark(line, 0).problem(rules.TABLE, message, hint=hint)
    else:
        table.rows[line] = dict(zip(table.header, map(str.strip, cells), strict=True))
        yield from _wrong(table, line)


def _wrong(table: Table, line: int) -> Iterator[Problem]:
    """What the survey says in place of figures, and codes that are none."""
    row = table.rows[line]
    code = table.codes[line] = survey_columns.code_of(row)
    if row["AREA_TYPE"] not in survey_columns.KINDS:
        message, known = (
            f"{row['AREA_TYPE']!r} is no type of area",
            [f"{key} {kind}" for key, kind in survey_columns.KINDS.items()],
        )
        yield table.problem(line, "AREA_TYPE", message, expected=", ".join(known))
    elif not code:
        yield table.problem(line, "AREA", f"{row['AREA']!r} in {row['PRIM_STATE']!r} is no code of an area")
    for name in survey_columns.marked(row):
        hint = "take the row away: there is no figure to print"
        yield table.problem(line, name, survey_columns.MARKS[row[name]], found=row[name], hint=hint)


def _add(data: dict[str, Any], table: Table) -> None:
    areas: dict[bool, list[dict[str, Any]]] = {False: [], True: []}
    for line, row in table.rows.items():
        areas[survey_columns.is_local(row)].append({"place": table.codes[line], **survey_columns.pay_of(row)})
    data["pay"]["areas"], data["pay"]["local"] = areas[False], areas[True]
    places = data.setdefault("places", [])
    if isinstance(places, list):
        table.first_place = len(places)
        known = {place.get("id") for place in places if isinstance(place, dict)}
        for line, row in table.rows.items():
            if (code := table.codes[line]) not in known:
                known.add(code)
                places.append(survey_columns.place_of(row, code))


def locate(document: Document, table: Table) -> None:
    """Notes where each value of the table stands, for the problems that the model finds in it."""
    data: Any = document.data
    added = data["places"][table.first_place :] if isinstance(data["places"], list) else []
    places = {place["id"]: number for number, place in enumerate(added, start=table.first_place)}
    counts = {"areas": 0, "local": 0}
    for outer in (("places",), ("pay", "areas"), ("pay", "local")):
        document.values.setdefault(outer, document.values[("pay", "table")])
    for line, row in table.rows.items():
        name, code, spans = "local" if survey_columns.is_local(row) else "areas", table.codes[line], table.spans(line)
        area: Location = ("pay", name, counts[name])
        counts[name] += 1
        cells = {(*area, *steps): column for steps, column in (_OUTER | dict(survey_columns.PAY)).items()}
        if code in places:
            place: Location = ("places", places.pop(code))
            cells |= {(*place, *steps): column for steps, column in _PLACE.items()}
        for location, column in cells.items():
            start, end = (yaml.Mark(table.text.name, 0, line, place, None, 0) for place in spans[column])
            document.values[location] = yaml.ScalarEvent(None, None, (True, False), row[column], start, end)
            document.elsewhere[location] = table.text
