"""A guide says how long it takes to read, by a count of words that another reader of its text confirms."""

import itertools
import re
from dataclasses import replace

import pytest
from markdown_it import MarkdownIt

from cma_content import Article, RenderOptions, build, export
from cma_content.handout import Handout, reading_time, tree
from cma_content.handout.runs import CrossReference
from cma_content.model.inline import Strong

FRONT = tree.Front(
    masthead=None,
    title="A Job",
    subtitle="What it is",
    message_title="The main message",
    message=("One two three.",),
    action_title="Do this next",
    action=("Ask ", Strong("twice"), tree.Note(1), "."),
    key_points_title="The short version",
    key_points=(),
    note=(),
)
LABELS = {
    "and_then": " and ",
    "in_quotes": "{title}",
    "in_a_hurry": "Only {minutes}? Up to here.",
    "in_a_hurry_then": "Only {minutes}? Then ",
    "reading_time": "{minutes} minutes.",
    "reading_time_of_one": "1 minute.",
}


def section(name: str, number: int) -> tree.Section:
    """A section of so many words, its title among them."""
    return tree.Section(name, name, (tree.Paragraph((" ".join(["word"] * (number - 1)),)),))


def line(*sections: tree.Section) -> str:
    """What the front of a guide says, a link in brackets."""
    runs = reading_time.line((FRONT, *sections), LABELS)
    return "".join(f"[{run.text}]" if isinstance(run, CrossReference) else str(run) for run in runs)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("", 0),
        ("You take blood pressure.", 4),
        ("A low-cost, full-time program \N{EM DASH} ask.", 5),
        ("$45,690 (U.S., May 2025)", 4),
        ("one\N{EM DASH}two \N{EN DASH} three & four", 4),
        ("doctor's and/or doctors\N{RIGHT SINGLE QUOTATION MARK}", 3),
    ],
)
def test_words_stand_between_spaces(text: str, number: int) -> None:
    """A dash parts them; a hyphen does not; a sign alone is none."""
    assert reading_time.count(text) == number


@pytest.mark.parametrize(
    ("words", "minutes"), [(0, 1), (1, 1), (200, 1), (201, 2), (2000, 10), (2001, 15), (9682, 50), (12_000, 60)]
)
def test_minutes_are_rounded_up(words: int, minutes: int) -> None:
    """At 200 words a minute; from ten on in steps of five, since more would claim too much."""
    assert reading_time.minutes(words) == minutes


def test_marks_of_sources_are_no_words() -> None:
    """Title 2, subtitle 3, main message 3 and 3, action 3 and 2."""
    assert reading_time.words([FRONT]) == 16


def test_a_long_table_is_looked_up() -> None:
    """Its words are not counted, from thirty rows on."""
    rows = tuple(((f"Row {number}",), ("1",)) for number in range(30))
    table = tree.Grid("figure-pay", "Pay", ("Area", "Jobs"), rows)

    assert reading_time.words([tree.Section("pay", "Pay", (table,))]) == 1
    assert reading_time.words([tree.Section("pay", "Pay", (replace(table, rows=rows[1:]),))]) == 4 + 29 * 3


def test_the_short_way_takes_the_first_sections_that_fit() -> None:
    """Three minutes are 600 words, about three 700; the front has 16."""
    assert line(section("a", 300), section("b", 384), section("c", 10)) == "4 minutes. Only 3? Then [a] and [b]."
    assert line(section("a", 100), section("b", 100), section("c", 100), section("d", 900)) == (
        "7 minutes. Only 3? Then [a], [b] and [c]."
    )
    assert line(section("a", 300), section("b", 385)) == "4 minutes. Only 3? Then [a]."
    assert line(section("a", 685), section("b", 1)) == "4 minutes. Only 3? Up to here."


def test_where_no_way_is_shorter_none_is_named() -> None:
    """The whole takes three minutes, or the front alone takes longer."""
    assert line(section("a", 100)) == "1 minute."
    assert line(section("a", 684)) == "4 minutes."
    long = replace(FRONT, message=(" ".join(["word"] * 700),))
    assert len(reading_time.line((long, section("a", 900)), LABELS)) == 1


def words_of_markdown(text: str) -> int:
    """The words that a reader of the Markdown export sees, by another program; of no long table and no source."""
    number = 0
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    kept, table, is_source = [], [], False
    for token in tokens:
        table.append(token)
        if token.level or token.nesting == 1:
            continue
        rows = sum(one.type == "tr_open" for one in table)
        kept += table if rows <= reading_time.LOOKED_UP else []
        table = []
    for before, token in itertools.pairwise(kept):
        if before.type == "heading_open" and before.tag == "h2":
            is_source = token.content == "Sources"
        if token.type == "inline" and not is_source:
            inside = "".join(
                " " if child.type in ("softbreak", "hardbreak") else child.content for child in token.children or ()
            )
            inside = re.sub(r"\[[0-9]+\]", "", inside)
            number += len([word for word in re.split(r"[\s\u2014]+", inside) if re.search(r"\w", word)])
    return number


@pytest.mark.parametrize("name", ["guide", "kitchen_sink"])
def test_the_words_are_those_of_the_markdown(name: str, request: pytest.FixtureRequest) -> None:
    """All but the list of sources with what follows, the reading time, appendices, and what heads long tables."""
    article: Article = request.getfixturevalue(name)
    handout = build(article)
    counted = reading_time.words(handout.body)
    read = words_of_markdown(export(article, "md").decode())
    own = reading_time.count(reading_time.plain(handout.front.reading_time))
    body = [section for section in handout.sections if not section.appendix]
    long = [block for section in body for block in section.blocks if isinstance(block, tree.Grid)]
    long = [block for block in long if len(block.rows) >= reading_time.LOOKED_UP]
    heads = sum(reading_time.count(block.caption, reading_time.plain(block.note)) for block in long)

    assert counted > 200
    appended = [replace(section, appendix=False) for section in handout.sections if section.appendix]
    heads += reading_time.words(appended) + sum(
        reading_time.count(block.caption, reading_time.plain(block.note))
        for section in appended
        for block in section.blocks
        if isinstance(block, tree.Grid) and len(block.rows) >= reading_time.LOOKED_UP
    )
    assert read == counted + own + heads


def test_the_guide_says_how_long_it_takes(guide: Article) -> None:
    """A sheet does not."""
    handout: Handout = build(guide)
    said = reading_time.plain(handout.front.reading_time)

    assert said.startswith(f"Reading time: about {reading_time.minutes(reading_time.words(handout.body))} minutes.")
    assert build(guide, RenderOptions(layout="two-sided")).front.reading_time == ()


def test_a_link_of_the_short_way_leads_to_its_section(guide: Article) -> None:
    """By its title."""
    handout = build(guide)
    titles = {section.id: section.title for section in handout.sections}
    links = [run for run in handout.front.reading_time if isinstance(run, CrossReference)]

    assert [f"“{titles[link.anchor]}”" for link in links] == [link.text for link in links]
