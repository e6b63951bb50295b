"""What a book proves of itself, whatever it is; EPUBCheck and Ace where installed."""

import posixpath
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree as ET

from cma_content.errors import UnreadableFileError
from cma_content.exporting.validators import Validator, documents
from cma_content.exporting.verification import Finding, family, outside, people, unreadable
from cma_content.markup import has_words, is_target, parse_xml, unquoted
from cma_content.packages import STORED, Package, open_package
from cma_content.reading import Budget

_OPF = "{http://www.idpf.org/2007/opf}"
_XHTML = "{http://www.w3.org/1999/xhtml}"
_SVG = "{http://www.w3.org/2000/svg}"
_CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"
_NEEDED = ("accessMode", "accessibilityFeature", "accessibilityHazard", "accessibilitySummary")
_CHARACTERS = 100
"""Of names and addresses, which cost as much as one element."""
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True, slots=True)
class _Page:
    """What matters of a page, without its tree: a book may have many."""

    is_named: bool
    """Its language, in both ways."""
    is_titled: bool
    pictures: Sequence[bool]
    """Whether each has words."""
    heads: Sequence[bool]
    """Whether each has a scope."""
    targets: frozenset[str]
    """What a link may lead to."""
    links: Sequence[str]


def findings(path: Path) -> Iterator[Finding]:
    """The findings on a book."""
    broken: list[str] = []
    try:
        book = open_package(path)
        first = next(iter(book.members.items()), None)
        stored = first and (first[0], first[1].method) == ("mimetype", STORED)
        yield family("the mimetype comes first", [] if stored else ["it does not"])
        yield from _content(book, broken)
    except UnreadableFileError as error:
        broken.append(str(error))
    if broken:
        yield unreadable("a book that can be read", "; ".join(broken[:3]))
    yield outside("EPUB 3 by EPUBCheck", EPUBCHECK, path, is_readable=not broken)
    yield outside("EPUB Accessibility by Ace", ACE, path, is_readable=not broken)
    yield from people("reading order makes sense", "text alternatives say what matters")


def _content(book: Package, broken: list[str]) -> Iterator[Finding]:
    """The findings on what is in a book; `broken` is given what of it cannot be read."""
    budget = Budget()
    root = _tree(book, "META-INF/container.xml", budget).find(f".//{_CONTAINER}rootfile")
    name = root.get("full-path", "") if root is not None else ""
    package = _tree(book, name, budget)
    items = list(package.iter(f"{_OPF}item"))
    nav = [item for item in items if "nav" in item.get("properties", "").split()]
    yield family("navigation", [] if nav else ["none"])
    found = {(meta.get("property") or "").removeprefix("schema:") for meta in package.iter(f"{_OPF}meta")}
    yield family("accessibility metadata", (f"no {field}" for field in _NEEDED if field not in found))
    listed = (item.get("href", "") for item in items if item.get("media-type") == "application/xhtml+xml")
    pages = {}
    for place in dict.fromkeys(_place(name, href, budget) for href in listed if "://" not in href):
        try:
            pages[place] = _page(_tree(book, place, budget), budget)
        except UnreadableFileError as error:
            broken.append(str(error))
    yield from _pages(pages)
    yield family("links lead somewhere", _dead_links(pages, budget), of=len(pages))


def _tree(book: Package, name: str, budget: Budget) -> ET.Element:
    try:
        return parse_xml(book.read(name), budget)
    except UnreadableFileError as error:
        raise UnreadableFileError(f"{name or 'no package is named'}: {error}") from None


def _page(page: ET.Element, budget: Budget) -> _Page:
    elements = list(page.iter())
    anchors = [made for made in elements if made.tag == f"{_XHTML}a"]
    targets = frozenset([*(made.get("id", "") for made in elements), *(made.get("name", "") for made in anchors)])
    links = [made.get("href", "") for made in anchors]
    # They are kept, and a path of many parts takes as long as many paths.
    budget.spend(sum(map(len, (*targets, *links))) // _CHARACTERS)
    pictures = [made for made in elements if made.tag in (f"{_SVG}svg", f"{_XHTML}img")]
    return _Page(
        is_named=bool(page.get(_LANGUAGE) and page.get("lang")),
        is_titled=bool((page.findtext(f".//{_XHTML}title") or "").strip()),
        pictures=[has_words(made.attrib) for made in pictures],
        heads=["scope" in made.attrib for made in elements if made.tag == f"{_XHTML}th"],
        targets=targets,
        links=links,
    )


def _pages(pages: Mapping[str, _Page]) -> Iterator[Finding]:
    silent = (name for name, page in pages.items() if not page.is_named)
    yield family("every page names its language", silent, of=len(pages))
    untitled = (name for name, page in pages.items() if not page.is_titled)
    yield family("every page has a title", untitled, of=len(pages))
    pictures = [has_words for page in pages.values() for has_words in page.pictures]
    yield family("pictures have words", ("one has none" for has_words in pictures if not has_words), of=len(pictures))
    heads = [has_scope for page in pages.values() for has_scope in page.heads]
    yield family("table headers have a scope", ("one has none" for has_scope in heads if not has_scope), of=len(heads))


def _dead_links(pages: Mapping[str, _Page], budget: Budget) -> Iterator[str]:
    for name, page in pages.items():
        for href in page.links:
            if ":" in href.partition("#")[0]:
                continue
            file, _, target = href.partition("#")
            place = _place(name, file, budget) if file else name
            if place not in pages or not is_target(target, pages[place].targets, budget):
                yield href


def _place(page: str, href: str, budget: Budget) -> str:
    """The member that `href` names in a page."""
    budget.spend(len(page) // _CHARACTERS)
    return posixpath.normpath(posixpath.join(posixpath.dirname(page), unquoted(href, budget)))


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
