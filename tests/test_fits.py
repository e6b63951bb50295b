"""Nothing leaves the page, whatever the article: tables, labels and long words, in print and in Word."""

import io
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import docx
import measuring
import pytest
from cma_content_docx.grids import beyond_the_text
from cma_content_pdf.layout import laid_out
from cma_content_pdf.page import page
from conftest import ARTICLES
from measuring import Page, Word

from cma_content import RenderOptions, build, export, load
from cma_content.design.tokens import Preset
from cma_content.exporting.verification import verify
from cma_content.rendering import fonts, tables

CASES = ARTICLES / "lengths"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PLACE = tables.Place(width=400, size=10, floor=9, padding=10)


def cells(*rows: str) -> list[list[tables.Cell]]:
    """Rows of cells from lines with bars; the first is bold."""
    return [[(cell.strip(), not number) for cell in row.strip().split("|")] for number, row in enumerate(rows)]


def test_columns_fill_their_place_and_hold_their_longest_word() -> None:
    """Those with more to say get more of the rest."""
    found = tables.fit(cells("Step | What to do", "One | " + "wash your hands and say what you do " * 6), PLACE)
    step, what = found.widths

    assert (found.size, round(sum(found.widths))) == (10, 400)
    assert step >= fonts.advance("Step", bold=True) * 10 + 10
    assert what > 3 * step
    assert found.lines == (1, max(found.lines))
    assert 4 <= found.lines[1] <= 8


def test_a_table_takes_smaller_type_before_it_is_stacked() -> None:
    """And no smaller than the floor; its words stay whole meanwhile."""
    kinds = []
    for count in range(2, 12):
        found = tables.fit(cells(" | ".join(["Telephone"] * count), " | ".join(["appointments"] * count)), PLACE)
        kinds.append((found.is_stacked, found.size))
        assert found.broken == frozenset()
        for width in found.widths:
            assert width - 10 >= fonts.advance("appointments") * found.size
    sizes = [size for is_stacked, size in kinds if not is_stacked]

    assert kinds == [(False, size) for size in sizes] + [(True, 10)] * (10 - len(sizes))
    assert sizes == sorted(sizes, reverse=True)
    assert {10, 9} <= set(sizes)


def test_an_endless_word_is_broken_rather_than_its_table() -> None:
    """One that nobody reads as a word: an address, or a slip."""
    found = tables.fit(cells("Name | Page", f"One | {'x' * 200}"), PLACE)

    assert found.broken == frozenset({1})
    assert round(sum(found.widths)) == 400


def test_a_column_of_sentences_is_never_a_column_of_words() -> None:
    """Eight of them are stacked."""
    row = " | ".join(["what it is that you do all day there"] * 8)

    assert tables.fit(cells(row, row), PLACE).is_stacked


def test_a_cell_of_forty_lines_is_no_strip_down_the_page() -> None:
    """Beside short ones it is stacked; in a table of two columns, it has the width of the page anyway."""
    long = "you wash your hands and say what you do " * 60
    head, row = (
        "Step | When | Who | Where | What",
        "One | At once, before the next patient comes in | You | In the hall",
    )

    assert tables.fit(cells(head, f"{row} | {long}"), PLACE).is_stacked
    assert not tables.fit(cells(head, f"{row} | {long[:200]}"), PLACE).is_stacked
    assert not tables.fit(cells("Step | What", f"One | {long}"), PLACE).is_stacked


def test_words_are_measured_in_the_font_that_sets_them() -> None:
    """As WeasyPrint sets them, to a few hundredths."""
    head = page(build(load(CASES / "names.yaml"))).html.partition("<body>")[0]
    words = ["medical assistant", "Tiếng Việt", "Ελληνικά"]
    body = ""
    for number, text in enumerate(words):
        family = "Source Sans 3" if fonts.beyond_text_font(text) else "Atkinson Hyperlegible"
        for tag in ("span", "strong"):
            body += f"<p style=\"font: 40px '{family}'\"><{tag} id='{tag}{number}'>{text}</{tag}></p>"
    with laid_out(f"{head}<body>{body}") as document:
        places = document.pages[0].anchors

    for number, text in enumerate(words):
        for tag in ("span", "strong"):
            left, _, right, _ = places[f"{tag}{number}"]
            assert fonts.advance(text, bold=tag == "strong") == pytest.approx((right - left) / 40, rel=0.03), text


@pytest.mark.parametrize(
    ("name", "preset"),
    [
        *(("emails", "standard"), ("emails", "large-print"), ("names", "high-contrast"), ("names", "large-print")),
        *(("41-lines", "standard"), ("title256", "large-print")),
    ],
)
def test_nothing_leaves_the_printed_page(name: str, preset: Preset, tmp_path: Path) -> None:
    """Nor lies over anything, nor stands alone at the foot, nor leaves its column; the file says so of itself."""
    path = tmp_path / "a.pdf"
    path.write_bytes(export(load(CASES / f"{name}.yaml"), "pdf", RenderOptions(preset=preset)))

    margins = measuring.LARGE_MARGINS if preset == "large-print" else measuring.MARGINS
    assert measuring.faults(path, margins["letter"]) == []
    assert [one.status for one in verify(path) if one.family == "text stays on the page"] == ["pass"]


def test_a_table_beyond_the_edge_fails_its_verification(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And is measured."""
    path = tmp_path / "a.pdf"
    wide = "table { width: 300mm !important }</style>"
    monkeypatch.setattr("cma_content_pdf.drawing.page", lambda handout: page(handout).html.replace("</style>", wide))
    path.write_bytes(export(load(CASES / "emails.yaml"), "pdf"))

    assert [one for one in measuring.faults(path) if "outside" in one]
    assert [one.status for one in verify(path) if one.family == "text stays on the page"] == ["fail"]


@pytest.mark.parametrize(
    ("name", "preset"), [("emails", "standard"), ("emails", "large-print"), ("41-lines", "standard")]
)
def test_nothing_leaves_the_page_in_word(name: str, preset: Preset, tmp_path: Path) -> None:
    """Tables end where lines do, in type no smaller than may be; else each row is a record of its own."""
    article, path = load(CASES / f"{name}.yaml"), tmp_path / "a.docx"
    path.write_bytes(export(article, "docx", RenderOptions(preset=preset)))
    with zipfile.ZipFile(path) as package:
        body = ET.fromstring(package.read("word/document.xml"))
    text = "\n".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs)
    sizes = [int(size.attrib[f"{W}val"]) for size in body.iter(f"{W}sz")]
    splits = [row.find(f"{W}trPr/{W}cantSplit") is None for row in body.iter(f"{W}tr")]

    assert [table for table in measuring.word_tables(path) if not table.is_in_text] == []
    assert [one for one in verify(path) if one.status == "fail"] == []
    assert min(sizes, default=36) >= (36 if preset == "large-print" else 18)
    assert "Program: North Central Technical College\nE-mail: medical" in text or name != "emails"
    assert splits == {"41-lines": [False, True, False, True]}.get(name, [False] * len(splits))


def test_long_properties_of_a_document_are_cut() -> None:
    """Word holds 255 characters; the text has them whole."""
    article = load(CASES / "title256.yaml")
    properties = docx.Document(io.BytesIO(export(article, "docx"))).core_properties

    assert len(article.title) > 255
    assert properties.title == f"{article.title[:254]}…"


@pytest.mark.parametrize(
    ("layout", "found"),
    [
        ("", ["table 1 ends 29 points beyond the text"]),
        ('<w:pgSz w:w="13000"/>', []),
        ('<w:pgSz w:w="13000"/><w:pgMar w:left="2000" w:right="2000"/>', ["table 1 ends 47 points beyond the text"]),
        ('<w:pgSz w:w="20000"/><w:cols w:num="2" w:space="0"/>', ["table 1 ends 69 points beyond the text"]),
        ('<w:pgSz w:w="20000"/><w:cols w:num="2"><w:col w:w="9960"/><w:col w:w="10"/></w:cols>', []),
        ('<w:pgSz w:w="x"/><w:cols w:num="0"/>', ["table 1 ends 29 points beyond the text"]),
        ('<w:pgSz w:w="99999999999999"/>', ["table 1 ends 29 points beyond the text"]),
    ],
)
def test_a_grid_is_measured_against_its_own_section(layout: str, found: list[str]) -> None:
    """The paper, its margins and its columns; what makes no sense counts as if it were not said."""
    table = '<w:tbl><w:tblPr><w:tblInd w:w="-60"/></w:tblPr><w:tblGrid><w:gridCol w:w="10000"/></w:tblGrid></w:tbl>'
    body = f"{table}<w:p><w:pPr><w:sectPr>{layout}</w:sectPr></w:pPr></w:p><w:sectPr/>"
    document = ET.fromstring(f'<w:document xmlns:w="{W[1:-1]}"><w:body>{body}</w:body></w:document>')

    assert list(beyond_the_text(document)) == found


def test_what_hangs_out_of_the_paper_is_found() -> None:
    """At the left, where a table may begin before the text does; the last tables may have no section at all."""
    table = '<w:tbl><w:tblPr><w:tblInd w:w="-1500"/></w:tblPr><w:tblGrid/></w:tbl>'
    document = ET.fromstring(f'<w:document xmlns:w="{W[1:-1]}"><w:body>{table}</w:body></w:document>')

    assert list(beyond_the_text(document)) == ["table 1 begins 3 points beyond the paper"]


def test_what_is_out_of_place_would_be_seen() -> None:
    """The measures see: a word in the margin and one over another; not a raised number, nor lines that touch."""
    one, two = Word("one", 60, 100, 90, 115), Word("two", 100, 100, 130, 115)

    assert measuring.outside(Page((612, 792), [one, two]), margin=56) == []
    assert measuring.outside(Page((612, 792), [one, two]), margin=70) == [one]
    assert measuring.outside(Page((120, 792), [one, two])) == [two]
    assert list(measuring.overlapping([one, two, Word("below", 60, 113, 90, 128)])) == []
    assert list(measuring.overlapping([one, two, Word("1", 89.5, 96, 94, 106)])) == []
    assert list(measuring.overlapping([one, Word("over", 80, 104, 99, 119)])) != []
