"""The numbers of sources in as few elements as they need: WeasyPrint's work grows with each.

A note begins with a non-breaking space, so that it stays with the word before it without anything around both. The
brackets are in the text that is taken from the page alone: `tags.notes` writes them.
"""

import xml.etree.ElementTree as ET

from cma_content_pdf.line_breaks import END


def simplify(body: ET.Element) -> None:
    """Takes away what is around notes, and the brackets in them."""
    for parent in list(body.iter()):
        if any(child.get("class") == "together" and _note(child) is not None for child in parent):
            _dissolve(parent)
    for notes in body.iter("sup"):
        for link in notes:
            link.text = link[0].tail
            del link[:]
        if len(notes) > 1:
            notes.set("class", "notes together")


def flatten(body: ET.Element) -> None:
    """Makes one element of a note and its link where it has one alone: its space goes to the text before it."""
    for parent in body.iter():
        before: ET.Element | None = None
        for index, child in enumerate(parent):
            if child.get("class") == "notes" and len(child) == 1:
                if before is None:
                    parent.text = f"{parent.text or ''}{child.text}{END}"
                else:
                    before.tail = f"{before.tail or ''}{child.text}{END}"
                (link,) = child
                link.tail = child.tail
                link.set("class", f"{link.get('class')} notes")
                parent[index] = child = link
            before = child


def _note(around: ET.Element) -> ET.Element | None:
    return around.find("sup[@class='notes']")


def _dissolve(parent: ET.Element) -> None:
    """Puts what is in each such element into its place."""
    made: list[ET.Element] = []
    for child in parent:
        note = _note(child) if child.get("class") == "together" else None
        if note is None:
            made.append(child)
            continue
        if made:
            made[-1].tail = f"{made[-1].tail or ''}{child.text or ''}"
        else:
            parent.text = f"{parent.text or ''}{child.text or ''}"
        note.tail = child.tail
        made.append(note)
    parent[:] = made
