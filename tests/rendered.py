"""A Markdown text as other programs read it: its structure, its words and its links, from their HTML."""

import re
import subprocess
from collections.abc import Iterator

from lxml import html
from markdown_it import MarkdownIt

Structure = list[tuple[str, str]]
_BLOCKS = ("h1", "h2", "h3", "p", "li", "th", "td", "blockquote", "table", "ul", "ol", "hr")
_BOX = "\N{BALLOT BOX}"


def by_pandoc(text: str, dialect: str) -> html.HtmlElement:
    """The HTML that pandoc makes of a text in its dialect `gfm` or `markdown`."""
    command = ["pandoc", "-f", dialect, "-t", "html", "--wrap=none", "--mathml"]
    made = subprocess.run(command, input=text, capture_output=True, text=True, check=True, timeout=60).stdout
    return html.fromstring(f"<div>{made}</div>")


def by_markdown_it(text: str) -> html.HtmlElement:
    """The HTML that markdown-it makes of it, which knows tables and no lists to check off."""
    return html.fromstring(f"<div>{MarkdownIt('commonmark').enable('table').render(text)}</div>")


def structure(page: html.HtmlElement) -> Structure:
    """Each list, table, quotation, heading, item and cell in order, with the words that stand in it itself."""
    return list(_structure(page))


def _structure(element: html.HtmlElement) -> Iterator[tuple[str, str]]:
    for child in element:
        # A loose list has paragraphs in its items, a tight one has none.
        if child.tag in _BLOCKS and (element.tag, child.tag) != ("li", "p"):
            yield str(child.tag), _own(child)
        yield from _structure(child)


def _own(block: html.HtmlElement) -> str:
    """The words of a block that stand in no block within it; a box to check off is no word."""
    inner = [part for part in block.iterdescendants() if part.tag in _BLOCKS and (block.tag, part.tag) != ("li", "p")]
    inside = {part for one in inner for part in one.iter()}
    words = [block.text or ""]
    for part in block.iterdescendants():
        words += [part.text or ""] if part not in inside else []
        words += [part.tail or ""] if part.getparent() not in inside else []
    return re.sub(r"\s+", "", "".join(words).replace(_BOX, "")).removeprefix("[]")


def look(page: html.HtmlElement) -> Iterator[tuple[str, str]]:
    """What is stressed, and what is aligned at the right."""
    for part in page.iter("strong", "em"):
        yield str(part.tag), re.sub(r"\s+", "", part.text_content())
    for cell in page.iter("th", "td"):
        if "right" in (cell.get("style") or "") or cell.get("align") == "right":
            yield "right", re.sub(r"\s+", "", cell.text_content())


def links(page: html.HtmlElement) -> list[tuple[str, str]]:
    """The words and the address of each link."""
    return [(re.sub(r"\s+", "", link.text_content()), str(link.get("href"))) for link in page.iter("a")]


def anchors(page: html.HtmlElement) -> set[str]:
    """What links within can lead to."""
    return {str(part.get("id")) for part in page.iter("h1", "h2", "h3") if part.get("id")}
