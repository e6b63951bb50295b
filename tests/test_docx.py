"""The Word document: real styles, lists, tables and links, read by other programs than the one that wrote it."""

import io
import re
import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import get_args
from xml.etree import ElementTree as ET

import cma_content_docx
import docx
import pytest
from cma_content_docx import DOCXExporter, oxml, pages, tables
from cma_content_docx.blocks import _MAKERS
from cma_content_docx.oxml import bookmark_name
from docx.document import Document
from docx.shared import Pt
from mutating import replaced
from parity import of_docx, of_handout
from PIL import Image

from cma_content import Article, RenderOptions, build, export
from cma_content.diagnostics.install_lines import packages
from cma_content.errors import MissingEngineError
from cma_content.exporting.verification import verify
from cma_content.handout import tree
from cma_content.handout.file_code import read_code
from cma_content.handout.options import Paper
from cma_content.model.program import Program

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


@pytest.fixture(scope="session")
def word(guide: Article, kitchen_sink: Article, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with both articles as Word documents."""
    folder = tmp_path_factory.mktemp("word")
    for article in (guide, kitchen_sink):
        (folder / f"{article.id}.docx").write_bytes(export(article, "docx"))
    return folder


@pytest.fixture(name="article", params=["guide", "kitchen_sink"])
def _article(request: pytest.FixtureRequest) -> Article:
    article: Article = request.getfixturevalue(request.param)
    return article


@pytest.fixture(scope="session")
def program() -> Program:
    """One that uses every part of a program."""
    logo = io.BytesIO()
    Image.new("RGB", (400, 160), "#224488").save(logo, "PNG")
    return Program.model_validate(
        {
            "schema_version": "1.0",
            "id": "rio",
            "name": "Programa de Río Bravo",
            "language": "es",
            "logo": {"file": "logo.png", "alt": "Río Bravo, a river", "content": logo.getvalue()},
            "contact": {"lines": ["Room 12"], "phone": "555-0100", "email": "ma@example.edu"},
            "scan": {"address": "https://example.edu/ma", "says": "See dates and costs"},
            "facts": [{"label": "Length", "value": "9 months", "period": "2026", "source": "Our catalog"}],
            "statements": [{"slot": "other", "text": "Río Bravo admits students of any age."}],
        }
    )


def opened(content: bytes) -> Document:
    """A document as python-docx reads it back."""
    return docx.Document(io.BytesIO(content))


def member(path: Path, name: str) -> ET.Element:
    """One part of a document, parsed."""
    with zipfile.ZipFile(path) as package:
        return ET.fromstring(package.read(name))


def test_the_document_says_what_the_handout_says(article: Article, word: Path) -> None:
    """Every string once, in order, in its role, as the names of Word's own styles tell it."""
    message = of_handout(build(article))

    assert len(message) > 50
    assert of_docx(word / f"{article.id}.docx") == message


def test_every_kind_of_block_can_be_drawn() -> None:
    """A new one is an addition to the mapping."""
    assert set(get_args(tree.Block)) == _MAKERS.keys()


def test_headings_lists_and_captions_have_words_own_styles(kitchen_sink: Article, word: Path) -> None:
    """Word, Google Docs and screen readers know them by these names."""
    document = docx.Document(str(word / "kitchen-sink.docx"))
    used = {str(paragraph.style.name) for paragraph in document.paragraphs if paragraph.style}

    own = {
        "Title",
        "Subtitle",
        "Heading 1",
        "Heading 2",
        "List Bullet",
        "List Number",
        "Caption",
        "TOC Heading",
        "toc 1",
    }
    assert own <= used
    headings = [
        paragraph.text
        for paragraph in document.paragraphs
        if str(paragraph.style and paragraph.style.name) == "Heading 1"
    ]
    assert headings[3:] == [*(section.title for section in build(kitchen_sink).sections), "Sources"]


def test_each_ordered_list_starts_at_one(article: Article, word: Path) -> None:
    """It has a list format of its own."""
    text = member(word / f"{article.id}.docx", "word/document.xml")
    formats = member(word / f"{article.id}.docx", "word/numbering.xml")
    starts = {
        number.get(f"{W}numId"): number.find(f"{W}lvlOverride/{W}startOverride") for number in formats.iter(f"{W}num")
    }
    # Points under an item are bullets.
    used = [one[1].get(f"{W}val") for one in text.iter(f"{W}numPr") if one[0].get(f"{W}val") == "0"]
    runs = [one for one, before in zip(used, [None, *used], strict=False) if one != before]

    assert len(runs) > 1
    assert len(set(runs)) == len(runs)
    for number in runs:
        start = starts[number]
        assert start is not None
        assert start.get(f"{W}val") == "1"


def style(table: ET.Element) -> str | None:
    """The style of a table."""
    named = table.find(f"{W}tblPr/{W}tblStyle")
    return named.get(f"{W}val") if named is not None else None


def test_key_figures_are_a_table(article: Article, word: Path) -> None:
    """Up to three beside one another: a header row says what they count, and they stand below."""
    document = member(word / f"{article.id}.docx", "word/document.xml")
    (table, *_) = (table for table in document.iter(f"{W}tbl") if style(table) == "KeyFigureTable")
    head, *rows = (["".join(cell.itertext()) for cell in row.iter(f"{W}tc")] for row in table.iter(f"{W}tr"))
    front = build(article).front.figures

    assert front is not None
    shown = front.figures[:3]
    assert len(shown) > 1
    assert table.find(f"{W}tr/{W}trPr/{W}tblHeader") is not None
    assert [figure.label in words for figure, words in zip(shown, head, strict=True)] == [True] * len(shown)
    assert rows[0] == [figure.value for figure in shown]


def test_the_contents_are_a_field_that_word_can_update(article: Article, word: Path) -> None:
    """Around links that are there already; it lists the parts and no label of the first page."""
    document = member(word / f"{article.id}.docx", "word/document.xml")
    kinds = [mark.get(f"{W}fldCharType") for mark in document.iter(f"{W}fldChar")]
    (code,) = (code.text or "" for code in document.iter(f"{W}instrText"))
    (start,) = (mark for mark in document.iter(f"{W}bookmarkStart") if mark.get(f"{W}name") == "parts")
    body = list(document.iter())
    named = bookmark_name(build(article).sections[0].id)
    first = next(mark for mark in document.iter(f"{W}bookmarkStart") if mark.get(f"{W}name") == named)

    assert kinds == ["begin", "separate", "end"]
    assert code.split()[:3] == ["TOC", r"\b", "parts"]
    assert body.index(start) < body.index(first)


def test_the_contents_begin_a_page(article: Article, word: Path) -> None:
    """Behind a first page that says something, so that their heading never stands alone at its foot."""
    document = docx.Document(str(word / f"{article.id}.docx"))
    (heading,) = (one for one in document.paragraphs if one.style is not None and one.style.name == "TOC Heading")

    assert heading.paragraph_format.page_break_before


def test_what_a_handout_has_not_leaves_no_paragraph(kitchen_sink: Article) -> None:
    """A name on its cover, a first page that says something before the contents, a line below a picture."""
    handout = build(kitchen_sink, RenderOptions(cover=True))
    body = [replace(part, message=()) if isinstance(part, tree.Front) else part for part in handout.body]
    number, money = next(
        (number, part) for number, part in enumerate(body) if isinstance(part, tree.Section) and part.id == "money"
    )
    body[number] = replace(
        money,
        blocks=tuple(
            replace(block, twin="", note=()) for block in money.blocks if isinstance(block, tree.Chart | tree.Paths)
        ),
    )
    made = [
        (one.style.name, one)
        for one in opened(DOCXExporter().export(replace(handout, body=tuple(body)))).paragraphs
        if one.style
    ]

    assert made[0][0] == "Cover Title"
    assert [one.paragraph_format.page_break_before for name, one in made if name == "TOC Heading"] == [None]
    assert [name for name, one in made if name == "Remark" and not one.text] == []


def test_a_cell_without_words_has_no_line_where_a_row_is_a_record() -> None:
    """Its column would be named for nothing."""
    grid = tree.Grid(
        "states", "By state", ("State", "Rule", "Note"), ((("Iowa",), ("",), ("Old.",)), (("Ohio",), ("A",), (" ",)))
    )
    drawn = tables._records(grid, lambda runs: map(oxml.text, map(str, runs)))
    said = ["".join(one.xpath(".//w:t/text()")) for one in drawn]

    assert said == ["State: Iowa", "Note: Old.", "State: Ohio", "Rule: A"]


def test_columns_that_end_in_a_table_end_in_a_paragraph_for_word() -> None:
    """Which holds how many columns there are; it is in the last paragraph where that is what they end in."""
    last = oxml.w("sectPr", oxml.w("pgSz"), oxml.w("cols"))
    table, words = oxml.w("tbl"), oxml.w("p", oxml.w("pPr"), oxml.text("words"))
    made = pages.divided([pages.Stretch((words, table), columns=2), pages.Stretch((oxml.w("p"),))], last)

    assert [one.tag.partition("}")[2] for one in made] == ["p", "tbl", "p", "p", "sectPr"]
    assert made[2].xpath("w:pPr/w:sectPr/w:cols/@w:num") == ["2"]
    assert words.xpath("w:pPr/w:sectPr") == []


def test_tables_have_headers_whole_rows_and_columns_that_fill_the_page(article: Article, word: Path) -> None:
    """The first row is repeated on each page; numbers stand at the right; long words fit."""
    tables = [
        table
        for table in member(word / f"{article.id}.docx", "word/document.xml").iter(f"{W}tbl")
        if style(table) == "HandoutTable"
    ]
    assert tables
    for table in tables:
        head, *rows = table.findall(f"{W}tr")
        assert head.find(f"{W}trPr/{W}tblHeader") is not None
        assert [row for row in rows if row.find(f"{W}trPr/{W}tblHeader") is not None] == []
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in (head, *rows))
        look = table.find(f"{W}tblPr/{W}tblLook")
        assert look is not None
        assert (look.get(f"{W}firstRow"), look.get(f"{W}firstColumn")) == ("1", "1")
        widths = [int(column.get(f"{W}w", 0)) for column in table.iter(f"{W}gridCol")]
        assert min(widths) > 600
        assert sum(widths) in range(9300, 9500)
    assert any(style.get(f"{W}val") == "TableNumber" for table in tables for style in table.iter(f"{W}pStyle"))


def test_no_last_row_and_no_last_line_stands_alone(kitchen_sink: Article, word: Path) -> None:
    """The last two rows of a table stay on one page, and so do the lines that end the document."""
    text = member(word / f"{kitchen_sink.id}.docx", "word/document.xml")
    tables = [table for table in text.iter(f"{W}tbl") if style(table) == "HandoutTable"]
    lines = len(build(kitchen_sink).sources.imprint)
    kept = [one.find(f"{W}pPr/{W}keepNext") is not None for one in list(text[0].iter(f"{W}p"))[-lines:]]

    assert tables
    for table in tables:
        before = table.findall(f"{W}tr")[-2]
        assert all(one.find(f"{W}pPr/{W}keepNext") is not None for one in before.iter(f"{W}p"))
    assert lines > 1
    assert kept == [True] * (lines - 1) + [False]


def test_pictures_say_in_words_what_they_show(article: Article, word: Path) -> None:
    """The chart's own alternative, on a picture of print quality no wider than the text."""
    blocks = [block for section in build(article).sections for block in section.blocks]
    charts = [block for block in blocks if isinstance(block, tree.Drawn)]
    document = docx.Document(str(word / f"{article.id}.docx"))
    shapes = list(document.inline_shapes)
    (section,) = document.sections
    assert section.page_width
    assert section.left_margin
    assert section.right_margin
    room = section.page_width - section.left_margin - section.right_margin

    assert len(charts) > 1
    words = [chart.alt for chart in charts]
    # What an author brings comes last, and has tests of its own.
    assert [shape._inline.docPr.get("descr") for shape in shapes[: len(words)]] == words
    shapes = shapes[: len(words)]
    assert all(0.98 * room < shape.width < 1.01 * room for shape in shapes)
    pictures = [one.target_part.blob for one in document.part.rels.values() if one.reltype.endswith("/image")]
    assert len(pictures) >= len(charts)
    for picture in pictures[: len(charts)]:
        dots = Image.open(io.BytesIO(picture))
        assert dots.width > 280 * room / 914400
        assert (255, 255, 255) in {color for _, color in dots.convert("RGB").getcolors(64) or []}


def test_a_chart_whose_words_no_font_has_is_a_table(kitchen_sink: Article) -> None:
    """A box in place of a glyph would be a lie; the fonts of the reader may have it."""
    facts = [fact.replace(label=f"{fact.label} \N{SNOWMAN}", brief=None) for fact in kitchen_sink.facts]
    content = DOCXExporter().export(build(kitchen_sink.replace(facts=facts)))
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        text = ET.fromstring(book.read("word/document.xml"))
    tables = (table for table in text.iter(f"{W}tbl") if style(table) == "HandoutTable")
    rows = [" ".join(row.itertext()) for table in tables for row in table.iter(f"{W}tr")]

    assert sum("\N{SNOWMAN}" in row for row in rows) == 3


def test_links_lead_out_and_within(article: Article, word: Path) -> None:
    """Each source and each section has its place, and every place that is named exists."""
    path = word / f"{article.id}.docx"
    text = member(path, "word/document.xml")
    relations = {one.get("Id"): one for one in member(path, "word/_rels/document.xml.rels")}
    places = {mark.get(f"{W}name") for mark in text.iter(f"{W}bookmarkStart")}
    links = list(text.iter(f"{W}hyperlink"))
    outer = [relations[link.get(f"{R}id")] for link in links if link.get(f"{R}id")]

    assert {link.get(f"{W}anchor") for link in links if link.get(f"{W}anchor")} <= places
    assert {f"source_{source.number}" for source in build(article).sources.cited} <= places
    assert outer
    assert {link.get("TargetMode") for link in outer} == {"External"}
    assert all(len(place or "") <= 40 for place in places)


def test_properties_come_from_the_article_and_nothing_from_the_clock(kitchen_sink: Article, word: Path) -> None:
    """Title, language, the date of the review, and the code."""
    message = docx.Document(str(word / "kitchen-sink.docx")).core_properties

    assert (message.title, message.author, message.language) == (kitchen_sink.title, kitchen_sink.publisher, "en")
    assert (message.created, message.modified) == (datetime(2026, 11, 1, tzinfo=UTC), datetime(2026, 11, 1, tzinfo=UTC))
    assert message.identifier == build(kitchen_sink).code == read_code(word / "kitchen-sink.docx")
    with zipfile.ZipFile(word / "kitchen-sink.docx") as package:
        assert {(1980, 1, 1, 0, 0, 0)} == {entry.date_time for entry in package.infolist()}


def test_a_property_that_is_too_long_is_shortened(kitchen_sink: Article) -> None:
    """To the 255 characters that one may have; the text has them all."""
    title, license_ = f"{'Words of a name ' * 18}end", "Terms " * 45
    longest = kitchen_sink.replace(title=title, subtitle=title, publisher=title, license=license_.strip())
    document = docx.Document(io.BytesIO(export(longest, "docx")))
    properties = document.core_properties
    found = [properties.title, properties.subject, properties.author, properties.comments]

    assert len(title) > 255
    assert {len(words) for words in found} == {255}
    assert {words[-1] for words in found} == {"…"}
    assert title in [paragraph.text for paragraph in document.paragraphs]


@pytest.mark.parametrize(("paper", "width", "height"), [("letter", 612, 792), ("a4", 595.3, 841.9)])
def test_the_page_is_on_its_paper_and_its_foot_has_the_number(
    paper: Paper, width: float, height: float, kitchen_sink: Article
) -> None:
    """With margins that make a line of 60 to 70 characters."""
    (section,) = opened(export(kitchen_sink, "docx", RenderOptions(paper))).sections
    foot = section.footer._element

    assert section.page_width == pytest.approx(Pt(width), rel=1e-3)
    assert section.page_height == pytest.approx(Pt(height), rel=1e-3)
    assert foot.xpath("//w:fldSimple/@w:instr") == [" PAGE "]
    left, right = section.footer.paragraphs[0].text.split("\t")
    made = build(kitchen_sink, RenderOptions(paper))
    assert left
    assert made.footer.endswith(left)
    assert right == f"{made.code} · {made.page_label} "


def test_large_print_is_large_everywhere(kitchen_sink: Article) -> None:
    """18 points at the least in every style, and no italics."""
    styles = opened(export(kitchen_sink, "docx", RenderOptions(preset="large-print"))).styles.element
    sizes = [int(size) for size in styles.xpath("//w:sz/@w:val")]

    assert len(sizes) > 10
    assert min(sizes) >= 36
    assert styles.xpath("//w:i") == []


def test_a_program_puts_its_name_and_code_on_the_first_page(kitchen_sink: Article, program: Program) -> None:
    """Its name in its own language, its logo and code with words, its statements as they are."""
    document = opened(export(kitchen_sink, "docx", RenderOptions(program=program)))
    texts = [paragraph.text.strip() for paragraph in document.paragraphs]

    assert texts[0] == program.name
    assert document.paragraphs[0]._p.xpath("w:r/w:rPr/w:lang/@w:val") == ["es"]
    assert [shape._inline.docPr.get("descr") for shape in list(document.inline_shapes)[:2]] == [
        "Río Bravo, a river",
        "QR code that leads to example.edu/ma",
    ]
    assert "Río Bravo admits students of any age." in texts
    assert texts.index("Room 12") < texts.index("In this guide")


def test_the_document_fails_nothing_it_is_validated_by(article: Article, word: Path) -> None:
    """And something was looked at."""
    findings = list(verify(word / f"{article.id}.docx"))

    assert [finding for finding in findings if finding.status == "fail"] == []
    assert sum(finding.status == "pass" for finding in findings) > 8


@pytest.mark.parametrize(
    ("part", "old", "new", "family"),
    [
        ("docProps/core.xml", "<dc:title>Kitchen Sink &amp; &lt;Company&gt;", "<dc:title>", "title"),
        ("word/styles.xml", "<w:lang ", "<w:noProof ", "language"),
        ("word/document.xml", 'w:val="Heading1"', 'w:val="Heading3"', "headings do not skip a level"),
        ("word/document.xml", 'w:val="Title"', 'w:val="Unheard"', "styles are defined"),
        ("word/document.xml", "<w:tblHeader/>", "", "tables have a header row"),
        ("word/document.xml", "descr=", "was=", "pictures have words"),
        ("word/document.xml", "<w:sectPr", "<w:txbxContent/><w:sectPr", "nothing floats, such as a text box"),
        ("word/document.xml", 'w:name="money"', 'w:name="text"', "bookmarks are named once"),
        ("word/document.xml", 'w:anchor="money"', 'w:anchor="gone"', "links lead somewhere"),
        ("word/document.xml", '<w:gridCol w:w="', '<w:gridCol w:w="1', "tables end where the text does"),
        ("word/document.xml", "</w:body>", "", "a document that can be read"),
    ],
)
def test_a_broken_document_fails_its_family(
    part: str, old: str, new: str, family: str, word: Path, tmp_path: Path
) -> None:
    """Each family catches what it is there for."""
    path = tmp_path / "broken.docx"
    replaced(word / "kitchen-sink.docx", path, part, old, new)

    assert family in [finding.family for finding in verify(path) if finding.status == "fail"]


@pytest.mark.parametrize("missing", ["docx", "PIL", "fontpkg_atkinson_hyperlegible"])
def test_a_missing_library_is_named_with_the_line_that_installs_it(
    missing: str, kitchen_sink: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the user can copy it."""
    for name in [name for name in sys.modules if name.startswith(("cma_content_docx.", f"{missing}."))]:
        monkeypatch.delitem(sys.modules, name)
    # Python also keeps a module as an attribute of its package.
    for name in [name for name, part in vars(cma_content_docx).items() if isinstance(part, ModuleType)]:
        monkeypatch.delattr(cma_content_docx, name)
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(MissingEngineError, match=rf"{missing}.* is missing; install it: {re.escape(packages('docx'))}"):
        DOCXExporter().export(build(kitchen_sink))


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A profile of LibreOffice, which takes a while to make."""
    return tmp_path_factory.mktemp("office")


@pytest.fixture(scope="module")
def saved_again(word: Path, office: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with both documents as LibreOffice saves them."""
    folder = tmp_path_factory.mktemp("again")
    convert(sorted(word.glob("*.docx")), folder, "docx:MS Word 2007 XML", office)
    return folder


def convert(paths: list[Path], folder: Path, kind: str, office: Path) -> None:
    """Has LibreOffice write the documents anew, all in one run."""
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed (soffice)")
    profile = f"-env:UserInstallation={office.as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(folder), *map(str, paths)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)


def test_libreoffice_saves_it_again_without_loss(article: Article, word: Path, saved_again: Path) -> None:
    """Every string in its role, every link, place, header row and text alternative."""
    before, after = (folder / f"{article.id}.docx" for folder in (word, saved_again))
    kept = ("hyperlink", "sdt", "tblHeader", "tbl")
    old, new = (member(path, "word/document.xml") for path in (before, after))
    # It puts the contents into a control of its own.
    (contents,) = (one for one in new.iter(f"{W}sdt") if one.find(f"{W}sdtPr/{W}docPartObj") is not None)
    contents.tag = "contents"

    # LibreOffice 7.4 keeps controls, but not their names.
    unnamed = [(role, said) for role, said in of_handout(build(article)) if (role, said[-8:]) != ("img", "tofillin")]
    assert of_docx(after) == unnamed
    assert [len(list(old.iter(W + name))) for name in kept] == [len(list(new.iter(W + name))) for name in kept]
    places, left = ({mark.get(f"{W}name") for mark in root.iter(f"{W}bookmarkStart")} for root in (old, new))
    assert places <= left


def test_libreoffice_sets_it_in_the_fonts_it_brings(word: Path, office: Path, tmp_path: Path) -> None:
    """So they are embedded as Word embeds them."""
    convert([word / "kitchen-sink.docx"], tmp_path, "pdf", office)
    command = ["pdffonts", str(tmp_path / "kitchen-sink.pdf")]
    fonts = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout

    names = {line.split()[0].partition("+")[2] for line in fonts.splitlines()[2:]}
    assert "AtkinsonHyperlegible-Regular" in names
    assert {name for name in names if not name.startswith("AtkinsonHyperlegible")} == set()
