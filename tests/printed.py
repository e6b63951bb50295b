"""All that a finished file prints, as plain text: body, charts and what stands for them, headers, footers and notes.

The reader of each format is another program than its writer. A block ends a line; the rest stands as it is drawn.
"""

import re
import subprocess
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree as ET

import pikepdf
from lxml import html
from markdown_it import MarkdownIt
from parity import elements

_INLINE: Final = frozenset({"a", "abbr", "b", "bdi", "code", "dfn", "em", "i", "span", "strong", "sup", "tspan", "wbr"})
_SEEN: Final = frozenset({"text", "softbreak", "hardbreak"})
_UNSEEN: Final = frozenset({"script", "style", "head"})
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DRAWN: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_PRINTED_OF_WORD: Final = re.compile(r"word/(document|header\d+|footer\d+|footnotes|endnotes|comments)\.xml")


def _pdf(path: Path) -> str:
    """What poppler reads, page by page, and the alternatives of figures."""
    command = ["pdftotext", "-raw", str(path), "-"]
    text = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120).stdout
    pages = text.removesuffix("\f").split("\f")
    with pikepdf.open(path) as pdf:
        alts = [str(one["/Alt"]) for one in elements(pdf.Root.StructTreeRoot) if one.S == "/Figure"]
        numbers = _pages_of_headings(pdf)
        assert len(pages) == len(pdf.pages)
    pages = [_without_page_number(page, number) for number, page in enumerate(pages, start=1)]
    return _without_pages_of_headings("\n".join(pages), numbers) + "\n".join(("", *alts))


def _without_page_number(page: str, number: int) -> str:
    """A page without its own number, which must be the right one."""
    return re.sub(rf"\bPage\s{number}\b", "", page, count=1)


def _pages_of_headings(pdf: pikepdf.Pdf) -> dict[str, int]:
    """The page of each heading, as the outline of a PDF leads there."""
    index = {page.objgen: number for number, page in enumerate(pdf.pages, start=1)}
    with pdf.open_outline() as outline:
        items = [*outline.root, *(child for item in outline.root for child in item.children)]
    targets: list[tuple[str, Any]] = [(item.title, item.destination) for item in items]
    return {title: index[target[0].objgen] for title, target in targets}


def _without_pages_of_headings(text: str, numbers: Mapping[str, int]) -> str:
    """The text without the numbers of pages beside titles, in references and in contents, as far as each is right."""
    for title, number in numbers.items():
        words = r"\s+".join(map(re.escape, title.split()))
        text = re.sub(rf"(“{words}”\s+on\s+page)\s+{number}\b", r"\1", text)
        text = re.sub(rf"(?m)^{number}\s+(?={words}$)", "", text)
    return text


def _html(path: Path) -> str:
    return _of_markup(html.fromstring(path.read_bytes()))


def _epub(path: Path) -> str:
    """Every page of a book and both of its tables of contents."""
    with zipfile.ZipFile(path) as book:
        names = [name for name in book.namelist() if name.endswith((".xhtml", ".ncx"))]
        return "\n".join(_of_markup(ET.fromstring(book.read(name))) for name in names)


def _of_markup(root: ET.Element | html.HtmlElement) -> str:
    return "".join(_pieces(root))


def _pieces(element: ET.Element | html.HtmlElement) -> Iterator[str]:
    tag = str(element.tag).rpartition("}")[2]
    if tag not in _UNSEEN and isinstance(element.tag, str):
        yield "" if tag in _INLINE else "\n"
        yield from (f"{element.get(name)}\n" for name in ("alt", "aria-label", "title") if element.get(name))
        yield element.text or ""
        for child in element:
            yield from _pieces(child)
        yield "" if tag in _INLINE else "\n"
    yield element.tail or ""


def _docx(path: Path) -> str:
    """The body of a Word document, its headers, footers and notes, and what stands for its pictures."""
    with zipfile.ZipFile(path) as package:
        parts = [package.read(name) for name in package.namelist() if _PRINTED_OF_WORD.fullmatch(name)]
    assert len(parts) > 1
    return "\n".join(_of_word(ET.fromstring(part)) for part in parts)


def _of_word(part: ET.Element) -> str:
    """Its paragraphs; the number of a page is what `PAGE` makes of it, not what is stored."""
    fields = {id(text) for field in part.iter(f"{_W}fldSimple") for text in field.iter(f"{_W}t")}
    pieces: list[str] = []
    for element in part.iter():
        if element.tag == f"{_W}t" and id(element) not in fields:
            pieces.append(element.text or "")
        elif element.tag in (f"{_W}p", f"{_W}br", f"{_W}tab", f"{_W}tc"):
            pieces.append("\n")
        elif element.tag == _DRAWN:
            pieces.append(f"\n{element.get('descr') or ''}\n")
    return "".join(pieces)


def _markdown(path: Path) -> str:
    tokens = MarkdownIt("commonmark").enable("table").parse(path.read_text("utf-8"))
    pieces: list[str] = []
    for token in tokens:
        pieces += [child.content or " " for child in token.children or () if child.type in _SEEN]
        pieces.append("\n")
        if token.type == "ordered_list_open":
            assert not token.attrs.get("start"), "lists count from 1"
    return "".join(pieces)


TEXT: Final[Mapping[str, Callable[[Path], str]]] = {
    "docx": _docx,
    "epub": _epub,
    "html": _html,
    "md": _markdown,
    "pdf": _pdf,
}
"""What a file of each format prints."""
