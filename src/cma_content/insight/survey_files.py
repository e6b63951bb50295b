"""The files that the Bureau of Labor Statistics gives its wage survey away in, whichever of them someone has."""

import csv
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import Final

from cma_content.errors import UnreadableFileError, WagesError
from cma_content.insight.bounded_lines import lines_of_file, lines_of_pieces
from cma_content.insight.flat_files import is_flat, read_flat
from cma_content.insight.survey_rows import Found
from cma_content.loading.workbook import Row, is_workbook, sheets
from cma_content.packages import Package, package_of
from cma_content.reading import SURVEY, open_bounded, read_bounded

MOST_TEXT: Final = 500_000_000
"""Bytes of a CSV file; all data as such has about 80 MB."""
MOST_TABLES: Final = 10
"""In one zip."""
_OLDER: Final = b"\xd0\xcf\x11\xe0"
"""How a workbook of the kind before .xlsx begins."""
_AS_DOWNLOADED: Final = "name the file as it was downloaded, such as oesm25all.zip or all_data_M_2025.xlsx"


def read_files(paths: Iterable[Path], occupation: str) -> Found:
    """The rows of an occupation, by its SOC code, in workbooks, zips of them, CSV files or folders of flat files.

    Raises `UnreadableFileError` for what cannot be read, and `WagesError` for what is no table of the survey.
    """
    found = Found(occupation)
    for path in paths:
        try:
            _read(path, found)
        except UnreadableFileError as error:
            raise UnreadableFileError(f"cannot read {path}: {error}") from None
    return found


def _read(path: Path, found: Found) -> None:
    if is_flat(path):
        read_flat(path, found)
        return
    found.name(path.name, path.name)
    with open_bounded(path, MOST_TEXT) as file:
        start = file.read(4)
    if start.startswith(b"PK"):
        _zip(path.name, read_bounded(path, SURVEY.file), found, within_another=False)
    elif start == _OLDER:
        raise UnreadableFileError("it is a workbook of the kind before .xlsx; open it and save it as .xlsx")
    else:
        _table(path.name, lines_of_file(path, MOST_TEXT), found)


def _zip(name: str, content: bytes, found: Found, *, within_another: bool) -> None:
    """Takes the rows of a workbook, or of each table in a zip; their descriptions beside them are passed over."""
    package = package_of(content, SURVEY)
    if is_workbook(package):
        _workbook(name, package, found)
        return
    tables = [] if within_another else [member for member in package.members if _is_table(PurePosixPath(member))]
    if not tables:
        raise UnreadableFileError(f"{name} is a zip without a workbook; {_AS_DOWNLOADED}")
    if len(tables) > MOST_TABLES:
        raise UnreadableFileError(f"{name} has {len(tables):,} tables, more than the {MOST_TABLES} that are read")
    for member in tables:
        file = PurePosixPath(member).name
        found.name(file, file)
        if file.lower().endswith(".csv"):
            _table(file, lines_of_pieces(package.pieces(member)), found)
        else:
            _zip(file, package.read(member), found, within_another=True)


def _is_table(member: PurePosixPath) -> bool:
    plain = not member.name.startswith((".", "~")) and "description" not in member.name.lower()
    return plain and member.suffix.lower() in (".csv", ".xlsx")


def _workbook(name: str, package: Package, found: Found) -> None:
    """Takes the rows of the sheet that has them: the first with a column of occupations, or the first of all."""
    headers = []
    for sheet, rows in sheets(package):
        first = next(rows, {})
        header = _cells(first)
        if "OCC_CODE" in map(str.upper, map(str.strip, header)):
            found.name(f"the sheet {sheet}", sheet)
            found.add(name, header, rows)
            return
        headers.append(header)
    if not headers:
        raise UnreadableFileError(f"{name} has no sheet")
    found.add(name, headers[0], iter(()))


def _table(name: str, lines: Iterator[str], found: Found) -> None:
    """Takes the rows of a CSV file; each has a cell for each column."""
    first = next(lines, "")
    if "\0" in first or "," not in first:
        raise UnreadableFileError(f"it is neither a workbook nor CSV; {_AS_DOWNLOADED}")
    rows = csv.reader(chain([first], lines), strict=True)
    try:
        header = next(rows)
        found.add(name, header, _full(name, header, rows))
    except csv.Error as error:
        raise UnreadableFileError(f"it is no CSV: {error}") from None


def _full(name: str, header: list[str], rows: Iterator[list[str]]) -> Iterator[Row]:
    for row in rows:
        if len(row) != len(header):
            raise WagesError(
                f"{name}, line {rows.line_num}: {len(row)} cells for {len(header)} columns"  # type: ignore[attr-defined]
            )
        yield dict(enumerate(row))


def _cells(row: Row) -> list[str]:
    """A row with its empty cells."""
    return [row.get(at, "") for at in range(max(row, default=-1) + 1)]
