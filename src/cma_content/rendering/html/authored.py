"""The blocks that an author sets for looking, writing and checking off, as elements."""

import base64
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from cma_content.handout import tree
from cma_content.rendering import qr
from cma_content.rendering.html.element import element
from cma_content.rendering.html.inline import run_of, runs_of

_LINE: Final = 9
"""Millimeters from one line to write on to the next."""


def _bullets(block: tree.Bullets) -> Iterator[ET.Element]:
    items = (
        element("li", *runs_of(item), *([element("ul", *_items(inner))] if inner else []))
        for item, inner in block.nested
    )
    boxes = {"class_": "checklist"} if block.boxes else {}
    yield element("ol" if block.ordered else "ul", *items, **boxes)


def _items(items: tuple[tree.Runs, ...]) -> Iterator[ET.Element]:
    return (element("li", *runs_of(item)) for item in items)


def _subheading(block: tree.Subheading) -> Iterator[ET.Element]:
    yield element("h3", block.title, id=block.id, class_="subheading")


def _quote(block: tree.Quote) -> Iterator[ET.Element]:
    said = element("blockquote", *(element("p", *runs_of(runs)) for runs in block.paragraphs))
    yield element("div", said, element("p", *runs_of(block.by), class_="by"), class_="quote")


def _fill_in(block: tree.FillIn) -> Iterator[ET.Element]:
    for blank in block.blanks:
        yield element("div", element("p", element("strong", f"{blank.label}:")), _lines(blank), class_="blank")


def _lines(blank: tree.Blank) -> ET.Element:
    """The lines, drawn, so that they print and have words."""
    svg = ET.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "width": "100%",
            "height": f"{_LINE * blank.lines + 1}mm",
            "class": "lines",
            "role": "img",
            "aria-label": blank.alt,
        },
    )
    ET.SubElement(svg, "title").text = blank.alt
    for number in range(1, blank.lines + 1):
        place = f"{_LINE * number}mm"
        ends = {"x1": "0", "x2": "100%", "y1": place, "y2": place}
        ET.SubElement(svg, "line", {**ends, "stroke": "currentColor", "stroke-width": "1"})
    return svg


def _illustration(block: tree.Illustration) -> Iterator[ET.Element]:
    data = base64.b64encode(block.picture.content).decode()
    width = f"width: {block.share * 100:.4g}%"
    shown = element("img", src=f"data:image/png;base64,{data}", alt=block.picture.alt, style=width)
    below = [element("figcaption", *runs_of(block.caption))] if block.caption else []
    yield element("figure", shown, *below, class_="picture")


def _coded_link(block: tree.CodedLink) -> Iterator[ET.Element]:
    says = element("figcaption", element("strong", block.code.says), " ", run_of(block.code.link))
    yield element("figure", qr.draw(block.code, block.id), says, class_="coded-link", id=block.id)


MAKERS: Final[Mapping[type, Callable[[Any], Iterator[ET.Element]]]] = {
    tree.Bullets: _bullets,
    tree.CodedLink: _coded_link,
    tree.FillIn: _fill_in,
    tree.Illustration: _illustration,
    tree.Quote: _quote,
    tree.Subheading: _subheading,
}
