"""What a sheet leaves out, measured by an exporter that counts lines: what matters least, after few looks."""

import random
from collections.abc import Mapping
from typing import Final

import pytest
from growing import parts

from cma_content import Article, RenderOptions, load_text
from cma_content.checking.sheets import unfitting_sheets
from cma_content.errors import FitError
from cma_content.exporting import fitting
from cma_content.exporting.fitting import check_fit, fit
from cma_content.handout import Handout, build

SHEET: Final = RenderOptions(layout="fact-sheet")
TWO_SIDED: Final = RenderOptions(layout="two-sided")


class Ruler:
    """Sets a side in rows of one part or of two halves; a part is as many lines high as its title says."""

    def __init__(self, lines: int) -> None:
        self.lines = lines
        self.measured = 0

    def pages(self, handout: Handout, most: int) -> int:  # noqa: ARG002 - it counts them all
        """A row is as high as the higher of its parts."""
        self.measured += 1
        pages = 0
        for side in dict.fromkeys(("front", *(part.side for part in handout.sections))):
            rows: dict[int, int] = {}
            for part in handout.sections:
                if part.side == side:
                    rows[part.row] = max(rows.get(part.row, 0), int(part.title))
            pages += max(1, -(-sum(rows.values()) // self.lines))
        return pages


def sheet(heights: Mapping[str, int], *, priorities: Mapping[str, int] | None = None, back: int = 0) -> Article:
    """An article whose parts are by turns full and two halves of the front's width, the last `back` of the back."""
    article = load_text(parts(len(heights)))
    known = {part.id: part for part in article.fact_sheet}
    made = [
        known[id_].replace(
            title=str(height),
            priority=(priorities or {}).get(id_, known[id_].priority),
            side="back" if number >= len(heights) - back else "front",
        )
        for number, (id_, height) in enumerate(heights.items())
    ]
    return article.replace(fact_sheet=tuple(made))


def by_turns(article: Article, options: RenderOptions, ruler: Ruler) -> list[str]:
    """What is left out where the parts are let in one after the other, the most important first."""
    optional = [part for part in article.fact_sheet[::-1] if part.priority > 1]
    optional.sort(key=lambda part: part.priority)
    out = [part.id for part in optional]
    for part in optional:
        fewer = [id_ for id_ in out if id_ != part.id]
        if ruler.pages(build(article, options, left_out=fewer), 1) == 1:
            out = fewer
    return sorted(out)


@pytest.mark.parametrize("seed", range(25))
def test_of_a_few_parts_it_leaves_out_what_letting_them_in_by_turns_would(seed: int) -> None:
    """However wide and high."""
    chance = random.Random(seed)  # noqa: S311 - chance, not secrecy
    heights = {f"part{number}": chance.randint(1, 6) for number in range(chance.randint(4, 12))}
    article, ruler = sheet(heights), Ruler(chance.randint(14, 24))
    expected = by_turns(article, SHEET, ruler)

    assert sorted(part.id for part in fit(article, SHEET, ruler).left_out) == expected


def test_a_part_that_fits_is_printed_though_a_more_important_one_does_not() -> None:
    """Beside a half that is printed, or because it is short."""
    heights = {"part0": 5, "part1": 1, "part2": 1, "part3": 9, "part4": 5, "part5": 4, "part6": 1}
    priorities = {"part3": 2, "part4": 3, "part5": 4, "part6": 5}
    left_out = fit(sheet(heights, priorities=priorities), SHEET, Ruler(10)).left_out

    assert [part.id for part in left_out] == ["part3", "part4", "part6"]


@pytest.mark.parametrize("number", [40, 640])
def test_many_parts_are_measured_a_few_times(number: int) -> None:
    """Sixteen times as many cost no more: it is as good as full after a few refusals of each width."""
    heights = {f"part{index}": 1 + index % 4 for index in range(number)}
    ruler = Ruler(40)
    made = fit(sheet(heights), SHEET, ruler)

    assert ruler.measured <= 24
    assert Ruler(40).pages(made, 1) == 1
    # Nearly all lines are used.
    assert Ruler(36).pages(made, 1) == 2


def test_many_parts_that_fit_are_all_printed() -> None:
    """Doubling finds that soon."""
    ruler = Ruler(2000)

    assert fit(sheet({f"part{index}": 1 for index in range(300)}), SHEET, ruler).left_out == ()
    assert ruler.measured <= 10


def test_the_back_is_fitted_to_what_the_front_leaves() -> None:
    """Two pages for both; the front alone is as it is on a sheet of one side."""
    article, ruler = sheet({f"part{index}": 4 for index in range(60)}, back=30), Ruler(40)
    made = fit(article, TWO_SIDED, ruler)
    front = fit(article, SHEET, ruler)

    assert ruler.pages(made, 1) == 2
    assert {part.id for part in front.left_out} <= {part.id for part in made.left_out}


@pytest.mark.parametrize("preset", ["standard", "large-print"])
@pytest.mark.parametrize("lines", [2, 3, 4, 6, 8, 10, 12, 16, 20, 24, 40])
def test_a_check_finds_what_fitting_would(lines: int, preset: str) -> None:
    """On both sides, in fewer looks."""
    heights = {f"part{index}": 4 for index in range(40)}
    must = {f"part{index}": 1 for index in range(3)} | {f"part{index}": 1 for index in range(36, 40)}
    article = sheet(heights, priorities=must, back=20)
    options = RenderOptions(layout="two-sided", preset=preset)  # type: ignore[arg-type]
    found: list[tuple[str, str]] = []
    looks: list[int] = []
    for way in (fit, check_fit):
        ruler = Ruler(lines)
        try:
            way(article, options, ruler)
            found.append(("", ""))
        except FitError as error:
            found.append((error.side, str(error)))
        looks.append(ruler.measured)

    assert found[0] == found[1]
    assert looks[1] <= looks[0] + 2
    if lines >= 16:
        assert (found[1][0], looks[1]) == ("", 2)


def test_a_long_back_that_must_be_printed_is_left_to_the_search() -> None:
    """In large print it may have more pages than a side: whether the front leaves it enough, no look at it says."""
    article = sheet(dict.fromkeys([f"part{index}" for index in range(14)], 4), back=10)
    article = article.replace(fact_sheet=tuple(part.replace(priority=1) for part in article.fact_sheet))
    options = RenderOptions(layout="two-sided", preset="large-print")
    found: dict[object, list[str]] = {fit: [], check_fit: []}
    for way, said in found.items():
        for lines in range(4, 10):
            try:
                way(article, options, Ruler(lines))  # type: ignore[operator]
                said.append("")
            except FitError as error:
                said.append(error.side)

    assert found[check_fit] == found[fit]
    assert {*found[fit]} == {"", "back"}


def test_a_check_ends_where_each_side_has_been_found_too_long() -> None:
    """What does not fit letter in standard type need not be set in every other way."""
    must = {f"part{index}": 1 for index in range(30)}
    ruler = Ruler(4)
    (finding,) = unfitting_sheets(sheet(dict.fromkeys(must, 4), priorities=must), {"ruler": ruler})

    assert finding.location == ("fact_sheet", 0, "id")
    assert ruler.measured == 1


def test_the_numbers_are_what_the_tests_above_take_them_for() -> None:
    """The few that a page has room for, and after how many refusals of a width it is full."""
    assert fitting._REFUSED == 5
    assert fitting._FEW == 24
