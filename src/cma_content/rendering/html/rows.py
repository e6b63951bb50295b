"""The parts of a fact sheet in rows: two that share one stand side by side where there is room."""

import itertools
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator

from cma_content.rendering.html.element import element


def in_rows(parts: Iterable[ET.Element]) -> Iterator[ET.Element]:
    """The parts, those of one row in an element of their own; a row is named by its class."""
    for kind, some in itertools.groupby(parts, key=lambda part: part.get("class", "")):
        in_row = list(some)
        if " row-" in kind and len(in_row) > 1:
            yield element("div", *in_row, class_="pair")
        else:
            yield from in_row
