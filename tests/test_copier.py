"""A handout that went through a black-and-white copier: every word still stands out from its ground."""

import itertools
import re
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from PIL import Image

from cma_content import Article, RenderOptions, build, export
from cma_content.design.colors import contrast
from cma_content.handout import Handout, tree
from cma_content.rendering import charts
from cma_content.rendering.charts.paint import resolved

DPI = 110
THRESHOLD = 150
"""The gray from which a copier that knows no gray leaves the paper white, of 255."""
LEAST = 4.5
APART = 20
"""Steps of gray, of 255, by which two shades of one chart differ: what people tell apart side by side."""
HANDOUTS: Mapping[str, RenderOptions] = {
    "pack": RenderOptions(sections=("pay", "limits"), cover=True),
    "sheet": RenderOptions(layout="fact-sheet", region="WA"),
}


def gray(level: int) -> str:
    """A gray as a color."""
    return f"#{level:02x}{level:02x}{level:02x}"


def words_on(path: Path) -> Iterator[tuple[int, tuple[float, float, float, float], str]]:
    """Each word with its page and its box in points, read by poppler."""
    text = subprocess.run(["pdftotext", "-bbox", path, "-"], capture_output=True, text=True, check=True).stdout
    for number, page in enumerate(re.findall(r"<page .*?</page>", text, re.DOTALL), start=1):
        for found in re.findall(r'<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)</word>', page):
            left, top, right, bottom = map(float, found[:4])
            yield number, (left, top, right, bottom), found[4]


def ground_and_ink(page: Image.Image, box: tuple[float, ...]) -> tuple[int, int]:
    """The gray that most of a box has, and the one that stands out most from it."""
    counts = page.crop(tuple(round(side * DPI / 72) for side in box)).histogram()  # type: ignore[arg-type]
    ground = max(range(256), key=counts.__getitem__)
    return ground, max((level for level in range(256) if counts[level]), key=lambda level: abs(level - ground))


@pytest.mark.parametrize("name", HANDOUTS)
def test_every_word_survives_a_copier(name: str, guide: Article, tmp_path: Path) -> None:
    """In gray with the contrast that WCAG asks for; in black and white, ink and ground fall apart."""
    path = tmp_path / "made.pdf"
    path.write_bytes(export(guide, "pdf", HANDOUTS[name]))
    subprocess.run(["pdftoppm", "-gray", "-r", str(DPI), path, tmp_path / "page"], check=True)
    pages = [Image.open(file) for file in sorted(tmp_path.glob("page*.pgm"))]
    weak, number = [], 0
    for page, box, word in words_on(path):
        if re.search(r"\w", word):
            ground, ink = ground_and_ink(pages[page - 1], box)
            number += 1
            if contrast(gray(ground), gray(ink)) < LEAST or (ground < THRESHOLD) == (ink < THRESHOLD):
                weak.append((page, word, ground, ink))

    assert number > 200
    assert weak == []


def drawn(handout: Handout) -> Iterator[tuple[str, list[int]]]:
    """The shades of each chart, as grays, lightest first."""
    for section in handout.sections:
        for block in section.blocks:
            if isinstance(block, tree.Chart):
                svg = charts.draw(block, resolved(handout.design.colors), 600)
                fills = {shape.get("fill", "") for shape in svg.iter("rect")} - {"", "none"}
                yield block.caption, sorted(map(level_of, fills), reverse=True)


def level_of(color: str) -> int:
    """The gray that a color is copied as (ITU-R BT.601)."""
    red, green, blue = (int(color[start : start + 2], 16) for start in (1, 3, 5))
    return round(0.299 * red + 0.587 * green + 0.114 * blue)


@pytest.mark.parametrize("preset", ["standard", "large-print", "high-contrast"])
def test_the_shades_of_a_chart_stay_apart_in_gray(preset: str, guide: Article) -> None:
    """No two of them are copied as one."""
    found = dict(drawn(build(guide, RenderOptions(preset=preset))))  # type: ignore[arg-type]
    assert len(found) > 2
    assert any(len(shades) > 2 for shades in found.values())
    for caption, shades in found.items():
        assert all(one - other >= APART for one, other in itertools.pairwise(shades)), (caption, shades)


def test_a_word_that_a_copier_loses_is_found() -> None:
    """Gray on gray; and what is dark enough for the eye alone."""
    page = Image.new("L", (100, 40), 170)
    page.paste(110, (30, 10, 60, 30))
    assert ground_and_ink(page, (0, 0, 65, 26)) == (170, 110)
    assert contrast(gray(170), gray(110)) < LEAST
