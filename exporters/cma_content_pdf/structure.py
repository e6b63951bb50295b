"""What is found in the structure of a PDF, whatever its objects are."""

import re
from collections.abc import Iterator
from typing import Any, Final

import pikepdf

from cma_content.exporting.verification import Finding, family
from cma_content_pdf import objects, placement

MOST_PAGES: Final = 10_000
MOST_ELEMENTS: Final = 200_000
"""With the marked content that each refers to; the guide has 6,038."""
MOST_ANNOTATIONS: Final = 20_000
MOST_FONTS: Final = 100_000
"""Of all pages, those that share one too."""

_HEADING: Final = re.compile("/H([1-9][0-9]?)")


def findings(pdf: pikepdf.Pdf) -> Iterator[Finding]:
    """One of each family; raises `TooLargeError` where a file has more than is looked at, `PdfError` without a page."""
    root = objects.dictionary(pdf.trailer, "/Root")
    pages = objects.tree(objects.dictionary(root, "/Pages"), "/Kids", MOST_PAGES, "pages").nodes
    if len(pages) < 2:
        raise pikepdf.PdfError("it has no page")
    structure = objects.tree(objects.dictionary(root, "/StructTreeRoot"), "/K", MOST_ELEMENTS, "elements")
    elements = [(role, node) for node in structure.nodes if (role := objects.name(node, "/S"))]
    marked = objects.flag(objects.dictionary(root, "/MarkInfo"), "/Marked")
    yield family("tagged", [] if marked and elements else ["no structure tree"])
    shared = ("one has two parents" for _ in range(structure.repeated))
    yield family("elements have one parent", shared, of=len(elements))
    yield family("language", [] if objects.text(root, "/Lang") else ["none is named"])
    yield family("title, shown in the window", [] if _is_titled(pdf, root) else ["no title, or not shown"])
    yield family("bookmarks", [] if objects.dictionary(root, "/Outlines").keys() else ["none"])
    figures = [node for role, node in elements if role == "/Figure"]
    wordless = ("one has none" for figure in figures if not objects.text(figure, "/Alt"))
    yield family("figures have words", wordless, of=len(figures))
    heads = [node for role, node in elements if role == "/TH"]
    yield family("table headers have a scope", ("one has none" for head in heads if not _scope(head)), of=len(heads))
    links = [note for note in _annotations(pages) if objects.name(note, "/Subtype") == "/Link"]
    wordless = ("one has none" for link in links if not objects.text(link, "/Contents"))
    yield family("links have words", wordless, of=len(links))
    fonts = _fonts(pages)
    poor = (objects.name(font, "/BaseFont") or "one without a name" for font in fonts if not _is_whole(font))
    yield family("fonts embedded, with Unicode", poor, of=len(fonts))
    levels = [int(level[1]) for role, _ in elements if (level := _HEADING.fullmatch(role))]
    yield family("headings do not skip a level", _skips(levels), of=len(levels))
    yield placement.finding(pdf, pages)


def _is_titled(pdf: pikepdf.Pdf, root: Any) -> bool:
    shown = objects.flag(objects.dictionary(root, "/ViewerPreferences"), "/DisplayDocTitle")
    return shown and bool(objects.text(objects.dictionary(pdf.trailer, "/Info"), "/Title"))


def _scope(head: Any) -> str:
    attributes = objects.dictionaries(objects.values(head, "/A"))
    return next((scope for one in attributes if (scope := objects.name(one, "/Scope"))), "")


def _annotations(pages: list[Any]) -> list[Any]:
    notes = (objects.array(page, "/Annots") for page in pages)
    return objects.dictionaries(objects.bounded(notes, MOST_ANNOTATIONS, "annotations"))


def _fonts(pages: list[Any]) -> list[Any]:
    """Each font once; a page takes over what the nodes above it name, so that those are among `pages`."""
    named = (objects.dictionary(objects.dictionary(page, "/Resources"), "/Font") for page in pages)
    fonts = objects.bounded((list(one.as_dict().values()) for one in named), MOST_FONTS, "fonts")
    return objects.distinct(objects.dictionaries(fonts))


def _is_whole(font: Any) -> bool:
    """Whether it travels with the file and says what its glyphs mean."""
    (inner, *_) = (*objects.dictionaries(objects.array(font, "/DescendantFonts")), font)
    descriptor = objects.dictionary(inner, "/FontDescriptor")
    embedded = any(objects.is_stream(descriptor, key) for key in ("/FontFile", "/FontFile2", "/FontFile3"))
    return embedded and objects.is_stream(font, "/ToUnicode")


def _skips(levels: list[int]) -> Iterator[str]:
    for before, level in zip([0, *levels], levels, strict=False):
        if level > before + 1:
            yield f"level {level} after {before}"
