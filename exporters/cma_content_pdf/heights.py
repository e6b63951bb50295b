"""How high what a document has on its pages is."""

import hashlib
from collections.abc import Iterator
from typing import Any


def filled(page: Any) -> float:
    """How much of the height of a page its content takes: above nothing, and the whole where it reaches the foot."""
    from weasyprint.formatting_structure import boxes

    page_box = page._page_box
    lines = (box for box in _flow(page_box) if isinstance(box, boxes.LineBox | boxes.ReplacedBox))
    lowest = max((box.position_y + box.height for box in lines), default=0.0)
    return float(min(1.0, max(0.001, (lowest - page_box.content_box_y()) / page_box.height)))


def digest(document: Any) -> bytes:
    """A digest of where each line and each box around lines begins and how high it is, and of which element it is.

    What stands beside each other in a line is not in it.
    """
    from weasyprint.formatting_structure import boxes

    held = [
        (box.element_tag, box.position_y, getattr(box, "height", None))
        for page in document.pages
        for box in _flow(page._page_box)
        if not isinstance(box, boxes.InlineLevelBox) or isinstance(box, boxes.ReplacedBox)
    ]
    return hashlib.sha256(repr(held).encode()).digest()


def _flow(page_box: Any) -> Iterator[Any]:
    """The boxes of a page but for those in its margins."""
    from weasyprint.formatting_structure import boxes

    left = [page_box]
    while left:
        held = left.pop()
        if not isinstance(held, boxes.MarginBox):
            yield held
            left += getattr(held, "children", ())
