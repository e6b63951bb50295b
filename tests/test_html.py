"""The web page: what it tells machines stands on it, and it is read by keyboard, in print, zoomed and in any colors."""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import validation
from lxml import html

from cma_content import Article, RenderOptions, export
from cma_content.design.tokens import Preset
from cma_content.handout import locale
from cma_content.model.blocks import Table
from cma_content.model.program import Program
from cma_content.rendering.html import ease

CODES = {
    *("@context", "@id", "@type", "currency", "duration", "inLanguage", "license", "occupationalCategory", "url"),
}
"""What is not printed: kinds, codes and addresses."""
ACTING = {"audio", "button", "details", "dialog", "embed", "iframe", "object", "select", "summary", "textarea", "video"}
"""Elements that a reader acts on, beside those that a page has."""


def data(page: bytes) -> dict[str, list[dict[str, Any]]]:
    """The structured data of a page, its nodes by their type; there is no other script."""
    (script,) = html.fromstring(page).iter("script")
    assert script.get("type") == "application/ld+json"
    found: dict[str, list[dict[str, Any]]] = {}
    for node in json.loads(script.text or "")["@graph"]:
        found.setdefault(node["@type"], []).append(node)
    return found


def literals(value: Any, name: str = "") -> Iterator[str]:
    """Each text, number and date in structured data, as a page prints it."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from () if key in CODES else literals(inner, key)
    elif isinstance(value, list):
        for inner in value:
            yield from literals(inner, name)
    elif isinstance(value, int | float):
        yield f"${value:,}" if value > 1000 else f"${value:,.2f}"
    elif name == "dateModified":
        yield locale.day(date.fromisoformat(value))
    else:
        yield value


def squeezed(text: str) -> str:
    """`text` with single spaces."""
    return " ".join(text.split())


def visible(page: bytes) -> str:
    """What stands on the page, without the numbers of sources, dates in words."""
    body = html.fromstring(re.sub(rb'<a [^>]*"doc-noteref"[^>]*>.*?</a>', b"", page)).find("body")
    assert body is not None
    text = squeezed("".join(map(str, body.itertext())))
    return re.sub(
        r"(?<![\d-])\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?![\d-])",
        lambda day: locale.day(date.fromisoformat(day[0])),
        text,
    )


def test_every_word_and_figure_for_machines_stands_on_the_page(
    handouts: Path, editions: dict[RenderOptions, Path]
) -> None:
    """Of the guide, its sheets and the kitchen sink, with and without a program."""
    pages = [*handouts.glob("*.html"), *{path.with_suffix(".html") for path in editions.values()}]
    pages = [path for path in pages if path.exists()]
    assert len(pages) > 10
    for path in pages:
        message = [squeezed(text) for text in literals(data(path.read_bytes()))]
        page = visible(path.read_bytes())

        assert len(message) > 10
        assert [text for text in message if text not in page] == [], path.name


def areas(found: dict[str, list[dict[str, Any]]]) -> list[str]:
    """The places of the one occupation, each of which has pay under its name."""
    (occupation,) = found["Occupation"]
    names = [place["name"] for place in occupation["occupationLocation"]]
    assert [*dict.fromkeys(pay["name"] for pay in occupation["estimatedSalary"])] == names
    return names


def test_the_guide_tells_questions_and_pay_of_each_area(guide: Article, handouts: Path) -> None:
    """All its questions, and for the nation five levels of pay; what the table leaves out is left out."""
    found = data((handouts / f"{guide.id}.html").read_bytes())
    (occupation,) = found["Occupation"]
    pay = {(one["name"], one["duration"]): one for one in occupation["estimatedSalary"]}
    assert guide.pay

    assert [node["name"] for node in found["FAQPage"][0]["mainEntity"]] == [
        faq.question for faq in guide.faqs if not faq.on_sheets_only
    ]
    assert len(areas(found)) == len(guide.pay.areas)
    assert occupation["occupationLocation"][0] == {"@type": "Country", "name": "United States"}
    assert pay["United States", "P1Y"] == {
        "@type": "MonetaryAmountDistribution",
        "name": "United States",
        "currency": "USD",
        "duration": "P1Y",
        "percentile10": 36050,
        "percentile25": 38470,
        "median": 45690,
        "percentile75": 49180,
        "percentile90": 59310,
    }
    assert pay["Alabama", "P1Y"].keys() & {"percentile25", "percentile75"} == set()


def test_the_guide_tells_what_the_work_is_and_asks_for(guide: Article, handouts: Path) -> None:
    """Its duties, skills and ways in, and the codes that are its own; a sheet has those that it names."""
    found = data((handouts / f"{guide.id}.html").read_bytes())
    (occupation,), (article,) = found["Occupation"], found["Article"]
    (sheet,) = data(export(guide, "html", RenderOptions(layout="fact-sheet")))["Occupation"]

    assert occupation["responsibilities"] == [
        duty.name.replace("'", "\N{RIGHT SINGLE QUOTATION MARK}") for duty in guide.duties
    ]
    assert occupation["skills"] == [skill.name for skill in guide.skills]
    assert occupation["educationRequirements"] == [path.name for path in guide.education_paths]
    assert [(code["inCodeSet"]["name"], code["codeValue"]) for code in occupation["occupationalCategory"]] == [
        ("SOC 2018", "31-9092"),
        ("O*NET-SOC 2019", "31-9092.00"),
    ]
    assert 0 < len(sheet["responsibilities"]) < len(guide.duties)
    assert article["about"] == {"@id": occupation["@id"]}
    assert occupation["mainEntityOfPage"] == {"@id": article["@id"]}


def test_what_a_handout_leaves_out_no_machine_reads(kitchen_sink: Article, guide: Article) -> None:
    """Neither pay nor questions, where the page has none."""
    text = kitchen_sink.replace(
        sections=(kitchen_sink.section("text").replace(blocks=kitchen_sink.section("text").blocks[1:]),),
        fact_sheet=(),
        key_figures=(),
    )
    found = data(export(text, "html"))
    sheet = data(export(guide, "html", RenderOptions(layout="fact-sheet")))

    assert found.keys() == {"Article", "Occupation"}
    assert found["Occupation"][0].keys() & {"responsibilities", "skills", "educationRequirements"} == set()
    assert found["Occupation"][0].keys() & {"occupationLocation", "estimatedSalary"} == set()
    assert "FAQPage" not in sheet
    assert len(areas(sheet)) == 1, "no table of the states on a sheet"


def test_the_pay_of_a_region_stands_with_its_name(guide: Article) -> None:
    """As on its sheet, where the figures of the region come first."""
    found = data(export(guide, "html", RenderOptions(layout="fact-sheet", region="Seattle")))

    assert areas(found) == ["Seattle, WA", "U.S."]


def test_a_source_is_cited_once(kitchen_sink: Article) -> None:
    """By its title; the short address behind it is no source of its own."""
    cited = data(export(kitchen_sink, "html"))["Article"][0]["citation"]

    assert [node["name"] for node in cited] == list(dict.fromkeys(node["name"] for node in cited))
    assert {node["name"] for node in cited} <= {source.title for source in kitchen_sink.sources}
    assert len(cited) > 1


def tables(page: bytes) -> Iterator[Any]:
    """The areas of the tables of a page."""
    return (area for area in html.fromstring(page).iter("div") if area.find("table") is not None)


def test_a_cell_tells_its_column_where_the_head_is_out_of_sight(kitchen_sink: Article) -> None:
    """In every table that a phone has no room for; and only of a long one the rest waits behind a control."""
    areas = list(tables(export(kitchen_sink, "html")))
    stacked = [area for area in areas if "stacked" in area.get("class").split()]
    assert stacked
    assert len(areas) > len(stacked)
    for area in stacked:
        heads = [head.text_content() for head in area.find("table/thead/tr")]
        for row in area.find("table/tbody"):
            about, *cells = row
            assert about.get("data-column") is None
            assert [cell.get("data-column") for cell in cells] == heads[1:]
            assert all((cell.text_content() == "–") == ("none" in cell.get("class", "").split()) for cell in cells)
    assert not [area for area in areas if area.find("label") is not None]


def test_a_table_whose_words_have_no_room_side_by_side_is_stacked(kitchen_sink: Article) -> None:
    """Two columns as well; what is broken is no word, unless it is longer than a line."""
    (small,) = (area for area in tables(export(kitchen_sink, "html")) if area.get("id") == "figure-a-small-table")
    assert "stacked" not in small.get("class")

    text, *others = kitchen_sink.sections
    rows = (("Otorhinolaryngologists", "Electroencephalography"),)
    blocks = [block.replace(rows=rows) if isinstance(block, Table) else block for block in text.blocks]
    longer = kitchen_sink.replace(sections=(text.replace(blocks=tuple(blocks)), *others))
    (small,) = (area for area in tables(export(longer, "html")) if area.get("id") == "figure-a-small-table")
    assert "stacked" in small.get("class").split()


def test_a_table_without_room_on_any_screen_is_stacked_on_all(kitchen_sink: Article) -> None:
    """By the length of its words; in large print sooner."""
    text, *others = kitchen_sink.sections

    def small(word: str, preset: Preset = "standard") -> list[str]:
        rows = ((word, "It is"),)
        blocks = [block.replace(rows=rows) if isinstance(block, Table) else block for block in text.blocks]
        longer = kitchen_sink.replace(sections=(text.replace(blocks=tuple(blocks)), *others))
        areas = tables(export(longer, "html", RenderOptions(preset=preset)))
        return next(area.get("class").split() for area in areas if area.get("id") == "figure-a-small-table")

    assert "always" not in small("x" * 60)
    assert "always" in small("x" * 60, "large-print")
    assert "always" in small("x" * 80)


def test_a_long_address_ends_a_line_at_its_own_signs() -> None:
    """And reads as it did; a short one, a number and a drawing have no joints."""
    body = ElementTree.fromstring(
        "<p>To one@north-central-technical.example.edu or <a>example.edu/programs/apply_now</a> for $1,234,567.89, "
        "see bls.gov/oes<svg><text>accommodation/interpretation</text></svg> and accommodation/interpretation</p>"
    )
    before = "".join(body.itertext())
    ease(body)

    assert "".join(body.itertext()) == before
    assert [mark.tail for mark in body.iter("wbr")] == [
        ".example",
        ".edu or ",
        ".edu/",
        "programs/",
        "apply",
        "_now",
        "interpretation",
    ]


def test_a_cell_that_says_yes_and_no_more_is_told_by_its_column(kitchen_sink: Article) -> None:
    """And no other: a word that only happens to stand alone is read."""
    marked = [area.get("id") for area in tables(export(kitchen_sink, "html")) if "marked" in area.get("class")]

    assert marked == ["figure-duties-and-their-limits"]


def test_a_long_table_with_an_answer_has_a_control_with_a_name(guide: Article) -> None:
    """Which no other has."""
    areas = list(tables(export(guide, "html")))
    (area,) = (area for area in areas if area.find("label") is not None)
    control = area.find("label")

    assert control.getnext().tag == "table"
    assert control.find("input").get("type") == "checkbox"
    assert control.text_content().strip() == "Show all columns"
    assert [head.text_content() for head in area.iter("th") if "answer" in head.get("class", "")] == ["Median, yearly"]


def test_every_component_is_native_and_has_a_name(guide: Article, kitchen_sink: Article) -> None:
    """Links, areas that scroll, what a link skips to, and the control of a long table; no script acts on them."""
    kinds = Counter[str]()
    for article in (guide, kitchen_sink):
        page: Any = html.fromstring(export(article, "html"))
        for made in page.xpath("//*"):
            assert not [name for name in made.attrib if name.startswith("on")]
            kind = "area" if made.get("tabindex") == "0" else made.tag
            match kind:
                case "a":
                    assert made.get("href")
                    assert made.text_content().strip() or made.get("aria-label")
                case "area":
                    assert made.get("role") == "region"
                    assert made.get("aria-label") or made.get("aria-labelledby")
                case "input":
                    assert made.get("type") == "checkbox"
                    assert made.getparent().tag == "label"
                    assert made.getparent().text_content().strip()
                case "script":
                    assert made.get("type") == "application/ld+json"
                case "main":
                    assert made.get("tabindex") == "-1"
                case _:
                    assert made.get("tabindex") is None
                    assert made.get("role", "img") in {"img", "region", "note", "list", "group"}
                    assert kind not in ACTING
            kinds[kind] += 1

    assert min(kinds[kind] for kind in ("a", "area", "input", "script", "main")) > 0


def test_a_chart_is_drawn_twice_and_said_once(kitchen_sink: Article) -> None:
    """An id is in a page once; both drawings have the same words in their place."""
    figures = [figure for figure in html.fromstring(export(kitchen_sink, "html")).iter("figure") if len(figure) > 2]
    assert len(figures) > 2
    for figure in figures:
        narrow, wide = figure.findall("svg")
        assert (narrow.get("class"), wide.get("class")) == ("chart narrow", "chart wide")
        assert wide.get("aria-label") == narrow.findtext("title")
        assert [narrow.get("aria-labelledby")] == [title.get("id") for title in narrow.iter("title")]
        assert not [inner for inner in wide.iter() if inner.get("id")]


def test_a_sheet_and_a_guide_have_the_rules_of_their_screens(guide: Article) -> None:
    """Contents beside the text for the one, parts side by side for the other; large print needs wider screens."""
    page, large, sheet = (
        export(guide, "html", options).decode()
        for options in (RenderOptions(), RenderOptions(preset="large-print"), RenderOptions(layout="fact-sheet"))
    )

    assert "@media screen and (max-width: 36em)" in page
    assert "@media screen and (max-width: 54em)" in large
    assert "position: sticky" in page
    assert "position: sticky" not in sheet


def test_no_text_ends_the_script(kitchen_sink: Article) -> None:
    """An article from anyone runs nothing."""
    hostile = "A</script><script>alert(1)</script><!--<script> & ]]>"
    page = export(kitchen_sink.replace(title=hostile), "html")

    assert data(page)["Article"][0]["headline"] == hostile
    assert page.count(b"<script") == page.count(b"</script") == 1


def test_a_reader_meets_no_obstacle(handouts: Path, guide: Article, nowhere: Program, tmp_path: Path) -> None:
    """By keyboard, in a window of 320 px, with wide spacing, twice as large, in forced colors and on paper."""
    paths = sorted(handouts.glob("*.html"))
    for number, edition in enumerate(
        (
            RenderOptions(preset="large-print"),
            RenderOptions(layout="two-sided", program=nowhere.replace(sections=None, section=None, hide=None)),
        )
    ):
        paths.append(tmp_path / f"{number}.html")
        paths[-1].write_bytes(export(guide, "html", edition))
    assert len(paths) > 4

    assert validation.reading(paths) == []


OBSTACLES = (
    {
        "the page scrolls sideways": ("  overflow-x: auto;", ""),
        "words are cut off": (".entry, .question {", ".entry, .question { height: 1rem; overflow: hidden;"),
        "words of a chart fade": (".chart .mark {", ".chart text { fill: #999; }\n.chart .mark {"),
        "a note begins a line": ("a.ref {", "a.ref { display: block;"),
        "focus is not seen": ("  outline: 0.2rem solid var(--accent);", "  outline: none;"),
        "the link that skips is not seen": ("  left: 0.5rem;\n  top: 0.5rem;", ""),
    },
    {
        "no key reaches a scroll area": (' tabindex="0"', ""),
        "a scroll area has no name": ("aria-label=", "data-was="),
        "the link that skips leads nowhere": ('id="guide"', 'id="gone"'),
        "paper does not scroll": ("    overflow: visible;", ""),
        "the ground is printed": (
            "@media screen and (prefers-color-scheme: dark)",
            "@media (prefers-color-scheme: dark)",
        ),
    },
    {"the first stop of the Tab key skips nothing": ('href="#guide"', 'data-href="#guide"')},
)
"""What is found, and the change of a page that brings it; those of a page do not hide one another."""


def test_every_obstacle_is_found(handouts: Path, tmp_path: Path) -> None:
    """A check that is asleep would call any page good."""
    for number, changes in enumerate(OBSTACLES):
        text = (handouts / "kitchen-sink.html").read_text("utf-8")
        for old, new in changes.values():
            assert old in text, old
            text = text.replace(old, new)
        (tmp_path / f"{number}.html").write_text(text, "utf-8")
    findings = validation.reading([tmp_path / f"{number}.html" for number in range(len(OBSTACLES))])

    missed = [
        what
        for number, changes in enumerate(OBSTACLES)
        for what in changes
        if not any(finding.startswith(f"{number}.html: {what}") for finding in findings)
    ]
    assert missed == []


def test_no_space_stands_before_punctuation(handouts: Path) -> None:
    """Nor is the one after a word that is spelled out underlined with it."""
    pages = sorted(handouts.glob("*.html"))
    assert pages
    for path in pages:
        text = path.read_text("utf-8")
        assert "</abbr>" in text
        assert re.search(r"</abbr>\s+</a>", text) is None


def test_an_accent_behind_an_escape_stays_an_accent(kitchen_sink: Article) -> None:
    """In the data for search engines, which are in Normalization Form C as they stand."""
    page = export(kitchen_sink.replace(title="A >\u0303\u0301 sign"), "html").decode()
    (data,) = re.findall(r'ld\+json">(.*?)</script>', page, re.DOTALL)

    assert unicodedata.is_normalized("NFC", data)
    assert json.loads(data)["@graph"][0]["headline"] == "A >\u0303\u0301 sign"
