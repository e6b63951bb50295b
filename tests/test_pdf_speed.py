"""What keeps a PDF fast, as far as it can be seen without a clock; `benchmarks/one.py` has the clock."""

import subprocess
import sys

import pytest
import weasyprint.layout
from cma_content_pdf import PDFExporter, layout, styles
from cma_content_pdf.page import page

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


def test_a_style_sheet_is_read_once(kitchen_sink: Article) -> None:
    """By all pages that share it."""
    layout._style_sheet.cache_clear()
    for _ in range(2):
        PDFExporter().pages(build(kitchen_sink, RenderOptions(layout="fact-sheet")), 2)

    assert layout._style_sheet.cache_info().misses == 1
