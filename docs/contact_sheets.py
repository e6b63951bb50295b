"""Draws contact sheets of all layouts, presets, papers and programs, to look at.

    python docs/contact_sheets.py FOLDER [NAME ...]

A NAME keeps the sheets whose names contain it: guide, fact-sheet, large-print, html-360, epub, docx. Needs poppler;
Chromium for HTML and EPUB, LibreOffice for DOCX: where one is missing, its sheets are named as not drawn.
"""

import argparse
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from PIL import Image

from cma_content import RenderOptions, load, publish
from cma_content.loading.loader import load_program

GUIDE: Final = load()
PROGRAMS: Final = tuple(
    load_program(path, GUIDE) for path in sorted((Path(__file__).parents[1] / "examples" / "programs").glob("*.yaml"))
)
REGIONS: Final = ("New York", "Seattle")
PAPERS: Final = ("letter", "a4")
PRESETS: Final = ("standard", "large-print", "high-contrast")
WIDTHS: Final = (360, 768, 1280)
BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome")
GAP, BEHIND = 3, "#8a939b"
_SLICE: Final = 4000
"""The height of a screenshot: a browser draws no page of any length at once."""
_MOST_SLICES: Final = 24

Draw = Callable[[Path], list[Image.Image]]


def written(format_: str, edition: RenderOptions, folder: Path) -> Path:
    """The file of an edition of the guide, in a folder of its own below `folder`."""
    path = Path(tempfile.mkdtemp(dir=folder)) / f"page.{format_}"
    for failed in publish(GUIDE, [format_], path, edition).failed:
        raise failed.error
    return path


def pages(pdf: Path, resolution: int = 100) -> list[Image.Image]:
    """The pages of a PDF as pictures."""
    subprocess.run(["pdftoppm", "-r", str(resolution), "-png", pdf, pdf.with_suffix("")], check=True)
    return [Image.open(page) for page in sorted(pdf.parent.glob(f"{pdf.stem}-*.png"))]


def sheet(pictures: Sequence[Image.Image], columns: int, width: int) -> Image.Image:
    """All pictures beside and below one another, each as wide as said in pixels."""
    small = [picture.resize((width, picture.height * width // picture.width)) for picture in pictures]
    height = max(picture.height for picture in small)
    rows = -(-len(small) // columns)
    whole = Image.new("RGB", (columns * (width + GAP) + GAP, rows * (height + GAP) + GAP), BEHIND)
    for index, picture in enumerate(small):
        row, column = divmod(index, columns)
        whole.paste(picture, (GAP + column * (width + GAP), GAP + row * (height + GAP)))
    return whole


def screens(page: Path, width: int, *, dark: bool = False) -> Iterator[Image.Image]:
    """A page of HTML as a browser shows it at a width, in pictures from its top to its end."""
    browser = next(filter(shutil.which, BROWSERS))
    scheme = ["--blink-settings=preferredColorScheme=0"] * dark
    before: bytes | None = None
    for number in range(_MOST_SLICES):
        # A frame is as narrow as it is made; a window is not.
        frame = page.with_name("frame.html")
        frame.write_text(
            f'<body style="margin:0;overflow:hidden;width:{width}px;height:{_SLICE}px">'
            f'<iframe src="{page.name}" style="border:0;width:{width}px;height:{_SLICE * _MOST_SLICES}px;'
            f'margin-top:{-number * _SLICE}px"></iframe>',
            "utf-8",
        )
        shot = page.with_name(f"shot-{width}-{dark}-{number:02}.png")
        size = f"--window-size={max(width, 500)},{_SLICE}"
        flags = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", *scheme, size]
        subprocess.run([browser, *flags, f"--screenshot={shot}", str(frame)], check=True, capture_output=True)
        picture = Image.open(shot).convert("RGB").crop((0, 0, width, _SLICE))
        if picture.tobytes() == before:
            return
        before = picture.tobytes()
        yield picture


def through_word(docx: Path) -> list[Image.Image]:
    """The pages that LibreOffice makes of a Word document."""
    command = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", str(docx.parent), str(docx)]
    subprocess.run(command, check=True, capture_output=True)
    return pages(docx.with_suffix(".pdf"))


def chapters(epub: Path) -> list[Path]:
    """The pages of a book, unpacked, in the order of their names."""
    with zipfile.ZipFile(epub) as book:
        book.extractall(epub.parent)
    return sorted(epub.parent.rglob("*.xhtml"))


def drawings(folder: Path) -> Iterator[tuple[str, str, int, int, Callable[[], list[Image.Image]]]]:
    """The name of each contact sheet, the program it needs, its columns, the width of a page, and how to draw it."""

    def pdfs(editions: Iterable[RenderOptions]) -> Callable[[], list[Image.Image]]:
        return lambda: [page for edition in editions for page in pages(written("pdf", edition, folder))]

    def screen(edition: RenderOptions, width: int, dark: bool) -> Callable[[], list[Image.Image]]:
        return lambda: list(screens(written("html", edition, folder), width, dark=dark))

    def book() -> list[Image.Image]:
        found = chapters(written("epub", RenderOptions(), folder))
        return [picture for chapter in found for picture in screens(chapter, 420)]

    def words(editions: Iterable[RenderOptions]) -> Callable[[], list[Image.Image]]:
        return lambda: [page for edition in editions for page in through_word(written("docx", edition, folder))]

    guides: Mapping[str, RenderOptions] = {
        "guide-letter": RenderOptions(),
        "guide-a4": RenderOptions(paper="a4"),
        "guide-large-print": RenderOptions(preset="large-print"),
        "guide-high-contrast": RenderOptions(preset="high-contrast"),
    }
    for name, edition in guides.items():
        yield name, "pdftoppm", 8, 300, pdfs([edition])
    for layout in ("fact-sheet", "two-sided"):
        for preset in PRESETS:
            for paper in PAPERS:
                editions = [
                    RenderOptions(paper, layout, preset, region, program=program)
                    for region in REGIONS
                    for program in PROGRAMS
                ]
                yield f"{layout}-{preset}-{paper}", "pdftoppm", 5, 425, pdfs(editions)
    packs = [
        replace(edition, program=program, sections=("day", "clinical"), cover=True)
        for edition, program in zip(guides.values(), (None, *PROGRAMS), strict=False)
    ]
    yield "packs", "pdftoppm", 8, 300, pdfs(packs)
    for width in WIDTHS:
        for dark in (False, True):
            for name, edition in {"": RenderOptions(), "-sheet": RenderOptions(layout="two-sided")}.items():
                shade = "dark" if dark else "light"
                yield f"html-{width}-{shade}{name}", BROWSERS[0], 8, width, screen(edition, width, dark)
    yield "epub-420", BROWSERS[0], 10, 420, book
    yield "docx-guide", "soffice", 8, 300, words([RenderOptions()])
    sheets = (
        *(RenderOptions(layout=layout) for layout in ("fact-sheet", "two-sided")),
        RenderOptions("a4", "two-sided", "high-contrast", REGIONS[0]),
        RenderOptions("letter", "two-sided", "large-print", REGIONS[0], program=PROGRAMS[0]),
    )
    owned = (replace(sheets[0], program=program) for program in PROGRAMS)
    yield "docx-sheets", "soffice", 5, 425, words([*sheets, *owned])


def main() -> None:
    """Each sheet in turn, as a PNG named after it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("names", nargs="*", metavar="NAME")
    wanted = parser.parse_args()
    wanted.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        for name, needed, columns, width, draw in drawings(Path(scratch)):
            if wanted.names and not any(part in name for part in wanted.names):
                continue
            if not (any(map(shutil.which, BROWSERS)) if needed in BROWSERS else shutil.which(needed)):
                print(f"{name}: not drawn, {needed} is missing")
                continue
            sheet(draw(), columns, width).save(wanted.folder / f"{name}.png")
            print(name)


if __name__ == "__main__":
    main()
