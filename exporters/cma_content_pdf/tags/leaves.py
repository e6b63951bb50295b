"""What is drawn on each page, in the order of the document, with the element it belongs to.

WeasyPrint would make a tree of its own from the boxes and their marks: both are taken as soon as a page is drawn.
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


@dataclass(frozen=True, slots=True)
class Drawn:
    """A page that has been drawn."""

    box: Any
    """Of the whole page."""
    marks: Mapping[Any, int]
    """The mark of each box on it."""


def take_marks(document: Any) -> list[Drawn]:
    """Each page with its marks, as soon as it is drawn; until `give_back`, WeasyPrint sees a page without boxes.

    Its own tree of a long document takes as long as the square of its pages, and would be thrown away.
    """
    taken: list[Drawn] = []

    def take(page: Any, paint: Any) -> Any:
        def painted(stream: Any, scale: float) -> None:
            deadline.check()
            paint(stream, scale)
            taken.append(Drawn(page._page_box, {box: tag["mcid"] for box, tag in stream._tags.items()}))
            stream._tags.clear()
            page._page_box = page._page_box.copy_with_children([])

        return painted

    for page in document.pages:
        page.paint = take(page, page.paint)
    return taken


def give_back(document: Any, taken: Sequence[Drawn]) -> None:
    """Every page has its boxes again."""
    for page, drawn in zip(document.pages, taken, strict=True):
        page._page_box = drawn.box


def read_leaves(taken: Sequence[Drawn]) -> tuple[list[Leaf], list[tuple[int, int]]]:
    """Every leaf, and (page, mark) of what is drawn in the margins."""
    leaves, outside = [], []
    for page, drawn in enumerate(taken):
        left = dict(drawn.marks)
        for box, in_margin in _boxes(drawn.box):
            if (mark := left.pop(box, None)) is None:
                continue
            if in_margin:
                outside.append((page, mark))
            else:
                leaves.append(Leaf(page, mark, box, box.element, _is_marker(box)))
        assert not left, f"page {page + 1} shows what is not on it"
    return leaves, outside


def links_in(taken: Sequence[Drawn]) -> Iterator[tuple[int, Any, Any]]:
    """Page, box and annotation of each part of a link."""
    for page, drawn in enumerate(taken):
        for box, _ in _boxes(drawn.box):
            if box.link_annotation:
                yield page, box, box.link_annotation


def pages_of(pdf: Any) -> list[Any]:
    """The pages as objects of the PDF; pydyf's own list of them is made anew whenever it is looked at."""
    return [pdf.objects[number(reference)] for reference in pdf.page_references]


def content_of(pdf: Any, page: Any) -> list[Any]:
    """The operators of a page."""
    stream: list[Any] = pdf.objects[number(page["Contents"])].stream
    return stream


def marked(content: Sequence[Any]) -> list[tuple[int, int]]:
    """The place of each mark in a page's content, with its number."""
    return [(index, item["MCID"]) for index, item in enumerate(content) if isinstance(item, dict) and "MCID" in item]


def _is_marker(box: Any) -> bool:
    return box.element_tag in _BESIDE or (box.element_tag == "span" and markers.is_marker(box.element))


def number(reference: bytes) -> int:
    """The number of the object that a reference is to."""
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
