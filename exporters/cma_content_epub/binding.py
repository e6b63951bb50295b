"""Chapters, navigation, metadata and cover, bound into one reproducible zip."""

import base64
import io
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterable, Iterator
from importlib.resources import files
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from ebooklib import epub

from cma_content.handout import Handout, tree
from cma_content.handout.anchors import Own
from cma_content.rendering import archive, html
from cma_content.rendering.charts.paint import INHERITED
from cma_content.rendering.moments import midnight
from cma_content_epub import accessibility, semantics, tables
from cma_content_epub.cover import draw_cover

_CHART_WIDTH = 460
_LOGO = "logo.png"
_DATA = "data:image/png;base64,"


def bind(handout: Handout) -> bytes:
    """The book's bytes."""
    book = epub.EpubBook()
    chapters = dict(_chapters(handout))
    _link_across(chapters)
    _describe(book, handout)
    for name, value in accessibility.metadata([page for _, page in chapters.values()]):
        book.add_metadata(None, "meta", value, {"property": f"schema:{name}"})
    style = (files("cma_content_epub") / "book.css").read_text("utf-8")
    if handout.design.scale != 1:
        style += f"body {{\n  font-size: {handout.design.scale:g}em;\n}}\n"
    book.add_item(_item(Own.STYLE, "book.css", "text/css", style.encode()))
    if cover := draw_cover(handout):
        book.add_item(_item(Own.COVER, "cover.png", "image/png", cover, "cover-image"))
    masthead = handout.front.masthead
    if masthead and masthead.logo:
        book.add_item(_item(Own.LOGO, _LOGO, "image/png", masthead.logo.content))
    for name, content in _pictures(page for _, page in chapters.values()):
        # No section has an id with a point in it.
        book.add_item(_item(name, name, "image/png", content))
    pages = []
    for id_, (title, page) in chapters.items():
        properties = ["svg"] if page.find(".//svg") is not None else []
        content = _xhtml(handout, title, page)
        pages.append(book.add_item(_item(id_, f"{id_}.xhtml", "application/xhtml+xml", content, *properties)))
    navigation = _xhtml(handout, _nav_title(handout), _navigation(handout, chapters))
    contents = book.add_item(_item(Own.NAV, "nav.xhtml", "application/xhtml+xml", navigation, "nav"))
    # Readers that know EPUB 2 alone find their way by the NCX.
    book.toc = [epub.Link(f"{id_}.xhtml", title, id_) for id_, (title, _) in chapters.items()]
    book.add_item(epub.EpubNcx(Own.NCX))
    # Items, not their ids: EbookLib looks through all items for each.
    first, *rest = pages
    book.spine = [first, contents, *rest]
    writer = _Writer(io.BytesIO(), book, {"mtime": midnight(handout.meta.reviewed), "epub3_pages": False})
    writer.process()
    writer.write()
    made: bytes = writer.file_name.getvalue()
    return made


def _item(id_: str, name: str, media_type: str, content: bytes, *properties: str) -> Any:
    # EpubHtml would parse the page anew and lose the case of SVG's names.
    item = epub.EpubItem(uid=id_, file_name=name, media_type=media_type, content=content)
    item.properties = list(properties)
    return item


def _chapters(handout: Handout) -> Iterator[tuple[str, tuple[str, ET.Element]]]:
    """Id, title and body of each file, the title page first."""
    front = html.element("body", html.front(handout))
    for picture in front.iter("img"):
        # The one picture of a front page, and of a cover.
        picture.set("src", _LOGO)
    html.ease(front)
    yield Own.TITLE_PAGE, (handout.meta.title, front)
    for part in html.sections(handout, _CHART_WIDTH, paint=INHERITED):
        heading = part.find("h2")
        title = "".join(heading.itertext()) if heading is not None else ""
        body = html.element("body", part)
        tables.narrow(body, handout.design.scale)
        html.ease(body)
        yield part.attrib["id"], (title, body)


def _pictures(pages: Iterable[ET.Element]) -> Iterator[tuple[str, bytes]]:
    """The name and content of each picture that stands in a page as data; there it is named from now on."""
    names: dict[str, str] = {}
    for picture in (picture for page in pages for picture in page.iter("img")):
        data = picture.attrib["src"]
        if data.startswith(_DATA):
            if data not in names:
                names[data] = f"picture-{len(names) + 1}.png"
                yield names[data], base64.b64decode(data.removeprefix(_DATA))
            picture.set("src", names[data])


def _link_across(chapters: dict[str, tuple[str, ET.Element]]) -> None:
    """Makes each link to an id a link to the file that holds it; an id need not be looked for twice."""
    holder = {
        made.attrib["id"]: id_ for id_, (_, page) in chapters.items() for made in page.iter() if "id" in made.attrib
    }
    for id_, (_, page) in chapters.items():
        for link in page.iter("a"):
            target = link.attrib["href"].removeprefix("#")
            if target != link.attrib["href"] and holder[target] != id_:
                link.set("href", f"{holder[target]}.xhtml#{target}")


def _nav_title(handout: Handout) -> str:
    # A sheet has no list of contents; a book has to.
    titles = (part.title for part in handout.body if isinstance(part, tree.Contents))
    return next(titles, handout.meta.title)


def _navigation(handout: Handout, chapters: dict[str, tuple[str, ET.Element]]) -> ET.Element:
    items = [html.element("li", html.element("a", title, href=f"{id_}.xhtml")) for id_, (title, _) in chapters.items()]
    for part in handout.body:
        if isinstance(part, tree.Contents):
            items = [items[0], *html.grouped(part, "{}.xhtml".format)]
    contents = html.element(
        "nav", html.element("h2", _nav_title(handout)), html.element("ol", *items), id=Own.CONTENTS, role="doc-toc"
    )
    contents.set("epub:type", "toc")
    marks = [
        ("toc", "nav.xhtml", _nav_title(handout)),
        ("bodymatter", f"{list(chapters)[1]}.xhtml", handout.meta.title),
    ]
    for id_, (title, page) in chapters.items():
        marks += [(kind, f"{id_}.xhtml", title) for part in page.iter("section") if (kind := semantics.kind_of(part))]
    landmarks = html.element("nav", id=Own.LANDMARKS, hidden="hidden", aria_label=_nav_title(handout))
    places = html.element("ol")
    for kind, href, title in marks:
        link = html.element("a", title, href=href)
        link.set("epub:type", kind)
        places.append(html.element("li", link))
    landmarks.append(places)
    landmarks.set("epub:type", "landmarks")
    return html.element("body", contents, landmarks)


def _xhtml(handout: Handout, title: str, body: ET.Element) -> bytes:
    page = html.element(
        "html",
        html.element(
            "head",
            html.element("meta", charset="utf-8"),
            html.element("title", title),
            html.element("link", rel="stylesheet", type="text/css", href="book.css"),
        ),
        body,
        xmlns="http://www.w3.org/1999/xhtml",
        lang=handout.meta.language,
    )
    page.set("xml:lang", handout.meta.language)
    page.set("xmlns:epub", "http://www.idpf.org/2007/ops")
    semantics.mark(body)
    return b'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n' + ET.tostring(page, encoding="unicode").encode()


def _describe(book: Any, handout: Handout) -> None:
    """What the book is, who made it and when."""
    meta = handout.meta
    book.set_identifier(f"urn:uuid:{uuid5(NAMESPACE_URL, f'cma_content/{meta.name}/{meta.language}')}")
    book.set_title(meta.title)
    book.set_language(meta.language)
    book.add_author(meta.publisher)
    book.add_metadata("DC", "publisher", meta.publisher)
    book.add_metadata(None, "meta", meta.code, {"property": "dcterms:hasVersion"})
    book.add_metadata("DC", "date", meta.reviewed.isoformat())
    book.add_metadata("DC", "description", meta.subtitle)
    book.add_metadata("DC", "rights", f"{meta.license}: {meta.license_address}")


class _Writer(epub.EpubWriter):  # type: ignore[misc] # EbookLib has no types
    """EbookLib's writer with a zip that is the same each time and a package that names its language."""

    def write(self) -> None:
        self.out = _Zip(self.file_name)
        self.out.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        self._write_container()
        self._write_opf()
        self._write_items()
        self.out.close()

    def _write_opf_file(self, root: Any) -> None:
        root.set("{http://www.w3.org/XML/1998/namespace}lang", self.book.language)
        super()._write_opf_file(root)


class _Zip:
    """A zip as EbookLib writes into one."""

    def __init__(self, file: io.BytesIO) -> None:
        self._zip = zipfile.ZipFile(file, "w")

    def writestr(self, name: str, content: bytes | str, compress_type: int = zipfile.ZIP_DEFLATED) -> None:
        archive.add(self._zip, name, content, compress_type)

    def close(self) -> None:
        self._zip.close()
