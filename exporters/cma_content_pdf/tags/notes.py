"""Numbers of sources: raised digits on the page, in brackets in the text that is taken from it.

Nothing but its height sets such a digit apart from a figure before it, and text has no height.
"""

from collections.abc import Iterable
from typing import Any

from cma_content_pdf.tags.leaves import Leaf, content_of, marked, pages_of


def is_note(leaf: Leaf) -> bool:
    """Whether a leaf is the number of a source."""
    return "ref" in leaf.element.get("class", "").split()


def bracket(pdf: Any, leaves: Iterable[Leaf]) -> None:
    """Gives the mark of each of these leaves the text that stands for it."""
    import pydyf

    words = {(leaf.page, leaf.mcid): f"[{leaf.element.text}]" for leaf in leaves}
    pages = pages_of(pdf)
    for page in sorted({page for page, _ in words}):
        content = content_of(pdf, pages[page])
        for index, mark in marked(content):
            if (page, mark) in words:
                content[index]["ActualText"] = pydyf.String(words[page, mark])
