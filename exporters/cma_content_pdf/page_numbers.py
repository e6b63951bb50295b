"""The pages that links lead to, written into a page that is laid out: nothing has to be laid out again for them.

WeasyPrint knows such a number when all pages are made, and makes each page that prints one anew until none changes:
a third of the work for a guide. Here each number gets its room beforehand; what follows it in its line moves up.
"""

import re
from typing import Any, Final

_FEWEST: Final = 1200
"""Characters in body type, as a page of a guide holds of text, tables and pictures together, or more."""
_ROOM: Final = re.compile("00+")


def room(characters: int, scale: float) -> str:
    """What stands where the number of a page will, in what CSS puts before or after a link.

    It has as many digits as so many characters need, in type so many times as large as body type usually is.
    """
    return "0" * max(2, len(str(int(characters * scale**2 / _FEWEST))))


def fill(document: Any) -> None:
    """Writes the number of the page that each such link leads to."""
    from weasyprint.formatting_structure import boxes

    # What runs over several pages begins on the first of them.
    pages = {id_: at for at, page in reversed([*enumerate(document.pages, 1)]) for id_ in page.anchors}

    def filled(box: Any) -> float:
        """How much wider the box has become, where what follows it has to move."""
        if isinstance(box, boxes.TextBox):
            named = box.element_tag in ("a::before", "a::after")
            return _write(box, pages[box.element.get("href")[1:]]) if named and _ROOM.search(box.text) else 0.0
        wider = 0.0
        for child in getattr(box, "children", ()):
            child.translate(wider)
            wider += filled(child)
        if not isinstance(box, boxes.InlineBox):
            return 0.0
        box.width += wider
        return wider

    for page in document.pages:
        filled(page._page_box)


def _write(box: Any, number: int) -> float:
    """How much wider the text has become."""
    from weasyprint.text.line_break import split_first_line

    before = box.width
    box.text = _ROOM.sub(str(number), box.text)
    # As wide as it is: the line is not broken again.
    box.pango_layout, _, _, box.width, _, _ = split_first_line(box.text, box.style, None, None, 0)
    return float(box.width - before)
