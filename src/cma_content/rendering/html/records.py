"""A table as records, for a place without room for its columns: of each row what it is about, then its cells by name.

Nothing of it depends on a style: it is read as well where none is applied.
"""

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from typing import Final

from cma_content.rendering.html.element import element

NOTHING: Final = ("", "\N{EN DASH}")
"""What a cell holds that has nothing to say; a record leaves it out."""


def records(region: ET.Element) -> ET.Element:
    """The table in `region` as a list that keeps its id; each record has the words of its row and of its columns.

    The table is used up.
    """
    (table,) = region.iterfind("table")
    names = ["".join(head.itertext()) for head in table.iterfind("thead/tr/th")]
    return element(
        "figure",
        element("figcaption", element("strong", table.findtext("caption") or "")),
        element("ul", *(_record(list(row), names) for row in table.iterfind("tbody/tr"))),
        class_="records",
        id=region.attrib["id"],
    )


def _record(row: list[ET.Element], names: list[str]) -> ET.Element:
    about, *cells = row
    about.tag, about.attrib = "p", {"class": "about"}
    if about.find("strong") is None:
        name = element("strong")
        name.text, name[:] = about.text, list(about)
        about.text, about[:] = None, [name]
    return element("li", about, *_fields(cells, names[1:]))


def _fields(cells: list[ET.Element], names: list[str]) -> Iterator[ET.Element]:
    for cell, name in zip(cells, names, strict=True):
        if "".join(cell.itertext()) in NOTHING:
            continue
        field = element("p", element("strong", f"{name}:"), " ", class_="field")
        field[-1].tail = f" {cell.text or ''}"
        field.extend(list(cell))
        yield field
