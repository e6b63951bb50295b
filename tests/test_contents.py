"""Groups of sections, appendices behind them, and the contents in every format."""

import io
import zipfile
from typing import Any

import docx
import pytest
from lxml import etree, html
from pydantic import ValidationError

from cma_content import Article, RenderOptions, build, export
from cma_content.handout import reading_time, tree
from cma_content.handout.tree import Contents, Handout
from cma_content.model.program import Program


def contents(handout: Handout) -> Contents:
    """Its list of parts."""
    (found,) = (part for part in handout.body if isinstance(part, Contents))
    return found


def listed(handout: Handout) -> list[tuple[str, list[str]]]:
    """The titles of the groups, each with the ids of what it holds."""
    return [(group.title, [entry.id for entry in group.entries]) for group in contents(handout).groups]


@pytest.fixture
def grouped(kitchen_sink: Article) -> Article:
    """Three sections of the kitchen sink in two groups, in another order than they are listed, and an appendix."""
    text, money, lists, _ = kitchen_sink.sections
    appendix = money.replace(id="table", title="Pay by area", appendix=True, blocks=money.blocks[-1:])
    money = money.replace(blocks=money.blocks[:-1])
    groups = [{"title": "To look up", "sections": ["lists"]}, {"title": "To read", "sections": ["text", "money"]}]
    return kitchen_sink.replace(sections=(text, appendix, money, lists), groups=groups)


def test_groups_give_the_order_and_appendices_come_last(grouped: Article) -> None:
    """The sources close the handout, as ever."""
    handout = build(grouped)

    assert listed(handout) == [
        ("To look up", ["lists"]),
        ("To read", ["text", "money"]),
        ("At the end", ["table", "sources"]),
    ]
    assert [part.id for part in handout.sections] == ["lists", "text", "money", "table"]
    assert [part.id for part in handout.sections if part.appendix] == ["table"]
    assert [entry.id for entry in handout.outline if entry.level == 1] == ["lists", "text", "money", "table", "sources"]


def test_without_groups_sections_stand_as_listed(kitchen_sink: Article) -> None:
    """In one list without a title."""
    assert listed(build(kitchen_sink)) == [("", ["text", "money", "lists", "set", "sources"])]


def test_a_section_in_no_group_follows_them(grouped: Article) -> None:
    """Before the appendices."""
    article = grouped.replace(groups=[{"title": "To read", "sections": ["money"]}])

    assert listed(build(article)) == [
        ("To read", ["money"]),
        ("", ["text", "lists"]),
        ("At the end", ["table", "sources"]),
    ]


def test_an_order_of_a_program_s_own_may_part_a_group(grouped: Article, nowhere: Program) -> None:
    """Then nothing is headed by a group twice; appendices stay last."""
    program = nowhere.replace(sections=("table", "money", "lists", "text"))
    own = listed(build(grouped, RenderOptions(program=program)))
    kept = listed(build(grouped, RenderOptions(program=program.replace(sections=("money", "text", "lists")))))

    assert own == [("", ["money", "lists", "text", "by-nowhere"]), ("At the end", ["notices", "table", "sources"])]
    assert [title for title, _ in kept] == ["To read", "To look up", "", "At the end"]


@pytest.mark.parametrize(
    ("groups", "message"),
    [
        ([("A", ["text", "text"])], "'text' stands in the groups twice"),
        ([("A", ["text"]), ("B", ["lists", "text"])], "'text' stands in the groups twice"),
        ([("A", ["text", "table"])], "'table' is an appendix, which stands behind all groups"),
        ([("A", ["two"])], "no section has the id two"),
        ([("A", [])], "at least 1 item"),
    ],
)
def test_groups_that_make_no_sense_are_refused(
    groups: list[tuple[str, list[str]]], message: str, grouped: Article
) -> None:
    """With the section at fault."""
    with pytest.raises(ValidationError, match=message):
        grouped.replace(groups=[{"title": title, "sections": sections} for title, sections in groups])


def test_every_format_shows_the_groups(grouped: Article) -> None:
    """Each a list of links under its title."""
    expected = [
        ("To look up", ["Collections"]),
        ("To read", ["Text", "Money"]),
        ("At the end", ["Pay by area", "Sources"]),
    ]
    page: Any = html.fromstring(export(grouped, "html"))
    assert _nested(page.xpath("//nav/ol")[0]) == expected
    with zipfile.ZipFile(io.BytesIO(export(grouped, "epub"))) as book:
        nav: Any = etree.fromstring(book.read("EPUB/nav.xhtml"))
    lists = nav.xpath("//*[@role='doc-toc']/*[local-name()='ol']")
    assert _nested(lists[0]) == [("", [grouped.title]), *expected]
    text = export(grouped, "md").decode()
    assert "- To read\n  - [Text](#text)\n  - [Money](#money)\n- At the end\n" in text
    paragraphs = docx.Document(io.BytesIO(export(grouped, "docx"))).paragraphs
    shown = [one for one in paragraphs if one.style and one.style.name in ("toc group", "toc 1")]
    assert [one.text for one in shown] == [words for title, links in expected for words in (title, *links)]


def _nested(ol: Any) -> list[tuple[str, list[str]]]:
    """The items of a list: links, or titles with lists of links."""
    found = []
    for item in ol.xpath("./*[local-name()='li']"):
        links = ["".join(link.itertext()) for link in item.xpath(".//*[local-name()='a']")]
        title = "".join(item.xpath("./*[local-name()='span']/text()"))
        found.append((title, links))
    return found


def test_the_guide_opens_with_its_figures_and_leads_to_its_tables(guide: Article) -> None:
    """Pay stands on the first page; what is looked up, behind the text that leads to it."""
    handout = build(guide)
    figures = [figure.value for figure in handout.front.figures.figures]

    assert guide.pay
    assert guide.pay.nation
    assert f"${guide.pay.nation.yearly.median:,}\xa0a\xa0year" in figures
    assert [title for title, _ in listed(handout)] == [*(group.title for group in guide.groups), "At the end"]
    assert [part.id for part in handout.sections if part.appendix] == ["wages", "state-law"]
    for section, appendix in (("pay", "wages"), ("states", "state-law")):
        (found,) = (part for part in handout.sections if part.id == section)
        assert f"CrossReference(anchor='{appendix}'" in repr(found)
    assert reading_time.words(handout.body) == reading_time.words(
        [part for part in handout.body if not (isinstance(part, tree.Section) and part.appendix)]
    )


def rows(article: Article, region: str, section: str) -> list[list[str]]:
    """The first cells of the rows of each table of a section."""
    handout = build(article, RenderOptions(region=region))
    (found,) = (part for part in handout.sections if part.id == section)
    grids = [block for block in found.blocks if isinstance(block, tree.Grid)]
    return [[str(row[0][0]) for row in grid.rows] for grid in grids]


@pytest.mark.parametrize(
    ("region", "areas", "states"),
    [
        (
            "Seattle",
            "United States; Seattle-Tacoma-Bellevue, WA; Washington; Idaho; Oregon",
            "Idaho; Oregon; Washington",
        ),
        ("ME", "United States; Maine; New Hampshire", "Maine; New Hampshire"),
        ("AK", "United States; Alaska", "Alaska"),
        ("Guam", "United States; Guam", "Guam"),
    ],
)
def test_appendices_of_a_region_hold_it_and_its_neighbors(region: str, areas: str, states: str, guide: Article) -> None:
    """The area, its states and the nation; no other row."""
    assert rows(guide, region, "wages") == [areas.split("; ")]
    law = rows(guide, region, "state-law")
    assert all(table == states.split("; ") for table in law), law


def test_without_a_table_of_pay_a_map_says_every_value(guide: Article) -> None:
    """A reader who does not see it gets what others see."""
    whole, local = build(guide), build(guide, RenderOptions(region="WA"))
    alone = build(guide, RenderOptions(sections=("pay",)))
    twins = []
    for handout in (whole, local, alone):
        (pay,) = (part for part in handout.sections if part.id == "pay")
        (chart,) = (block for block in pay.blocks if isinstance(block, tree.Chart) and block.kind == "map")
        assert len(chart.bars) > 50
        twins.append((chart.twin, all(f"{bar.label}\xa0{bar.brief}" in chart.twin for bar in chart.bars)))

    assert twins[0] == ("The table of pay by area has every value.", False)
    assert [said for _, said in twins[1:]] == [True, True]
