"""What is drawn on each page, in the order of the document, with the element it belongs to.

WeasyPrint forgets which box was drawn under which mark when it has made its own tree: it is written down before.
"""

import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from cma_content import deadline
from cma_content_pdf import markers

# What WeasyPrint puts before an item is painted after all text.
_BESIDE: Final = frozenset(("li::marker", "li::before"))


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


def keep_marks(document: Any) -> list[Mapping[Any, int]]:
    """The mark of each box that is drawn, page by page; filled when `document` is written."""
    kept: list[Mapping[Any, int]] = []

    def keep(paint: Any) -> Any:
        def painted(stream: Any, scale: float) -> None:
            deadline.check()
            paint(stream, scale)
            kept.append({box: tag["mcid"] for box, tag in stream._tags.items()})

        return painted

    for page in document.pages:
        page.paint = keep(page.paint)
    return kept


def read_leaves(document: Any, marks: Sequence[Mapping[Any, int]]) -> tuple[list[Leaf], list[tuple[int, int]]]:
    """Every leaf, and (page, mark) of what is drawn in the margins."""
    leaves, outside = [], []
    for number, (page, left) in enumerate(zip(document.pages, map(dict, marks), strict=True)):
        for box, in_margin in _boxes(page._page_box):
            if (mark := left.pop(box, None)) is None:
                continue
            if in_margin:
                outside.append((number, mark))
            else:
                leaves.append(Leaf(number, mark, box, box.element, _is_marker(box)))
        assert not left, f"page {number + 1} shows what is not on it"
    return leaves, outside


def links_in(document: Any) -> Iterator[tuple[int, Any, Any]]:
    """Page, box and annotation of each part of a link."""
    for number, page in enumerate(document.pages):
        for box, _ in _boxes(page._page_box):
            if box.link_annotation:
                yield number, box, box.link_annotation


def pages_of(pdf: Any) -> list[Any]:
    """The pages as objects of the PDF; pydyf's own list of them is made anew whenever it is looked at."""
    return [pdf.objects[_number(reference)] for reference in pdf.page_references]


def content_of(pdf: Any, page: Any) -> list[Any]:
    """The operators of a page."""
    stream: list[Any] = pdf.objects[_number(page["Contents"])].stream
    return stream


def marked(content: Sequence[Any]) -> list[tuple[int, int]]:
    """The place of each mark in a page's content, with its number."""
    return [(index, item["MCID"]) for index, item in enumerate(content) if isinstance(item, dict) and "MCID" in item]


def _is_marker(box: Any) -> bool:
    return box.element_tag in _BESIDE or (box.element_tag == "span" and markers.is_marker(box.element))


def _number(reference: bytes) -> int:
    return int(reference.split()[0])


def _boxes(box: Any, in_margin: bool = False) -> Iterator[tuple[Any, bool]]:
    """The boxes of a page in the order of the document, each with whether it is in the page's margins."""
    from weasyprint.formatting_structure import boxes
    from weasyprint.layout.absolute import AbsolutePlaceholder

    if isinstance(box, AbsolutePlaceholder):
        box = box._box
    in_margin = in_margin or isinstance(box, boxes.MarginBox)
    yield box, in_margin
    for child in getattr(box, "children", ()):
        yield from _boxes(child, in_margin)
