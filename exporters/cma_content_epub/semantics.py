"""What the parts of a page are to a book, in the terms of EPUB for reading systems and of ARIA for screen readers."""

import xml.etree.ElementTree as ET
from typing import Final

_ROLES: Final = {
    "endnotes": "doc-endnotes",
    "glossary": "doc-glossary",
    "noteref": "doc-noteref",
    "notice": "doc-notice",
    "qna": "doc-qna",
    "tip": "doc-tip",
}
_BOXES: Final = {"box limit": "notice", "box tip": "tip"}
_SECTIONS: Final = {"definition": "glossary", "question": "qna"}


def kind_of(section: ET.Element) -> str:
    """What a section is by what it holds besides text: `endnotes`, `qna`, `glossary`, or empty."""
    if section.get("class") == "sources":
        return "endnotes"
    _, *parts = section
    kinds = {part.get("class") for part in parts} - {None, "note", "gloss"}
    return _SECTIONS.get(kinds.pop() or "", "") if len(kinds) == 1 else ""


def mark(body: ET.Element) -> None:
    """Writes epub:type and role, which say the same, on every part that has a name, and each language a second time."""
    for element in body.iter():
        kind = kind_of(element) if element.tag == "section" else _BOXES.get(element.get("class", ""), "")
        if element.get("role") == "doc-noteref":
            kind = "noteref"
        if kind:
            element.set("epub:type", kind)
            element.set("role", _ROLES[kind])
        if "lang" in element.attrib:
            element.set("xml:lang", element.attrib["lang"])
