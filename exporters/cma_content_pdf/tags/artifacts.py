"""What is not content: the foot of each page, repeated headers of tables, and icons.

WeasyPrint 70 tags them as text outside the tree: https://github.com/Kozea/WeasyPrint/issues/1836
"""

from collections.abc import Iterable
from typing import Any

from cma_content_pdf.tags.leaves import Leaf, content_of, marked, pages_of


def is_decoration(leaf: Leaf) -> bool:
    """Whether a leaf is a picture that says nothing."""
    return leaf.element.get("aria-hidden") == "true"


def mark_artifacts(pdf: Any, pagination: Iterable[tuple[int, int]], layout: Iterable[tuple[int, int]]) -> None:
    """Makes each (page, mark) an artifact in the page's content: of its pages, or of its looks."""
    import pydyf

    kinds = dict.fromkeys(pagination, "/Pagination") | dict.fromkeys(layout, "/Layout")
    pages = pages_of(pdf)
    for page in sorted({page for page, _ in kinds}):
        content = content_of(pdf, pages[page])
        for index, mark in marked(content):
            if kind := kinds.get((page, mark)):
                content[index - 1] = "/Artifact"
                content[index] = pydyf.Dictionary({"Type": kind})
