"""What a book says of its own accessibility, read off its pages: EPUB Accessibility 1.1, by the names of schema.org.

It claims no conformance: that asks for the judgment of a person, who then has to be named.
"""

import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from typing import Final

_PICTURES: Final = ("img", "svg")
_HEADINGS: Final = ("h1", "h2", "h3")
# What could move, flash or sound; none of ours does.
_LIVELY: Final = frozenset(("animate", "audio", "canvas", "embed", "iframe", "object", "script", "video"))


def metadata(pages: Sequence[ET.Element]) -> Iterator[tuple[str, str]]:
    """Properties and values for the bodies of `pages`. The cover does not count: it says nothing that they do not."""
    made = [element for page in pages for element in page.iter()]
    tags = {element.tag for element in made}
    pictures = [element for element in made if element.tag in _PICTURES]
    in_words = all(map(_words, pictures))
    modes = ["textual", *["visual"] * bool(pictures)]
    yield from (("accessMode", mode) for mode in modes)
    if in_words:
        yield "accessModeSufficient", "textual"
    if pictures:
        yield "accessModeSufficient", "textual,visual"
    features = {
        "ARIA": any("role" in element.attrib for element in made),
        "alternativeText": bool(pictures) and in_words,
        "displayTransformability": True,
        "readingOrder": True,
        "structuralNavigation": all(any(inner.tag in _HEADINGS for inner in page.iter()) for page in pages),
        "tableOfContents": len(pages) > 1,
    }
    yield from (("accessibilityFeature", feature) for feature, is_there in features.items() if is_there)
    yield "accessibilityHazard", "unknown" if tags & _LIVELY else "none"
    yield "accessibilitySummary", " ".join(_summary(tags, pictures=bool(pictures), in_words=in_words))


def _words(picture: ET.Element) -> str:
    return (picture.get("alt") if picture.tag == "img" else picture.findtext("title")) or ""


def _summary(tags: set[str], *, pictures: bool, in_words: bool) -> Iterator[str]:
    yield "The text reflows and takes the reader's own fonts, sizes and colors."
    kinds = {"Headings": _HEADINGS, "lists": ("ol", "ul"), "tables": ("table",)}
    marked = [kind for kind, known in kinds.items() if tags & {*known}]
    if marked:
        *others, last = marked
        listed = f"{', '.join(others)} and {last}" if others else last
        yield f"{listed[0].upper()}{listed[1:]} are marked as such."
    if pictures:
        yield "Every picture has words in its place." if in_words else "Some pictures have no words in their place."
    yield "No person has certified the book."
