"""What a PDF proves of itself, read by pikepdf; veraPDF where it is installed."""

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from cma_content.errors import INSTALL, MissingEngineError
from cma_content.exporting.validators import Validator, documents
from cma_content.exporting.verification import Finding, family, outside, people

_PROFILE: Final = "PDF/UA-1 validation profile"


def findings(path: Path) -> Iterator[Finding]:
    """The findings on a PDF; raises `MissingEngineError` without pikepdf."""
    try:
        import pikepdf
    except ImportError:
        raise MissingEngineError(f"pikepdf is missing; {INSTALL.format(extra='verify')}") from None
    try:
        with pikepdf.open(path) as pdf:
            yield from _structure(pdf)
    except pikepdf.PdfError as error:
        yield family("a PDF that can be read", [str(error)])
    yield outside("PDF/UA-1 by veraPDF", VERAPDF, path)
    yield from people("reading order makes sense", "text alternatives say what matters")


def _verapdf(done: subprocess.CompletedProcess[str]) -> Iterator[tuple[str, Iterator[str]]]:
    (document,) = documents(done.stdout)
    for job in document["report"]["jobs"]:
        yield job["itemDetails"]["name"], _broken_rules(job)


def _broken_rules(job: Any) -> Iterator[str]:
    if "taskException" in job:
        yield f"unreadable: {job['taskException']['exceptionMessage']}"
        return
    (result,) = job["validationResult"]
    rules = result["details"]["ruleSummaries"]
    if result["profileName"] != _PROFILE or not result["details"]["passedRules"] or result["compliant"] == bool(rules):
        raise ValueError("another profile, no rule, or a contradiction")
    for rule in rules:
        yield f"{rule['clause']}-{rule['testNumber']}: {rule['description']}"


VERAPDF: Final = Validator(
    "veraPDF", "verapdf", ("--flavour", "ua1", "--format", "json"), "see https://verapdf.org", _verapdf
)


def _structure(pdf: Any) -> Iterator[Finding]:
    root = pdf.Root
    marked = bool(root.get("/MarkInfo", {}).get("/Marked", False))
    yield family("tagged", [] if marked and "/StructTreeRoot" in root else ["no structure tree"])
    yield family("language", [] if root.get("/Lang") else ["none is named"])
    shown = bool(root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False))
    title = str(pdf.docinfo.get("/Title", ""))
    yield family("title, shown in the window", [] if shown and title else ["no title, or not shown"])
    yield family("bookmarks", [] if "/Outlines" in root else ["none"])
    elements = list(_elements(root.get("/StructTreeRoot"))) if "/StructTreeRoot" in root else []
    figures = [element for element in elements if element.get("/S") == "/Figure"]
    yield family("figures have words", ("one has none" for one in figures if not one.get("/Alt")), of=len(figures))
    heads = [element for element in elements if element.get("/S") == "/TH"]
    yield family("table headers have a scope", ("one has none" for one in heads if not _scope(one)), of=len(heads))
    links = [note for page in pdf.pages for note in page.get("/Annots", []) if note.get("/Subtype") == "/Link"]
    yield family("links have words", ("one has none" for one in links if not one.get("/Contents")), of=len(links))
    fonts = list(_fonts(pdf))
    yield family("fonts embedded, with Unicode", (name for name, good in fonts if not good), of=len(fonts))
    levels = [int(str(element["/S"])[2]) for element in elements if str(element.get("/S", ""))[:2] == "/H"]
    yield family("headings do not skip a level", _skips(levels), of=len(levels))


def _elements(node: Any) -> Iterator[Any]:
    import pikepdf

    waiting = [node]
    while waiting:
        here = waiting.pop()
        kids = here.get("/K", [])
        kids = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
        inner = [kid for kid in kids if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]
        yield from ([here] if "/S" in here else [])
        waiting += reversed(inner)


def _scope(head: Any) -> bool:
    import pikepdf

    attributes = head.get("/A", [])
    attributes = list(attributes) if isinstance(attributes, pikepdf.Array) else [attributes]
    return any("/Scope" in one for one in attributes if isinstance(one, pikepdf.Dictionary))


def _fonts(pdf: Any) -> Iterator[tuple[str, bool]]:
    """Each font's name, and whether it travels with the file and says what its glyphs mean."""
    seen = set()
    for page in pdf.pages:
        for font in page.get("/Resources", {}).get("/Font", {}).values():
            if font.objgen in seen:
                continue
            seen.add(font.objgen)
            inner = font.get("/DescendantFonts", [font])[0].get("/FontDescriptor", {})
            embedded = any(name in inner for name in ("/FontFile", "/FontFile2", "/FontFile3"))
            yield str(font.get("/BaseFont", "")), embedded and "/ToUnicode" in font


def _skips(levels: list[int]) -> Iterator[str]:
    before = 0
    for level in levels:
        if level > before + 1:
            yield f"level {level} after {before}"
        before = level
