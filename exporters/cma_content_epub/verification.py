"""What a book proves of itself, read by Python's own zip and XML parsers; EPUBCheck and Ace where installed."""

import json
import posixpath
import re
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.etree import ElementTree as ET

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
    command = ["epubcheck", "--locale", "en", str(path)]
    yield outside("EPUB 3 by EPUBCheck", command, _complaint, install="see https://www.w3.org/publishing/epubcheck")
    with tempfile.TemporaryDirectory() as folder:
        command = ["ace", "--silent", "--force", "--outdir", folder, str(path)]
        report = Path(folder, "report.json")
        yield outside("EPUB Accessibility by Ace", command, lambda _: _ace(report), install="npm install -g @daisy/ace")
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
    said = {(meta.get("property") or "").removeprefix("schema:") for meta in package.iter(f"{_OPF}meta")}
    yield family("accessibility metadata", (f"no {field}" for field in _NEEDED if field not in said))
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


def _complaint(done: subprocess.CompletedProcess[str]) -> str:
    """How much is wrong, warnings included, and the first of it; the exit code would tell no fault from a failure."""
    said = done.stdout + done.stderr
    counts = re.search(r"(\d+) fatals? / (\d+) errors? / (\d+) warnings?", said)
    if counts is None:
        raise ValueError
    first = next((line for line in said.splitlines() if line.startswith(("FATAL", "ERROR", "WARNING"))), "")
    return f"{counts[0]}; {first}" if any(map(int, counts.groups())) else ""


def _ace(report: Path) -> str:
    """The rules that are broken; Ace ends well whatever it finds."""
    if not report.exists():
        raise ValueError
    made = json.loads(report.read_text("utf-8"))
    broken = {found["earl:test"]["dct:title"] for page in made["assertions"] for found in page["assertions"]}
    return "" if made["earl:result"]["earl:outcome"] == "pass" else ", ".join(sorted(broken))
