"""Charts: one unit, drawn true to size, every label clear of the others; what cannot be one is a table."""

import itertools
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, get_args

import pytest
from PIL import ImageFont

from cma_content import Article, RenderOptions, build
from cma_content.design import colors
from cma_content.design.tokens import Design, Preset, design
from cma_content.handout import locale, pay_bands, tree
from cma_content.model import amounts
from cma_content.rendering import charts, fonts
from cma_content.rendering.charts import pen
from cma_content.rendering.charts.paint import INHERITED, resolved, variables

COLORS = design().colors
FIFTEEN = tuple(range(15, 0, -1))
WIDTHS = (300, 404, 430, 577, 740)


def bars(*values: float, labels: str = "Label {}", printed: str = "{:,}") -> tuple[tree.Bar, ...]:
    """Bars of these values."""
    return tuple(
        tree.Bar(labels.format(number), value, printed.format(value), emphasized=number == 0)
        for number, value in enumerate(values)
    )


def chart(*made: tree.Bar, kind: str = "bars") -> tree.Chart:
    """A chart of these bars."""
    return tree.Chart("a", kind, "A", made, (), "A.", ("A", "B"))  # type: ignore[arg-type]


def drawn(made: tree.Drawn, width: float) -> tuple[list[dict[str, Any]], list[tuple[str, float, float, float, float]]]:
    """The bars of a drawing, and its words with their boxes: left, top, right, bottom; by the font itself."""
    svg = charts.draw(made, resolved(COLORS), width)
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
    "values",
    [
        (12, 3.1),
        (0, 5),
        (-4, 8, -1.5),
        (-3, -9),
        (0, 0),
        (7,),
        (5, 5, 5),
        (1e-6, 2e-6),
        (1e12, 1),
        FIFTEEN,
    ],
    ids=str,
)
def test_a_bar_is_as_long_as_its_value(values: tuple[float, ...], width: float) -> None:
    """From one zero line, to the left where it is less; nothing has no length."""
    rects, words = drawn(chart(*bars(*values)), width)
    found = [rect for rect in rects if rect["height"] in (13, 19)]
    nonzero = [value for value in values if value]
    assert len(found) == len(nonzero)
    assert not list(collisions(words))
    ends = zip(found, nonzero, strict=True)
    assert len({round(rect["x"] + (rect["width"] if value < 0 else 0), 1) for rect, value in ends}) <= 1
    longest = max(map(abs, values))
    for rect, value in zip(found, nonzero, strict=True):
        expected = max(rect["width"] for rect in found) * abs(value) / longest
        assert rect["width"] == pytest.approx(max(2, expected), rel=0.01)
    lines = [rect for rect in rects if rect["width"] == 1]
    assert len(lines) == (len(values) if min(values) < 0 else 0)


def test_a_range_is_drawn_from_its_low_end() -> None:
    """Eight to fifteen weeks are no bar of fifteen."""
    whole, part = (
        rect for rect in drawn(chart(tree.Bar("A", 15, "15"), tree.Bar("B", 15, "8 to 15", start=8)), 577)[0]
    )

    assert part["x"] - whole["x"] == pytest.approx(whole["width"] * 8 / 15, abs=0.1)
    assert part["x"] + part["width"] == pytest.approx(whole["x"] + whole["width"], abs=0.1)


@pytest.mark.parametrize("width", WIDTHS)
def test_labels_stand_left_of_the_bars(width: float) -> None:
    """They end where the bars begin, and wrap; where that leaves no room for bars, they stand above."""
    rects, words = drawn(
        chart(*bars(9, 4, labels="Licensed practical nurses and others {}", printed="${:,} a year")), width
    )
    start = min(rect["x"] for rect in rects)
    labels = [(left, right) for text, left, _, right, _ in words if "$" not in text]
    assert len(labels) > 2, "long ones wrap"
    assert all(right <= start for _, right in labels) == (width >= 404)
    assert all(left >= 0 for left, _ in labels)
    values = [left for text, left, *_ in words if text.startswith("$")]
    ends = [rect["x"] + rect["width"] for rect in rects]
    assert all(0 < left - end < 15 for left, end in zip(values, ends, strict=True))


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("printed", ["{:,}", "at least {:,} procedures of some kind", "{:,}" + " and more words" * 9])
@pytest.mark.parametrize("label", ["Label {}" + " with a good many words" * 6, "W" * 120, "{}"])
def test_long_words_stay_in_the_drawing(label: str, printed: str, width: float) -> None:
    """A label that is longer than the drawing is wide has several lines, and so has a value."""
    long = chart(*bars(12, -3, 7, labels=label, printed=printed))

    assert not list(collisions(drawn(long, width)[1]))


def test_the_bar_that_the_chart_is_about_is_marked_by_weight() -> None:
    """Wherever it stands: by a thicker bar and bold words, in black alone too; where none is, all are alike."""
    made = [tree.Bar("A", 3, "3"), tree.Bar("B", 2, "2", emphasized=True), tree.Bar("C", 1, "1")]
    svg = charts.draw(chart(*made), resolved(COLORS), 430)
    assert [text.text for text in svg.iter("text") if text.get("font-weight")] == ["B", "2"]
    assert [(rect.get("height"), rect.get("fill")) for rect in svg.iter("rect")] == [
        ("13", COLORS["rule"]),
        ("19", COLORS["accent"]),
        ("13", COLORS["rule"]),
    ]
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
def test_percentiles_are_one_drawing_at_every_width(values: tuple[float, ...], width: float) -> None:
    """On one scale that rises, each label clear of the others and no lead across another."""
    made = chart(*bars(*values, labels="{}% earn less than"), kind="spread")
    rects, words = drawn(made, width)

    assert not list(collisions(words))
    shown = [bar.printed for bar in reversed(made.bars)]
    assert [text for text, *_ in words if text in shown] == shown
    steps = [rect for rect in rects if rect["width"] == 1 and rect["x"] > 34]
    assert [rect["x"] for rect in steps] == sorted((rect["x"] for rect in steps), reverse=True)
    box, whisker = rects[1], rects[0]
    spread = values[4] - values[0]
    assert box["height"] == pytest.approx(max(whisker["height"] * (values[3] - values[1]) / (spread or 1), 1), abs=0.1)


def test_a_map_leaves_no_place_out() -> None:
    """One that the map does not know stands below it; where values would touch, tiles have their codes alone."""
    marks = ("WA", "TX", "XX", "South-Wales", "South-Wales-2", *(f"Y{number}" for number in range(12)))
    for brief, printed in (("${}k", True), ("CHF {}M", False)):
        made = [tree.Bar(mark, number, "", mark, brief.format(number)) for number, mark in enumerate(marks)]
        svg = charts.draw(chart(*made, kind="map"), resolved(COLORS), 430)
        tiles = [
            rect for rect in svg.iter("rect") if float(rect.attrib["height"]) > 30 and float(rect.attrib["width"]) > 5
        ]
        words = drawn(chart(*made, kind="map"), 430)[1]
        assert len({(rect.get("x"), rect.get("y")) for rect in tiles}) == len(marks)
        assert not list(collisions(words))
        values = {bar.brief for bar in made} if printed else set()
        assert {text for text, *_ in words} == {*(mark[:4] for mark in marks), *values}


@pytest.mark.parametrize("width", [860, 869])
def test_a_wide_map_has_a_code_and_its_value_in_one_line(width: float) -> None:
    """On both papers in the smaller type of tall pictures; the widest codes keep clear of their values too."""
    marks = ("WA", "WV", "MO", "MN", "MD", "NM", "AK", "HI")
    made = [tree.Bar(mark, 40 + number, "", mark, f"${40 + number}k") for number, mark in enumerate(marks)]
    picture = chart(*made, kind="map")
    words = drawn(picture, width)[1]
    bases = {text: bottom for text, *_, bottom in words}

    assert all(bases[bar.mark] == bases[bar.brief] for bar in made)
    assert not list(collisions(words))
    assert _height(picture, width) < 0.7 * _height(picture, 745)


def test_a_tall_picture_is_drawn_finer() -> None:
    """In smaller type at the same width of the paper; one that is not stays as it is."""
    picture = chart(*bars(*FIFTEEN))
    high = _height(picture, 745)
    wide, _ = _size(charts.draw(picture, resolved(COLORS), 745, charts.Finer(high - 1, 1.2)))
    assert wide == pytest.approx(745 * 1.2)

    assert _size(charts.draw(picture, resolved(COLORS), 745, charts.Finer(high, 1.2))) == (745, high)


def _height(picture: tree.Drawn, width: float) -> float:
    return _size(charts.draw(picture, resolved(COLORS), width))[1]


def _size(svg: ET.Element) -> tuple[float, float]:
    _, _, wide, high = map(float, svg.attrib["viewBox"].split())
    return wide, high


PAY = [33_570, 35_360, 36_100, *range(36_400, 49_000, 300), 50_980, 52_560, 59_290]


@pytest.mark.parametrize(
    "values",
    [
        PAY,
        [17.5, 18.25, 21, 30],
        [900, 1400, 2600],
        [950_000, 999_600, 1_600_000],
        [5, 5, 5],
        [20, 30, 400, 30_000],
        [41_000, 41_400],
    ],
    ids=lambda values: str(values[:3]),
)
def test_classes_are_round_and_part_places_as_they_are_printed(values: list[float]) -> None:
    """No two tiles with one label are in two classes; each value lies within the bounds that the legend gives."""
    amounts_ = [Decimal(str(value)) for value in values]
    bounds = pay_bands.bounds(amounts_)
    labels = pay_bands.labels(bounds, "USD", locale.words_of("en"))
    assert len(bounds) <= 4
    assert len(labels) == (len(bounds) + 1 if bounds else 0)
    classes: dict[str, set[int]] = {}
    for value in amounts_:
        classes.setdefault(amounts.brief_money(value, "USD"), set()).add(pay_bands.band(value, bounds))
    assert all(len(held) == 1 for held in classes.values())
    steps = {second - first for first, second in itertools.pairwise(bounds)}
    assert len(steps) <= 1
    for step in steps:
        assert str(step.normalize().as_tuple().digits) in ("(1,)", "(2,)", "(2, 5)", "(5,)")


def test_the_legend_names_each_class_and_the_reader_s_state(guide: Article) -> None:
    """In the form that tiles have; the state has a frame as well, and its words."""
    handout = build(guide, RenderOptions(region="Washington"))
    (made,) = (block for part in handout.sections for block in part.blocks
               if isinstance(block, tree.Chart) and block.kind == "map")  # fmt: skip
    assert made.bands == ("under $40k", "$40k to $44k", "$45k to $49k", "$50k and more")
    assert [bar.label for bar in made.bars if bar.emphasized] == ["Washington"]
    assert "Highlighted: Washington, $59,290." in made.alt
    rects, words = drawn(made, 430)
    assert not list(collisions(words))
    assert {*made.bands, "Washington"} <= {text for text, *_ in words}
    assert len([rect for rect in rects if 3 in (rect["width"], rect["height"])]) == 8, "on the map and in the legend"


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("words", [1, 12])
@pytest.mark.parametrize("number", [1, 3])
def test_boxes_of_paths_grow_with_their_words(number: int, words: int, width: float) -> None:
    """Each word is in a box of its own, and no line goes through any."""
    stop = tree.Stop("Words " * words + "W" * 40, "more " * words)
    branches = tuple(tree.Branch(f"Way {way} " * words, (stop,) * (way + 1)) for way in range(number))
    made = tree.Paths("a", "A", stop, branches, (), "A.", ("A", "B", "C"))
    rects, found = drawn(made, width)

    assert not list(collisions(found))
    for text, left, top, right, bottom in found:
        for rect in rects:
            clear_across = rect["x"] >= right or rect["x"] + rect["width"] <= left
            assert clear_across or rect["y"] >= bottom or rect["y"] + rect["height"] <= top, text


DESIGNS = [
    design(preset, sheet=sheet, accent=accent)
    for preset in get_args(Preset)
    for sheet in (False, True)
    for accent in ("", "#0b5563", "#7a1f3d", "#1f3d7a", "#000000", "#5c5c00", "#b00020")
]


@pytest.mark.parametrize("made", DESIGNS)
def test_every_color_of_a_drawing_is_seen_on_its_ground(made: Design) -> None:
    """On paper and on a dark page: text 7 to 1 on every shade, bars and lines 3 to 1 on the page."""
    for tokens in (made.colors, made.dark):
        paint = resolved(tokens)
        for part in (0.0, 0.25, 0.5, 0.75, 1.0):
            assert colors.contrast(paint.ink["fill"], paint.shade(part)["fill"]) >= 7
        for mark in (paint.mark, paint.plain):
            assert colors.contrast(mark["fill"], tokens["paper"]) >= 3
    deepest = float(variables(made).shade(1.0)["fill-opacity"])
    for tokens in (made.colors, made.dark):
        ground = colors.mix(tokens["paper"], tokens["accent"], deepest)
        assert colors.contrast(tokens["ink"], ground) >= 7


def test_what_a_book_draws_is_seen_in_black_and_in_white() -> None:
    """In whichever color its reader has text."""
    for ink, paper in (("#000000", "#ffffff"), ("#ffffff", "#000000")):
        deepest = float(INHERITED.shade(1.0)["fill-opacity"])
        assert colors.contrast(ink, colors.mix(paper, ink, deepest)) >= 7
        assert colors.contrast(paper, colors.mix(paper, ink, float(INHERITED.plain["fill-opacity"]))) >= 3


def test_no_drawing_on_a_screen_has_a_color_of_its_own(guide: Article) -> None:
    """A page has them from its rules, a book from its reader; so neither has a white slab at night."""
    handout = build(guide)
    for paint in (variables(handout.design), INHERITED):
        for part in handout.sections:
            for block in part.blocks:
                if isinstance(block, tree.Drawn):
                    fills = {
                        made.get("fill", "")
                        for made in charts.draw(block, paint, 430).iter()
                        if made.tag in ("rect", "text")
                    }
                    assert fills <= {"", "currentColor"}


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
    """The highest stands first; the finding is the headline, the values stand below it as text, each once."""
    (made,) = (block for block in blocks(kitchen_sink)
               if isinstance(block, tree.Chart) and block.caption == "Growth in two bars")  # fmt: skip

    assert made.alt == (
        "Growth in two bars. Bars, longest first, from Growth of this work, 12%, to Growth of all work, 3.1%. "
        "Highlighted: Growth of this work, 12%."
    )
    assert [bar.emphasized for bar in made.bars] == [True, False]
    assert made.twin == "Growth of this work: 12%; Growth of all work: 3.1%."


def test_bars_stand_by_their_values(kitchen_sink: Article) -> None:
    """However the article lists them, and wherever the one stands that it is about."""
    block = {"type": "bar-chart", "caption": "C", "facts": ["growth-all", "growth"], "about": "growth-all"}
    (made,) = blocks(with_block(kitchen_sink, block))

    assert isinstance(made, tree.Chart)
    assert [(bar.value, bar.emphasized) for bar in made.bars] == [(12, False), (3.1, True)]


def with_block(article: Article, *made: dict[str, Any]) -> Article:
    """The article with one section of these blocks."""
    data = article.model_dump(mode="json", exclude_none=True)
    sections = [{"id": "one", "title": "One", "blocks": list(made)}]
    return Article.model_validate(data | {"sections": sections, "fact_sheet": [], "faqs": []})


def test_the_text_twin_stands_where_no_table_has_the_values(kitchen_sink: Article) -> None:
    """A chart of a collection beside its table says where the figures are from; alone, it says them all."""
    drawn_ = {
        "type": "collection-chart",
        "of": "similar-jobs",
        "figure": "pay",
        "caption": "Pay",
        "beside": ["pay-p10"],
    }
    beside, _ = blocks(with_block(kitchen_sink, drawn_, {"type": "view", "of": "similar-jobs"}))[:2]
    alone = blocks(with_block(kitchen_sink, drawn_))[0]

    assert isinstance(beside, tree.Chart)
    assert isinstance(alone, tree.Chart)
    assert beside.twin == ""
    assert alone.twin.startswith("Clerk: $")
    assert str(alone.below[1:]).count("Median pay, yearly") == 1
    assert not any("a year" in bar.printed for bar in alone.bars), "the unit stands once, below"


def test_what_has_no_figure_has_no_bar(kitchen_sink: Article) -> None:
    """And a map of no part of the nation is none."""
    assert kitchen_sink.pay
    clerk = kitchen_sink.similar_jobs[0]
    article = kitchen_sink.replace(
        similar_jobs=(clerk, clerk.replace(id="other", name="Other", pay=None)),
        pay=kitchen_sink.pay.replace(areas=kitchen_sink.pay.areas[:1]),
    )
    of_jobs = {"type": "collection-chart", "of": "similar-jobs", "figure": "pay", "caption": "Pay"}
    made = blocks(with_block(article, of_jobs, {"type": "pay-map", "caption": "Map", "summary": "Tiles."}))
    (chart,) = (block for block in made if isinstance(block, tree.Chart))

    assert [bar.label for bar in chart.bars] == ["Clerk"]


def test_lengths_in_unlike_units_of_time_are_bars_of_one(kitchen_sink: Article) -> None:
    """Weeks beside months beside years; a way in without a length has its words."""
    data = kitchen_sink.model_dump(mode="json", exclude_none=True)
    path = {**data["education_paths"][0], "opens": []}
    fact = {**next(one for one in data["facts"] if one["id"] == "weeks")}
    facts = [
        {
            **{key: value for key, value in fact.items() if key != "high"},
            "id": f"f-{unit}",
            "unit": unit,
            "value": value,
        }
        for unit, value in (("years", 2), ("months", 12), ("weeks", 26))
    ]
    paths = [{**path, "id": f"p-{one['unit']}", "name": one["unit"], "time": one["id"]} for one in facts]
    paths.append({**{key: value for key, value in path.items() if key != "time"}, "id": "p-none", "name": "none"})
    block = {"type": "collection-chart", "of": "education-paths", "figure": "time", "caption": "C"}
    sections = [{"id": "one", "title": "One", "blocks": [block]}]
    changed = {"facts": [*data["facts"], *facts], "education_paths": paths, "sections": sections, "fact_sheet": []}
    (made,) = blocks(Article.model_validate(data | changed | {"faqs": []}))

    assert isinstance(made, tree.Chart)
    assert [(bar.label, bar.value) for bar in made.bars] == [("years", 24), ("months", 12), ("weeks", 6), ("none", 0)]
    assert made.bars[-1].printed == "About a year."


@pytest.mark.parametrize("strong", [False, True])
def test_words_that_have_just_the_room_stay_on_one_line(strong: bool) -> None:
    """As the longest label has beside its bars; rounding decides nothing."""
    label = ""
    for word in ("Median", "pay", "of", "all", "jobs,", "2024", "(U.S.)"):
        label = f"{label} {word}".strip()

        assert pen.wrapped(label, pen.length(label, strong=strong), strong=strong) == [label]


@pytest.mark.parametrize(
    "letters",
    [
        ["\u0915\u094d", "\u0937\u093f", "\u0938\u094d", "\u0924\u094b"],
        ["\u1100\u1161\u11a8", "\u1102\u1175"],
        ["e\u0301\u0323", "a"],
        ["\U0001f469\u200d\U0001f4bb", "b"],
    ],
    ids=["Devanagari", "jamo", "accents", "joined"],
)
def test_a_long_word_is_broken_between_its_letters(letters: list[str]) -> None:
    """A mark stays with its letter, whatever the room; what has no room for one letter is broken within."""
    word = "".join(letters * 20)
    for room in (40, 60, 90):
        lines = pen.wrapped(word, room)
        assert "".join(lines) == word
        ends = set(itertools.accumulate(map(len, letters * 20)))
        assert set(itertools.accumulate(map(len, lines))) <= ends
        assert all(pen.length(line) <= room for line in lines)
    assert all(len(line) == 1 for line in pen.wrapped("\u093e" * 9, pen.length("\u093e")))


def test_a_line_ends_within_an_amount_only_where_it_has_no_room() -> None:
    """A no-break space holds its words together."""
    words = "A degree, $97,550\N{NO-BREAK SPACE}a\N{NO-BREAK SPACE}year"

    assert pen.wrapped(words, pen.length("A degree, $97,550 a")) == [
        "A degree,",
        "$97,550\N{NO-BREAK SPACE}a\N{NO-BREAK SPACE}year",
    ]
    assert pen.wrapped(words, pen.length("$97,550 a") + 1) == ["A degree,", "$97,550 a", "year"]
