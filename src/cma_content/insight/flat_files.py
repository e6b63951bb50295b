"""The survey's flat files of one folder: oe.data.0.Current, a figure a line, and oe.area, the names of the areas.

A series id is OEU, the type of area (N, S, M), the area (7), the industry (6), the occupation (6) and the type of
figure (2).
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from cma_content.errors import UnreadableFileError, WagesError
from cma_content.insight.bounded_lines import lines_of_file
from cma_content.insight.survey_rows import Found
from cma_content.loading.survey_columns import PAY

MOST: Final = 1_000_000_000
"""Bytes of the figures; the Bureau's own has 332 MB."""
_MOST_NAMES: Final = 1_000_000
_DATA: Final = "oe.data.0.Current"
_FIGURES: Final[Mapping[str, str]] = dict(
    zip(
        (f"{number:02}" for number in range(1, 18)),
        ("TOT_EMP", "EMP_PRSE", "H_MEAN", "A_MEAN", "MEAN_PRSE", "H_PCT10", "H_PCT25", "H_MEDIAN", "H_PCT75", "H_PCT90",
         "A_PCT10", "A_PCT25", "A_MEDIAN", "A_PCT75", "A_PCT90", "JOBS_1000", "LOC_QUOTIENT"),
        strict=True,
    )
)  # fmt: skip
"""The survey's types of figures, by the names of its columns."""
_AT_THE_TOP: Final = "5"
"""The footnote of a wage that is at or above the survey's highest."""
_STATES: Final[Mapping[str, str]] = {
    pair[:2]: pair[2:]
    for pair in re.findall(
        "[0-9]{2}[A-Z]{2}",
        "01AL 02AK 04AZ 05AR 06CA 08CO 09CT 10DE 11DC 12FL 13GA 15HI 16ID 17IL 18IN 19IA 20KS 21KY 22LA 23ME 24MD 25MA "
        "26MI 27MN 28MS 29MO 30MT 31NE 32NV 33NH 34NJ 35NM 36NY 37NC 38ND 39OH 40OK 41OR 42PA 44RI 45SC 46SD 47TN 48TX "
        "49UT 50VT 51VA 53WA 54WV 55WI 56WY 60AS 66GU 69MP 72PR 78VI",
    )
}
"""Postal abbreviations by the codes of FIPS."""


def is_flat(path: Path) -> bool:
    """Whether a path names the flat files: their folder, or the one with the figures."""
    return path.is_dir() or path.name.startswith("oe.data.")


def read_flat(path: Path, found: Found) -> None:
    """Takes the rows of the occupation; raises `WagesError`, or `UnreadableFileError` for what is no such file."""
    data = path / _DATA if path.is_dir() else path
    areas = dict(_areas(data.with_name("oe.area")))
    months = _months(data.with_name("oe.release"))
    rows: dict[str, dict[str, str]] = {}
    for area, kind, year, value, note in _figures(data, found):
        if area not in areas:
            raise WagesError(f"oe.area lacks the area {area}, of which {data.name} has figures")
        if column := _FIGURES.get(kind):
            rows.setdefault(area, {})[column] = _marked(column, value, note)
        found.date(months.get(year, f"{year}-05"), data.name)
    for month in months.values():
        found.date(month, "oe.release")
    for area, figures in rows.items():
        if missing := [name for name in PAY.values() if name not in figures]:
            raise WagesError(
                f"{data.name} has no {missing[0]} of {areas[area]['AREA_TITLE']}: the file is not whole, or the survey "
                "does not publish that figure of this occupation"
            )
        found.keep(data.name, {**areas[area], **figures})


def _figures(data: Path, found: Found) -> Iterator[tuple[str, str, str, str, str]]:
    """The area, the type, the year, the value and the footnotes of each figure of the occupation in all industries."""
    lines = lines_of_file(data, MOST, ended=True)
    header = [name.strip() for name in next(lines, "").split("\t")]
    if header != ["series_id", "year", "period", "value", "footnote_codes"]:
        raise UnreadableFileError("it is no file of figures: its first line names no series_id, year, period, value")
    wanted = found.occupation.replace("-", "")
    for line in lines:
        found.count += 1
        if line[17:23] == wanted and line.startswith("OEU"):
            if line[11:17] != "000000":
                found.by_industry += 1
                continue
            cells = [cell.strip() for cell in line.split("\t")]
            if len(cells) != len(header):
                raise WagesError(f"{data.name} has a row with {len(cells)} cells for {len(header)} columns")
            series, year, _, value, notes = cells
            yield series[4:11], series[23:25], year, value, notes
        elif len(found.others) < 3:
            found.others[f"{line[17:19]}-{line[19:23]}"] = None


def _areas(path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """What the table says of each area, by its code in a series id."""
    for row in _named(path, ("state_code", "area_code", "areatype_code", "area_name")):
        state, code = _STATES.get(row["state_code"], ""), row["area_code"]
        match row["areatype_code"], code[:2]:
            case "N", _:
                kind, area, state = "1", "99", "US"
            case "S", fips:
                kind, area = "3" if int(fips) > 56 else "2", fips
            case _, "00":
                kind, area = "4", code[2:]
            case _:
                kind, area = "6", code
        yield code, {"AREA": area, "AREA_TITLE": row["area_name"], "AREA_TYPE": kind, "PRIM_STATE": state}


def _months(path: Path) -> dict[str, str]:
    """The month of the release by its year, where the folder has the file that says so."""
    if not path.exists():
        return {}
    found = Found("")
    for row in _named(path, ("description",)):
        found.name(path.name, row["description"])
    return {month[:4]: month for month in found.releases}


def _named(path: Path, names: tuple[str, ...]) -> Iterator[dict[str, str]]:
    """The rows of one of the small files, by the names of its columns."""
    lines = lines_of_file(path, _MOST_NAMES, ended=True)
    header = [name.strip() for name in next(lines, "").split("\t")]
    if missing := [name for name in names if name not in header]:
        raise WagesError(f"{path.name} lacks the column {missing[0]}")
    for line in lines:
        cells = [cell.strip() for cell in line.split("\t")]
        row = dict(zip(header, cells, strict=False))
        if not row.keys() >= {*names}:
            raise WagesError(f"{path.name} has a row with {len(cells)} cells for {len(header)} columns")
        if "area_code" in names and not re.fullmatch("[0-9]{7}", row["area_code"]):
            raise WagesError(f"{path.name}: {row['area_code']!r:.40} is no code of an area")
        yield row


def _marked(column: str, value: str, note: str) -> str:
    """A figure, or what the workbook has in its place."""
    if value != "-":
        return value
    if _AT_THE_TOP in re.split(r"\W+", note):
        return "#"
    return "**" if column in ("TOT_EMP", "EMP_PRSE") else "*"
