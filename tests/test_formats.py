"""What each format must hold, read by other programs than those that wrote it."""

import io
import re
import shutil
import subprocess
import zipfile
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import pikepdf
import pytest

from cma_content import Article, RenderOptions, build, export
from cma_content.handout import tree

XHTML = "{http://www.w3.org/1999/xhtml}"


def poppler(*command: str) -> str:
    """The output of one of poppler's programs."""
    assert shutil.which(command[0]), f"{command[0]} is missing; install poppler-utils"
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout


@pytest.mark.parametrize(("name", "size"), [("", "612 x 792 pts (letter)"), ("-a4", "595.276 x 841.89 pts (A4)")])
def test_the_pdf_is_tagged_titled_and_on_its_paper(name: str, size: str, handouts: Path, guide: Article) -> None:
    """As poppler reads it."""
    lines = poppler("pdfinfo", f"{handouts}/{guide.id}{name}.pdf").splitlines()
    info = {key: value.strip() for key, _, value in (line.partition(":") for line in lines)}

    assert ("yes", guide.title, size) == (info["Tagged"], info["Title"], info["Page size"])
    assert info["JavaScript"] == "no"


def test_the_pdf_uses_its_own_fonts_alone(handouts: Path) -> None:
    """All embedded, subset, with a Unicode map; no font of the system."""
    fonts = [
        line.split() for line in poppler("pdffonts", str(handouts / "clinical-medical-assistant.pdf")).splitlines()[2:]
    ]
    assert fonts
    for font in fonts:
        assert re.fullmatch(r"[A-Z]{6}\+Atkinson-Hyperlegible.*", font[0]), font
        assert font[-5:-2] == ["yes", "yes", "yes"], font


def test_the_pdf_holds_every_section_in_order(handouts: Path, guide: Article) -> None:
    """Each section's title is a heading of its own line; appendices come last."""
    text = poppler("pdftotext", "-raw", str(handouts / f"{guide.id}.pdf"), "-")
    lines = [line.strip() for line in text.split("\f", 1)[1].splitlines()]
    titles = [part.title for part in build(guide).body if isinstance(part, tree.Section)]
    found = [line for line in lines if line in titles]

    assert titles == [title for index, title in enumerate(found) if title not in found[:index]]


def test_a_line_is_not_broken_after_its_first_word(kitchen_sink: Article, tmp_path: Path) -> None:
    """As the sentence is, on A4, where the engine's defect is not fixed."""
    sentence = "Pick one program or employer near you and ask it the questions in [your next steps](#text)."
    (tmp_path / "a4.pdf").write_bytes(export(kitchen_sink.replace(call_to_action=sentence), "pdf", RenderOptions("a4")))

    assert "Pick one program or employer near you" in poppler("pdftotext", str(tmp_path / "a4.pdf"), "-")


@pytest.mark.parametrize(
    ("options", "size"), [(None, (612, 792)), (RenderOptions("letter"), (612, 792)), (RenderOptions("a4"), (595, 842))]
)
def test_the_paper_is_the_one_requested(
    options: RenderOptions | None, size: tuple[int, int], kitchen_sink: Article
) -> None:
    """On every page; Letter where none is."""
    with pikepdf.open(io.BytesIO(export(kitchen_sink, "pdf", options))) as pdf:
        boxes = [[round(float(edge)) for edge in sheet.mediabox] for sheet in pdf.pages]

    assert len(boxes) > 2
    assert boxes == [[0, 0, *size]] * len(boxes)


def chapters(path: Path) -> dict[str, ET.Element]:
    """The XHTML files of a book, parsed."""
    with zipfile.ZipFile(path) as book:
        return {name: ET.fromstring(book.read(name)) for name in book.namelist() if name.endswith(".xhtml")}


def test_the_book_starts_with_its_type_and_has_no_clock(handouts: Path) -> None:
    """The mimetype first, stored; every time stamp the same."""
    with zipfile.ZipFile(handouts / "clinical-medical-assistant.epub") as book:
        entries = book.infolist()

    assert (entries[0].filename, entries[0].compress_type) == ("mimetype", zipfile.ZIP_STORED)
    assert {(1980, 1, 1, 0, 0, 0)} == {entry.date_time for entry in entries}


def test_every_link_in_the_book_leads_somewhere(handouts: Path) -> None:
    """To a file of the book and, with #, to an element of that file."""
    paths = sorted(handouts.glob("*.epub"))
    assert len(paths) > 3
    for path in paths:
        pages = {Path(name).name: page for name, page in chapters(path).items()}
        ids = {name: {made.get("id") for made in page.iter()} for name, page in pages.items()}
        links = [(name, link.attrib["href"]) for name, page in pages.items() for link in page.iter(f"{XHTML}a")]
        assert len(links) > 20
        for name, href in links:
            if not re.match("[a-z]+:", href):
                file, _, target = href.partition("#")
                assert (file or name) in pages, href
                assert not target or target in ids[file or name], href


def test_the_book_keeps_the_case_of_svg(handouts: Path) -> None:
    """An HTML parser on the way would have lowered viewBox."""
    found = [
        made
        for page in chapters(handouts / "kitchen-sink.epub").values()
        for made in page.iter("{http://www.w3.org/2000/svg}svg")
        # Lines to write on take the width that there is.
        if made.get("class") != "lines"
    ]

    assert len(found) == 8
    assert all("viewBox" in made.attrib for made in found)


class Page(HTMLParser):
    """What an HTML page refers to, and its ids."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self.tags: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collects."""
        self.tags.add(tag)
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            elif name == "href" and tag == "a":
                self.links.append(value or "")
            elif name in ("src", "srcset", "data") or (name == "href" and tag == "link"):
                self.loads.append(value or "")


def test_the_page_needs_nothing_but_itself(handouts: Path) -> None:
    """No script, no picture, style sheet or font from elsewhere; every inner link leads somewhere."""
    paths = sorted(handouts.glob("*.html"))
    assert len(paths) > 3
    for path in paths:
        text = path.read_text("utf-8")
        page = Page(text)

        # A program's logo stands in the page itself.
        assert [address for address in page.loads if not address.startswith("data:image/")] == []
        assert not page.tags & {"iframe", "object", "embed"}
        assert re.findall(r"<script[^>]*>", text) == ['<script type="application/ld+json">']
        assert "url(" not in text
        assert "@import" not in text
        assert len(set(page.ids)) == len(page.ids)
        inner = {link[1:] for link in page.links if link.startswith("#")}
        assert inner
        assert inner - set(page.ids) == set()


def test_raw_html_in_an_article_is_text(handouts: Path) -> None:
    """What an author types is what a reader sees."""
    text = (handouts / "kitchen-sink.html").read_text("utf-8")

    assert "&lt;b&gt;Not bold&lt;/b&gt; &amp; naïve" in text
    assert "Kitchen Sink &amp; &lt;Company&gt;" in text
