"""The rows of a roster's file as its cells by column, each of which knows its place: CSV, XLSX or YAML."""

import codecs
import csv
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cma_content.diagnostics import rules
from cma_content.diagnostics.problem import Mark, Problem, Text
from cma_content.diagnostics.rules import Rule
from cma_content.errors import ArticleError, UnreadableError, UnreadableFileError, UsageError
from cma_content.handout.options import check_name
from cma_content.loading import workbook
from cma_content.loading.document import lines_of
from cma_content.loading.files import decode, nearest_file
from cma_content.packages import package_of
from cma_content.reading import Bounds, read_bounded

MAX_BYTES: Final = 32_000_000
"""Of a roster's file; of one in YAML, as many as an article may have."""
_BOUNDS: Final = Bounds(file=MAX_BYTES, members=1_000, member=MAX_BYTES, streamed=3 * MAX_BYTES)
_MOST_PARTS: Final = 12_000_000
"""Tags and attributes of a workbook, about a hundred for each row that is read."""
_MOST_COLUMNS: Final = 50
_DELIMITERS: Final = ",;\t"
_SPANS: Final = {sign: re.compile(rf'[^\S{sign}]*(?:"[^"]*(?:""[^"]*)*")?[^{sign}]*') for sign in _DELIMITERS}
"""A cell as it is typed, by the sign behind it."""
_SEPARATOR: Final = re.compile(r"sep=([,;\t])\s*", re.IGNORECASE)
_COMMENT: Final = "#"
_START: Final = "the command new roster roster.csv writes one to start from"
_FORMULA: Final = ("=", "+", "-", "@")
"""What a spreadsheet takes for the beginning of one, wherever the cell comes from."""
_UTF_16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_OLDER: Final = b"\xd0\xcf\x11\xe0"
_RANGE: Final = re.compile(r"[A-Z]{1,3}(\d{1,9}):[A-Z]{1,3}(\d{1,9})")


@dataclass(frozen=True, slots=True)
class Line:
    """A row: its number in the file, its cells that hold something by their column, and what is wrong with it."""

    number: int
    cells: Mapping[str, str]
    mark: Callable[[str], Mark]
    """The place of a column's cell, or where it would be."""
    problems: Sequence[Problem] = ()

    def problem(self, rule: Rule, column: str, message: str, **details: str) -> Problem:
        """A fault of a cell."""
        return self.mark(column).problem(rule, message, severity="error", path=column, **details)


@dataclass(frozen=True, slots=True)
class _Raw:
    """A row of a table, by the numbers of its columns from 0."""

    number: int
    cells: Mapping[int, str]
    mark: Callable[[int], Mark]
    formulas: Sequence[int] = ()
    merged: str = ""
    is_broken: bool = False
    """Whether its quotes do not fit."""


def lines(path: Path, columns: Sequence[str]) -> Iterator[Line]:
    """The rows of a table below its header, which names some of `columns`; blank ones and comments are passed over.

    A file that cannot be read, or has another header, raises `ArticleError`; what is wrong with a row is among its
    problems.
    """
    name = str(path)
    try:
        content = read_bounded(path, MAX_BYTES)
        if content.startswith(_OLDER):
            raise UnreadableFileError("it is a workbook of the kind before .xlsx; save it as .xlsx or as CSV")
        raws = _of_workbook(content, name) if content.startswith(b"PK") else _of_text(content, name)
        yield from _below_header(raws, columns, Text(name, []).mark(0, 0))
    except UnreadableFileError as error:
        reason, _, remedy = str(error).partition("; ")
        raise unreadable(name, reason, remedy if path.exists() else nearest_file(path.parent, path.name)) from None


def unreadable(name: str, reason: str, hint: str = "") -> UnreadableError:
    """The error of a file that cannot be read at all."""
    return UnreadableError([Problem(rules.ROSTER_FILE, name, 1, 1, f"cannot read {name}: {reason}", hint=hint)])


def column_named(typed: str, columns: Sequence[str]) -> str:
    """The column that a header means, in any case; raises `UsageError` with the nearest."""
    word = " ".join(typed.split()).casefold()
    check_name("column", word, columns)
    return word


def _below_header(raws: Iterator[_Raw], columns: Sequence[str], top: Mark) -> Iterator[Line]:
    header: dict[int, str] = {}
    first = found = 0
    for raw in raws:
        cells = {at: typed for at, text in raw.cells.items() if (typed := text.strip())}
        if raw.is_broken:
            message, hint = (
                "the quotes of this row do not fit",
                "close each quote on its line, and double one in the text",
            )
            problem = raw.mark(0).problem(rules.ROSTER_COLUMNS, message, hint=hint)
            if not header:
                raise ArticleError([problem])
            yield Line(raw.number, {}, lambda _: top, [problem])
        elif raw.merged:
            if found_merged := _merged(raw, first):
                yield Line(raw.number, {}, lambda _: top, [found_merged])
        elif not (cells or raw.formulas) or cells.get(0, "").startswith(_COMMENT):
            continue
        elif not header:
            header, first = _header(raw, cells, columns), raw.number
        else:
            found += 1
            yield _line(raw, cells, header)
    if not found:
        message = "the roster has no rows below its header" if header else "the roster is empty"
        raise ArticleError([top.problem(rules.EMPTY, message, hint=_START)])


def _header(raw: _Raw, cells: Mapping[int, str], columns: Sequence[str]) -> dict[int, str]:
    header: dict[int, str] = {}
    problems = [formula(raw.mark(at), "", "") for at in raw.formulas]
    for at, typed in cells.items():
        message = hint = ""
        try:
            name = column_named(typed, columns)
            if name in header.values():
                message, hint = f"the column {name} stands twice", "take one of the two away"
            header[at] = name
        except UsageError as error:
            message, _, hint = str(error).partition("; ")
        if message:
            problems.append(raw.mark(at).problem(rules.ROSTER_COLUMNS, message, found=typed, hint=hint))
        if len(problems) == _MOST_COLUMNS:
            break
    if problems:
        raise ArticleError(problems)
    return header


def _line(raw: _Raw, cells: Mapping[int, str], header: Mapping[int, str]) -> Line:
    problems = []
    for at in sorted({*cells, *raw.formulas}):
        text, name = cells.get(at, ""), header.get(at, "")
        if at in raw.formulas or text.startswith(_FORMULA):
            problems.append(formula(raw.mark(at), name, text))
        elif not name:
            message, hint = "a cell below no name of a column", "name the column in the header, or empty the cell"
            problems.append(raw.mark(at).problem(rules.ROSTER_COLUMNS, message, found=text, hint=hint))
    named = {header[at]: text for at, text in cells.items() if at in header}
    return Line(raw.number, named, lambda column: raw.mark(_place(header, column)), problems)


def _place(header: Mapping[int, str], column: str) -> int:
    """Where a column stands, or the first cell."""
    return next((at for at, name in header.items() if name == column), 0)


def formula(mark: Mark, column: str, text: str) -> Problem:
    """A fault of a cell that is one, or would be one in a spreadsheet."""
    message = f"{text!r:.80} begins as a formula does" if text.startswith(_FORMULA) else "the cell holds a formula"
    return mark.problem(rules.ROSTER_FORMULA, message, path=column, hint="write what it stands for, as plain text")


def is_formula(text: str) -> bool:
    """Whether a spreadsheet would take a cell for one."""
    return text.lstrip().startswith(_FORMULA)


def _merged(raw: _Raw, first: int) -> Problem | None:
    found = _RANGE.fullmatch(raw.merged)
    if found and first and int(found[2]) < first:
        # Of the explanations above the header.
        return None
    message = f"the cells {raw.merged} are merged"
    mark = raw.mark(0)
    return mark.problem(rules.ROSTER_COLUMNS, message, hint="divide them: each row needs each cell for itself")


def _of_workbook(content: bytes, name: str) -> Iterator[_Raw]:
    """The rows of the first sheet."""
    package = package_of(content, _BOUNDS)
    if not workbook.is_workbook(package):
        raise UnreadableFileError("it is a zip without a workbook; save it as .xlsx or as CSV")
    for _, found in workbook.sheets_by_line(package, _MOST_PARTS):
        for line in found:
            row = int(ends[1]) if (ends := _RANGE.fullmatch(line.merged)) else line.number
            text = Text(name, [])
            yield _Raw(
                line.number,
                line.cells,
                lambda at, text=text, row=row: text.mark(row - 1, at),  # type: ignore[misc] # defaults bind them
                line.formulas,
                line.merged,
            )
        return


def _of_text(content: bytes, name: str) -> Iterator[_Raw]:
    """The rows of a CSV file: each is a line, so that a quote that is not closed spoils no more than one."""
    text = Text(name, lines_of(_decoded(content, name)))
    delimiter = ""
    for number, line in enumerate(text.lines):
        if "\0" in line:
            raise UnreadableFileError(f"line {number + 1} holds a byte of zero; it is no text")
        if not line.strip() or line.lstrip(' "').startswith(_COMMENT):
            continue
        if not delimiter and (found := _SEPARATOR.fullmatch(line)):
            delimiter = found[1]
            continue
        delimiter = delimiter or max(_DELIMITERS, key=line.count)
        yield _row_of(text, number, delimiter)


def _row_of(text: Text, number: int, delimiter: str) -> _Raw:
    line = text.lines[number]
    cells: list[str] = []

    def mark(at: int) -> Mark:
        if at < len(cells) and '"' not in line:
            return text.mark(number, sum(map(len, cells[:at])) + at, len(cells[at]))
        start = stop = -1
        for _ in range(at + 1):
            start = min(stop + 1, len(line))
            found = _SPANS[delimiter].match(line, start)
            stop = found.end() if found else start
        return text.mark(number, start, stop - start)

    try:
        (cells,) = csv.reader([line], delimiter=delimiter, strict=True)
    except csv.Error:
        return _Raw(number + 1, {}, mark, is_broken=True)
    return _Raw(number + 1, dict(enumerate(cells)), mark)


def _decoded(content: bytes, name: str) -> str:
    if not content.startswith(_UTF_16):
        return decode(content, name, most=MAX_BYTES)
    try:
        return content.decode("utf-16")
    except UnicodeDecodeError:
        raise UnreadableFileError("it begins as UTF-16 text does, and is none") from None
