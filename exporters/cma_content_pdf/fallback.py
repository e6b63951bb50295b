"""Words with a glyph that the font for text lacks are set in the fallback font whole.

Pango would mix two fonts in a word, and its releases differ in which letters they take from which.
"""

import xml.etree.ElementTree as ET

from cma_content.rendering import fonts


def mark(body: ET.Element) -> None:
    """Puts runs of such words into spans of the class `fallback`; the words of pictures stay as they are."""
    for element in _texts(body):
        lead, inside = _spans(element.text or "")
        for child in element:
            child.tail, following = _spans(child.tail or "")
            inside += [child, *following]
        element.text = lead
        # All at once: to put each into its place would take the square of their number.
        element[:] = inside


def _texts(element: ET.Element) -> list[ET.Element]:
    """An element and all in it, pictures and what is in them left out."""
    found, waiting = [], [element]
    while waiting:
        here = waiting.pop()
        if here.tag != "svg":
            found.append(here)
            waiting += here
    return found


def _spans(text: str) -> tuple[str, list[ET.Element]]:
    """What comes before the first span, and the spans, each with the text after it."""
    lead, spans = "", list[ET.Element]()
    for steps_in, run in fonts.runs(text):
        if steps_in:
            words = run.rstrip()
            span = ET.Element("span", {"class": "fallback"})
            span.text, span.tail = words, run[len(words) :]
            spans.append(span)
        elif spans:
            spans[-1].tail = (spans[-1].tail or "") + run
        else:
            lead += run
    return lead, spans
