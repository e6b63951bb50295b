"""A defect of WeasyPrint 70: it breaks a line after its first word where the last space does not fit.

When the text before an inline element fits the line but for its trailing space, `split_first_line` takes the
text for one that has to be broken at its first word. A space at the start of the element does no such harm.
"""

import xml.etree.ElementTree as ET

_INLINE = frozenset(("a", "abbr", "em", "span", "strong"))


def fix(body: ET.Element) -> None:
    """Moves each space before an inline element into it, or into a span around it where it must stay outside."""
    for parent in list(body.iter()):
        before: ET.Element | None = None
        for index, child in enumerate(list(parent)):
            text = (parent.text if before is None else before.tail) or ""
            if child.tag in _INLINE and text.endswith(" "):
                if before is None:
                    parent.text = text[:-1]
                else:
                    before.tail = text[:-1]
                child = _started_with_space(parent, index, child)
            before = child


def _started_with_space(parent: ET.Element, index: int, child: ET.Element) -> ET.Element:
    # In one whose words stay together, no line ends at the space either; in a large one, the space is large.
    if child.tag not in ("a", "abbr") and child.get("class") not in ("together", "large"):
        child.text = f" {child.text or ''}"
        return child
    around = ET.Element("span")
    around.text, around.tail, child.tail = " ", child.tail, None
    around.append(child)
    parent[index] = around
    return around
