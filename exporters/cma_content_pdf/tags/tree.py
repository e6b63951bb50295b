"""One tree for the whole document: an element that runs over a page break is one element, a repeated header none.

WeasyPrint 70 splits elements at page breaks and repeats the header of a table; no issue is open for either.
"""

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from typing import Any

from cma_content_pdf.tags.figures import describe
from cma_content_pdf.tags.leaves import Leaf
from cma_content_pdf.tags.node import Node
from cma_content_pdf.tags.roles import attributes, roles


class Builder:
    """Grows the tree leaf by leaf; an element is put into it when its first leaf comes."""

    def __init__(self, document: Any) -> None:
        self.root = Node("Document")
        self._document = document
        self._nodes: dict[ET.Element, Node] = {}
        self._pages: dict[ET.Element, int] = {}
        (html,) = {id(root): root for root in _roots(document)}.values()
        self._parents = {child: parent for parent in html.iter() for child in parent}

    def add(self, leaf: Leaf) -> None:
        """Puts a leaf into the node of its element."""
        node = self.node(leaf.element)
        if leaf.is_marker:
            item = node
            while item.role != "LI" and item.parent:
                item = item.parent
            assert item.parent
            around = next(outer for outer in self._around(leaf.element) if outer.tag in ("ol", "ul"))
            item.parent.attributes["ListNumbering"] = "/Decimal" if around.tag == "ol" else "/Disc"
            if not (item.kids and isinstance(item.kids[0], Node) and item.kids[0].role == "Lbl"):
                item.kids.insert(0, Node("Lbl", item))
            node = item.kids[0]
        node.kids.append((leaf.page, leaf.mcid))
        if node.role == "Figure":
            describe(node, leaf, self._document.pages[leaf.page].height)

    def is_repeated(self, leaf: Leaf) -> bool:
        """Whether a leaf belongs to a table's header that an earlier page has already shown."""
        head = next((outer for outer in self._around(leaf.element) if outer.tag == "thead"), None)
        return head is not None and self._pages.setdefault(head, leaf.page) != leaf.page

    def node(self, element: ET.Element) -> Node:
        """The innermost node of an element, or of the nearest one around it that has a role."""
        if element not in self._nodes:
            parent = self._parents.get(element)
            around = self.root if parent is None else self.node(parent)
            # A row enters its cells with itself.
            if element not in self._nodes:
                self._nodes[element] = around if parent is None else self._enter(element, around)
        return self._nodes[element]

    def link(self, element: ET.Element) -> tuple[ET.Element, Node]:
        """The link that an element is or is in."""
        link = next(outer for outer in (element, *self._around(element)) if outer.tag == "a")
        return link, self.node(link)

    def _enter(self, element: ET.Element, node: Node) -> Node:
        for role in roles(element, list(self._around(element))):
            node = node.new(role)
            node.attributes |= attributes(element, role)
            node.language = element.get("lang", "")
            node.spelled_out = element.get("title", "") if element.tag == "abbr" else ""
        self._nodes[element] = node
        if element.tag == "tr":
            # A cell with nothing in it is a cell all the same.
            for cell in element:
                self.node(cell)
        return node

    def _around(self, element: ET.Element) -> Iterator[ET.Element]:
        while element in self._parents:
            element = self._parents[element]
            yield element


def _roots(document: Any) -> list[ET.Element]:
    return [child.element for page in document.pages for child in page._page_box.children if child.element is not None]
