"""What a guide's page is made of, so that WeasyPrint works out few styles: elements that look alike share theirs."""

import xml.etree.ElementTree as ET

import pytest
from cma_content_pdf import line_breaks, link_targets, markers, notes
from cma_content_pdf.layout import laid_out
from cma_content_pdf.page import page
from weasyprint.formatting_structure import boxes

from cma_content import Article, build
from cma_content.rendering import fonts

NOTE = '<sup class="notes">\N{NO-BREAK SPACE}<a href="#source-1" class="ref">1</a></sup>'


@pytest.fixture(scope="module")
def body(kitchen_sink: Article) -> ET.Element:
    """The page of every block."""
    found = page(build(kitchen_sink)).root.find("body")
    assert found is not None
    return found


def test_no_id_is_around_many_elements(body: ET.Element) -> None:
    """But a figure: with one, no element inside shares a style with those of other parts."""
    wide = {"figure", "timeline", "layers", "scroll", "records", "picture", "quote", "blank", "coded-link"}
    around = [
        part
        for part in body.iter()
        if part.get("id") and len(list(part.iter())) > 4 and wide.isdisjoint((part.tag, *part.get("class", "").split()))
    ]

    assert [ET.tostring(part, encoding="unicode")[:90] for part in around] == []


def test_links_lead_to_what_is_there(body: ET.Element) -> None:
    """Once each, wherever the id has been moved to."""
    ids = [part.get("id") for part in body.iter() if part.get("id")]
    links = {link.get("href", "").removeprefix("#") for link in body.iter("a") if link.get("href", "").startswith("#")}

    assert len(links) > 5
    assert links <= set(ids)
    assert len(ids) == len(set(ids))


def test_the_address_behind_a_source_stays_together_where_a_line_has_room_for_it() -> None:
    """One that is longer breaks; words behind it, and a source without one, do as any text does."""
    address = "<a>example.org/report</a>"
    items = (address, f"A report. {address}", f"A report. <a>{'w' * 90}</a>", f"{address} (archived)", "A report.", "")
    body = ET.fromstring(
        f"<body><section class='sources'><ol>{''.join(map('<li>{}</li>'.format, items))}</ol></section></body>"
    )
    line_breaks.hold_addresses(body)

    assert [item.get("class") for item in body.iter("a")] == ["together", "together", None, None]


@pytest.mark.parametrize(
    ("listed", "right"),
    [
        ("<ul><li>a</li><li><b>c</b></li></ul>", "• •"),
        ("<ol><div class='row'><div><li>a</li></div><div><li>b</li></div></div></ol><ol><li>c</li></ol>", "1. 2. 1."),
        ("<ul><li>a<ul><li>b</li></ul></li></ul>", "• –"),
        ("<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>", "1. – 2."),
        ("<ul class='checklist in-columns'><li>a</li></ul><div class='layers'><ol><li>a</li></ol></div>", ""),
    ],
)
def test_an_item_begins_with_its_marker(listed: str, right: str) -> None:
    """Its words follow; a box to check off and a layer have none."""
    made = ET.fromstring(f"<body>{listed}</body>")
    words = "".join(made.itertext())
    markers.put(made)
    found = [each for each in made.iter() if markers.is_marker(each)]

    assert " ".join("".join(each.itertext()) for each in found) == right
    assert [item for item in made.iter("li") if found and item[0] not in found] == []
    for each in found:
        each.text = ""
    assert "".join(made.itertext()) == words


def test_an_id_goes_to_what_its_part_begins_with() -> None:
    """A heading, a word, a marker; it stays where words come first, and where there is one already."""
    made = ET.fromstring(
        "<body><section id='a'><h2>A</h2></section><li id='b'><span class='marker'>1.</span>B</li>"
        "<p id='c'><strong>C</strong></p><p id='d'>D <strong>d</strong></p>"
        "<section id='e'><h2 id='f'>E</h2></section></body>"
    )
    link_targets.move(made)

    assert {each.get("id"): each.tag for each in made.iter() if each.get("id")} == {
        "a": "h2",
        "b": "span",
        "c": "strong",
        "d": "p",
        "e": "section",
        "f": "h2",
    }


def test_a_note_by_itself_is_one_element() -> None:
    """Its space goes to the word before it; of several, the comma is raised with them."""
    made = ET.fromstring(f"<p>One.{NOTE} <b>Two.</b>{NOTE} Three.<sup class='notes'>_<a>2</a>,<a>3</a></sup></p>")
    notes.flatten(made)

    link = '<a href="#source-1" class="ref notes">1</a>'
    right = f"<p>One._@{link} <b>Two.</b>_@{link} Three.<sup class='notes'>_<a>2</a>,<a>3</a></sup></p>"
    right = right.replace("_@", f"\N{NO-BREAK SPACE}{line_breaks.END}")
    assert ET.tostring(made) == ET.tostring(ET.fromstring(right))


@pytest.mark.parametrize("tail", [" <a href='#a'>after</a>", f"{NOTE} after"])
def test_a_line_is_as_full_as_it_can_be(tail: str) -> None:
    """Though its last space has no room: WeasyPrint would break it after its first word."""
    words = "Schools often set a deadline early."
    made = ET.fromstring(f"<body>{f'<p>{words}{tail}</p>' * 9}</body>")
    notes.flatten(made)
    line_breaks.fix(made)
    for step, text in enumerate(made):
        width = fonts.advance(words) + step * fonts.advance(" ") / 8
        text.set("style", f"width: {width + 0.001}em; font-family: 'Atkinson Hyperlegible'")
    head = "<html lang=en><title>words</title>"
    with laid_out(f"{head}{ET.tostring(made, encoding='unicode')}<p id=a>") as document:
        texts = [box for box in document.pages[0]._page_box.descendants() if box.element_tag == "p" and box.children]
        lines = [_words(text.children[0]) for text in texts if isinstance(text.children[0], boxes.LineBox)]

    assert len(lines) == len(made)
    assert {line.removesuffix(" early.") for line in lines} == {words.removesuffix(" early.")}


def _words(line: boxes.LineBox) -> str:
    return line_breaks.plain("".join(box.text for box in line.descendants() if isinstance(box, boxes.TextBox))).strip()
