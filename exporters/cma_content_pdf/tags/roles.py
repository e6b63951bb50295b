"""The roles of PDF 1.7 for the elements of a handout.

WeasyPrint 70 knows no contents list, no references, no parts of entries and boxes; no issue is open for them.
"""

import xml.etree.ElementTree as ET
from collections.abc import Mapping, Sequence
from typing import Final

SVG: Final = "{http://www.w3.org/2000/svg}svg"
_SIMPLE: Final[Mapping[str, tuple[str, ...]]] = {
    **{f"h{level}": (f"H{level}",) for level in range(1, 7)},
    "abbr": ("Span",),
    "blockquote": ("BlockQuote",),
    "caption": ("Caption",),
    "figcaption": ("Caption",),
    "figure": ("Div",),
    "header": ("Sect",),
    "img": ("Figure",),
    "li": ("LI", "LBody"),
    "nav": ("Sect",),
    "ol": ("L",),
    "p": ("P",),
    "section": ("Sect",),
    "table": ("Table",),
    "tbody": ("TBody",),
    "td": ("TD",),
    "th": ("TH",),
    "thead": ("THead",),
    "tr": ("TR",),
    "ul": ("L",),
    SVG: ("Figure",),
}
_PARTS: Final = frozenset(
    ("entry", "question", "box", "timeline", "layers", "message", "key-points", "action", "program")
)


def roles(element: ET.Element, ancestors: Sequence[ET.Element]) -> tuple[str, ...]:
    """The roles of an element from the outer to the inner one; none where it has no meaning of its own.

    `ancestors` are the elements around it, the nearest first.
    """
    named = set((element.get("class") or "").split())
    in_contents = any(outer.tag == "nav" for outer in ancestors)
    match element.tag:
        case "a":
            return ("Reference", "Link") if "ref" in named or in_contents else ("Link",)
        case "ol" if in_contents:
            return ("TOC",)
        case "li" if in_contents:
            return ("TOCI",)
        case "li" if any(outer.get("class") == "sources" for outer in ancestors):
            return ("LI", "LBody", "BibEntry")
        case "div" if named & _PARTS:
            return ("Sect",)
        case "span" if in_contents and "group" in named:
            return ("P",)
        case "span" | "strong" | "em" if element.get("lang"):
            return ("Span",)
        case "html" | "body":
            return ()
    return _SIMPLE.get(element.tag, ())


def attributes(element: ET.Element, role: str) -> dict[str, str]:
    """The attributes that go with an element's role, by name; `O` says whose they are."""
    if role == "TH":
        # https://github.com/Kozea/WeasyPrint/issues/2508
        return {"O": "/Table", "Scope": "/Row" if element.get("scope") == "row" else "/Column"}
    if role == "L":
        # Until a bullet or a number is seen.
        return {"O": "/List", "ListNumbering": "/None"}
    return {}
