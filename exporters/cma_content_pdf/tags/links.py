"""Links: one element each, words that say where they lead, and a place in print.

WeasyPrint 70 describes a link by its raw address, leaves out the flag that PDF/UA asks for, and gives inline elements
in a link annotations of their own; no issue is open.
"""

import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from cma_content_pdf import line_breaks, markers
from cma_content_pdf.tags.leaves import pages_of

if TYPE_CHECKING:
    from cma_content_pdf.tags.tree import Builder

_PRINT = 4


def fix_links(document: Any, pdf: Any, builder: "Builder", parts: Iterable[tuple[int, Any, Any]]) -> None:
    """Puts each part of a link (page, box, annotation) into the link's own node."""
    import pydyf

    pages = pages_of(pdf)
    sources = dict(_items(_root(document)))
    for page, box, annotation in parts:
        element, node = builder.link(box.element)
        if box.element is not element:
            # An inline element in a link: the link's own annotation covers it.
            pages[page]["Annots"].remove(annotation.reference)
            annotation.clear()
            continue
        annotation["F"] = _PRINT
        annotation["Contents"] = pydyf.String(_words(element, sources))
        node.kids.append((page, annotation))


def _words(element: ET.Element, sources: dict[str, str]) -> str:
    """The words of a link; of a note's number, the source that it leads to."""
    words = _text(element)
    source = sources.get(element.get("href", "").removeprefix("#"))
    return f"[{words}] {source}" if source and "ref" in (element.get("class") or "").split() else words


def _items(root: ET.Element) -> Iterator[tuple[str, str]]:
    """The id of each item of a list, which is that of its marker where it has one, and its words behind that."""
    for item in root.iter("li"):
        marker = next((child for child in item[:1] if markers.is_marker(child)), None)
        if marker is None:
            yield item.get("id", ""), _text(item)
        else:
            yield marker.get("id", ""), _text(item).removeprefix(_text(marker))


def _text(element: ET.Element) -> str:
    return " ".join(line_breaks.plain("".join(element.itertext())).split())


def _root(document: Any) -> ET.Element:
    root: ET.Element = document.pages[0]._page_box.children[0].element
    return root
