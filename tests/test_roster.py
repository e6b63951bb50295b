"""Rosters: what their rows mean, whatever the file, and what is wrong with them, at its place and before any work."""

import shutil
import time
import zipfile
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import pytest
from conftest import PROGRAMS
from workbooks import book

from cma_content import Article, ArticleError, Problem, RenderOptions, Row, load_program, load_roster
from cma_content.diagnostics.reports import as_text
from cma_content.loading import workbook
from cma_content.model import images
from cma_content.publishing import roster, roster_lines
from cma_content.publishing.batch_rows import named

HEADER = "program,region,layout,preset,paper,audience,sections,cover,formats,name"
CSV = f"""\
# Lines that begin so are passed over.
{HEADER}
nowhere.yaml,Texas,two-sided,large-print,a4,"student, counselor",,,pdf html,{{region}}-sheet

,,Guide,,,,"text, lists",yes,,chosen
"""
CELLS = [
    ["program", "region", "layout", "preset", "paper", "audience", "sections", "cover", "formats", "name"],
    ["nowhere.yaml", "Texas", "two-sided", "large-print", "a4", "student; counselor", "", "", "pdf,html",
     "{region}-sheet"],
    ["", "", "Guide", "", "", "", "text lists", "TRUE", "", "chosen"],
]  # fmt: skip
YAML = """\
- {program: nowhere.yaml, region: Texas, layout: two-sided, preset: large-print, paper: a4,
   audience: [student, counselor], formats: [pdf, html], name: "{region}-sheet"}
- layout: Guide
  Sections: [text, lists]
  cover: yes
  name: chosen
"""


@pytest.fixture(name="folder")
def _folder(tmp_path: Path) -> Path:
    """A folder with a program's file and its logo."""
    for name in ("nowhere.yaml", "logo.png"):
        shutil.copy(PROGRAMS / name, tmp_path)
    return tmp_path


FORMS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "CSV": ("a.csv", CSV.encode),
    "with a byte order mark": ("a.csv", lambda: b"\xef\xbb\xbf" + CSV.replace("\n", "\r\n").encode()),
    "semicolons of Excel": ("a.csv", lambda: CSV.replace(",", ";").encode()),
    "said so": ("a.csv", lambda: b"sep=;\n" + CSV.replace(",", ";").encode()),
    "tabs": ("a.tsv", lambda: CSV.replace(", ", " ").replace(",", "\t").encode()),
    "Unicode text of Excel": ("a.txt", lambda: CSV.replace(", ", " ").replace(",", "\t").encode("utf-16")),
    "a workbook": ("a.xlsx", lambda: book(CELLS)),
    "YAML": ("a.yaml", YAML.encode),
}


@pytest.mark.parametrize("form", FORMS)
def test_a_roster_means_the_same_in_every_form(form: str, folder: Path, kitchen_sink: Article) -> None:
    """Cells that are empty take what is usual; a column may be in any case."""
    file, content = FORMS[form]
    (folder / file).write_bytes(content())
    program = load_program(folder / "nowhere.yaml", kitchen_sink)

    assert load_roster(folder / file, kitchen_sink) == (
        Row(
            RenderOptions("a4", "two-sided", "large-print", "US-TX", ("counselor", "student"), program),
            ("pdf", "html"),
            "{region}-sheet",
        ),
        Row(RenderOptions(sections=("text", "lists"), cover=True), ("pdf",), "chosen"),
    )


def problems(file: Path, article: Article, name: str = "") -> Sequence[Problem]:
    """What is wrong with a roster."""
    with pytest.raises(ArticleError) as caught:
        load_roster(file, article, name=name)
    return caught.value.problems


class Wrong(NamedTuple):
    """A roster, and what is said of it: the code, the line, the column, and words of the message or the hint."""

    content: str
    found: Sequence[tuple[str, int, int, str]]


WRONG: dict[str, Wrong] = {
    "an unknown column": Wrong("regoin,layout\nTX,guide\n", [("CC902", 1, 1, "did you mean 'region'?")]),
    "a column twice": Wrong("region,paper,Region\nTX,a4,TX\n", [("CC902", 1, 14, "the column region stands twice")]),
    "no column": Wrong("region,paper\nTX,a4,guide\n", [("CC902", 2, 7, "a cell below no name of a column")]),
    "behind empty cells of tabs": Wrong(
        "region\tpaper\tlayout\n\t\tleaflet\n", [("CC903", 2, 3, "no layout 'leaflet'")]
    ),
    "beside quotes": Wrong(
        'name,layout,region\n"a, ""b""",leaflet,\n', [("CC903", 2, 12, "there is no layout 'leaflet'")]
    ),
    "several in one row": Wrong(
        "region,layout,formats\nTX,leaflet,\nAtlantis,,pfd\n",
        [
            ("CC903", 2, 4, "there is no layout 'leaflet'"),
            ("CC903", 3, 1, "there is no region 'Atlantis'"),
            ("CC903", 3, 11, "did you mean 'pdf'?"),
        ],
    ),
    "formulas": Wrong(
        'region,name\n=1+1,a\n"=HYPERLINK(""x"")",b\nTX,+c\nTX,-d\nTX,@e\n',
        [
            *(("CC904", 2, 1, "'=1+1' begins as a formula does"), ("CC904", 3, 1, "HYPERLINK")),
            *(("CC904", line, 4, "begins as a formula") for line in (4, 5, 6)),
        ],
    ),
    "a program that is missing": Wrong(
        "program,name\nnone.yaml,a\nnone.yaml,b\n", [("CC903", 2, 1, "cannot read 'none.yaml': No such file")]
    ),
    "programs elsewhere": Wrong(
        "program\n../nowhere.yaml\n/etc/passwd\nC:\\a.yaml\na\\..\\..\\b.yaml\n",
        [("CC903", line, 1, "leads out of the roster's folder") for line in (2, 3, 4, 5)],
    ),
    "a broken program": Wrong(
        "program,name\nlogo.png,a\nnowhere.yaml,b\nlogo.png,c\n", [("CC103", 1, 1, "is not UTF-8 text")]
    ),
    "two rows with one name": Wrong(
        "region,name\nTX,one\n,One\n", [("CC905", 3, 2, "One.pdf is written by row 2 already")]
    ),
    "two rows of one kind": Wrong("region\nTX\nUS-TX\n", [("CC905", 3, 1, "is written by row 2 already")]),
    "names that escape": Wrong(
        "name\n../x\na/b\na\\b\nCON\nnul.x\nx.\n.hidden\na:b\n" + "y" * 300 + "\n",
        [("CC905", line, 1, "is no name for a file") for line in range(2, 11)],
    ),
    "names with the ending of the format": Wrong(
        "name,formats\nx.PDF,\nx.md,html\nx.html,pdf html\n",
        [("CC905", 2, 1, "has the ending of its format"), ("CC905", 4, 1, "write x")],
    ),
    "accents that are signs of their own": Wrong(
        "name\ncaf\u00e9\ncafe\u0301\n", [("CC905", 3, 1, "caf\u00e9.pdf is written by row 2 already")]
    ),
    "a template with an unknown field": Wrong(
        "name\n{regoin}\n{region\n{region.upper}\n",
        [("CC905", 2, 1, "'regoin'"), ("CC905", 3, 1, "a brace that holds no field"), ("CC905", 4, 1, "a brace")],
    ),
    "a sheet with sections": Wrong(
        "layout,sections,cover\nfact-sheet,text,\ntwo-sided,,yes\n,txt,maybe\n",
        [
            ("CC903", 2, 12, "a fact-sheet has no sections"),
            ("CC903", 3, 12, "a two-sided has no cover"),
            *(("CC903", 4, 2, "did you mean 'text'?"), ("CC903", 4, 6, "cover is yes or no, not 'maybe'")),
        ],
    ),
    "a quote that is not closed": Wrong(
        '# "\nregion,name\nTX,"a\nAtlantis,b\n',
        [("CC902", 3, 1, "the quotes of this row"), ("CC903", 4, 1, "Atlantis")],
    ),
    "a header that is broken": Wrong('region,"name\nTX,a\n', [("CC902", 1, 1, "the quotes of this row do not fit")]),
    "nothing": Wrong("", [("CC104", 1, 1, "the roster is empty")]),
    "comments alone": Wrong("# region\n\n", [("CC104", 1, 1, "the roster is empty")]),
    "a header alone": Wrong("region\n,\n", [("CC104", 1, 1, "no rows below its header")]),
    "a byte of zero": Wrong("region\nT\0X\n", [("CC901", 1, 1, "line 2 holds a byte of zero")]),
}


WRONG_YAML = "- {regoin: TX}\n- {region: [{a: b}]}\n- TX\n- {region: =TX, layout: {a: b}}\n- {name: [a, b]}\n"
SAID = Path(__file__).parent / "rosters.txt"
"""What is said of each of these rosters."""


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_reported_at_its_place(case: str, folder: Path, kitchen_sink: Article) -> None:
    """Every row of it, once."""
    (folder / "a.csv").write_text(WRONG[case].content, "utf-8", newline="")
    found = problems(folder / "a.csv", kitchen_sink)

    assert [(one.code, one.line, one.column) for one in found] == [one[:3] for one in WRONG[case].found]
    for problem, (*_, words) in zip(found, WRONG[case].found, strict=True):
        assert words in problem.sentence


def test_what_is_wrong_is_said_word_for_word(
    folder: Path, kitchen_sink: Article, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    """As a person sees it, in a table, in YAML and where there is no file; `--update-golden` writes it anew."""
    monkeypatch.chdir(folder)
    contents = {case: ("a.csv", wrong.content) for case, wrong in WRONG.items()}
    contents["fields that are none"] = ("a.yaml", WRONG_YAML)
    contents["no list"] = ("b.yaml", "rows: []\n")
    contents["nothing in YAML"] = ("c.yaml", "# nothing\n")
    parts = [as_text(problems(Path("none.csv"), kitchen_sink))]
    for case, (file, content) in contents.items():
        Path(file).write_text(content, "utf-8", newline="")
        parts.append(f"== {case}\n\n{as_text(problems(Path(file), kitchen_sink))}")
    found = "\n\n".join(parts) + "\n"
    if request.config.getoption("--update-golden"):
        SAID.write_text(found, "utf-8")

    assert found == SAID.read_text("utf-8")


def test_what_is_wrong_in_yaml_is_reported_at_its_place(folder: Path, kitchen_sink: Article) -> None:
    """Fields that are none, values of another kind, and what is no list."""
    (folder / "a.yaml").write_text(WRONG_YAML, "utf-8")
    found = [(one.code, one.line, one.column) for one in problems(folder / "a.yaml", kitchen_sink)]

    assert found == [("CC902", 1, 4), ("CC903", 2, 12), ("CC902", 3, 3), ("CC904", 4, 12), ("CC903", 4, 25),
                     ("CC905", 5, 10)]  # fmt: skip
    (folder / "a.yaml").write_text("- {region: TX, region: TX}\n", "utf-8")
    assert [one.code for one in problems(folder / "a.yaml", kitchen_sink)] == ["CC209"]
    (folder / "a.yaml").write_text("- {region: '', layout: guide, name: a}\n", "utf-8")
    assert [row.options.region for row in load_roster(folder / "a.yaml", kitchen_sink)] == [""]


def test_columns_without_end_are_reported_to_a_bound(folder: Path, kitchen_sink: Article) -> None:
    """The first fifty."""
    (folder / "a.csv").write_text(",".join(f"x{number}" for number in range(1000)) + "\n", "utf-8")

    assert [one.column for one in problems(folder / "a.csv", kitchen_sink)][-1:] == [
        10 * len("x0,") + 39 * len("x10,") + 1
    ]


def test_what_is_wrong_in_a_workbook_is_reported_at_its_cell(folder: Path, kitchen_sink: Article) -> None:
    """A formula, whatever it came to; cells that are merged, in the header or below it; an unknown column."""
    cells = [["# Explained"], ["region", "name"], ["TX", "a"], ["=A2", "b"], ["Atlantis", "c"]]
    (folder / "a.xlsx").write_bytes(book(cells, merged=["A1:B1", "A3:A4"]))
    (folder / "b.xlsx").write_bytes(book([["Places", ""], ["region", "name"], ["TX", "a"]], merged=["A1:B1"]))
    (folder / "c.xlsx").write_bytes(book([["region", "name"], ["TX", "a"]], merged=["A1:B1"]))
    (folder / "d.xlsx").write_bytes(book([["region", "=A1"], ["TX", "a"]]))
    found = problems(folder / "a.xlsx", kitchen_sink)

    assert [(one.code, one.line, one.column) for one in found] == [("CC902", 3, 1), ("CC904", 4, 1), ("CC903", 5, 1)]
    assert [one.message for one in found][:2] == ["the cells A3:A4 are merged", "the cell holds a formula"]
    assert [one.code for one in problems(folder / "b.xlsx", kitchen_sink)] == ["CC902"]
    assert [one.message for one in problems(folder / "c.xlsx", kitchen_sink)] == ["the cells A1:B1 are merged"]
    assert ("CC904", 1, 2) in [(one.code, one.line, one.column) for one in problems(folder / "d.xlsx", kitchen_sink)]


def _bomb() -> bytes:
    """A workbook whose one sheet has a hundred thousand bytes and inflates to a thousand times as many."""
    file = BytesIO(book([["region"], ["TX"]]))
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr("xl/worksheets/sheet9.xml", b" " * 100_000_000)
    return file.getvalue().replace(b"sheet1.xml", b"sheet8.xml").replace(b"sheet9.xml", b"sheet1.xml")


ENTITIES = b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>'
UNREADABLE: dict[str, tuple[Callable[[], bytes], str]] = {
    "no zip": (lambda: b"PK nothing", "it is no zip"),
    "a zip of something else": (lambda: book([], only=["a.txt"]), "it is a zip without a workbook"),
    "an older workbook": (lambda: b"\xd0\xcf\x11\xe0" + bytes(600), "of the kind before .xlsx"),
    "entities": (lambda: book([["region"]], sheet=ENTITIES), "it has a DOCTYPE"),
    "half of UTF-16": (lambda: b"\xff\xfe\x00\xd8\x00", "it begins as UTF-16 text does"),
}


@pytest.mark.parametrize("case", UNREADABLE)
def test_a_file_that_is_none_is_one_problem(case: str, folder: Path, kitchen_sink: Article) -> None:
    """With its name and the reason; so is one that is not there, a folder, or UTF-16 without its mark."""
    content, words = UNREADABLE[case]
    (folder / "roster.xlsx").write_bytes(content())
    (problem,) = problems(folder / "roster.xlsx", kitchen_sink)

    assert (problem.code, problem.line) == ("CC901", 1)
    assert words in problem.message
    (missing,) = problems(folder / "rooster.xlsx", kitchen_sink)
    assert (missing.code, missing.hint) == ("CC901", "did you mean 'roster.xlsx'?")
    assert problems(folder, kitchen_sink)[0].code == "CC901"
    (folder / "a.csv").write_bytes("region\nTX\n".encode("utf-16-le"))
    assert problems(folder / "a.csv", kitchen_sink)[0].code == "CC103"


def test_a_zip_bomb_is_refused_soon(folder: Path, kitchen_sink: Article) -> None:
    """Whatever it inflates to."""
    (folder / "a.xlsx").write_bytes(_bomb())
    (problem,) = problems(folder / "a.xlsx", kitchen_sink)

    assert problem.code == "CC901"
    assert "more than the 96,000,000 bytes" in problem.message


def test_a_cell_of_a_workbook_is_read_to_its_bound(
    folder: Path, kitchen_sink: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each by itself; one more character is refused."""
    monkeypatch.setattr(workbook, "LONGEST_CELL", 6)
    (folder / "a.xlsx").write_bytes(book([["region", "name"], ["US-TX", "sixsix"]]))
    assert [row.name for row in load_roster(folder / "a.xlsx", kitchen_sink)] == ["sixsix"]
    (folder / "a.xlsx").write_bytes(book([["region", "name"], ["US-TX", "sixsix7"]]))

    assert "a cell has more than 6 characters" in problems(folder / "a.xlsx", kitchen_sink)[0].message


def test_a_link_out_of_the_folder_is_not_followed(
    folder: Path, tmp_path_factory: pytest.TempPathFactory, kitchen_sink: Article
) -> None:
    """A program's file may lie in a folder below, and be a link to one there."""
    outside = tmp_path_factory.mktemp("outside")
    shutil.copy(PROGRAMS / "vietnamese.yaml", outside / "a.yaml")
    (folder / "below").mkdir()
    shutil.copy(PROGRAMS / "vietnamese.yaml", folder / "below" / "b.yaml")
    (folder / "out.yaml").symlink_to(outside / "a.yaml")
    (folder / "in.yaml").symlink_to(folder / "below" / "b.yaml")
    (folder / "a.csv").write_text("program,name\nout.yaml,a\nin.yaml,b\nbelow\\b.yaml,c\n", "utf-8")
    (problem,) = problems(folder / "a.csv", kitchen_sink)

    assert (problem.code, problem.line) == ("CC903", 2)
    assert "leads out of the roster's folder" in problem.message


def test_too_many_rows_and_problems_are_bounded(
    folder: Path, kitchen_sink: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The limit is said, and reading ends there."""
    monkeypatch.setattr(roster, "MAX_ROWS", 20)
    monkeypatch.setattr(roster, "MAX_PROGRAMS", 3)
    (folder / "a.csv").write_text("region,name\n" + "".join(f"TX,n{number}\n" for number in range(30)), "utf-8")
    (problem,) = problems(folder / "a.csv", kitchen_sink)
    assert (problem.code, problem.line, problem.message) == ("CC906", 22, "the roster has more than 20 rows")
    (folder / "a.csv").write_text("program\n" + "".join(f"{number}.yaml\n" for number in range(5)), "utf-8")
    assert "more than 3 files of programs" in problems(folder / "a.csv", kitchen_sink)[-1].message
    monkeypatch.setattr(roster, "MAX_ROWS", 5000)
    (folder / "a.csv").write_text("region\n" + "Atlantis\n" * 3000, "utf-8")
    assert len(problems(folder / "a.csv", kitchen_sink)) == 1000


def test_each_program_s_file_is_read_once(folder: Path, kitchen_sink: Article, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many rows name it."""
    read: list[Path] = []

    def counted(path: Path, article: Article) -> object:
        read.append(path)
        return load_program(path, article)

    monkeypatch.setattr(roster, "load_program", counted)
    (folder / "a.csv").write_text("program,name\nnowhere.yaml,a\nnowhere.yaml,b\n", "utf-8")
    first, second = load_roster(folder / "a.csv", kitchen_sink)

    assert len(read) == 1
    assert first.options.program is second.options.program


def test_names_are_filled_in(folder: Path, kitchen_sink: Article) -> None:
    """An empty field takes its hyphen along; the template is for rows without a name of their own."""
    (folder / "a.csv").write_text("region,layout,name\nTX,,\n,two-sided,\n,,own-{row}\n", "utf-8")
    rows = load_roster(folder / "a.csv", kitchen_sink, name="{article}-{program}-{region}-{layout}")
    made = [row.name for row in named(kitchen_sink, rows, "{article}-{program}-{region}-{layout}")]

    assert made == ["kitchen-sink-US-TX-guide", "kitchen-sink-two-sided", "own-4"]
    plain = [row.name for row in named(kitchen_sink, rows, "")]
    assert plain == ["kitchen-sink-US-TX", "kitchen-sink-two-sided", "own-4"]


def test_a_row_costs_the_same_however_many_places_have_pay(guide: Article, kitchen_sink: Article) -> None:
    """A batch of the guide looks up its places once, not for each row."""
    rows = [Row(RenderOptions(region="US-TX"), ("html",), f"n{number}") for number in range(1500)]
    assert guide.pay
    assert kitchen_sink.pay
    assert len(guide.pay.regions) > 20 * len(kitchen_sink.pay.regions)

    def seconds(article: Article) -> float:
        def once() -> float:
            started = time.process_time()
            named(article, rows, "")
            return time.process_time() - started

        return min(once() for _ in range(3))

    assert seconds(guide) < 3 * seconds(kitchen_sink)


def test_a_hundred_thousand_rows_are_read_in_bounded_time_and_memory(folder: Path, kitchen_sink: Article) -> None:
    """Some seconds, and as many hundred bytes a row; one more is refused."""
    text = "region,name\n" + "".join(f"TX,n{number}\n" for number in range(roster.MAX_ROWS))
    (folder / "a.csv").write_text(text, "utf-8")

    assert len(load_roster(folder / "a.csv", kitchen_sink)) == roster.MAX_ROWS
    (folder / "a.csv").write_text(f"{text}TX,last\n", "utf-8")
    assert [one.code for one in problems(folder / "a.csv", kitchen_sink)] == ["CC906"]
    (folder / "a.csv").write_bytes(b"x" * (roster_lines.MAX_BYTES + 1))
    assert "more than the 32,000,000" in problems(folder / "a.csv", kitchen_sink)[0].message


def test_a_logo_that_programs_share_is_decoded_once(
    folder: Path, kitchen_sink: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A state's colleges have one; and one file that is other is decoded as well."""
    decoded: list[bytes] = []
    pixels = images.pixels

    def counted(content: bytes, bounds: images.Bounds) -> bytes:
        decoded.append(content)
        return pixels(content, bounds)

    monkeypatch.setattr(images, "pixels", counted)
    text = (folder / "nowhere.yaml").read_text("utf-8")
    for name in ("b", "c"):
        (folder / f"{name}.yaml").write_text(
            text.replace("logo.png", "other.png" if name == "c" else "logo.png"), "utf-8"
        )
    shutil.copy(PROGRAMS.parents[1] / "examples/programs/community-college.png", folder / "other.png")
    (folder / "a.csv").write_text("program,name\nnowhere.yaml,a\nb.yaml,b\nc.yaml,c\n", "utf-8")

    rows = load_roster(folder / "a.csv", kitchen_sink)
    first, second, third = (row.options.program.logo for row in rows if row.options.program)

    assert len(decoded) == 2
    assert first == second != third
