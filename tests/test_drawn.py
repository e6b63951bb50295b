"""What an author may write of days, paths, layers and charts, and how it is printed in each format."""

from datetime import time
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from cma_content import Article, RenderOptions, build, export
from cma_content.checking.blocks import empty_blocks
from cma_content.handout import locale, tree
from cma_content.model.blocks import Block
from cma_content.model.time_of_day import Clock
from cma_content.rendering import html
from cma_content.rendering.charts.paint import INHERITED

BLOCK: TypeAdapter[Any] = TypeAdapter(Block)
CLOCK: TypeAdapter[time] = TypeAdapter(Clock)


@pytest.mark.parametrize(
    ("typed", "meant", "printed"),
    [
        ("7:45 a.m.", time(7, 45), "7:45 a.m."),
        ("07:45", time(7, 45), "7:45 a.m."),
        ("7:45AM", time(7, 45), "7:45 a.m."),
        ("8 a.m.", time(8), "8:00 a.m."),
        ("12:30 p.m.", time(12, 30), "12:30 p.m."),
        ("12:10 AM", time(0, 10), "12:10 a.m."),
        ("19:30", time(19, 30), "7:30 p.m."),
        ("noon", time(12), "noon"),
        ("12 p.m.", time(12), "noon"),
        ("00:00", time(0), "midnight"),
    ],
)
def test_a_time_of_day_is_read_and_printed(typed: str, meant: time, printed: str) -> None:
    """In either way that people write it; in JSON and YAML by the hour of the day."""
    assert CLOCK.validate_python(typed) == meant
    assert CLOCK.validate_python(CLOCK.dump_python(meant, mode="json")) == meant
    assert locale.clock(meant, locale.words_of("en")) == printed


@pytest.mark.parametrize("typed", ["8", "25:00", "13:00 p.m.", "0:30 a.m.", "7:60", "early", "", "7.45", "1" * 9])
def test_what_no_clock_shows_is_no_time(typed: str) -> None:
    """An hour alone is neither: it may be of the morning or the evening."""
    with pytest.raises(ValidationError, match="time of day|no clock"):
        CLOCK.validate_python(typed)


PATIENTS = {"id": "a", "name": "A", "shape": "circle"}


def day(kinds: list[dict[str, str]], *named: str | None) -> dict[str, Any]:
    """A day with these kinds, and moments of some."""
    moments = [{"time": "08:00", "text": "T", **({"kind": kind} if kind else {})} for kind in named]
    return {"type": "timeline", "caption": "C", "note": "N", "kinds": kinds, "moments": moments}


@pytest.mark.parametrize(
    ("block", "message"),
    [
        (day([PATIENTS], "a", "b"), "of the kind b"),
        (day([PATIENTS], "a", None), "has no kind"),
        (day([], "a", "a"), "of the kind a"),
        (day([PATIENTS, {**PATIENTS, "id": "b"}], "a", "b"), "the shape of another"),
        (day([PATIENTS, {**PATIENTS, "shape": "dot"}], "a", "a"), "the shape of another"),
        ({"type": "bar-chart", "caption": "C", "facts": ["a", "b"], "about": "c"}, "none of the facts"),
        ({"type": "bar-chart", "caption": "C", "facts": ["a"] * 16}, "at most 15"),
        ({"type": "collection-chart", "of": "work-settings", "figure": "growth", "caption": "C"}, "have no growth"),
        ({"type": "career-paths", "caption": "C", "start": "S", "ways": []}, "at least 1"),
        ({"type": "layers", "caption": "C", "layers": [{"name": "N", "giver": "G", "meaning": "M"}]}, "at least 2"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_drawn_is_refused(block: dict[str, Any], message: str) -> None:
    """With the reason."""
    with pytest.raises(ValidationError, match=message):
        BLOCK.validate_python(block)


def test_a_thousand_bars_are_refused() -> None:
    """Of a chart of facts by the model; of a collection by the limits of a handout."""
    with pytest.raises(ValidationError, match="at most 15"):
        BLOCK.validate_python({"type": "bar-chart", "caption": "C", "facts": ["a"] * 1000})


def with_blocks(article: Article, *made: dict[str, Any], **changed: Any) -> Article:
    """The article with one section of these blocks."""
    data = article.model_dump(mode="json", exclude_none=True)
    sections = [{"id": "one", "title": "One", "blocks": list(made)}]
    return Article.model_validate(data | {"sections": sections, "fact_sheet": [], "faqs": []} | changed)


@pytest.mark.parametrize(
    ("block", "message"),
    [
        (
            {"type": "career-paths", "caption": "C", "start": "S", "ways": [{"kind": "rol", "name": "N"}]},
            "none of the career-steps is rol",
        ),
        (
            {"type": "collection-chart", "of": "work-settings", "figure": "jobs", "caption": "C"},
            "none of the work-settings has a jobs",
        ),
        (
            {"type": "collection-chart", "of": "work-settings", "figure": "share", "caption": "C", "beside": ["hours"]},
            "the bars are counted in hours and percent",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_picture_that_would_show_nothing_is_reported(
    block: dict[str, Any], message: str, kitchen_sink: Article
) -> None:
    """At its block, before anything is written."""
    assert message in str([*empty_blocks(with_blocks(kitchen_sink, block))])


def test_an_entry_that_there_is_not_cannot_be_marked(kitchen_sink: Article) -> None:
    """As for any other reference."""
    block = {"type": "collection-chart", "of": "similar-jobs", "figure": "pay", "caption": "C", "about": "nobody"}
    with pytest.raises(ValidationError, match="no similar job has the id nobody"):
        with_blocks(kitchen_sink, block)


def test_a_day_has_a_marker_and_a_word_for_each_kind(kitchen_sink: Article) -> None:
    """Shape and word, so that nothing is told by color, nor to the eye alone; drawn by borders, which are printed."""
    handout = build(kitchen_sink)
    (found,) = (made for part in html.sections(handout, 430) for made in part.iter("div")
                if made.get("class") == "timeline" and made.find("h3").text == "A day")  # type: ignore[union-attr] # fmt: skip
    items = [(item.get("class"), " ".join("".join(item.itertext()).split())) for item in found.iter("li")]

    assert items == [
        ("circle", "8:00 a.m. With people. You begin."),
        ("dot", "noon Rest. You eat."),
        ("triangle", "1:05 p.m. Trouble. Something breaks."),
        ("square", "5:00 p.m. At the desk. You write it down."),
    ]
    assert "- **noon** *Rest.* You eat." in export(kitchen_sink, "md").decode()


def test_paths_are_said_in_text_where_no_entries_say_them(kitchen_sink: Article) -> None:
    """Otherwise the picture says how they lie, and the entries what they are."""
    paths = {"type": "career-paths", "caption": "C", "start": "Helper", "ways": [{"kind": "role", "name": "Stay"}]}
    view = {"type": "view", "of": "career-steps"}
    for blocks, twin in (([paths], "Helper. Stay: Lead (A degree, $45,690\xa0a\xa0year)."), ([paths, view], "")):
        made = build(with_blocks(kitchen_sink, *blocks)).sections[0].blocks[0]
        assert isinstance(made, tree.Paths)
        assert made.twin == twin
        assert "Lead" in made.alt


def test_a_map_says_its_classes_where_no_table_has_every_value(kitchen_sink: Article) -> None:
    """For a region the table of pay may be shorter."""
    for region in ("", "TX"):
        handout = build(kitchen_sink, RenderOptions(region=region))
        (made,) = (block for part in handout.sections for block in part.blocks
                   if isinstance(block, tree.Chart) and block.kind == "map")  # fmt: skip
        assert ("The table of pay" in made.twin) == (not region)
        assert all(bar.label in made.twin for bar in made.bars) == bool(region)


def test_a_book_draws_in_the_color_of_its_text(kitchen_sink: Article) -> None:
    """Whichever ground its reader has chosen; a code alone brings its own, as cameras read dark on light."""
    drawn = [made for part in html.sections(build(kitchen_sink), 430, paint=INHERITED) for made in part.iter("svg")]
    fills = {(made.get("class") == "qr", one.get("fill")) for made in drawn for one in made.iter("rect")}

    assert fills == {(False, "currentColor"), (True, "#ffffff")}


def test_what_is_higher_than_a_page_is_a_table(kitchen_sink: Article) -> None:
    """A drawing cannot break over two pages; in large print less fits on one."""
    step = kitchen_sink.career_steps[0].model_dump(mode="json", exclude_none=True)
    paths = {"type": "career-paths", "caption": "C", "start": "S", "ways": [{"kind": "role", "name": "N"}]}
    for number, large, kind in (
        (5, False, tree.Paths),
        (12, False, tree.Grid),
        (3, True, tree.Paths),
        (8, True, tree.Grid),
    ):
        steps = [{**step, "id": f"s-{one}"} for one in range(number)]
        article = with_blocks(kitchen_sink, paths, career_steps=steps)
        options = RenderOptions(preset="large-print" if large else "standard")
        made = build(article, options).sections[0].blocks[0]
        assert isinstance(made, kind), (number, large)
    label = "A label that goes on " * 14
    facts = [fact.replace(label=label[:280], brief=None) for fact in kitchen_sink.facts]
    long = with_blocks(
        kitchen_sink.replace(facts=facts), {"type": "bar-chart", "caption": "C", "facts": ["growth"] * 3}
    )
    assert isinstance(build(long).sections[0].blocks[0], tree.Grid)
