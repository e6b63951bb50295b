"""What may split at the foot of a page, whatever keeps such things whole: what would leave much of a page blank."""

import xml.etree.ElementTree as ET
from typing import Final

from cma_content.design.tokens import Design
from cma_content.rendering import fonts, tables

_WHOLE: Final = frozenset(("box", "entry", "question", "definition", "layers", "program"))
"""The classes of what the style keeps whole."""
_PARAGRAPHS: Final = ("p", "li", "h3")
_MOST_OF_A_PAGE: Final = 0.3


def allow(body: ET.Element, width: float, height: float, design: Design) -> None:
    """Lets each of those split that takes much of a page, where text is `width` points wide and `height` high."""
    size = design.sizes["body"]
    for element in body.iter():
        kinds = set((element.get("class") or "").split())
        if kinds & _WHOLE:
            texts = ("".join(part.itertext()) for part in element.iter() if part.tag in _PARAGRAPHS)
            lines = sum(tables.lines(fonts.advance(text), width / size) for text in texts)
            if lines * size * design.leading > _MOST_OF_A_PAGE * height:
                element.set("class", f"{element.get('class')} tall")
