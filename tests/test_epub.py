"""The book: what it says of its own accessibility is read off its pages, and its parts are named for every reader."""

import io
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import validation
from cma_content_epub import accessibility, tables

from cma_content import Article, RenderOptions, export
from cma_content.model.authored import CodedLink, FillIn, Picture
from cma_content.model.drawn import BarChart, CareerPaths, CollectionChart, PayChart, PayMap
from cma_content.model.program import Program
from cma_content.rendering.html import records

OPF = "{http://www.idpf.org/2007/opf}"
XHTML = "{http://www.w3.org/1999/xhtml}"
TYPE = "{http://www.idpf.org/2007/ops}type"


def package(book: bytes) -> ET.Element:
    """The package document."""
    with zipfile.ZipFile(io.BytesIO(book)) as opened:
        return ET.fromstring(opened.read("EPUB/content.opf"))


def message(book: bytes) -> dict[str, list[str]]:
    """What the book says of its accessibility."""
    found = defaultdict(list)
    for meta in package(book).iter(f"{OPF}meta"):
        name = meta.get("property", "")
        if name.startswith("schema:"):
            found[name.removeprefix("schema:")].append(meta.text or "")
    return found


def pages(book: bytes) -> Iterator[ET.Element]:
    """The pages, parsed."""
    with zipfile.ZipFile(io.BytesIO(book)) as opened:
        for name in opened.namelist():
            if name.endswith(".xhtml"):
                yield ET.fromstring(opened.read(name))


def without(article: Article, *kinds: type) -> Article:
    """The article without blocks of some kinds."""
    sections = [
        section.replace(blocks=tuple(one for one in section.blocks if not isinstance(one, kinds)))
        for section in article.sections
    ]
    return article.replace(sections=tuple(sections), fact_sheet=())


def test_a_book_with_charts_says_so(kitchen_sink: Article) -> None:
    """And that words are enough to read it."""
    found = message(export(kitchen_sink, "epub"))

    assert found["accessMode"] == ["textual", "visual"]
    assert found["accessModeSufficient"] == ["textual", "textual,visual"]
    assert "alternativeText" in found["accessibilityFeature"]
    assert "Every picture has words in its place." in found["accessibilitySummary"][0]


def test_a_book_without_pictures_claims_no_words_for_them(kitchen_sink: Article, nowhere: Program) -> None:
    """The logo of a program is a picture."""
    drawn = (BarChart, CareerPaths, CodedLink, CollectionChart, FillIn, PayChart, PayMap, Picture)
    plain = without(kitchen_sink, *drawn)
    found = message(export(plain, "epub"))
    branded = message(export(plain, "epub", RenderOptions(program=nowhere)))

    assert found["accessMode"] == found["accessModeSufficient"] == ["textual"]
    assert "alternativeText" not in found["accessibilityFeature"]
    assert "picture" not in found["accessibilitySummary"][0]
    assert branded["accessMode"] == ["textual", "visual"]
    assert "alternativeText" in branded["accessibilityFeature"]


@pytest.mark.parametrize(
    ("page", "name", "value", "is_said"),
    [
        ("<body><h1>A</h1></body>", "accessibilityFeature", "structuralNavigation", True),
        ("<body><p>A</p></body>", "accessibilityFeature", "structuralNavigation", False),
        ("<body><p role='note'>A</p></body>", "accessibilityFeature", "ARIA", True),
        ("<body><p>A</p></body>", "accessibilityFeature", "ARIA", False),
        ("<body><img alt='A'/></body>", "accessModeSufficient", "textual", True),
        ("<body><img alt=''/></body>", "accessModeSufficient", "textual", False),
        ("<body><img/></body>", "accessibilityFeature", "alternativeText", False),
        ("<body><svg><title>A</title></svg></body>", "accessibilityFeature", "alternativeText", True),
        ("<body><svg/></body>", "accessibilityFeature", "alternativeText", False),
        ("<body><p>A</p></body>", "accessibilityHazard", "none", True),
        ("<body><video/></body>", "accessibilityHazard", "none", False),
        ("<body><p>A</p></body>", "accessibilityFeature", "tableOfContents", False),
    ],
)
def test_metadata_change_with_the_page(page: str, name: str, value: str, is_said: bool) -> None:
    """Each claim needs its ground, which each of these pages has or lacks."""
    assert ((name, value) in set(accessibility.metadata([ET.fromstring(page)]))) == is_said


def test_the_summary_names_what_is_there() -> None:
    """And nothing else."""
    pages = [ET.fromstring("<body><h1>A</h1><table/></body>")]

    assert dict(accessibility.metadata(pages))["accessibilitySummary"] == (
        "The text reflows and takes the reader's own fonts, sizes and colors. Headings and tables are marked as such. "
        "No person has certified the book."
    )


def test_no_conformance_is_claimed(handouts: Path) -> None:
    """For that a person must have validated the book, and be named in it."""
    books = sorted(handouts.glob("*.epub"))
    assert books
    for path in books:
        properties = {meta.get("property") for meta in package(path.read_bytes()).iter(f"{OPF}meta")}
        assert not properties & {"dcterms:conformsTo", "a11y:certifiedBy"}


def test_parts_are_named_alike_for_reading_systems_and_screen_readers(kitchen_sink: Article) -> None:
    """Questions, words to know, limits, tips, notes and their sources, by epub:type and by role."""
    found = {
        (made.attrib[TYPE], made.get("role"))
        for page in pages(export(kitchen_sink, "epub"))
        for made in page.iter()
        if TYPE in made.attrib
    }

    assert {
        ("endnotes", "doc-endnotes"),
        ("noteref", "doc-noteref"),
        ("notice", "doc-notice"),
        ("tip", "doc-tip"),
        ("toc", "doc-toc"),
    } <= found


def test_landmarks_lead_to_the_parts_that_a_reader_looks_for(guide: Article) -> None:
    """Contents, beginning, questions, words, sources."""
    (links,) = (
        [(link.attrib[TYPE], link.attrib["href"]) for link in nav.iter(f"{XHTML}a")]
        for page in pages(export(guide, "epub"))
        for nav in page.iter(f"{XHTML}nav")
        if nav.get(TYPE) == "landmarks"
    )

    assert links == [
        ("toc", "nav.xhtml"),
        ("bodymatter", "role.xhtml"),
        ("qna", "questions.xhtml"),
        ("glossary", "words.xhtml"),
        ("endnotes", "sources.xhtml"),
    ]


def test_a_part_in_another_language_names_it_twice(kitchen_sink: Article, nowhere: Program) -> None:
    """XML knows one attribute and HTML the other."""
    xml = "{http://www.w3.org/XML/1998/namespace}lang"
    book = export(kitchen_sink, "epub", RenderOptions(program=nowhere))
    found = {(made.get("lang"), made.get(xml)) for page in pages(book) for made in page.iter()}

    assert found == {(None, None), ("en", "en"), (nowhere.language, nowhere.language)}
    assert nowhere.language != "en"


def test_a_wide_table_of_words_is_a_list_of_records(guide: Article) -> None:
    """Each cell with its column's name, none that is empty; what compares figures stays a table."""
    bodies = list(pages(export(guide, "epub")))
    captions = {words(table.find(f"{XHTML}caption")) for body in bodies for table in body.iter(f"{XHTML}table")}
    lists = [
        figure for body in bodies for figure in body.iter(f"{XHTML}figure") if figure.get("class", "") == "records"
    ]
    found = {words(figure.find(f"{XHTML}figcaption")): figure for figure in lists}

    assert "Yearly pay by state and territory" in captions
    assert "Similar jobs side by side" in found
    assert not captions & set(found)
    for figure in lists:
        for record in figure.iter(f"{XHTML}li"):
            about, *fields = map(words, record)
            assert about
            assert all(re.search(r"\S: \S", field) for field in fields)
            assert not any(field.endswith(": –") for field in fields)


def words(element: ET.Element | None) -> str:
    """The text of an element."""
    assert element is not None
    return "".join(element.itertext()).strip()


def test_large_print_has_less_room_for_a_table() -> None:
    """Words that stand side by side in type of the usual size are records in larger type."""
    cells = f"<tr><th>Job</th><th>What</th></tr><tr><td>Nurse</td><td>{'x' * 36}</td></tr>"
    table = f"<table><caption>A</caption>{cells}</table>"
    for scale, tag in ((1.0, "div"), (1.5, "figure")):
        body = ET.fromstring(
            f'<body><div class="scroll" role="region" aria-label="A" tabindex="0">{table}</div></body>'
        )
        tables.narrow(body, scale)
        assert body[0].tag == tag


def test_the_room_of_a_table_is_that_of_its_longest_words() -> None:
    """And of what lies between its columns; a line may end after a hyphen."""

    def row(*cells: str) -> list[ET.Element]:
        made = [ET.Element("td") for _ in cells]
        for cell, said in zip(made, cells, strict=True):
            cell.text = said
        return made

    assert records.room([row("Job", "What"), row("Nurse", "Holds a license")]) == len("Nurse") + 2 + len("license")
    assert records.room([row("Medical Assistant-Certified", "")]) == len("Assistant-") + 2 + 1
    assert records.room([row("a" * 99)]) == 99


def test_a_value_stands_on_a_line_of_its_own() -> None:
    """As far as a reader takes styles."""
    style = (files("cma_content_epub") / "book.css").read_text("utf-8")

    assert re.search(r"\.value, \.what, \.vintage[^{}]*{\s*display: block;", style)


@pytest.mark.parametrize(("title", "has_cover"), [("Hướng dẫn", True), ("医疗助理", False)])
def test_a_book_has_a_cover_if_its_title_can_be_drawn(kitchen_sink: Article, title: str, has_cover: bool) -> None:
    """Else its reader makes one of the title."""
    book = export(kitchen_sink.replace(title=title), "epub")
    covers = [item for item in package(book).iter(f"{OPF}item") if "cover-image" in item.get("properties", "")]

    assert bool(covers) == has_cover


def test_the_style_leaves_fonts_and_colors_to_the_reader() -> None:
    """Charts too: they are drawn in the color of the text."""
    style = (files("cma_content_epub") / "book.css").read_text("utf-8")
    rules = dict(re.findall(r"([^{}]+){([^{}]+)}", re.sub(r"/\*.*?\*/", "", style)))
    assert len(rules) > 10
    for selector, declared in rules.items():
        names = {line.partition(":")[0].strip() for line in declared.split(";")}
        assert "font-family" not in names, selector
        assert "background" not in names, selector
        assert "background-color" not in names, selector
        assert re.findall(r"(?<!-)color:\s*(.+?);", declared) in ([], ["inherit"]), selector
        assert not re.search(r"(font-size|line-height|width|height):\s*[\d.]+(px|pt)", declared), selector


def test_a_book_reflows(handouts: Path, guide: Article, tmp_path: Path) -> None:
    """At 320 px, with type as it is, spaced widely and twice as large, no page scrolls sideways, nothing is cut off."""
    with zipfile.ZipFile(handouts / f"{guide.id}.epub") as book:
        book.extractall(tmp_path)
    paths = sorted(tmp_path.glob("EPUB/*.xhtml"))
    assert len(paths) > 10

    assert validation.reading(paths) == []
