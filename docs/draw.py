"""Draws the pictures of the README anew: python docs/draw.py; needs poppler and what the PDF exporter needs."""

import subprocess
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from PIL import Image, ImageOps

from cma_content import RenderOptions, load, publish
from cma_content.loading.loader import load_program

DOCS = Path(__file__).parent
PROGRAMS = sorted((DOCS.parent / "examples" / "programs").glob("*.yaml"))
GUIDE = load()
GAP, BEHIND, RULE = 3, "#8a939b", "#b9c4c8"
PAGES = {"first-page": GUIDE.title, "duties": "Draw blood", "pay": "Yearly pay by state"}
"""The pages shown alone, and what each begins or is about."""


def pages(edition: RenderOptions, folder: Path) -> tuple[list[Image.Image], list[str]]:
    """The pages of an edition of the guide as pictures, and their words."""
    # Pictures are read when they are drawn, so each edition keeps its own.
    path = Path(tempfile.mkdtemp(dir=folder)) / "guide.pdf"
    for failed in publish(GUIDE, ["pdf"], path, edition).failed:
        raise failed.error
    subprocess.run(["pdftoppm", "-r", "100", "-png", path, path.with_suffix("")], check=True)
    words = subprocess.run(["pdftotext", path, "-"], check=True, capture_output=True, text=True).stdout
    return [Image.open(page) for page in sorted(path.parent.glob(f"{path.stem}-*.png"))], words.split("\f")


def sheet(pictures: Sequence[Image.Image], columns: int, width: int) -> Image.Image:
    """All pages beside and below one another, each as wide as said in pixels."""
    small = [picture.resize((width, picture.height * width // picture.width)) for picture in pictures]
    height = max(picture.height for picture in small)
    rows = -(-len(small) // columns)
    whole = Image.new("RGB", (columns * (width + GAP) + GAP, rows * (height + GAP) + GAP), BEHIND)
    for index, picture in enumerate(small):
        row, column = divmod(index, columns)
        whole.paste(picture, (GAP + column * (width + GAP), GAP + row * (height + GAP)))
    return whole


def save(picture: Image.Image, name: str) -> None:
    """As a PNG of few colors."""
    few = picture.convert("RGB").quantize(128, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    few.save(DOCS / f"{name}.png", optimize=True)


def draw(folder: Path) -> None:
    """Each picture in turn."""

    def all_of(editions: Iterable[RenderOptions]) -> list[Image.Image]:
        return [page for edition in editions for page in pages(edition, folder)[0]]

    pictures, words = pages(RenderOptions(), folder)
    for name, about in PAGES.items():
        # The contents name a page's title too.
        number = next(number for number, text in enumerate(words) if about in text and number != 1)
        alone = pictures[number]
        save(ImageOps.expand(alone.resize((520, alone.height * 520 // alone.width)), 1, RULE), name)
    save(sheet(pictures, 10, 160), "guide")
    save(sheet(all_of([RenderOptions(preset="large-print")]), 14, 116), "guide-large-print")
    save(sheet(all_of([RenderOptions(preset="high-contrast")]), 10, 160), "guide-high-contrast")
    sheets = (RenderOptions("letter", "two-sided", preset) for preset in ("standard", "high-contrast", "large-print"))
    save(sheet(all_of(sheets), 6, 258), "sheets")
    programs = (RenderOptions(layout="fact-sheet", program=load_program(path, GUIDE)) for path in PROGRAMS)
    save(sheet(all_of(programs), 5, 292), "programs")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as scratch:
        draw(Path(scratch))
