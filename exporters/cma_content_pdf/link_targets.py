"""Where links lead to: the first words of a part, which are at its top, and not what is around all of it.

An id makes a style of its own, and with it one for each element inside, which could share those of other parts.
"""

import xml.etree.ElementTree as ET
from typing import Final

from cma_content_pdf import markers

_FIRST: Final = frozenset(("h2", "h3", "strong"))


def move(body: ET.Element) -> None:
    """Moves each id of what begins with a heading, a word that is explained or a marker to that."""
    for part in body.iter():
        for first in part[:1]:
            begins = not part.text and (first.tag in _FIRST or markers.is_marker(first))
            if begins and part.get("id") and not first.get("id"):
                first.set("id", part.attrib.pop("id"))
