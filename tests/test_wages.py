"""`wages import`: the Bureau's files make the table anew, say what moved, and are refused with what is wrong."""

import csv
import errno
import io
import os
import random
import re
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Mapping
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

import pytest
import workbooks
from campaigns import wages as campaign
from mutating_files import by_bytes, mutated
from workbooks import HEADER, SHEET, TABLE, noise, shipped, workbook

from cma_content import load
from cma_content.cli import main
from cma_content.errors import ContentError, OutputError
from cma_content.insight import bounded_lines, wage_table
from cma_content.insight.flat_files import _FIGURES, _STATES
from cma_content.insight.wages import Import, import_wages
from cma_content.loading import workbook as reader
from cma_content.loading.loader import read_article
from cma_content.loading.templates import ARTICLE
from cma_content.publishing.files import write_all
from cma_content.reading import Bounds

SMALL = (
    "\n".join(line for line in TABLE.splitlines() if line.startswith(("AREA", "99,", "01,", "53,", "42660,"))) + "\n"
)
"""The table of the nation, two states and a metro area."""
NATION, ALABAMA, WASHINGTON, SEATTLE = range(4)
PAY = """
# Pay of May 2025, by area.
pay:
  period: "2025-05"  # the release
  source: example-source
  universe: All
  table: wages.csv
codes:
  - {scheme: SOC, version: "2018", code: "31-9092", label: Medical Assistants}
"""
Made = Callable[..., Import]
Said = pytest.CaptureFixture[str]


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """A small article of one's own, with a small table."""
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "wages.csv").write_text(SMALL, "utf-8")
    text = ARTICLE.replace("places:\n  - {id: US, name: United States, kind: nation, short: U.S.}\n", "") + PAY
    (folder / "article.yaml").write_text(text, "utf-8")
    return folder / "article.yaml"


@pytest.fixture
def made(article: Path, tmp_path: Path) -> Made:
    """An import of some bytes, by the name of a file, into that article."""

    def make(content: bytes, name: str = "all_data_M_2026.xlsx", period: str = "") -> Import:
        (tmp_path / name).write_bytes(content)
        return import_wages([tmp_path / name], read_article(article), str(article), period)

    return make


def rows(**changes: str) -> list[dict[str, str]]:
    """The rows of the small table, those of Seattle changed."""
    found = shipped(SMALL)
    found[SEATTLE] |= changes
    return found


def book(*given: Mapping[str, str], name: str = SHEET.replace("2025", "2026"), **changes: str) -> bytes:
    """A workbook of them, or of those given."""
    return workbook(list(given) or rows(**changes), name=name)


def as_csv(given: list[dict[str, str]], header: tuple[str, ...] = HEADER) -> bytes:
    """The same as a spreadsheet saves it: with commas in large numbers."""
    text = io.StringIO()
    table = csv.DictWriter(text, header, extrasaction="ignore", restval="", lineterminator="\r\n")
    table.writeheader()
    for row in given:
        table.writerow({name: f"{int(value):,}" if name[:2] == "A_" else value for name, value in row.items()})
    return text.getvalue().encode("utf-8-sig")


def flat(folder: Path, given: list[dict[str, str]], year: str = "2025") -> Path:
    """The same as flat files, padded as the Bureau's are."""
    folder.mkdir()
    codes = {state: code for code, state in _STATES.items()}
    kinds = {"1": "N", "2": "S", "3": "S", "4": "M", "6": "M"}
    areas, figures = (
        ["state_code\tarea_code\tareatype_code\tarea_name"],
        ["series_id       \tyear\tperiod\tvalue\tfootnote_codes"],
    )
    for row in given:
        kind = kinds[row["AREA_TYPE"]]
        area = {"N": "0000000", "S": f"{row['AREA']}00000", "M": row["AREA"].zfill(7)}[kind]
        areas.append(f"{codes.get(row['PRIM_STATE'], '00')}\t{area}\t{kind}\t{row['AREA_TITLE']}")
        for number, name in _FIGURES.items():
            mark = {"*": "8", "**": "8", "#": "5"}.get(row.get(name, ""), "")
            value = "-" if mark else row.get(name, "1.0")
            figures.append(f"OEU{kind}{area}000000319092{number}     \t{year}\tA01\t{value:>12}\t{mark}")
        figures.append(f"OEU{kind}{area}00000031909299     \t{year}\tA01\t{5:>12}\t")
        figures.append(f"OEU{kind}{area}62110031909201     \t{year}\tA01\t{7:>12}\t")
        figures.append(f"OEU{kind}{area}00000029114101     \t{year}\tA01\t{9:>12}\t")
    (folder / "oe.area").write_text("\r\n".join(areas) + "\r\n", "utf-8", newline="")
    (folder / "oe.data.0.Current").write_text("\r\n".join(figures) + "\r\n", "utf-8", newline="")
    (folder / "oe.release").write_text(f"release_date\tdescription\r\n{year}A01\tMay {year}\r\n", "utf-8", newline="")
    return folder


def zipped(**members: bytes) -> bytes:
    """A zip of these, by names in which __ stands for the dot."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        for name, content in members.items():
            package.writestr(f"oesm25/{name.replace('__', '.')}", content)
    return made.getvalue()


def kinds_of(kinds: str) -> bytes:
    """A workbook of the guide's areas of these types alone, as the Bureau divides them."""
    return workbook([row for row in shipped() if row["AREA_TYPE"] in kinds], name="dl")


def by_parts(folder: Path) -> list[Path]:
    """The nation, the states, and metropolitan beside nonmetropolitan areas, each in the zip it comes in."""
    parts = {
        "oesm25nat.zip": zipped(national_M2025_dl__xlsx=kinds_of("1"), field_descriptions__xlsx=b"none"),
        "oesm25st.zip": zipped(state_M2025_dl__xlsx=kinds_of("23")),
        "oesm25ma.zip": zipped(MSA_M2025_dl__xlsx=kinds_of("4"), BOS_M2025_dl__xlsx=kinds_of("6"), __x__xlsx=b""),
    }
    for name, content in parts.items():
        (folder / name).write_bytes(content)
    return [folder / name for name in parts]


def in_one(content: bytes, name: str) -> Callable[[Path], list[Path]]:
    """What writes one file."""

    def write(folder: Path) -> list[Path]:
        (folder / name).write_bytes(content)
        return [folder / name]

    return write


FORMS: Mapping[str, Callable[[Path], list[Path]]] = {
    "workbook": lambda folder: in_one(workbook([*shipped(), *noise(300)]), "all_data_M_2025.xlsx")(folder),
    "texts in its cells": lambda folder: in_one(workbook(shipped(), shared=False), "a.xlsx")(folder),
    "in a zip": lambda folder: in_one(zipped(all_data_M_2025__xlsx=workbook(shipped())), "oesm25all.zip")(folder),
    "by parts": by_parts,
    "CSV": lambda folder: in_one(as_csv([*noise(50), *shipped()]), "all_data_M_2025.csv")(folder),
    "CSV in a zip": lambda folder: in_one(zipped(all_data_M_2025__csv=as_csv(shipped())), "a.zip")(folder),
    "flat files": lambda folder: [flat(folder / "oe", shipped())],
    "one of the flat files": lambda folder: [flat(folder / "oe", shipped()) / "oe.data.0.Current"],
}


@pytest.mark.parametrize("form", FORMS)
def test_the_shipped_table_comes_back_to_the_byte(form: str, tmp_path: Path, capsys: Said) -> None:
    """Whichever of the Bureau's files holds it; nothing moved."""
    paths = [str(path) for path in FORMS[form](tmp_path)]

    assert main(["wages", "import", *paths, "-o", str(tmp_path / "out")]) == 0
    assert (tmp_path / "out" / "wages.csv").read_text("utf-8") == TABLE
    assert (tmp_path / "out" / "pay.yaml").read_bytes() == files("cma_content_data").joinpath("pay.yaml").read_bytes()
    assert capsys.readouterr().out.startswith("Nothing moved: the table of May 2025 is the same.\nWrote ")


def test_a_workbook_of_another_program_is_read(article: Path) -> None:
    """As openpyxl wrote it, with the survey's columns in small letters."""
    source = Path(__file__).parent / "files" / "oews-openpyxl.xlsx"
    found = import_wages([source], read_article(article), str(article))

    assert found.files["wages.csv"].decode() == SMALL


def test_a_new_release_is_written_and_what_moved_is_said(article: Path, tmp_path: Path, capsys: Said) -> None:
    """The table, the period in its place with the comments around it, and nothing else."""
    given = rows(A_MEDIAN="64580", H_MEDIAN="31.05")
    given[ALABAMA] |= {"AREA_TITLE": "The Alabama"}
    given += [row | {"TOT_EMP": "**"} for row in shipped() if row["AREA"] in ("10180", "48", "44060")]
    (tmp_path / "all_data_M_2026.xlsx").write_bytes(book(*given))
    before = article.read_text("utf-8")
    named = before.splitlines().index("# Pay of May 2025, by area.")

    assert main(["wages", "import", str(tmp_path / "all_data_M_2026.xlsx"), "--article", str(article)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "New release: May 2026, after May 2025.",
        "Areas: 7.",
        "Added: 3.",
        "  Abilene, TX",
        "  Spokane-Spokane Valley, WA",
        "  Texas",
        "Renamed: 1.",
        "  Alabama is now The Alabama",
        "Areas with other figures: 1 of 4; with another median: 1.",
        "Largest changes of the median a year:",
        "  Seattle-Tacoma-Bellevue, WA: $61,500 to $64,580 (+5.0%)",
        "The survey is not made to compare releases: call no such change a raise.",
        f"Wrote {article.parent / 'wages.csv'}",
        f"Wrote {article}",
        f"article.yaml:{named + 1} still says May 2025.",
        "The source example-source is dated undated: bring its title, date and address up to date.",
        f"Check it: python -m cma_content check {article}",
    ]
    assert article.read_text("utf-8") == before.replace('"2025-05"', '"2026-05"')
    found = load(article)
    assert found.pay
    assert (str(found.pay.period), int(found.pay.area("CBSA-42660").yearly.median)) == ("2026-05", 64580)
    assert found.pay.area("US-TX").jobs is None


def test_a_first_table_begins_with_one_row(article: Path, made: Made) -> None:
    """That of the page: the figures in it are replaced, and all areas come."""
    page = (Path(__file__).parent.parent / "docs" / "how-to" / "refresh-wages.md").read_text("utf-8")
    (start,) = re.findall(r"`wages.csv`:\n\n```text\n(.*?)```", page, re.DOTALL)
    (article.parent / "wages.csv").write_text(start, "utf-8")
    write_all({article.parent / name: content for name, content in made(book()).files.items()})

    assert (article.parent / "wages.csv").read_text("utf-8") == SMALL


def test_what_is_gone_is_said(made: Made) -> None:
    """And a change of the nation stands first."""
    nation = shipped(SMALL)[NATION] | {"A_MEDIAN": "45680", "H_MEDIAN": "21.96"}
    found = made(book(nation, *shipped(SMALL)[1:3]))

    assert found.moved[2:6] == ("Gone: 1.", "  Seattle-Tacoma-Bellevue, WA", *found.moved[4:6])
    assert found.moved[5:7] == ("The nation:", "  United States: $45,690 to $45,680 (-0.0%)")


def test_of_many_areas_ten_are_named(made: Made) -> None:
    """The first by name."""
    found = made(book(*rows(), *shipped()[3:15])).moved

    assert found[2] == "Added: 12."
    assert [line[:2] for line in found[3:14]] == ["  "] * 11
    assert found[13] == "  and 2 more"


def test_a_median_that_was_nothing_has_not_grown_by_a_share(made: Made, article: Path) -> None:
    """The table may say that nothing is paid."""
    seattle = shipped(SMALL)[SEATTLE]
    pay = ",".join(seattle[f"A_{level}"] for level in ("PCT10", "PCT25", "MEDIAN"))
    (article.parent / "wages.csv").write_text(SMALL.replace(pay, "0,0,0"), "utf-8")

    assert "Areas with other figures: 1 of 4; with another median: 0." in made(book()).moved


def test_a_file_that_was_cut_takes_no_area_away(made: Made) -> None:
    """A table that ends at the end of a row reads as a whole one, and would leave the article without its areas."""
    with pytest.raises(ContentError, match="only 1 of the 4 areas of the table are in it: the file is not whole"):
        made(book(shipped(SMALL)[NATION]))


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"A_MEDIAN": "*", "H_MEDIAN": "*"}, "H_MEDIAN is *: the survey did not release this figure"),
        (
            {"A_PCT90": "#", "H_PCT90": "#"},
            "H_PCT90 is #: the survey only says that",
        ),
        ({"MEAN_PRSE": ""}, "MEAN_PRSE is *: the survey did not release this figure"),
        ({"AREA_TITLE": "Portland, OR-WA"}, "the table has no row of US-OR, in which it lies"),
        ({"AREA_TITLE": "Sea\u202ettle, WA"}, "a character that cannot be printed: U+202E"),
    ],
)
def test_what_a_handout_cannot_print_is_left_out_and_said(changes: dict[str, str], reason: str, made: Made) -> None:
    """The loader would refuse the row."""
    name = changes.get("AREA_TITLE", "Seattle-Tacoma-Bellevue, WA")
    found = made(book(**changes))

    assert found.moved[-2] == "Left out, since a handout could not print them: 1."
    assert found.moved[-1].startswith(f"  {name}: {reason}")
    assert b"42660" not in found.files["wages.csv"]


@pytest.mark.parametrize(
    "marks",
    [
        {"TOT_EMP": "**"},
        {"TOT_EMP": "**", "H_MEDIAN": "*", "A_MEDIAN": "*"},
        {"H_PCT90": "#", "A_PCT90": "#"},
    ],
)
def test_marks_of_the_flat_files_are_those_of_the_workbook(
    marks: dict[str, str], made: Made, article: Path, tmp_path: Path
) -> None:
    """A dash with a footnote there; two stars for jobs, one for pay. The file of the release need not be there."""
    folder = flat(tmp_path / "oe", rows(**marks), "2026")
    (folder / "oe.release").unlink()
    from_flat = import_wages([folder], read_article(article), str(article))

    assert from_flat == made(book(**marks))


class Refused(NamedTuple):
    """What is refused, and why."""

    make: Callable[[], bytes]
    message: str
    file: str = "all_data_M_2026.xlsx"
    period: str = ""


REFUSED: Mapping[str, Refused] = {
    "cut": Refused(lambda: book()[:-40], "it is no zip, or not a whole one"),
    "cut early": Refused(lambda: book()[:500], "it is no zip, or not a whole one"),
    "no workbook": Refused(lambda: b"%PDF-1.7 of 2026", "it is neither a workbook nor CSV"),
    "empty": Refused(lambda: b"", "it is neither a workbook nor CSV"),
    "an older kind": Refused(
        lambda: b"\xd0\xcf\x11\xe0rest", "of the kind before .xlsx; open it and save it", file="a.xls"
    ),
    "another zip": Refused(
        lambda: zipped(a__txt=b"x"), "is a zip without a workbook; name the file as", file="oesm26all.zip"
    ),
    "zips in zips": Refused(
        lambda: zipped(a__xlsx=zipped(b__xlsx=book())), "a.xlsx is a zip without a workbook", file="oesm26all.zip"
    ),
    "an older year": Refused(
        lambda: book(name="All May 2024 data"),
        "release of May 2024, older than the table's May 2025",
        file="all_data_M_2024.xlsx",
    ),
    "sheet and file differ": Refused(
        lambda: book(name="All May 2025 data"),
        "of more than one release: May 2025 (the sheet All May 2025 data); May 2026 (all_data_M_2026.xlsx)",
    ),
    "zip and file differ": Refused(
        lambda: zipped(all_data_M_2026__xlsx=book()), "of more than one release: May 2026", file="oesm27all.zip"
    ),
    "another period": Refused(
        lambda: book(), "this is the release of May 2026 by all_data_M_2026.xlsx, not of May 2027", period="2027-05"
    ),
    "no year": Refused(
        lambda: book(name="data"), "name its month with --period, such as --period 2026-05", file="all.xlsx"
    ),
    "no month": Refused(
        lambda: book(name="data"),
        "'2026' is no month of a release; write it as 2026-05",
        file="all.xlsx",
        period="2026",
    ),
    "another occupation": Refused(
        lambda: book(*(row | {"OCC_CODE": "31-9091"} for row in rows())),
        "no row of 31-9092, the occupation of the article, among 4 rows: it has 31-9091, ...",
    ),
    "industries": Refused(
        lambda: book(*(row | {"NAICS": "621100", "I_GROUP": "4-digit"} for row in rows())),
        "no row of 31-9092 for all industries and owners together, but 4 of single ones",
        file="nat4d_M2026_dl.xlsx",
    ),
    "private owners": Refused(
        lambda: book(*(row | {"NAICS": "000001", "OWN_CODE": "5"} for row in rows())), "but 4 of single ones"
    ),
    "states alone": Refused(
        lambda: book(*rows()[1:3]), "no row of the nation (31-9092, all industries)", file="state_M2026_dl.xlsx"
    ),
    "a nation withheld": Refused(
        lambda: book(rows()[0] | {"A_PCT90": "#"}, *rows()[1:]), "the survey did not release the pay of the nation"
    ),
    "columns": Refused(
        lambda: as_csv(rows(), tuple(name for name in HEADER if name not in ("A_PCT75", "OCC_CODE"))),
        "all_data_M_2026.csv lacks the columns A_PCT75, OCC_CODE",
        file="all_data_M_2026.csv",
    ),
    "no rows": Refused(
        lambda: workbook([], name="data"), "no row of 31-9092, the occupation of the article, among 0 rows"
    ),
    "a column twice": Refused(
        lambda: as_csv(rows()).replace(b"A_PCT75,", b"A_PCT25,", 1),
        "lacks the column A_PCT75",
        file="all_data_M_2026.csv",
    ),
    "hourly and yearly": Refused(
        lambda: book(A_MEDIAN="61000"),
        "Seattle-Tacoma-Bellevue, WA has H_MEDIAN 29.57 and A_MEDIAN 61000, which is not 2,080 hours of it",
    ),
    "falling": Refused(
        lambda: book(A_PCT75="61490", H_PCT75="29.56"),
        "Seattle-Tacoma-Bellevue, WA has H_PCT75 29.56, less than H_MEDIAN 29.57",
    ),
    "falling behind a mark": Refused(
        lambda: book(A_PCT75="*", A_PCT90="40000"), "has A_PCT90 40000, less than A_MEDIAN"
    ),
    "no figure": Refused(lambda: book(A_MEDIAN="about"), "has 'about' for A_MEDIAN, which is no figure"),
    "no finite figure": Refused(lambda: book(A_MEDIAN="NaN"), "has 'NaN' for A_MEDIAN, which is no figure of"),
    "too exact": Refused(lambda: book(H_MEDIAN="29.571"), "'29.571' for H_MEDIAN, which is no figure of"),
    "below nothing": Refused(lambda: book(H_PCT10="-1"), "'-1' for H_PCT10, which is no figure of"),
    "a type of area": Refused(lambda: book(AREA_TYPE="5"), "has the type of area '5', which is none of"),
    "a code": Refused(lambda: book(AREA="x"), "has the code 'x' in 'WA', which is no code of an area"),
    "an area twice": Refused(lambda: book(*rows(), rows(TOT_EMP="10")[SEATTLE]), "has two rows with different figures"),
    "a short line": Refused(lambda: as_csv(rows())[:-30], "all_data_M_2026.csv, line 5: ", file="all_data_M_2026.csv"),
    "no quotes": Refused(
        lambda: as_csv(rows()) + b'"', "it is no CSV: unexpected end of data", file="all_data_M_2026.csv"
    ),
    "not UTF-8": Refused(
        lambda: as_csv(rows()).replace(b"Seattle", b"S\xe9attle"), "it is not UTF-8", file="all_data_M_2026.csv"
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_wrong_is_refused_with_what_is_wrong(name: str, article: Path, tmp_path: Path, capsys: Said) -> None:
    """And nothing is written: neither the table nor its date."""
    make, message, file, period = REFUSED[name]
    path = tmp_path / file
    path.write_bytes(make())
    before = {one: one.read_bytes() for one in article.parent.iterdir()}
    code = main(["wages", "import", str(path), "--article", str(article), *(["--period", period] if period else [])])

    assert code in (1, 2, 3)
    assert message in capsys.readouterr().err
    assert {one: one.read_bytes() for one in article.parent.iterdir()} == before


FLAT: Mapping[str, tuple[str, Callable[[str], str], str]] = {
    "cut in a line": (
        "oe.data.0.Current",
        lambda text: text[:-30],
        "it ends in the middle of a line: a part of the file is missing",
    ),
    "cut": (
        "oe.data.0.Current",
        lambda text: text[: text.index("OEUN0000000000000319092" + "05")],
        "has no MEAN_PRSE of U.S.",
    ),
    "cut areas": ("oe.area", lambda text: text[: text.index("53\t")], "oe.area lacks the area 5300000"),
    "years mixed": (
        "oe.data.0.Current",
        lambda text: text.replace("2026", "2025", 1),
        "more than one release: May 2025 (oe.data.0.Current)",
    ),
    "another release": ("oe.release", lambda text: text.replace("2026", "2027"), "May 2027 (oe.release)"),
    "no year": ("oe.data.0.Current", lambda text: text.replace("\t2026\t", "\tlast\t"), "more than one release"),
    "many years": (
        "oe.data.0.Current",
        lambda text: text.replace("2026", "2029", 1).replace("2026", "2028", 1).replace("2026", "2027", 1),
        "more than one release: May 2027 (oe.data.0.Current); May 2028 (oe.data.0.Current); May 2029",
    ),
    "other columns": ("oe.data.0.Current", lambda text: text.replace("value", "worth", 1), "it is no file of figures"),
    "no areas": ("oe.area", lambda text: text.replace("area_name", "name"), "oe.area lacks the column area_name"),
    "no code": (
        "oe.area",
        lambda text: text.replace("0000000", "nation", 1),
        "oe.area: 'nation' is no code of an area",
    ),
    "a short figure": (
        "oe.data.0.Current",
        lambda text: text.replace("\t2026\t", " 2026\t", 1),
        "oe.data.0.Current has a row with 4 cells for 5 columns",
    ),
    "a short row": ("oe.area", lambda text: text + "53\t5300001\r\n", "oe.area has a row with 2 cells for 4 columns"),
    "areas without end": (
        "oe.data.0.Current",
        lambda text: text + "OEUM0099999000000319092010     \t2026\tA01\t1\t\r\n",
        "oe.area lacks the area 0099999",
    ),
    "a long line": ("oe.data.0.Current", lambda text: text + "x" * 600_000, "a line has more than 20,000 bytes"),
    "no occupation": (
        "oe.data.0.Current",
        lambda text: text.replace("319092", "319091"),
        "no row of 31-9092, the occupation",
    ),
    "industries": ("oe.data.0.Current", lambda text: re.sub("OEU.{8}000000319092.*", "", text), "but 4 of single ones"),
}


@pytest.mark.parametrize("name", FLAT)
def test_flat_files_that_do_not_fit_are_refused(name: str, article: Path, tmp_path: Path) -> None:
    """A file that was cut has no sum to tell it: its areas or figures are not all there."""
    file, change, message = FLAT[name]
    folder = flat(tmp_path / "oe", rows(), "2026")
    text = (folder / file).read_text("utf-8")
    (folder / file).write_text(change(text), "utf-8")

    assert change(text) != text
    with pytest.raises(ContentError, match=re.escape(message)):
        import_wages([folder], read_article(article), str(article))


def test_figures_of_no_year_are_refused(article: Path, tmp_path: Path) -> None:
    """Whatever the file of the release says."""
    with pytest.raises(ContentError, match=r"oe\.data\.0\.Current has the year 'last', which is none"):
        import_wages([flat(tmp_path / "oe", rows(), "last")], read_article(article), str(article))


def test_a_disk_that_fails_is_reported(article: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the name of the file that could not be read to its end."""

    class Failing(io.BytesIO):
        def read(self, _: int | None = -1, /) -> bytes:
            raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(bounded_lines, "open_bounded", lambda *_: Failing())
    with pytest.raises(ContentError, match=r"oe\.area: Input/output error"):
        import_wages([tmp_path], read_article(article), str(article))


def test_a_folder_without_the_flat_files_is_refused(article: Path, tmp_path: Path) -> None:
    """By the name of the file that is missing."""
    with pytest.raises(ContentError, match=r"oe\.area: No such file"):
        import_wages([tmp_path], read_article(article), str(article))


def part(name: str, content: str | bytes) -> bytes:
    """A workbook one of whose members is another."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book())) as before, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for member in before.namelist():
            package.writestr(member, content if member == name else before.read(member))
        if name not in before.namelist():
            package.writestr(name, content)
    return made.getvalue()


def in_sheet(content: str) -> bytes:
    """A workbook whose sheet holds this."""
    return part("xl/worksheets/sheet1.xml", f"<worksheet>{content}</worksheet>")


HOSTILE: Mapping[str, tuple[Callable[[], bytes], str]] = {
    "entities": (
        lambda: part("xl/worksheets/sheet1.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
        "it has a DOCTYPE",
    ),
    "entities of the book": (
        lambda: part("xl/workbook.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a/>'),
        "it declares entities",
    ),
    "entities of texts": (lambda: part("xl/sharedStrings.xml", "<!DOCTYPE a><sst/>"), "it has a DOCTYPE"),
    "a codec": (
        lambda: part("xl/sharedStrings.xml", '<?xml version="1.0" encoding="zlib"?><sst/>'),
        "its encoding zlib",
    ),
    "no XML": (lambda: in_sheet("<sheetData>"), "mismatched tag"),
    "texts": (
        lambda: part("xl/sharedStrings.xml", f"<sst>{'<si/>' * 1_000_001}</sst>"),
        "share more than the 1,000,000 texts",
    ),
    "long texts": (
        lambda: part("xl/sharedStrings.xml", "<sst>" + f"<si><t>{'x' * 32_000}</t></si>" * 1_001 + "</sst>"),
        "or 32,000,000 characters",
    ),
    "a long cell": (
        lambda: in_sheet(f"<row><c><v>{'1' * 40_000}</v></c></row>"),
        "a cell has more than 32,767 characters",
    ),
    "a long tag": (lambda: in_sheet(f'<row><c r="{"A" * 2_000_000}"/></row>'), "one tag has more than 1,000,000 bytes"),
    "a far column": (lambda: in_sheet('<row><c r="ABCDEFG1"><v>1</v></c></row>'), "'ABCDEFG' is no column of a sheet"),
    "no such text": (lambda: in_sheet('<row><c t="s"><v>99999</v></c></row>'), "the text number 99999, which"),
    "no number of a text": (lambda: in_sheet('<row><c t="s"><v>-1</v></c></row>'), "the text number -1, which"),
    "deep": (lambda: in_sheet("<a>" * 1_000), "more than 500 elements stand in each other"),
    "a sheet elsewhere": (
        lambda: part("xl/_rels/workbook.xml.rels", '<a><b Id="rId1" Type="/worksheet" Target="/../../x"/></a>'),
        "there is no member ../../x",
    ),
    "no sheets": (lambda: part("xl/_rels/workbook.xml.rels", "<a/>"), "all_data_M_2026.xlsx has no sheet"),
    "wide": (lambda: in_sheet(f"<row>{'<c><v>1</v></c>' * 300_000}</row>"), "lacks the columns AREA,"),
    "a far row": (
        lambda: in_sheet('<row r="99999999999999"><c r="A99999999999999"><v>1</v></c></row>'),
        "lacks the columns",
    ),
    "elements of nothing": (lambda: in_sheet("<x/>" * 2_000_000), "lacks the columns"),
    "rows of nothing": (lambda: in_sheet("<row/>" * 1_000_000), "lacks the columns"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_workbook_beyond_its_bounds_is_refused(name: str, made: Made) -> None:
    """In seconds, whatever its 3 GB would be to another reader."""
    make, message = HOSTILE[name]
    content = make()
    started = time.process_time()

    with pytest.raises(ContentError, match=re.escape(message)):
        made(content)
    assert time.process_time() - started < 10


def test_the_bounds_of_a_workbook_hold_at_any_size(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of its tags, its rows and its members; the full bounds are the campaign's."""
    monkeypatch.setattr(reader, "MOST_PARTS", 100)
    with pytest.raises(ContentError, match="more than the 100 elements"):
        made(book())
    monkeypatch.undo()
    monkeypatch.setattr("cma_content.insight.survey_rows.MOST_ROWS", 3)
    with pytest.raises(ContentError, match="more than the 3 rows that are read"):
        made(book())
    monkeypatch.undo()
    monkeypatch.setattr("cma_content.insight.survey_rows.MOST_KEPT", 3)
    with pytest.raises(ContentError, match="more than 3 rows of 31-9092"):
        made(book())
    monkeypatch.undo()
    with pytest.raises(ContentError, match="a cell of more than 300 characters"):
        made(book(AREA_TITLE="a" * 301))
    with pytest.raises(ContentError, match="11 tables, more than the 10 that are read"):
        made(zipped(**{f"a{number}__xlsx": b"" for number in range(11)}), "a.zip")
    small = Bounds(streamed=1_000)
    monkeypatch.setattr("cma_content.insight.survey_files.SURVEY", small)
    with pytest.raises(ContentError, match="xml has more than the 1,000 bytes"):
        made(book())


def test_cells_that_do_not_say_where_they_stand_follow_each_other(made: Made) -> None:
    """And the names of elements may have a prefix."""
    plain = "".join(workbooks.sheet(rows()))
    bare = re.sub(r' r="[A-Z]*[0-9]+"', "", plain)
    prefixed = re.sub(r"<(/?)(?=[a-z])", r"<\1x:", plain.partition("?>")[2]).replace("xmlns=", "xmlns:x=")

    assert (
        made(part("xl/worksheets/sheet1.xml", bare)) == made(part("xl/worksheets/sheet1.xml", prefixed)) == made(book())
    )


@pytest.mark.parametrize(
    ("pay", "message"),
    [
        (PAY.replace("  table: wages.csv\n", "  areas: []\n"), "the article has no wage table"),
        (PAY.partition("pay:")[0], "the article has no wage table"),
        (PAY.partition("codes:")[0], "the article has no SOC codes: its codes must name the one"),
        (PAY + PAY.rpartition("\n  - ")[2].join(("  - ", "")).replace("9092", "9091"), "the article has 2 SOC codes"),
        (PAY.replace('"2025-05"', '"\\x32025-05"'), "write the period of the pay plainly"),
    ],
)
def test_an_article_without_what_an_import_needs_is_refused(
    pay: str, message: str, article: Path, tmp_path: Path
) -> None:
    """With the line that it lacks."""
    text = article.read_text("utf-8").replace(PAY, pay)
    areas = "  areas: []\n", "  areas:\n    - {place: US, hourly: LEVELS, yearly: LEVELS, wage_error: 1}\n"
    places = "places:\n  - {id: US, name: United States, kind: nation, short: U.S.}\n"
    text = text.replace(*areas).replace("LEVELS", "{p10: 1, p25: 1, median: 1, p75: 1, p90: 1}")
    article.write_text(text + places * ("table" not in pay), "utf-8")
    (tmp_path / "all_data_M_2026.xlsx").write_bytes(book())

    with pytest.raises(ContentError, match=re.escape(message)):
        import_wages([tmp_path / "all_data_M_2026.xlsx"], read_article(article), str(article))


def test_of_several_codes_the_exact_one_counts(made: Made, article: Path) -> None:
    """Others may stand near it."""
    near = '  - {scheme: SOC, version: "2018", code: "31-0000", label: Support, match: broad}\n'
    article.write_text(article.read_text("utf-8") + near, "utf-8")

    assert made(book()).moved[0] == "New release: May 2026, after May 2025."


def test_the_same_release_is_said_to_be_the_same(made: Made) -> None:
    """Not that it is newer than itself."""
    assert made(book(name=SHEET, TOT_EMP="12340"), "all_data_M_2025.xlsx").moved[0] == "The same release: May 2025."


def test_more_areas_than_a_table_may_have_are_refused(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    """By their number."""
    monkeypatch.setattr(wage_table, "MAX_ROWS", 2)
    with pytest.raises(ContentError, match="areas, more than the 2 that a table may have"):
        made(book())


def test_the_dated_file_keeps_its_mark_and_its_ends_of_lines(made: Made, article: Path) -> None:
    """As Windows writes them."""
    raw = b"\xef\xbb\xbf" + article.read_bytes().replace(b"\n", b"\r\n")
    article.write_bytes(raw)

    assert made(book()).files["article.yaml"] == raw.replace(b'"2025-05"', b'"2026-05"')


def test_both_files_or_neither(article: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Said) -> None:
    """The second that cannot be written keeps the first from its place; no draft is left."""
    (tmp_path / "all_data_M_2026.xlsx").write_bytes(book())
    out = tmp_path / "out"
    (out / "article.yaml").mkdir(parents=True)
    words = ["wages", "import", str(tmp_path / "all_data_M_2026.xlsx"), "--article", str(article)]

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(OutputError, match="a folder has that name"):
        write_all({out / "wages.csv": b"", out / "article.yaml": b""})
    assert [path.name for path in out.iterdir()] == ["article.yaml"]
    before = {path: path.read_bytes() for path in article.parent.iterdir()}
    monkeypatch.setattr(os, "fsync", full)
    assert main(words) == OutputError.exit_code
    assert {path: path.read_bytes() for path in article.parent.iterdir()} == before
    assert "No space left on device" in capsys.readouterr().err


@pytest.mark.parametrize(
    "files", [{"article.yaml": "id: other"}, {"wages.csv": SMALL}, {"wages.csv": "other", "article.yaml": ""}]
)
def test_the_files_of_another_article_are_not_overwritten(
    files: dict[str, str], article: Path, tmp_path: Path, capsys: Said
) -> None:
    """A folder may hold them, one alone even where it is the same; what an import wrote before is its own."""
    (tmp_path / "all_data_M_2026.xlsx").write_bytes(book())
    (tmp_path / "o").mkdir()
    words = ["wages", "import", str(tmp_path / "all_data_M_2026.xlsx"), "--article", str(article)]
    for name, text in files.items():
        (tmp_path / "o" / name).write_text(text, "utf-8")

    assert main([*words, "-o", str(tmp_path / "o")]) == OutputError.exit_code
    assert "is of another article; name that one with --article" in capsys.readouterr().err
    assert {path.name: path.read_text("utf-8") for path in (tmp_path / "o").iterdir()} == files
    assert main([*words, "-o", str(tmp_path / "p")]) == main([*words, "-o", str(tmp_path / "p")]) == 0


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["import", "a.xlsx"], "name your article with --article, or a folder with -o"),
        (["import", "a.xlsx", "--article", "-"], "wages import needs an article in a file"),
        (["import", "none.xlsx", "-o", "out"], "there is no file none.xlsx"),
        (["import"], "the following arguments are required: FILE"),
        (["imports", "a.xlsx"], "there is no action 'imports'; did you mean import?"),
    ],
)
def test_wrong_usage_is_said(words: list[str], message: str, capsys: Said) -> None:
    """Before any file is read."""
    assert main(["wages", *words]) == 2
    assert message in capsys.readouterr().err


def test_a_pipe_is_not_waited_for(article: Path) -> None:
    """Nor a device read to its end."""
    for path in (Path("/dev/zero"), article.parent / "pipe"):
        if path.name == "pipe":
            os.mkfifo(path)
        with pytest.raises(ContentError, match="not a file"):
            import_wages([path], read_article(article), str(article))


def test_any_damage_is_reported(article: Path, tmp_path: Path) -> None:
    """Of a workbook, its members, a CSV file or flat files, whatever is broken in them: an import, or what is wrong."""
    chance = random.Random(2026)  # noqa: S311 - chance, not secrecy
    loaded, folder = read_article(article), flat(tmp_path / "oe", rows(), "2026")
    plain = {path: path.read_bytes() for path in folder.iterdir()} | {tmp_path / "all_data_M_2026.csv": as_csv(rows())}
    found: Counter[str] = Counter()
    for number in range(300):
        if number % 2:
            path, content = tmp_path / "all_data_M_2026.xlsx", mutated(chance, book(), ".docx")
        else:
            path = chance.choice(list(plain))
            content = by_bytes(chance, plain[path])
        path.write_bytes(content)
        try:
            import_wages([folder if path.parent == folder else path], loaded, str(article))
            found["imported"] += 1
        except ContentError as error:
            found[type(error).__name__] += 1
        if path in plain:
            path.write_bytes(plain[path])
    assert found.keys() == {"imported", "UnreadableFileError", "WagesError"}


def test_a_large_workbook_takes_little(tmp_path: Path) -> None:
    """A part of the campaign's rows, at its rate and within its memory."""
    measured = campaign.measured(4_000, tmp_path)

    assert measured.rows == 4_000
    assert measured.seconds < 60 * 4_000 / 100_000 + 3
    assert measured.megabytes < 150
