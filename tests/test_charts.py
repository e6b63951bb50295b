"""Charts: one unit, drawn true to size, every label clear of the others; what cannot be one is a table."""

import itertools
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from typing import Any

import pytest
from PIL import ImageFont

from cma_content import Article, build
from cma_content.design.tokens import design
from cma_content.handout import tree
from cma_content.rendering import charts, fonts

COLORS = design().colors
WIDTHS = (430, 520, 577, 740)


def bars(*values: float, labels: str = "Label {}", printed: str = "{:,}") -> tuple[tree.Bar, ...]:
    """Bars of these values."""
    return tuple(
        tree.Bar(labels.format(number), value, printed.format(value), emphasized=number == 0)
        for number, value in enumerate(values)
    )


def chart(*made: tree.Bar, kind: str = "bars") -> tree.Chart:
    """A chart of these bars."""
    return tree.Chart("a", kind, "A", made, (), "A.", ("A", "B"))  # type: ignore[arg-type]


def drawn(made: tree.Chart, width: float) -> tuple[list[dict[str, Any]], list[tuple[str, float, float, float, float]]]:
    """The bars of a drawing, and its words with their boxes: left, top, right, bottom; by the font itself."""
    svg = charts.draw(made, COLORS, width)
    _, _, wide, high = map(float, svg.attrib["viewBox"].split())
    words = list(map(_box, svg.iter("text")))
    assert words
    for text, left, top, right, bottom in words:
        assert 0 <= top < bottom <= high + 1, text
        assert -1 <= left < right <= wide + 1, text
    rects: list[dict[str, Any]] = [dict(rect.attrib) for rect in svg.iter("rect")]
    for rect in rects:
        rect.update((name, float(rect[name])) for name in ("x", "y", "width", "height"))
        assert rect["width"] >= 0
        assert -0.5 <= rect["x"] <= rect["x"] + rect["width"] <= wide + 0.5
        assert 0 <= rect["y"] <= rect["y"] + rect["height"] <= high + 0.5
    return rects, words


def _box(text: ET.Element) -> tuple[str, float, float, float, float]:
    size = float(text.attrib["font-size"])
    face = "Bold" if text.get("font-weight") else "Regular"
    width = ImageFont.truetype(fonts.text_face(face), 100).getlength(text.text or "") * size / 100
    left = float(text.attrib["x"]) - {"start": 0, "middle": width / 2, "end": width}[text.attrib["text-anchor"]]
    base = float(text.attrib["y"])
    return text.text or "", left, base - 0.7 * size, left + width, base + 0.2 * size


def collisions(words: list[tuple[str, float, float, float, float]]) -> Iterator[tuple[str, str]]:
    """Words in one place."""
    for (one, left, top, right, bottom), (two, left_, top_, right_, bottom_) in itertools.combinations(words, 2):
        if min(right, right_) > max(left, left_) and min(bottom, bottom_) > max(top, top_):
            yield one, two


def test_a_collision_would_be_seen() -> None:
    """The finder finds: two words in one place, and not two that stand side by side."""
    one = ("one", 10.0, 10.0, 40.0, 22.0)

    assert list(collisions([one, ("two", 30.0, 12.0, 60.0, 24.0)])) == [("one", "two")]
    assert not list(collisions([one, ("two", 40.0, 10.0, 60.0, 22.0), ("below", 10.0, 22.0, 40.0, 34.0)]))


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(
    "values", [(12, 3.1), (0, 5), (-4, 8, -1.5), (-3, -9), (0, 0), (1e-6, 2e-6), (1e12, 1)], ids=str
)
def test_a_bar_is_as_long_as_its_value(values: tuple[float, ...], width: float) -> None:
    """From one zero line, to the left where it is less; nothing has no length."""
    rects, words = drawn(chart(*bars(*values)), width)
    found = [rect for rect in rects if rect["height"] == 16]
    nonzero = [value for value in values if value]
    assert len(found) == len(nonzero)
    assert not list(collisions(words))
    ends = zip(found, nonzero, strict=True)
    assert len({round(rect["x"] + (rect["width"] if value < 0 else 0), 1) for rect, value in ends}) <= 1
    longest = max(map(abs, values))
    for rect, value in zip(found, nonzero, strict=True):
        expected = max(rect["width"] for rect in found) * abs(value) / longest
        assert rect["width"] == pytest.approx(max(2, expected), rel=0.01)
    lines = [rect for rect in rects if rect["height"] == 20]
    assert len(lines) == (len(values) if min(values) < 0 else 0)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("printed", ["{:,}", "at least {:,} procedures of some kind", "{:,}" + " and more words" * 9])
def test_long_words_stay_in_the_drawing(printed: str, width: float) -> None:
    """A label that is longer than the drawing is wide has several lines, and so has a value."""
    long = chart(*bars(12, -3, 7, labels="Label {}" + " with a good many words" * 6, printed=printed))

    assert not list(collisions(drawn(long, width)[1]))


def test_the_bar_that_the_chart_is_about_is_named() -> None:
    """It alone has the color; where none is, all have it."""
    first, second = (rect["fill"] for rect in drawn(chart(*bars(1, 2)), 430)[0])
    assert (first, second) == (COLORS["accent"], COLORS["rule"])
    plain = [tree.Bar("A", 1, "1"), tree.Bar("B", 2, "2")]
    assert {rect["fill"] for rect in drawn(chart(*plain), 430)[0]} == {COLORS["accent"]}


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(
    "values",
    [
        (36050, 38470, 45690, 49180, 59310),
        (40000, 40000, 40000, 40000, 40000),
        (40000, 40010, 40020, 40030, 90000),
        (40000, 89970, 89980, 89990, 90000),
        (10.5, 20.5, 30.5, 40.5, 1_000_000_000),
    ],
    ids=str,
)
def test_labels_of_percentiles_are_clear_of_each_other(values: tuple[float, ...], width: float) -> None:
    """Far apart on one scale; near or the same, a line each."""
    made = chart(*bars(*values, labels="{}% earn less than"), kind="spread")
    rects, words = drawn(made, width)

    assert not list(collisions(words))
    assert {bar.printed for bar in made.bars} <= {text for text, *_ in words}
    assert rects


def test_the_guide_s_percentiles_stand_on_one_scale(guide: Article) -> None:
    """On paper, as wide as a line."""
    (spread,) = (block for part in build(guide).sections for block in part.blocks
                 if isinstance(block, tree.Chart) and block.kind == "spread")  # fmt: skip
    assert [rect for rect in drawn(spread, 577)[0] if rect["height"] == 26], "the box from the 25th to the 75th"


def test_a_map_leaves_no_place_out() -> None:
    """One that the map does not know stands below it; pay of a few hundred dollars is not nothing."""
    marks = ("WA", "TX", "XX", "South-Wales", "South-Wales-2", *(f"Y{number}" for number in range(12)))
    made = [tree.Bar(mark, number, "", mark, f"${number}k") for number, mark in enumerate(marks)]
    rects, words = drawn(chart(*made, kind="map"), 430)

    assert len({(rect["x"], rect["y"]) for rect in rects}) == len(marks)
    assert not list(collisions(words))
    assert {text for text, *_ in words} == {*(mark[:4] for mark in marks), *(bar.brief for bar in made)}


def blocks(article: Article) -> list[tree.Block]:
    """All blocks of a guide that stand in a section."""
    return [block for part in build(article).sections for block in part.blocks]


def test_facts_of_unlike_units_are_a_table(kitchen_sink: Article) -> None:
    """Their lengths would say nothing; every value is printed, with its source."""
    data = kitchen_sink.model_dump(mode="json", exclude_none=True)
    block = {"type": "bar-chart", "caption": "Apples and pears", "facts": ["growth", "hours"], "summary": "Unlike."}
    sections = [{"id": "one", "title": "One", "blocks": [block]}]
    (grid,) = blocks(Article.model_validate(data | {"sections": sections, "fact_sheet": [], "faqs": []}))

    assert isinstance(grid, tree.Grid)
    assert [row[1] for row in grid.rows] == [("12%",), ("at least 10\xa0hours",)]
    assert "Unlike." in str(grid.note)


def test_a_chart_says_which_bar_it_is_about(kitchen_sink: Article) -> None:
    """In its words too."""
    (made,) = (block for block in blocks(kitchen_sink) if isinstance(block, tree.Chart) and block.kind == "bars")

    assert made.alt == (
        "Growth in two bars. Highlighted: Growth of this work. Growth of this work: 12%; Growth of all work: 3.1%."
    )
    assert [bar.emphasized for bar in made.bars] == [True, False]
