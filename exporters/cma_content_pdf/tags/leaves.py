"""What is drawn on each page, in the order of the document, with the element it belongs to.

WeasyPrint forgets which box was drawn under which mark; its own tree still has the marks in the order of the boxes.
"""

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Leaf:
    """A run of text or a picture on a page."""

    page: int
    mcid: int
    """The mark in the page's content."""
    box: Any
    element: ET.Element
    is_marker: bool
    """Whether it is the bullet or number of a list's item."""


def read_leaves(document: Any, pdf: Any) -> tuple[list[Leaf], list[tuple[int, int]]]:
    """Every leaf, and (page, mark) of what is drawn in the margins."""
    leaves, outside = [], []
    root = pdf.objects[_number(pdf.catalog["StructTreeRoot"])]
    (top,) = root["K"]
    marks: dict[int, list[int]] = {number: [] for number in range(len(document.pages))}
    pages = {reference: number for number, reference in enumerate(pdf.page_references)}
    for page, mark in _marks(pdf, pdf.objects[_number(top)], pages, 0):
        marks[page].append(mark)
    for number, page in enumerate(document.pages):
        boxes = list(_drawn(page._page_box))
        if len(boxes) != len(marks[number]):
            raise AssertionError(f"page {number + 1}: {len(boxes)} boxes for {len(marks[number])} marks")
        for box, mark in zip(boxes, marks[number], strict=True):
            tag = box.element_tag
            leaves.append(Leaf(number, mark, box, box.element, tag.endswith("::marker")))
        drawn = len(marked(pdf, number))
        outside += [(number, mark) for mark in sorted(set(range(drawn)) - set(marks[number]))]
    return leaves, outside


def links_in(document: Any) -> Iterator[tuple[int, Any, Any]]:
    """Page, box and annotation of each part of a link."""
    for number, page in enumerate(document.pages):
        for box in _boxes(page._page_box):
            if box.link_annotation:
                yield number, box, box.link_annotation


def content_of(pdf: Any, page: int) -> list[Any]:
    """The operators of a page."""
    found = pdf.objects[_number(pdf.page_references[page])]
    stream: list[Any] = pdf.objects[_number(found["Contents"])].stream
    return stream


def marked(pdf: Any, page: int) -> list[tuple[int, int]]:
    """The place in a page's content of each mark, with its number."""
    return [
        (index, item["MCID"])
        for index, item in enumerate(content_of(pdf, page))
        if isinstance(item, dict) and "MCID" in item
    ]


def _number(reference: bytes) -> int:
    return int(reference.split()[0])


def _marks(pdf: Any, element: Any, pages: dict[bytes, int], page: int) -> Iterator[tuple[int, int]]:
    page = pages[element["Pg"]] if "Pg" in element else page
    for kid in element["K"]:
        if isinstance(kid, int):
            yield page, kid
        elif (inner := pdf.objects[_number(kid)]).get("Type") == "/StructElem":
            yield from _marks(pdf, inner, pages, page)


def _drawn(box: Any) -> Iterator[Any]:
    """The boxes of text and pictures outside the margins, in the order in which WeasyPrint tags them."""
    from weasyprint.formatting_structure import boxes

    for child in _boxes(box):
        if isinstance(child, boxes.TextBox | boxes.ReplacedBox):
            yield child


def _boxes(box: Any) -> Iterator[Any]:
    from weasyprint.formatting_structure import boxes
    from weasyprint.layout.absolute import AbsolutePlaceholder

    if isinstance(box, AbsolutePlaceholder):
        box = box._box
    if isinstance(box, boxes.MarginBox):
        return
    yield box
    for child in getattr(box, "children", ()):
        yield from _boxes(child)
