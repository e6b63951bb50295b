"""One handout by one command: ours, and what others make of the same words."""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from comparing import Comparison, costs, ratios
from results import Section
from rounds import Command, measure, ours, theirs
from set_up import CV, INSTALLED, NotInstalledError, cv_environment, program

FLOOR: Final = "import pydantic, yaml"
JSON: Final = "guide to JSON"
EPUB: Final = "guide to EPUB"
DOCX: Final = "guide to DOCX"
PDF: Final = "guide to PDF"
THREE: Final = "guide to PDF, EPUB and JSON"
SHEET: Final = "fact sheet to PDF"
LARGE: Final = "guide 16 times over to EPUB"
PAGE: Final = "weasyprint on the guide's own page"
PAGE_TAGGED: Final = "weasyprint on the guide's own page, with tags"
PAGE_BEFORE: Final = "weasyprint on that page as it was in the first edition of this benchmark"
SHEET_PAGE: Final = "weasyprint on the sheet's own page"
PANDOC_EPUB: Final = "pandoc, guide's Markdown to EPUB"
PANDOC_LARGE: Final = "pandoc, Markdown 16 times over to EPUB"
PANDOC_DOCX: Final = "pandoc, guide's Markdown to DOCX"
PANDOC_WEASYPRINT: Final = "pandoc and WeasyPrint, guide's Markdown to PDF"
PANDOC_TYPST: Final = "pandoc and Typst, guide's Markdown to PDF"
TYPST: Final = "Typst alone, the same words to PDF"
RENDERCV: Final = "RenderCV, its own sample to PDF"
RENDERCV_TYPST: Final = "RenderCV, its own sample to Typst source alone"

COMPARISONS: Final = (
    Comparison(JSON, FLOOR),
    Comparison(EPUB, PANDOC_EPUB, 1.0),
    Comparison(LARGE, PANDOC_LARGE, 0.6),
    Comparison(DOCX, PANDOC_DOCX),
    Comparison(PDF, PAGE, 1.05),
    Comparison(PDF, PAGE_TAGGED),
    Comparison(PAGE, PAGE_BEFORE, 0.8),
    Comparison(THREE, PDF, 1.05),
    Comparison(SHEET, SHEET_PAGE, 1.15, less=0.25),
    Comparison(PDF, PANDOC_WEASYPRINT),
    Comparison(PDF, PANDOC_TYPST),
    Comparison(PDF, TYPST),
    Comparison(SHEET, RENDERCV),
    Comparison(SHEET, RENDERCV_TYPST),
)
OURS: Final = frozenset({JSON, EPUB, DOCX, PDF, THREE, SHEET, LARGE})
SLOW: Final = frozenset({PAGE_TAGGED, LARGE, PANDOC_LARGE, PAGE_BEFORE, PANDOC_WEASYPRINT})
"""What `--quick` leaves out."""
_TITLE: Final = "--metadata=title=Clinical Medical Assistant"
_COMPILE: Final = "import typst; typst.compile('guide.typ', output='typst.pdf')"


def commands(folder: Path) -> tuple[dict[str, Command], dict[str, str]]:
    """Every command, run on what `material.py` has written to `folder`, and why those of absent peers are not there."""
    here, there = ours(folder / "bytecode"), theirs()
    made = {
        FLOOR: _of(here, (sys.executable, "-c", "from pydantic import BaseModel; import yaml")),
        JSON: _export(here, "--to", "json", "-o", "ours.json"),
        EPUB: _export(here, "--to", "epub", "-o", "ours.epub"),
        LARGE: _export(here, "large.yaml", "--to", "epub", "-o", "large.epub"),
        DOCX: _export(here, "--to", "docx", "-o", "ours.docx"),
        PDF: _export(here, "--to", "pdf", "-o", "ours.pdf"),
        THREE: _export(here, "--to", "pdf,epub,json", "-o", "ours"),
        SHEET: _export(here, "--layout", "fact-sheet", "--to", "pdf", "-o", "sheet.pdf"),
        PAGE: _of(here, _weasyprint("page/page.html", "page.pdf")),
        PAGE_TAGGED: _of(here, _weasyprint("page/page.html", "tagged.pdf", "--pdf-variant", "pdf/ua-1")),
        PAGE_BEFORE: _of(here, _weasyprint("before/page.html", "before.pdf")),
        SHEET_PAGE: _of(here, _weasyprint("sheet/page.html", "sheet-page.pdf")),
    }
    peers: dict[str, Callable[[], Command]] = {
        PANDOC_EPUB: lambda: _of(there, _pandoc("guide.md", "pandoc.epub")),
        PANDOC_LARGE: lambda: _of(there, _pandoc("large.md", "pandoc-large.epub")),
        PANDOC_DOCX: lambda: _of(there, _pandoc("guide.md", "pandoc.docx")),
        PANDOC_WEASYPRINT: lambda: _of(here, *_to_weasyprint()),
        PANDOC_TYPST: lambda: _of(there, (*_pandoc("guide.md", "guide.typ"), "-s"), _typst()),
        TYPST: lambda: _of(there, _typst()),
        RENDERCV: lambda: _rendercv(folder, "-nomd", "-nohtml", "-nopng"),
        RENDERCV_TYPST: lambda: _rendercv(folder, "-nomd", "-nohtml", "-nopng", "-nopdf"),
    }
    absent = {}
    for name, build in peers.items():
        try:
            made[name] = build()
        except NotInstalledError as error:
            absent[name] = str(error)
    return made, absent


def _of(environment: Mapping[str, str], *steps: tuple[str, ...]) -> Command:
    return Command(steps, environment)


def _export(environment: Mapping[str, str], *words: str) -> Command:
    return _of(environment, (sys.executable, "-m", "cma_content", "export", "--quiet", *words))


def _weasyprint(page: str, file: str, *words: str) -> tuple[str, ...]:
    return (sys.executable, "-m", "weasyprint", *words, page, file)


def _pandoc(source: str, file: str) -> tuple[str, ...]:
    return str(program("pypandoc-binary", "pandoc")), _TITLE, source, "-o", file


def _to_weasyprint() -> tuple[tuple[str, ...], ...]:
    page, file = "pandoc.html", "pandoc.pdf"
    return (*_pandoc("guide.md", page), "-s"), _weasyprint(page, file)


def _typst() -> tuple[str, ...]:
    return str(program("typst", "python")), "-c", _COMPILE


def _rendercv(folder: Path, *words: str) -> Command:
    sample = INSTALLED / "rendercv" / CV
    command = (
        str(program("rendercv", "rendercv")),
        "render",
        str(sample),
        "--quiet",
        "-o",
        str(folder / "rendercv"),
        *words,
    )
    return _of(cv_environment(), command)


def section(folder: Path, rounds: int, *, quick: bool, report: Callable[[str], object]) -> Section:
    """Measures every command."""
    run, absent = commands(folder)
    measured = measure({name: one for name, one in run.items() if not (quick and name in SLOW)}, rounds, folder, report)
    measured.failed.update(absent)
    exceeded = [f"{each.what}, beside {each.beside}" for each in COMPARISONS if each.exceeded(measured)]
    exceeded += [f"{name} failed: {why}" for name, why in measured.failed.items() if name in OURS]
    return Section("One handout", rounds, f"{costs(measured)}\n{ratios(measured, COMPARISONS)}", exceeded)
