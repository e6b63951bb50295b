"""What keeps a PDF fast, as far as it can be seen without a clock; `benchmarks/peers.py` has the clock."""

import io
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator

import pikepdf
import pydyf
import pytest
import weasyprint.layout
from cma_content_pdf import PDFExporter, layout, page_numbers, shapes, styles, typefaces
from cma_content_pdf.page import page
from parity import elements

from cma_content import Article, RenderOptions, build
from cma_content.design.tokens import Preset
from cma_content.handout.options import Layout


def test_no_program_is_started_to_load_the_engine() -> None:
    """No compiler and no linker is asked for a library; what others ask for is answered as ever."""
    program = (
        "import ctypes.util, sys\n"
        "search, started = ctypes.util.find_library, []\n"
        "sys.addaudithook(lambda event, _: started.append(event) if event.startswith(('subprocess', 'os.exec',"
        " 'os.posix_spawn', 'os.system', 'os.fork')) else None)\n"
        "from cma_content_pdf import engine\n"
        "engine.find()\n"
        "print(started, ctypes.util.find_library is search)\n"
    )
    made = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)

    assert made.stdout == "[] True\n"


@pytest.mark.parametrize("preset", ["standard", "large-print", "high-contrast"])
@pytest.mark.parametrize("layout_", ["guide", "fact-sheet", "two-sided"])
def test_styles_are_worked_out_beforehand(kitchen_sink: Article, layout_: Layout, preset: Preset) -> None:
    """No variable is left, nor a calculation with absolute lengths; nor a rule for what is not there."""
    style = page(build(kitchen_sink, RenderOptions(layout=layout_, preset=preset))).style

    assert "var(" not in style
    assert not styles._CALC.search(style)
    assert ".do-next" not in style or layout_ != "guide"


def test_words_of_an_author_are_no_style() -> None:
    """Nothing but what our own style sheets say is worked out."""
    assert styles.sheet([":root { --a: 1mm; }", "p { margin: calc(-1 * var(--a)) }"], frozenset({"p"})) == (
        "p { margin: -2.83464567pt }\n"
    )
    assert styles.sheet(["p, .a > b { margin: 0 } li:not(.x):first-child { margin: 0 }"], frozenset({"p", "li"})) == (
        "p { margin: 0 }\nli:not(.x):first-child { margin: 0 }\n"
    )


def test_pages_are_laid_out_once(kitchen_sink: Article, monkeypatch: pytest.MonkeyPatch) -> None:
    """Though they print the numbers of pages that come later."""
    passes: list[None] = []
    make_all_pages = weasyprint.layout.make_all_pages

    def counted(*arguments: object) -> object:
        passes.append(None)
        return make_all_pages(*arguments)

    monkeypatch.setattr(weasyprint.layout, "make_all_pages", counted)
    PDFExporter().export(build(kitchen_sink))

    assert len(passes) == 1


def test_no_element_is_tagged_twice(kitchen_sink: Article, monkeypatch: pytest.MonkeyPatch) -> None:
    """WeasyPrint's own tree is not made: for each element it has all pages listed, which takes the square of them."""
    listed: list[None] = []
    references = pydyf.PDF.page_references

    def counted(pdf: pydyf.PDF) -> object:
        listed.append(None)
        return references.fget(pdf)

    monkeypatch.setattr(pydyf.PDF, "page_references", property(counted))
    with pikepdf.open(io.BytesIO(PDFExporter().export(build(kitchen_sink)))) as pdf, pdf.open_outline() as outline:
        bookmarks = sum(1 for _ in below(outline.root))
        tagged = sum(1 for _ in elements(pdf.Root.StructTreeRoot))

    assert tagged > 300
    assert len(listed) < bookmarks + 10


def below(bookmarks: list[pikepdf.OutlineItem]) -> Iterator[pikepdf.OutlineItem]:
    """The bookmarks, and those under them."""
    for one in bookmarks:
        yield one
        yield from below(one.children)


def test_a_style_sheet_is_read_once(kitchen_sink: Article) -> None:
    """By all pages that share it."""
    layout._style_sheet.cache_clear()
    for _ in range(2):
        PDFExporter().pages(build(kitchen_sink, RenderOptions(layout="fact-sheet")), 2)

    assert layout._style_sheet.cache_info().misses == 1


def test_no_feature_of_a_font_is_asked_for(kitchen_sink: Article, monkeypatch: pytest.MonkeyPatch) -> None:
    """WeasyPrint 70 never frees what it allocates for one, so a worker would grow with each list it prints."""
    drawn = page(build(kitchen_sink, RenderOptions(layout="fact-sheet")))
    asked_for: dict[bytes, object] = {}
    monkeypatch.setattr(typefaces.configuration(""), "font_features", asked_for)
    with layout.laid_out(drawn):
        pass

    assert list(drawn.root.iter("li"))
    assert asked_for == {}


def test_a_chart_has_an_element_for_each_color_in_turn() -> None:
    """What is painted over another is still painted over it, and what is no plain rectangle stays as it is."""
    rectangles = [f'<rect x="{at}" y="2" width="3" height="4" fill="{fill}" />' for at, fill in enumerate("aabac")]
    rectangles.insert(4, '<rect x="9" y="2" width="3" height="4" fill="a" rx="1" />')
    picture = ET.fromstring(f"<svg><title>words</title>{''.join(rectangles)}</svg>")
    shapes.join(picture)

    made = [(shape.tag, shape.get("fill"), shape.get("d")) for shape in picture]
    assert made == [
        ("title", None, None),
        ("path", "a", "M0 2h3v4H0zM1 2h3v4H1z"),
        ("path", "b", "M2 2h3v4H2z"),
        ("path", "a", "M3 2h3v4H3z"),
        ("rect", "a", None),
        ("path", "c", "M4 2h3v4H4z"),
    ]


def test_numbers_of_pages_have_room() -> None:
    """For as many digits as there may be pages; type of half again the size takes more than twice as many."""
    assert page_numbers.room(20_000, 1.0) == "00"
    assert page_numbers.room(101_000, 1.5) == "000"
    assert page_numbers.room(1_500_000, 1.0) == "0000"
