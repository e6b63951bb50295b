"""What a book proves of itself, read by Python's own zip and XML parsers; EPUBCheck and Ace where installed."""

import posixpath
import subprocess
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree as ET

from cma_content.exporting.validators import Validator, documents
from cma_content.exporting.verification import Finding, family, outside, people

_OPF = "{http://www.idpf.org/2007/opf}"
_XHTML = "{http://www.w3.org/1999/xhtml}"
_SVG = "{http://www.w3.org/2000/svg}"
_CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"
_NEEDED = ("accessMode", "accessibilityFeature", "accessibilityHazard", "accessibilitySummary")
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def findings(path: Path) -> Iterator[Finding]:
    """The findings on a book."""
    try:
        with zipfile.ZipFile(path) as book:
            first = book.infolist()[0] if book.infolist() else None
            stored = first and (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
            yield family("the mimetype comes first", [] if stored else ["it does not"])
            yield from _content(book)
    except (zipfile.BadZipFile, KeyError, ET.ParseError) as error:
        yield family("a book that can be read", [str(error)])
    yield outside("EPUB 3 by EPUBCheck", EPUBCHECK, path)
    yield outside("EPUB Accessibility by Ace", ACE, path)
    yield from people("reading order makes sense", "text alternatives say what matters")


def _content(book: zipfile.ZipFile) -> Iterator[Finding]:
    container = ET.fromstring(book.read("META-INF/container.xml"))  # noqa: S314 - expat bounds what entities may grow to
    root = container.find(f".//{_CONTAINER}rootfile")
    name = root.attrib["full-path"] if root is not None else ""
    package = ET.fromstring(book.read(name))  # noqa: S314
    folder = posixpath.dirname(name)
    items = list(package.iter(f"{_OPF}item"))
    pages = {
        posixpath.join(folder, item.attrib["href"]): ET.fromstring(  # noqa: S314
            book.read(posixpath.join(folder, item.attrib["href"]))
        )
        for item in items
        if item.attrib["media-type"] == "application/xhtml+xml"
    }
    nav = [item for item in items if "nav" in item.get("properties", "").split()]
    yield family("navigation", [] if nav else ["none"])
    found = {(meta.get("property") or "").removeprefix("schema:") for meta in package.iter(f"{_OPF}meta")}
    yield family("accessibility metadata", (f"no {field}" for field in _NEEDED if field not in found))
    yield from _pages(pages)
    yield family("links lead somewhere", _dead_links(pages), of=len(pages))


def _pages(pages: Mapping[str, ET.Element]) -> Iterator[Finding]:
    silent = (name for name, page in pages.items() if not page.get(_LANGUAGE) or not page.get("lang"))
    yield family("every page names its language", silent, of=len(pages))
    untitled = (name for name, page in pages.items() if not (page.findtext(f".//{_XHTML}title") or "").strip())
    yield family("every page has a title", untitled, of=len(pages))
    pictures = [made for page in pages.values() for made in page.iter() if made.tag in (f"{_SVG}svg", f"{_XHTML}img")]
    mute = ("one has none" for made in pictures if not {"alt", "aria-label", "aria-labelledby"} & made.attrib.keys())
    yield family("pictures have words", mute, of=len(pictures))
    heads = [head for page in pages.values() for head in page.iter(f"{_XHTML}th")]
    bare = ("one has none" for head in heads if "scope" not in head.attrib)
    yield family("table headers have a scope", bare, of=len(heads))


def _dead_links(pages: Mapping[str, ET.Element]) -> Iterator[str]:
    ids = {name: {made.get("id") for made in page.iter()} for name, page in pages.items()}
    for name, page in pages.items():
        for link in page.iter(f"{_XHTML}a"):
            href = link.get("href", "")
            if ":" in href.partition("#")[0]:
                continue
            file, _, target = href.partition("#")
            place = posixpath.normpath(posixpath.join(posixpath.dirname(name), file)) if file else name
            if place not in ids or (target and target not in ids[place]):
                yield href


def _epubcheck(done: subprocess.CompletedProcess[str]) -> Iterator[tuple[str, list[str]]]:
    for report in documents(done.stdout):
        faults = [message for message in report["messages"] if message["severity"] in ("FATAL", "ERROR", "WARNING")]
        if not (faults or report["items"]):
            raise ValueError("nothing was looked at")
        yield report["checker"]["path"], [f"{one['ID']}: {one['message']} ({_places(one)})" for one in faults]


def _places(message: Any) -> str:
    return ", ".join(f"{place['path']} line {place['line']}" for place in message["locations"])


def _ace(done: subprocess.CompletedProcess[str]) -> Iterator[tuple[str, list[str]]]:
    for report in documents(done.stdout):
        pages = report["assertions"]
        # The package and each of its pages.
        if len(pages) < 2:
            raise ValueError("no page was looked at")
        faults = [_violation(page["earl:testSubject"], one) for page in pages for one in page["assertions"]]
        if (report["earl:result"]["earl:outcome"] == "pass") == bool(faults):
            raise ValueError("a contradiction")
        yield report["earl:testSubject"]["url"], faults


def _violation(page: Any, assertion: Any) -> str:
    description = assertion["earl:result"]["dct:description"].partition("\n")[0]
    return f"{assertion['earl:test']['dct:title']}: {description} ({page.get('url', '')})"


EPUBCHECK: Final = Validator(
    "EPUBCheck",
    "epubcheck",
    ("--json", "-", "--locale", "en"),
    "see https://www.w3.org/publishing/epubcheck",
    _epubcheck,
)
ACE: Final = Validator("Ace", "ace", ("--silent", "--lang", "en"), "npm install -g @daisy/ace", _ace)
