"""The one way that elements of the tree are made."""

import xml.etree.ElementTree as ET

Child = ET.Element | str
_INLINE = frozenset(("a", "abbr", "em", "span", "strong", "sup"))


def element(tag: str, *children: Child, **attributes: str) -> ET.Element:
    """An element with text and elements as children; `class_` is class, `data_x` is data-x."""
    made = ET.Element(tag, {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()})
    for child in children:
        if isinstance(child, ET.Element):
            made.append(child)
        elif len(made):
            made[-1].tail = (made[-1].tail or "") + child
        else:
            made.text = (made.text or "") + child
    if tag not in _INLINE:
        made.tail = "\n"
    return made
