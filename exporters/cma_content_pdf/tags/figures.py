"""Charts, codes and logos: their words, and their place on the page in points from its lower left corner.

WeasyPrint 70 gives the box in CSS pixels from the upper left one; no issue is open.
"""

from cma_content_pdf.tags.leaves import Leaf
from cma_content_pdf.tags.node import Node
from cma_content_pdf.tags.roles import SVG

_POINTS = 0.75


def describe(node: Node, leaf: Leaf, page_height: float) -> None:
    """Adds the text alternative of a figure and its box; `page_height` is in CSS pixels."""
    box = leaf.box
    left, top = box.content_box_x(), box.content_box_y()
    right, bottom = left + box.width, top + box.height
    corners = (left, page_height - bottom, right, page_height - top)
    node.attributes = {
        "O": "/Layout",
        "Placement": "/Block",
        "BBox": [round(corner * _POINTS, 3) for corner in corners],
    }
    if leaf.element.tag == SVG:
        node.alt = leaf.element.findtext("{http://www.w3.org/2000/svg}title", "")
    else:
        node.alt = leaf.element.get("alt", "")
    assert node.alt, "what says nothing is hidden from who does not see it"
