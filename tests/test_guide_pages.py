"""The guide on paper: how many pages, none of them half empty, nothing alone at a foot, painted as it is tagged."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import measuring
import pikepdf
import pytest
from cma_content_pdf.page import page
from paint_order import painted

from cma_content import Article, RenderOptions
from cma_content.handout import Handout, build
from cma_content.handout.options import Paper

PAGES = {"standard": 32, "high-contrast": 32, "large-print": 75}
"""Appendices and sources not counted."""
A_THIRD = 1 / 3
GUIDES = [RenderOptions(preset=preset) for preset in ("standard", "high-contrast", "large-print")] + [
    RenderOptions("a4")
]


@pytest.fixture(scope="module", params=GUIDES, ids=lambda options: f"{options.preset}-{options.paper}")
def printed(
    request: pytest.FixtureRequest, guide: Article, editions: dict[RenderOptions, Path]
) -> tuple[Handout, Path]:
    """The guide in each preset, and on the other paper."""
    return build(guide, request.param), editions[request.param]


def starts(handout: Handout, path: Path) -> dict[str, int]:
    """The page that each appendix, and the sources, begin on."""
    wanted = {section.title for section in handout.sections if section.appendix} | {handout.sources.title}
    with pikepdf.open(path) as pdf:
        numbers: dict[Any, int] = {page.objgen: number for number, page in enumerate(pdf.pages, start=1)}
        return {title: numbers[page] for title, page in _bookmarks(pdf) if title in wanted}


def _bookmarks(pdf: pikepdf.Pdf) -> Iterator[tuple[str, Any]]:
    with pdf.open_outline() as outline:
        waiting = list(outline.root)
    while waiting:
        item = waiting.pop()
        waiting += item.children
        destination: Any = item.destination
        yield item.title, destination[0].objgen


def test_it_has_few_pages(printed: tuple[Handout, Path]) -> None:
    """Before the first appendix."""
    handout, path = printed
    first = starts(handout, path)
    assert len(first) > 1

    assert min(first.values()) - 1 <= PAGES[handout.options.preset]


def test_no_page_is_a_third_empty(printed: tuple[Handout, Path]) -> None:
    """But the last, and those before the appendices and the sources, which begin on a page of their own."""
    handout, path = printed
    found = measuring.voids(path)
    may_be = {len(found), *(page - 1 for page in starts(handout, path).values())}

    assert [void for void in found if void.band > A_THIRD and void.page not in may_be] == []


@pytest.mark.parametrize(("paper", "width", "height"), [("letter", 183.9, 235.4), ("a4", 182.0, 253.0)])
def test_no_picture_takes_a_third_of_a_page(paper: Paper, width: float, height: float, guide: Article) -> None:
    """Beside its caption, in standard type: a page that has no room for one has little room left."""
    html = page(build(guide, RenderOptions(paper, region="NY"))).html
    boxes = re.findall(r'<svg[^>]* class="chart" viewBox="0 0 ([0-9.]+) ([0-9.]+)"', html)
    assert len(boxes) > 5

    assert [(wide, high) for wide, high in boxes if float(high) / float(wide) * width > 0.28 * height] == []


def test_nothing_is_alone_at_a_foot_or_in_a_line(printed: tuple[Handout, Path]) -> None:
    """No heading, caption, label or time; no row of a table; no last word of a heading or a caption."""
    _, path = printed

    assert [*measuring.stranded(path), *measuring.lone_rows(path), *measuring.runts(path)] == []


def test_it_is_painted_as_it_is_tagged(printed: tuple[Handout, Path]) -> None:
    """Nine tenths of each page, and all but a picture: who reads the page and who reads the tags read the same."""
    _, path = printed
    pages = list(painted(path))
    assert sum(bool(page.share) for page in pages) == len(pages)

    assert [page for page in pages if page.share < 0.9] == []
    assert {role for page in pages for role in page.astray if "Figure" not in role} == set()
