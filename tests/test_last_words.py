"""No line of a heading, a call to action or a sheet is one word at the end: the last two words stay together."""

import re
import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from cma_content_pdf import last_words, line_breaks
from cma_content_pdf.page import page

from cma_content import Article, RenderOptions, build, export
from cma_content.loading.loader import load_program

PROGRAMS = Path(__file__).parent / "programs"
NOTES = "<sup class='notes'>\u00a0<a class='ref'>1</a></sup>"


def kept(text: str) -> str:
    """An element, written with what stays together in braces."""
    made = ET.fromstring(f"<body><section>{text}</section></body>")
    last_words.keep_together(made, sheet=True)
    spans = re.sub(r'<span class="together">(.*?)</span>', r"{\1}", ET.tostring(made, encoding="unicode"))
    return spans.removeprefix("<body><section>").removesuffix("</section></body>").replace('"', "'")


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("<p>One can hide an illness.</p>", "<p>One can hide {an illness.}</p>"),
        (
            "<li><strong>Kind</strong>: be with people in pain.</li>",
            "<li><strong>Kind</strong>: be with people {in pain.}</li>",
        ),
        ("<li>Ask <a>a public office</a></li>", "<li>Ask <a>a {public office}</a></li>"),
        ("<p>See this (2026; <a>our course catalog</a>)</p>", "<p>See this (2026; <a>our {course catalog}</a>)</p>"),
        (
            f"<p>It can take several <span class='together'>months.{NOTES}</span></p>",
            f"<p>It can take {{several months.{NOTES}}}</p>",
        ),
        ("<p>Three words only</p>", "<p>Three words only</p>"),
        (
            "<p>One may be an interdisciplinary responsibility</p>",
            "<p>One may be an interdisciplinary responsibility</p>",
        ),
        ("<p>One <strong>two three</strong> four</p>", "<p>One <strong>two three</strong> four</p>"),
        (
            "<ul class='cards icons'><li><span><strong>Ask and write it down</strong></span></li></ul>",
            "<ul class='cards icons'><li><span><strong>Ask and write {it down}</strong></span></li></ul>",
        ),
        (
            "<ul class='cards boxes'><li><span><strong>Ask and write it down</strong></span></li></ul>",
            "<ul class='cards boxes'><li><span><strong>Ask and write it down</strong></span></li></ul>",
        ),
    ],
)
def test_the_last_two_words_stay_together(text: str, right: str) -> None:
    """In their own element, with their notes; not across elements, and not in columns of any width."""
    assert kept(text) == right


def test_a_guide_keeps_its_paragraphs_as_they_are() -> None:
    """They have many lines."""
    made = ET.fromstring("<body><section><h2>What it pays now</h2><p>One can hide an illness.</p></section></body>")
    last_words.keep_together(made, sheet=False)

    assert [span.text for span in made.iter("span")] == ["pays now"]


def test_a_space_before_a_large_figure_is_no_larger_than_its_words(guide: Article) -> None:
    """As in "about 12 to 24 months"."""
    made = page(build(guide, RenderOptions(layout="fact-sheet"))).html

    assert f'about {line_breaks.END}<span class="large">12 to 24</span>' in made


def test_what_to_do_next_stays_whole_in_large_print(guide: Article, tmp_path: Path) -> None:
    """The code to scan and whom to ask, on the page of what to do."""
    path = tmp_path / "sheet.pdf"
    program = load_program(PROGRAMS.parents[1] / "examples" / "programs" / "high-school.yaml", guide)
    path.write_bytes(export(guide, "pdf", RenderOptions(layout="fact-sheet", preset="large-print", program=program)))
    found = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True, timeout=60)
    (whole,) = (page for page in found.stdout.split("\f") if "Do this next" in page)

    assert "Ask to visit a class" in whole
    assert "555-0101" in whole
