"""The head and the foot of a page: the section, what the handout is, its code and the page."""

import subprocess
from pathlib import Path

import measuring
import pytest
from cma_content_pdf import margins

from cma_content import Article, RenderOptions, build, export
from cma_content.handout.edition_code import identify
from cma_content.handout.file_code import read_code


def pages(path: Path) -> list[list[str]]:
    """The lines of each page, white space joined."""
    text = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True).stdout
    return [[" ".join(line.split()) for line in page.splitlines() if line.strip()] for page in text.split("\f") if page]


@pytest.fixture(scope="module")
def article(kitchen_sink: Article) -> Article:
    """The kitchen sink with a title that is longer than any line."""
    *others, last = kitchen_sink.sections
    return kitchen_sink.replace(sections=(*others, last.replace(title=" ".join(["Collections"] * 20))))


@pytest.fixture(scope="module")
def made(article: Article, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its guide."""
    path = tmp_path_factory.mktemp("margins") / "made.pdf"
    path.write_bytes(export(article, "pdf"))
    return path


def test_every_page_but_the_first_is_headed_by_its_section(made: Path) -> None:
    """By the one that it begins with; a long title is cut to one line."""
    found = pages(made)
    heads = [lines[0] for lines in found]

    assert heads[0] == "Kitchen Sink & <Company>"
    assert "Money" in heads[1:]
    assert any(head.startswith("Collections Collections") and head.endswith("…") for head in heads)
    for sheet in measuring.words_on(made)[1:]:
        head = [word for word in sheet.words if word.top < measuring.MARGINS["letter"]]
        assert len({round(word.top) for word in head}) == 1
        assert max(word.right for word in head) <= sheet.size[0] - measuring.MARGINS["letter"]


def test_the_foot_says_what_it_is_to_whoever_finds_a_page(made: Path, article: Article) -> None:
    """In words; the code stands at the other side, for who wants to know more."""
    handout = build(article)
    assert handout.footer == (
        "Kitchen Sink & <Company> · Edition 2026.2 · Reviewed November 1, 2026 · Free to copy (CC BY 4.0)"
    )
    for number, lines in enumerate(pages(made), start=1):
        foot = " ".join(lines[-3:])
        assert f"Page {number}" in foot
        assert handout.code in foot
        assert "Reviewed November 1, 2026" in foot
    assert identify(read_code(made), article).status == "current"


def test_head_and_foot_are_no_part_of_the_text(made: Path, article: Article) -> None:
    """A screen reader is not told them on each page."""
    command = ["pdfinfo", "-struct-text", str(made)]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout

    assert build(article).footer not in text
    assert "Page 2" not in text


def test_a_license_that_may_not_be_free_is_named_alone(kitchen_sink: Article) -> None:
    """Nothing is promised that it may not give."""
    assert build(kitchen_sink.replace(license="All rights reserved")).footer.endswith(" · License: All rights reserved")


@pytest.mark.parametrize("layout", ["fact-sheet", "two-sided"])
def test_the_foot_of_a_sheet_keeps_to_a_line(layout: str, kitchen_sink: Article) -> None:
    """What has no room beside the code goes, from its start on."""
    handout = build(kitchen_sink, RenderOptions(layout=layout))  # type: ignore[arg-type]
    wide, narrow = margins.rules(handout, 400), margins.rules(handout, 90)

    assert "Kitchen Sink" in wide
    assert "Reviewed" not in narrow
    assert handout.code in narrow
