"""Draws the pictures of the README and of the site anew: python docs/draw.py; needs poppler and what PDF needs."""

import subprocess
import tempfile
from pathlib import Path

from contact_sheets import GUIDE, PROGRAMS, pages, sheet, written
from PIL import Image, ImageOps

from cma_content import RenderOptions

DOCS = Path(__file__).parent
RULE = "#b9c4c8"
SHOWN = {"first-page": GUIDE.title, "duties": "Draw blood"}
"""The pages of the guide shown alone, and words that the first such page begins with or holds."""
GALLERY = (
    *(RenderOptions(layout="fact-sheet", program=program) for program in PROGRAMS),
    RenderOptions(layout="two-sided", region="New York"),
    RenderOptions(layout="fact-sheet", preset="high-contrast"),
    RenderOptions(layout="fact-sheet", preset="large-print"),
)
"""One picture of what can be handed out."""


def save(picture: Image.Image, name: str) -> None:
    """As a PNG of few colors."""
    few = picture.convert("RGB").quantize(128, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    few.save(DOCS / f"{name}.png", optimize=True)


def alone(page: Image.Image) -> Image.Image:
    """A page in a thin frame."""
    return ImageOps.expand(page.resize((520, page.height * 520 // page.width)), 1, RULE)


def draw(folder: Path) -> None:
    """Each picture in turn."""
    guide = written("pdf", RenderOptions(), folder)
    words = subprocess.run(["pdftotext", guide, "-"], check=True, capture_output=True, text=True).stdout.split("\f")
    drawn = pages(guide)
    for name, about in SHOWN.items():
        save(alone(drawn[next(number for number, text in enumerate(words) if about in text)]), name)
    sheets = [pages(written("pdf", edition, folder)) for edition in GALLERY]
    save(alone(pages(written("pdf", RenderOptions(layout="fact-sheet"), folder))[0]), "fact-sheet")
    save(sheet([page for made in sheets for page in made], 6, 240), "gallery")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as scratch:
        draw(Path(scratch))
