"""The PDF engine: what is missing is named; what it raises or complains of is a clear error; nothing stays locked."""

import math
import subprocess
import sys
from pathlib import Path

import pytest
from cma_content_pdf import PDFExporter, engine, tags, typefaces
from cma_content_pdf.layout import laid_out
from cma_content_pdf.page import page
from pydantic import BaseModel

from cma_content import Article, build, deadline, export
from cma_content.errors import DeadlineError, MissingEngineError, OutputError
from cma_content.model.text import Text

START = "<html lang=en><title>A</title><body>"
DOT = "data:image/png;base64,iVBORw0KGgo="


@pytest.mark.parametrize(
    ("page", "message"),
    [
        (START + "<div>" * 3000, "RecursionError"),
        (START + "<p style='font-size: 12parsec'>A", "faulty.*font-size"),
        (START + f"<img alt=a src={DOT}>", "faulty.*Failed to load image"),
        (START + "<img alt=a src=http://localhost/a.png>", "faulty.*Failed to load image"),
        (START + "<img alt=a src=file:///etc/hostname>", "faulty.*Failed to load image"),
        (START + "<a href=#nowhere>A</a>", "faulty.*[Aa]nchor"),
        ("<title>A</title><p>A", "faulty.*lang"),
    ],
    ids=["deep", "css", "picture", "network", "disk", "anchor", "language"],
)
def test_what_weasyprint_cannot_do_is_a_clear_error(page: str, message: str) -> None:
    """Its exceptions and its warnings alike; and the next page is laid out."""
    with pytest.raises(OutputError, match=message), laid_out(page) as document:
        document.write_pdf(pdf_variant="pdf/ua-1")

    with laid_out(START + "A") as document:
        assert document.write_pdf(pdf_variant="pdf/ua-1")


def test_a_text_without_end_is_stopped(kitchen_sink: Article, monkeypatch: pytest.MonkeyPatch) -> None:
    """Within a page too, whatever the host logs."""
    # No model would take so long a text.
    endless = BaseModel.model_copy(kitchen_sink, update={"main_message": Text("word " * 100_000)})
    handout = build(endless)
    monkeypatch.setattr("logging.root.manager.disable", 100)
    with pytest.raises(DeadlineError, match="limit seconds, which is 1:"), deadline.within(1):
        PDFExporter().pages(handout, 1000)


def test_drawing_the_pages_asks_for_the_time_as_well(kitchen_sink: Article, monkeypatch: pytest.MonkeyPatch) -> None:
    """After they are laid out, which takes as long again."""
    with deadline.within(1000), laid_out(page(build(kitchen_sink))) as document:
        finisher = tags.finisher(document)
        monkeypatch.setattr("cma_content.deadline.time.monotonic", lambda: math.inf)
        with pytest.raises(DeadlineError):
            document.write_pdf(pdf_variant="pdf/ua-1", finisher=finisher)


def test_without_pango_the_line_that_installs_it_is_named() -> None:
    """Found out before WeasyPrint is imported, which would print advice of its own."""
    program = (
        "from cma_content import errors, load, export\n"
        "from cma_content_pdf import engine\n"
        "engine._LIBRARIES = ('pango-of-nowhere',)\n"
        "try:\n"
        "    export(load(), 'pdf')\n"
        "except errors.MissingEngineError as error:\n"
        "    print(error)\n"
    )
    made = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)

    assert made.stdout.startswith("Pango is missing; install it: ")
    assert made.stdout.count("\n") == 1
    assert not made.stderr


def test_a_library_for_another_processor_is_as_good_as_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is found, and cannot be loaded."""
    found = tmp_path / "libmine.so"
    found.write_bytes(b"\x7fELF of another kind")
    monkeypatch.setattr("ctypes.util.find_library", lambda _: str(found))

    assert engine.library.__wrapped__("mine") is None


def test_a_missing_font_package_is_named(kitchen_sink: Article, monkeypatch: pytest.MonkeyPatch) -> None:
    """The fonts are as needed as the engine."""
    monkeypatch.setitem(sys.modules, "fontpkg_source_sans_3", None)
    with pytest.raises(MissingEngineError, match="fontpkg_source_sans_3 is missing"):
        export(kitchen_sink, "pdf")


def test_a_font_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    """Rather than one of the system in its place."""
    engine.find()
    with pytest.raises(OutputError, match=r"the font gone\.ttf cannot be read"):
        typefaces._configuration((tmp_path / "gone.ttf",))


def test_pages_are_counted_up_to_what_there_is_room_for(kitchen_sink: Article, monkeypatch: pytest.MonkeyPatch) -> None:
    """A sheet that is far too long is not laid out to its end; at each line, it is asked for the time."""
    handout = build(kitchen_sink.replace(hard_parts=["A part that is hard."] * 800))
    asked: list[None] = []
    monkeypatch.setattr(deadline, "check", lambda: asked.append(None))
    assert PDFExporter().pages(handout, 2) == 3
    few = len(asked)

    assert PDFExporter().pages(handout, 1000) > 12
    assert 0 < few < len(asked) / 3
