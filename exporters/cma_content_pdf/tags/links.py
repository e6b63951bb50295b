"""Links: one element each, words that say where they lead, and a place in print.

WeasyPrint 70 describes a link by its raw address, leaves out the flag that PDF/UA asks for, and gives inline elements
in a link annotations of their own; no issue is open.
"""

import xml.etree.ElementTree as ET
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from cma_content_pdf.tags.leaves import pages_of

if TYPE_CHECKING:
    from cma_content_pdf.tags.tree import Builder

_PRINT = 4


def fix_links(document: Any, pdf: Any, builder: "Builder", parts: Iterable[tuple[int, Any, Any]]) -> None:
    """Puts each part of a link (page, box, annotation) into the link's own node."""
    import pydyf

    pages = pages_of(pdf)
    ids = {element.get("id"): element for element in _root(document).iter() if element.get("id")}
    for page, box, annotation in parts:
        found = builder.link(box.element)
        if found is None:
            continue
        element, node = found
        if box.element is not element:
            # An inline element in a link: the link's own annotation covers it.
            pages[page]["Annots"].remove(annotation.reference)
            annotation.clear()
            continue
        annotation["F"] = _PRINT
        annotation["Contents"] = pydyf.String(_words(element, ids))
        node.kids.append((page, annotation))


def _words(element: ET.Element, ids: dict[str | None, ET.Element]) -> str:
    """The words of a link; of a note's number, the source that it leads to."""
    words = " ".join("".join(element.itertext()).split())
    target = ids.get(element.get("href", "").removeprefix("#"))
    if "ref" in (element.get("class") or "").split() and target is not None:
        return f"[{words}] {' '.join(''.join(target.itertext()).split())}"
    return words


def _root(document: Any) -> ET.Element:
    root: ET.Element = document.pages[0]._page_box.children[0].element
    return root
