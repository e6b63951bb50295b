"""What is not content: the foot of each page and repeated headers of tables.

WeasyPrint 70 tags them as text outside the tree: https://github.com/Kozea/WeasyPrint/issues/1836
"""

from collections.abc import Iterable
from typing import Any

from cma_content_pdf.tags.leaves import content_of, marked, pages_of


def mark_artifacts(pdf: Any, artifacts: Iterable[tuple[int, int]]) -> None:
    """Makes each (page, mark) an artifact in the page's content."""
    import pydyf

    wanted, pages = set(artifacts), pages_of(pdf)
    for page in sorted({page for page, _ in wanted}):
        content = content_of(pdf, pages[page])
        for index, mark in marked(content):
            if (page, mark) in wanted:
                content[index - 1] = "/Artifact"
                content[index] = pydyf.Dictionary({"Type": "/Pagination"})
