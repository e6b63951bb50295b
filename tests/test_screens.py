"""The web page on each screen and on paper: no scrolling sideways, figures early, the contents beside the text.

A browser measures what it shows, and poppler what it prints.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import lengths
import measuring
import pytest
import validation
from PIL import Image

from cma_content import Article, RenderOptions, export
from cma_content.design.tokens import design
from cma_content.model.program import Program

PHONE = (360, 740)
HEADING = 15
"""Points, above which type in print is that of headings and large figures."""
_TILE = 48
"""Pixels of a picture that are looked at together."""
_BRIGHT = 150
"""The luminance, of 255, that no part of a dark page has on average."""


@pytest.fixture(scope="module")
def prints(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where pictures and prints are."""
    return tmp_path_factory.mktemp("screens")


@pytest.fixture(scope="module")
def pages(guide: Article, kitchen_sink: Article, nowhere: Program, prints: Path) -> dict[str, dict[str, Any]]:
    """What is measured of the guide, its two kinds of sheets, and an article that holds everything."""
    sheet = guide.with_program(nowhere.replace(sections=None, section=None, hide=None))
    made = {
        "guide": export(guide, "html"),
        "kitchen-sink": export(kitchen_sink.with_program(nowhere), "html"),
        "fact-sheet": export(sheet, "html", RenderOptions(layout="fact-sheet", region="Seattle")),
        "two-sided": export(sheet, "html", RenderOptions(layout="two-sided", region="NY")),
    }
    for name, content in made.items():
        (prints / f"{name}.html").write_bytes(content)
    found = validation.screens([prints / f"{name}.html" for name in made], prints)
    return dict(zip(made, found, strict=True))


@pytest.fixture(scope="module")
def hostile(prints: Path) -> dict[str, dict[str, Any]]:
    """What is measured of articles whose words and labels have any length."""
    made = {f"hostile-{seed}": lengths.case(seed) for seed in (9, 11)}
    for name, case in made.items():
        (prints / f"{name}.html").write_bytes(export(case.article, "html", case.options))
    return dict(zip(made, validation.screens([prints / f"{name}.html" for name in made], prints), strict=True))


def test_nothing_scrolls_sideways_or_leaves_its_place(
    pages: dict[str, dict[str, Any]], hostile: dict[str, dict[str, Any]]
) -> None:
    """Neither a page nor a table of its, on a phone, a tablet or a desk; no word lies over another."""
    for name, page in {**pages, **hostile}.items():
        for view, width in (("phone", 360), ("tablet", 768), ("desk", 1280)):
            place = (name, view)
            assert (page[view]["width"], page[view]["sideways"], page[view]["beyond"]) == (width, [], []), place


def test_no_word_at_the_head_of_a_row_is_parted(pages: dict[str, dict[str, Any]]) -> None:
    """Not for the sentences beside it: a table without room for its longest words becomes records."""
    for name, page in pages.items():
        for view in ("phone", "tablet", "desk"):
            assert page[view]["parted"] == [], (name, view)


def test_the_first_figures_come_within_two_screens_of_a_phone(pages: dict[str, dict[str, Any]]) -> None:
    """On whatever page has any."""
    for name, page in pages.items():
        assert 0 < page["phone"]["firstFigure"] < 2 * PHONE[1], name


def test_the_contents_stay_beside_the_text_on_a_desk(pages: dict[str, dict[str, Any]]) -> None:
    """In the middle of the page as at its start; a sheet has none."""
    for name in ("guide", "kitchen-sink"):
        desk = pages[name]["desk"]
        assert desk["contents"]["right"] < desk["main"][0], name
        assert desk["contents"]["left"] >= 0 == desk["contents"]["top"], name
    assert pages["fact-sheet"]["desk"]["contents"] is None
    assert pages["guide"]["desk"]["main"][1] - pages["guide"]["desk"]["main"][0] < 700, "lines that can be read"


def test_a_long_table_gives_its_answer_first_on_a_phone(pages: dict[str, dict[str, Any]]) -> None:
    """The area and its median by the year; all the rest at a press of the space bar."""
    before, after = pages["guide"]["control"]

    assert before == ["United States", "$45,690"]
    assert len(after) == 6


def test_on_a_phone_a_row_names_the_columns_that_hold_alone(pages: dict[str, dict[str, Any]]) -> None:
    """Where none does, it says so."""
    rows = pages["guide"]["marks"]

    assert len(rows) > 15
    assert any("–" in cells and "Yes" in cells for _, cells in rows)
    assert [seen for seen, _ in rows] == [[cell for cell in cells if cell != "–"] or cells for _, cells in rows]


def test_the_words_of_a_chart_are_as_large_as_the_text(pages: dict[str, dict[str, Any]]) -> None:
    """On every screen, or nearly so."""
    for name in ("guide", "kitchen-sink", "two-sided"):
        for view in ("phone", "tablet", "desk"):
            smallest, largest = pages[name][view]["chartText"]
            assert smallest != 1, "there is a chart"
            assert 0.85 < smallest <= largest < 1.25, (name, view)


def test_a_dark_page_has_no_light_slab(pages: dict[str, dict[str, Any]], prints: Path) -> None:
    """Logos and codes are light on purpose."""
    for name in ("kitchen-sink", "fact-sheet", "two-sided"):
        assert list(_slabs(prints / f"{name}-dark.png", pages[name]["light"])) == [], name


def test_a_light_slab_is_seen(pages: dict[str, dict[str, Any]], prints: Path) -> None:
    """The logo, were it not allowed."""
    assert pages["kitchen-sink"]["light"]
    assert list(_slabs(prints / "kitchen-sink-dark.png", []))


def _slabs(picture: Path, allowed: list[list[float]]) -> Iterator[tuple[int, int]]:
    """The corners of all tiles of a picture that are light, but for those in boxes that are allowed."""
    with Image.open(picture) as shot:
        small = shot.convert("L").reduce(_TILE)
    for place, light in enumerate(small.tobytes()):
        x, y = place % small.width * _TILE, place // small.width * _TILE
        is_allowed = any(
            left < x + _TILE and x < right and top < y + _TILE and y < bottom for left, top, right, bottom in allowed
        )
        if light > _BRIGHT and not is_allowed:
            yield x, y


def test_what_a_browser_prints_keeps_to_its_page(
    pages: dict[str, dict[str, Any]], hostile: dict[str, dict[str, Any]], prints: Path
) -> None:
    """No word outside the page or over another, and no heading of a part alone at a page's foot."""
    for name in (*pages, *hostile):
        for number, page in enumerate(measuring.words_on(prints / f"{name}-print.pdf"), start=1):
            place = (name, number)
            assert measuring.outside(page) == [], place
            assert list(measuring.overlapping(page.words)) == [], place
            foot = max(word.bottom for word in page.words if not word.text.isdigit())
            assert not any(word.size > HEADING and word.bottom > foot - 2 for word in page.words), place


def test_a_print_has_the_type_of_the_pdf(pages: dict[str, dict[str, Any]]) -> None:
    """Running text, cards and tables in the sizes that the design gives them."""
    sizes = design().sizes

    assert pages["guide"]["type"] == pytest.approx([sizes["body"], sizes["card"], sizes["table"]], abs=0.1)


@pytest.mark.usefixtures("pages")
def test_a_print_repeats_the_head_of_a_long_table_and_is_hardly_longer_than_the_pdf(prints: Path) -> None:
    """Whatever font stands in for the PDF's."""
    printed = measuring.words_on(prints / "guide-print.pdf")
    heads = [page for page in printed if {"Area", "Jobs"} <= {word.text for word in page.words}]

    assert len(heads) > 1
    assert len(printed) <= 50
