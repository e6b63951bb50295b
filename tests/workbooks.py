"""Workbooks of the wage survey, written by hand as Excel writes them: from the shipped table, with any other rows."""

import csv
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.resources import files
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import IO, Final
from xml.sax.saxutils import escape

HEADER: Final = (
    *("AREA", "AREA_TITLE", "AREA_TYPE", "PRIM_STATE", "NAICS", "NAICS_TITLE", "I_GROUP", "OWN_CODE", "OCC_CODE"),
    *("OCC_TITLE", "O_GROUP", "TOT_EMP", "EMP_PRSE", "JOBS_1000", "LOC_QUOTIENT", "PCT_TOTAL", "PCT_RPT", "H_MEAN"),
    *("A_MEAN", "MEAN_PRSE", "H_PCT10", "H_PCT25", "H_MEDIAN", "H_PCT75", "H_PCT90", "A_PCT10", "A_PCT25", "A_MEDIAN"),
    *("A_PCT75", "A_PCT90", "ANNUAL", "HOURLY"),
)
"""The survey's columns, in the order of its workbook."""
SHEET: Final = "All May 2025 data"
TABLE: Final = files("cma_content_data").joinpath("wages.csv").read_text("utf-8")
Row = Mapping[str, str]
_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_TEXTS: Final = HEADER[:11]
_NAMES: Final = {"99": "U.S.", "78": "Virgin Islands"}
ALL: Final = {"NAICS": "000000", "NAICS_TITLE": "Cross-industry", "I_GROUP": "cross-industry", "OWN_CODE": "1235",
              "OCC_CODE": "31-9092", "OCC_TITLE": "Medical Assistants", "O_GROUP": "detailed"}  # fmt: skip
"""What a row of the occupation has beside its area, for all industries and owners together."""


def shipped(text: str = TABLE) -> list[dict[str, str]]:
    """The rows of a table as the survey's workbook has them."""
    rows = [dict(row) | ALL for row in csv.DictReader(text.splitlines())]
    return [row | {"AREA_TITLE": _NAMES.get(row["AREA"], row["AREA_TITLE"])} for row in rows]


def noise(count: int) -> Iterator[dict[str, str]]:
    """Rows of other occupations, and of the occupation in single industries."""
    first = shipped()[0]
    for number in range(count):
        other = {
            "OCC_CODE": f"{11 + number % 40}-{1000 + number % 8000}",
            "OCC_TITLE": f"Other occupation {number % 900}",
        }
        industry = {"NAICS": "621100", "I_GROUP": "4-digit", "OWN_CODE": "5"}
        figures = {"A_MEDIAN": f"{20_000 + number % 90_000}", "H_MEAN": f"{number % 9000 / 100:.2f}", "EMP_PRSE": "1.2"}
        yield first | figures | {"A_MEAN": f"{number % 90_000}"} | (industry if number % 50 == 0 else other)


def sheet(rows: Iterable[Row], strings: dict[str, int] | None = None) -> Iterator[str]:
    """The XML of a sheet in pieces; texts are shared where `strings` may take them."""
    yield f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><worksheet xmlns="{_MAIN}"><sheetData>'
    header = dict(zip(HEADER, HEADER, strict=True))
    for number, row in enumerate(chain([header], rows), start=1):
        cells = (_cell(number, at, name, row.get(name, ""), strings) for at, name in enumerate(HEADER))
        yield f'<row r="{number}" spans="1:32">{"".join(cells)}</row>'
    yield '</sheetData><pageMargins left="0.7"/></worksheet>'


def _cell(number: int, at: int, name: str, value: str, strings: dict[str, int] | None) -> str:
    place = f"{chr(65 + at) if at < 26 else 'A' + chr(39 + at)}{number}"
    if not value:
        return f'<c r="{place}" s="1"/>'
    if number > 1 and name not in _TEXTS and value.replace(".", "").isdigit():
        # As Excel and others write what is no exact binary fraction, and large numbers.
        typed = {"22.42": "22.420000000000002", "817870": "8.1787E5"}.get(value, value)
        return f'<c r="{place}" s="2"><v>{typed}</v></c>'
    if strings is None:
        return f'<c r="{place}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'
    return f'<c r="{place}" s="1" t="s"><v>{strings.setdefault(value, len(strings))}</v></c>'


def write(file: Path | IO[bytes], rows: Iterable[Row], *, name: str = SHEET, shared: bool = True) -> None:
    """A workbook of these rows, with the sheets that the Bureau's has."""
    strings: dict[str, int] | None = {} if shared else None
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as book:
        sheets = "".join(
            f'<sheet name="{title}" sheetId="{number}" r:id="rId{number}"/>'
            for number, title in enumerate((name, "Field Descriptions"), start=1)
        )
        book.writestr(
            "xl/workbook.xml", f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{sheets}</sheets></workbook>'
        )
        relations = "".join(
            f'<Relationship Id="rId{number}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{number}.xml"/>'
            for number in (1, 2)
        )
        relations += f'<Relationship Id="rId3" Type="{_OFFICE}/sharedStrings" Target="/xl/sharedStrings.xml"/>'
        book.writestr("xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{_PACKAGE}">{relations}</Relationships>')
        with book.open("xl/worksheets/sheet1.xml", "w") as member:
            for piece in sheet(rows, strings):
                member.write(piece.encode())
        book.writestr("xl/worksheets/sheet2.xml", f'<worksheet xmlns="{_MAIN}"><sheetData/></worksheet>')
        texts = "".join(f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in strings or ())
        book.writestr("xl/sharedStrings.xml", f'<sst xmlns="{_MAIN}">{texts}</sst>')


def workbook(rows: Iterable[Row], *, name: str = SHEET, shared: bool = True) -> bytes:
    """The bytes of one."""
    made = BytesIO()
    write(made, rows, name=name, shared=shared)
    return made.getvalue()


def book(
    cells: Sequence[Sequence[str]], *, merged: Sequence[str] = (), sheet: bytes = b"", only: Sequence[str] = ()
) -> bytes:
    """A workbook of any cells; one that begins with = is a formula, and some may be merged."""
    rows = "".join(
        f'<row r="{number}">{"".join(_any_cell(number, at, value) for at, value in enumerate(row))}</row>'
        for number, row in enumerate(cells, start=1)
    )
    areas = "".join(f'<mergeCell ref="{area}"/>' for area in merged)
    made = (
        sheet or f'<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData><mergeCells>{areas}</mergeCells></worksheet>'
    )
    sheets = '<sheets><sheet name="Roster" sheetId="1" r:id="rId1"/></sheets>'
    members: dict[str, str | bytes] = {
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">{sheets}</workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": made,
    }
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name in only or members:
            zipped.writestr(name, members.get(name, ""))
    return file.getvalue()


def _any_cell(number: int, at: int, value: str) -> str:
    place = f"{chr(65 + at)}{number}"
    if value.startswith("="):
        return f'<c r="{place}" t="str"><f>{escape(value[1:])}</f><v>TX</v></c>'
    if value == "TRUE":
        return f'<c r="{place}" t="b"><v>1</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t>{escape(value)}</t></is></c>' if value else ""
