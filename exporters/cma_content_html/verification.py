"""What a web page proves of itself, and the Nu checker and axe where they are installed."""

import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from cma_content.errors import UnreadableFileError
from cma_content.exporting.validators import Validator, documents, path_of
from cma_content.exporting.verification import Finding, family, outside, people, unreadable
from cma_content.markup import has_words, is_target
from cma_content.reading import BOUNDS, Budget, read_bounded
from cma_content_html.tokenizer import Tag, tags, unescaped

_TITLE = 1000
"""Characters of a title that are looked at."""
_RULES = "wcag2a,wcag2aa,wcag21a,wcag21aa,wcag22aa"
_DATA = ("application/json", "application/ld+json")
_LOADS = {"img": "src", "script": "src", "link": "href", "iframe": "src", "source": "src", "object": "data"}
_LOADING = re.compile(
    r"(?<!\S)(?:apple-touch-[a-z-]++|icon|manifest|mask-icon|modulepreload|preconnect|preload|prerender|stylesheet"
    r"|(?:dns-)?prefetch)(?!\S)",
    re.IGNORECASE,
)
"""What a link element is for that fetches something, or prepares to; others name a page, as a link in the text does."""


@dataclass(slots=True)
class Page:
    """What matters of a page: its language and title, headings, ids, links, pictures, what it loads and runs."""

    language: str = ""
    title: str = ""
    levels: list[int] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    pictures: list[bool] = field(default_factory=list)
    heads: list[bool] = field(default_factory=list)
    loads: list[str] = field(default_factory=list)
    runs: list[str] = field(default_factory=list)

    def add(self, tag: Tag) -> None:
        """Keeps what matters of a tag."""
        name, given = tag.name, tag.attributes
        if name == "html":
            self.language = self.language or given.get("lang", "")
        elif name == "title" and not tag.is_foreign:
            self.title = self.title or unescaped(tag.text[:_TITLE])
        elif name in ("h1", "h2", "h3", "h4", "h5", "h6"):
            self.levels.append(int(name[1]))
        elif name == "a" and "href" in given:
            self.links.append(given["href"])
        elif name in ("img", "svg"):
            self.pictures.append(has_words(given))
        elif name == "th":
            self.heads.append("scope" in given)
        if "id" in given:
            self.ids.append(given["id"])
        if name == "a" and "name" in given:
            self.names.append(given["name"])
        address = given.get(_LOADS.get(name, ""), "")
        if name == "link" and not _LOADING.search(given.get("rel", "")):
            address = ""
        if address and not address.startswith("data:"):
            self.loads.append(address)
        if name == "script" and given.get("type") not in _DATA:
            self.runs.append("a script")
        self.runs += [key for key in given if key.startswith("on")]


def findings(path: Path) -> Iterator[Finding]:
    """The findings on a web page."""
    page, budget, is_readable = Page(), Budget(), True
    try:
        for tag in tags(read_bounded(path, BOUNDS.text).decode("utf-8", "replace"), budget):
            page.add(tag)
        yield from _content(page, budget)
    except UnreadableFileError as error:
        is_readable = False
        yield unreadable("a page that can be read", str(error))
    yield outside("HTML by the Nu checker", NU, path, is_readable=is_readable)
    yield outside("WCAG 2.2 AA by axe", AXE, path, is_readable=is_readable)
    yield from people("works with a keyboard and a screen reader", "text alternatives say what matters")


def _content(page: Page, budget: Budget) -> Iterator[Finding]:
    yield family("language", [] if page.language else ["none is named"])
    yield family("title", [] if page.title.strip() else ["none"])
    yield from structure(page)
    inner = [link[1:] for link in page.links if link.startswith("#")]
    targets = {*page.ids, *page.names}
    dead = sorted(link for link in set(inner) if not is_target(link, targets, budget))
    yield family("links lead somewhere", dead, of=len(inner))
    yield family("needs nothing but itself", page.loads)
    yield family("runs nothing", page.runs)


def structure(page: Page) -> Iterator[Finding]:
    """The findings on headings, pictures, tables and ids."""
    skips = (f"level {b} after {a}" for a, b in zip([0, *page.levels], page.levels, strict=False) if b > a + 1)
    yield family("headings do not skip a level", skips, of=len(page.levels))
    yield family("pictures have words", ("one has none" for named in page.pictures if not named), of=len(page.pictures))
    yield family("table headers have a scope", ("one has none" for set_ in page.heads if not set_), of=len(page.heads))
    yield family("ids are used once", (id_ for id_, count in Counter(page.ids).items() if count > 1), of=len(page.ids))


def _nu(done: subprocess.CompletedProcess[str]) -> Iterator[tuple[str, list[str]]]:
    # Its report is silent on clean files; the names of all that it opened go to the other stream.
    opened: dict[Path, list[str]] = {path_of(file): [] for file in done.stderr.splitlines()}
    (document,) = documents(done.stdout)
    for message in document["messages"]:
        if message["type"] != "info" or message.get("subType") == "warning":
            fault = f"line {message.get('lastLine', '?')}: {message['message']}"
            opened.get(path_of(message["url"]), []).append(fault)
    for path, faults in opened.items():
        yield str(path), faults


def _axe(done: subprocess.CompletedProcess[str]) -> Iterator[tuple[str, list[str]]]:
    (results,) = documents(done.stdout)
    for result in results:
        if not (result["passes"] or result["violations"]):
            raise ValueError("no rule was applied")
        yield result["url"], [fault for violation in result["violations"] for fault in _violations(result, violation)]


def _violations(result: Any, violation: Any) -> Iterator[str]:
    view = f"{result['view']}; " if "view" in result else ""
    for node in violation["nodes"]:
        yield f"{violation['id']}: {violation['help']} ({view}{' '.join(map(str, node['target']))})"


NU: Final = Validator("Nu", "vnu", ("--stdout", "--format", "json", "--verbose"), "npm install -g vnu-jar", _nu)
AXE: Final = Validator(
    "axe",
    "axe",
    ("--stdout", "--tags", _RULES),
    "npm install -g @axe-core/cli",
    _axe,
    address=True,
)
