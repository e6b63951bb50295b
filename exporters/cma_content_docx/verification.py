"""What a Word document proves of itself, whatever it is."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

from cma_content.errors import UnreadableFileError
from cma_content.exporting.verification import Finding, family, people, unreadable
from cma_content.markup import parse_xml
from cma_content.packages import open_package
from cma_content.reading import Budget
from cma_content_docx.grids import beyond_the_text

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_FLOATING = (f"{_W}txbxContent", f"{_W}framePr", f"{_DRAWING}anchor")
_LEVELS = tuple("012345678")


def findings(path: Path) -> Iterator[Finding]:
    """The findings on a document."""
    budget = Budget()
    try:
        package = open_package(path)
        text = parse_xml(package.read("word/document.xml"), budget)
        core, styles, relations = (
            # Word opens a document without them.
            parse_xml(package.read(name), budget) if name in package.members else ET.Element("none")
            for name in ("docProps/core.xml", "word/styles.xml", "word/_rels/document.xml.rels")
        )
    except UnreadableFileError as error:
        yield unreadable("a document that can be read", str(error))
    else:
        yield family("title", [] if (core.findtext(f"{_DC}title") or "").strip() else ["none"])
        language = styles.find(f"{_W}docDefaults//{_W}lang")
        yield family("language", [] if language is not None and language.get(f"{_W}val") else ["none is named"])
        yield from _structure(text, styles)
        yield from _links(text, {relation.get("Id", "") for relation in relations})
    yield from people("reading order makes sense", "text alternatives say what matters")


def _structure(text: ET.Element, styles: ET.Element) -> Iterator[Finding]:
    outline = {
        style.get(f"{_W}styleId", ""): level + 1
        for style in styles.iter(f"{_W}style")
        if (level := _level(style.find(f"{_W}pPr/{_W}outlineLvl"))) is not None
    }
    used = [style.get(f"{_W}val", "") for style in text.iter(f"{_W}pStyle")]
    levels = [outline[style] for style in used if style in outline]
    skips = [f"level {b} after {a}" for a, b in zip([0, *levels], levels, strict=False) if b > a + 1]
    yield family("headings do not skip a level", skips if levels else ["no headings"])
    known = {style.get(f"{_W}styleId", "") for style in styles.iter(f"{_W}style")}
    yield family("styles are defined", sorted(set(used) - known), of=len(used))
    tables = list(text.iter(f"{_W}tbl"))
    bare = ("one has none" for table in tables if table.find(f"{_W}tr/{_W}trPr/{_W}tblHeader") is None)
    yield family("tables have a header row", bare, of=len(tables))
    grids = sum(table.find(f"{_W}tblGrid") is not None for table in tables)
    yield family("tables end where the text does", beyond_the_text(text), of=grids)
    pictures = list(text.iter(f"{_DRAWING}docPr"))
    mute = ("one has none" for picture in pictures if not picture.get("descr"))
    yield family("pictures have words", mute, of=len(pictures))
    floating = (made.tag.rpartition("}")[2] for made in text.iter() if made.tag in _FLOATING)
    yield family("nothing floats, such as a text box", floating)


def _level(outline: ET.Element | None) -> int | None:
    """The level that a style has in the outline, from 0; body text, and what is no level, has none."""
    value = outline.get(f"{_W}val", "") if outline is not None else ""
    return int(value) if value in _LEVELS else None


def _links(text: ET.Element, relations: set[str]) -> Iterator[Finding]:
    names = [mark.get(f"{_W}name", "") for mark in text.iter(f"{_W}bookmarkStart")]
    yield family(
        "bookmarks are named once", (name for name, count in Counter(names).items() if count > 1), of=len(names)
    )
    links = list(text.iter(f"{_W}hyperlink"))
    known = set(names)
    dead = {anchor for link in links if (anchor := link.get(f"{_W}anchor")) and anchor not in known}
    dead |= {target for link in links if (target := link.get(f"{_R}id")) and target not in relations}
    yield family("links lead somewhere", sorted(dead), of=len(links))
