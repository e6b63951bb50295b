"""The wage table: the survey's own CSV, read as pay and places, with each problem at its line and column."""

import hashlib
import json
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest

from cma_content import Article, ArticleError, load
from cma_content.loading.survey_columns import COLUMNS
from cma_content.loading.survey_table import MAX_ROWS

WHOLE = (Path(__file__).parent / "broken" / "_whole.yaml").read_text("utf-8")
TABLE = (files("cma_content_data") / "wages.csv").read_text("utf-8")
HEADER, NATION, ALABAMA, *_ = TABLE.splitlines()
WASHINGTON = next(line for line in TABLE.splitlines() if line.startswith("53,"))
# The columns of three figures of Alabama, from 1.
JOBS, MEDIAN, P90 = (ALABAMA.index(figure) + 1 for figure in ("13300", "36100", "45040"))
SEATTLE = next(line for line in TABLE.splitlines() if line.startswith("42660"))
# Of every area, its place and figures, as they stood in pay.yaml before the table came.
CHECKSUM = "eaaa73c5a23ee53b1ecedc342360f2caa639b5004562b789e2c6a384893f8b1b"

Made = Callable[..., Path]


@pytest.fixture
def made(tmp_path: Path) -> Made:
    """An article with a table of these lines."""

    def make(*lines: str, pay: str = "  table: wages.csv\n", rest: str = "") -> Path:
        (tmp_path / "wages.csv").write_text("\n".join(lines) + "\n", "utf-8")
        path = tmp_path / "article.yaml"
        fields = f"pay:\n  period: 2025-05\n  source: stats\n  universe: All\n{pay}"
        path.write_text(base() + fields + rest, "utf-8")
        return path

    return make


def base() -> str:
    """An article without pay and places."""
    parts = Path(__file__).parent / "broken"
    whole = "".join((parts / name).read_text("utf-8") for name in ("_head.yaml", "_body.yaml", "_data.yaml"))
    kept, skipping = [], False
    for line in whole.splitlines(keepends=True):
        if not line.startswith((" ", "#", "\n")):
            skipping = line.startswith(("places:", "pay:"))
        if not skipping:
            kept.append(line)
    return "".join(kept)


def problems(path: Path) -> list[tuple[str, int, int, str]]:
    """File, line, column and message of each problem."""
    with pytest.raises(ArticleError) as caught:
        load(path)
    return [
        (Path(problem.file).name, problem.line, problem.column, problem.message) for problem in caught.value.problems
    ]


def test_every_row_is_what_it_was() -> None:
    """578 areas, each figure of each."""
    article = load()
    assert article.pay
    assert len(article.pay.areas) + len(article.pay.local) == len(article.places) == TABLE.count("\n") - 1 == 578
    parsed = json.dumps(
        [article.pay.model_dump(mode="json", exclude={"currency"}), [place.model_dump() for place in article.places]]
    )
    assert hashlib.sha256(parsed.encode()).hexdigest() == CHECKSUM


def test_a_table_gives_pay_and_places(made: Made) -> None:
    """Named as people name them; a place that the article has already stays as it is."""
    typed = "places:\n  - {id: US-AL, name: The state of Alabama, kind: state, short: Ala.}\n"
    article = load(made(HEADER, NATION, ALABAMA, WASHINGTON, SEATTLE, rest=typed))

    assert article.pay
    assert article.pay.nation
    assert [area.place for area in article.pay.regions] == ["US-AL", "US-WA", "CBSA-42660"]
    assert article.place("US-AL").short == "Ala."
    assert (article.place("CBSA-42660").short, article.place("CBSA-42660").within) == ("Seattle, WA", ("US-WA",))
    assert article == Article.model_validate_json(article.model_dump_json())


def test_jobs_that_were_not_released_are_not_given(made: Made) -> None:
    """The survey says so with two stars."""
    article = load(made(HEADER, NATION, ALABAMA.replace(",13300,", ",**,")))

    assert article.pay
    assert article.pay.area("US-AL").jobs is None


def test_other_columns_and_another_order_do_not_matter(made: Made) -> None:
    """The survey has many more; their names may be in small letters."""
    lines = [f"occ_code,{HEADER.lower()},NOTE", f"31-9092,{NATION},", f'31-9092,{ALABAMA},"a, b"', ""]

    assert load(made(*lines)).pay == load(made(HEADER, NATION, ALABAMA)).pay


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ([HEADER, NATION.replace("45690", "45.690,00")], (2, 1, "the row has 17 cells for 16 columns")),
        (
            [HEADER, NATION, ALABAMA.replace("36100", "*")],
            (3, MEDIAN, "the survey did not release this figure"),
        ),
        (
            [HEADER, NATION, ALABAMA.replace("45040", "#")],
            (3, P90, "the survey only says that this figure is above"),
        ),
        (
            [HEADER, NATION, ALABAMA.replace("36100", "about")],
            (3, MEDIAN, 'must be a number, not "about"'),
        ),
        (
            [HEADER, NATION, ALABAMA.replace("36100", '"36,100"')],
            (3, MEDIAN, 'must be a number, not "36,100"'),
        ),
        (
            [HEADER, NATION, ALABAMA.replace("36100", "1")],
            (3, MEDIAN, "median must not be less than p25"),
        ),
        ([HEADER, NATION, ALABAMA.replace("13300", "1.5")], (3, JOBS, "must be a whole number")),
        ([HEADER, NATION, ALABAMA.replace(",2,AL", ",9,AL")], (3, 12, "'9' is no type of area")),
        ([HEADER, NATION, ALABAMA.replace(",2,AL", ",2,ZZ")], (3, 1, "'US-ZZ' is no code of a place")),
        ([HEADER, NATION, ALABAMA.replace("01,", "x,")], (3, 1, "'x' in 'AL' is no code of an area")),
        (
            [f"X,{HEADER}", f"x,{NATION}", f"x,{ALABAMA.replace('01,', 'x,')}"],
            (3, 3, "'x' in 'AL' is no code of an area"),
        ),
        ([HEADER, NATION, ALABAMA, ALABAMA], (4, 1, "the pay in US-AL is given twice")),
        ([HEADER.replace("H_MEDIAN", "H_MED"), NATION], (1, 1, "the column H_MEDIAN is missing")),
        ([HEADER.replace("PRIM_STATE", "AREA"), NATION], (1, 1, "the column AREA stands twice")),
        ([HEADER, NATION, f'"{ALABAMA}'], (3, 1, "the quotes of this row do not fit")),
        ([""], (1, 1, "the table is empty")),
        ([HEADER, *["1"] * (MAX_ROWS + 5)], (2, 1, "the row has 1 cell for")),
        ([HEADER, *[NATION] * (MAX_ROWS + 5)], (MAX_ROWS + 2, 1, "more than 2,000 rows")),
        ([HEADER, NATION, SEATTLE], (3, 7, "there is no place 'US-WA'")),
    ],
)
def test_what_is_wrong_with_a_table_is_said_at_its_place(
    made: Made, lines: list[str], found: tuple[int, int, str]
) -> None:
    """The line and column of the table."""
    file, line, column, message = problems(made(*lines))[0]

    assert ("wages.csv", *found[:2]) == (file, line, column)
    assert message.startswith(found[2])


@pytest.mark.parametrize(
    ("pay", "message"),
    [
        ("  table: missing.csv\n", "cannot read"),
        ("  table: ../wages.csv\n", "table takes a plain file name"),
        ("  table: [wages.csv]\n", "table takes a plain file name"),
        ("  table: wages.csv\n  areas: []\n", "pay has a table and areas as well"),
    ],
)
def test_a_table_is_a_file_beside_the_article(made: Made, pay: str, message: str) -> None:
    """And stands in place of the areas."""
    [(file, line, _, output)] = problems(made(HEADER, NATION, pay=pay))

    assert file == "article.yaml"
    assert line > 1
    assert output.startswith(message)


def test_places_that_are_no_list_are_reported_once(made: Made) -> None:
    """The table's own are no fault of it."""
    [(file, _, _, message)] = problems(made(HEADER, NATION, rest="places: here\n"))

    assert (file, message) == ("article.yaml", "must be a list, not text")


def test_the_columns_are_the_survey_s() -> None:
    """And the guide's table has them all."""
    assert HEADER.split(",") == list(COLUMNS)
