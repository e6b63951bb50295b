"""Words with a glyph that the font for text lacks are set in the fallback font whole.

Pango would mix two fonts in a word, and its releases differ in which letters they take from which.
"""

import xml.etree.ElementTree as ET

from cma_content.rendering import fonts


def mark(body: ET.Element) -> None:
    """Puts runs of such words into spans of the class `fallback`; the words of pictures stay as they are."""
    for element in _texts(body):
        children = list(element)
        _lead(element, element.text or "")
        for child in children:
            _follow(element, child, child.tail or "")


def _texts(element: ET.Element) -> list[ET.Element]:
    """An element and all in it, pictures and what is in them left out."""
    found, waiting = [], [element]
    while waiting:
        here = waiting.pop()
        if here.tag != "svg":
            found.append(here)
            waiting += here
    return found


def _lead(element: ET.Element, text: str) -> None:
    """Sets the text before the children of an element."""
    element.text, spans = _spans(text)
    for place, span in enumerate(spans):
        element.insert(place, span)


def _follow(element: ET.Element, child: ET.Element, text: str) -> None:
    """Sets the text after a child."""
    child.tail, spans = _spans(text)
    place = list(element).index(child)
    for number, span in enumerate(spans, start=place + 1):
        element.insert(number, span)


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
