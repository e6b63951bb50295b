"""Our own handouts, mutated: each validator must see every copy, and nothing in the originals."""

import re
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pikepdf
from parity import elements


def _rewritten(book: Path, copy: Path, change: Callable[[str, str], str]) -> None:
    """A copy of a book with its texts changed."""
    with ZipFile(book) as old, ZipFile(copy, "w") as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename.endswith((".xhtml", ".opf")):
                content = change(entry.filename, content.decode("utf-8")).encode()
            new.writestr(entry, content)


def replaced(package: Path, copy: Path, member: str, old: str, new: str) -> None:
    """A copy of a book or a document with `old` replaced in one of its members, which has it."""
    with ZipFile(package) as before, ZipFile(copy, "w") as after:
        for entry in before.infolist():
            content = before.read(entry)
            if entry.filename == member:
                assert old.encode() in content
                content = content.replace(old.encode(), new.encode())
            after.writestr(entry, content)


PDFS = (
    *("no-language", "no-title", "not-marked", "no-tree", "figure-words", "header-scope", "link-words"),
    *("no-profile", "no-claim", "hidden-link"),
)


def _mutate(pdf: pikepdf.Pdf, how: str) -> None:
    """Takes one thing out of a PDF."""
    tree = pdf.Root.StructTreeRoot
    match how:
        case "no-language":
            del pdf.Root["/Lang"]
        case "no-title":
            del pdf.Root.ViewerPreferences["/DisplayDocTitle"]
        case "not-marked":
            del pdf.Root["/MarkInfo"]
        case "no-tree":
            del pdf.Root["/StructTreeRoot"]
        case "figure-words":
            del next(one for one in elements(tree) if one.S == "/Figure")["/Alt"]
        case "header-scope":
            for one in [one for one in elements(tree) if one.S == "/TH"]:
                del one["/A"]
        case "link-words":
            for note in [note for page in pdf.pages for note in page.get("/Annots", [])]:
                del note["/Contents"]
        case "no-profile":
            del pdf.Root["/OutputIntents"]
        case "no-claim":
            packet = pdf.Root.Metadata.read_bytes()
            pdf.Root.Metadata.write(packet.replace(b'pdfaid:part="2"', b""))
        case "hidden-link":
            next(note for page in pdf.pages for note in page.get("/Annots", []))["/F"] = 0


BOOKS: dict[str, Callable[[str, str], str]] = {
    "no-landmark-target": lambda _, text: text.replace('href="text.xhtml"', 'href="nowhere.xhtml"'),
    "unclosed": lambda name, text: text.replace("</p>", "", 1) if name.endswith("text.xhtml") else text,
    "repeated-id": lambda name, text: text.replace("<p>", '<p id="text">', 1) if name.endswith("text.xhtml") else text,
    "no-navigation": lambda _, text: text.replace('properties="nav"', ""),
}
BOOK_FAULTS: dict[str, tuple[str, str]] = {
    "image-alt": (r' alt="[^"]*"', ""),
    "metadata-accessibilityhazard": (r"<meta property=.schema:accessibilityHazard.*?</meta>", ""),
    "html-has-lang": (r' (xml:)?lang="en"', ""),
    "link-name": (r"<h1>", '<a href="nav.xhtml"></a><h1>'),
}
PAGE_FAULTS: dict[str, tuple[str, str]] = {
    "image-alt": (r' alt="[^"]*"', ""),
    "html-has-lang": (r'<html lang="en"', "<html"),
    "color-contrast": (r"--quiet: #4a5560", "--quiet: #c8ccd0"),
    "meta-viewport": (r"initial-scale=1", "initial-scale=1, user-scalable=no"),
    "link-name": (r"<h1>", '<a href="#guide"></a><h1>'),
    "document-title": (r"<title>.*?</title>", "<title></title>"),
}
"""The rules of the validators that look in a browser, and the change that breaks each: one book, one page for all."""
PAGES: dict[str, tuple[str, str]] = {
    "repeated-id": ('<section id="money"', '<section id="text"'),
    "block-in-a-paragraph": ("</h1>", "</h1><p><ul><li>x</li></ul></p>"),
    "obsolete": ("</h1>", "</h1><center>x</center>"),
    "no-language-known": ('<html lang="en"', '<html lang="xx-yy-zz"'),
}


def pdfs(source: Path, folder: Path) -> list[Path]:
    """Copies of a PDF, each mutated in the way that it is named after."""
    for name in PDFS:
        with pikepdf.open(source) as pdf:
            _mutate(pdf, name)
            pdf.save(folder / f"{name}.pdf")
    return [folder / f"{name}.pdf" for name in PDFS]


def books(source: Path, folder: Path) -> list[Path]:
    """The same of a book."""
    for name, change in BOOKS.items():
        _rewritten(source, folder / f"{name}.epub", change)
    return [folder / f"{name}.epub" for name in BOOKS]


def pages(source: Path, folder: Path) -> list[Path]:
    """The same of a web page."""
    text = source.read_text("utf-8")
    for name, (old, new) in PAGES.items():
        assert old in text, name
        (folder / f"{name}.html").write_text(text.replace(old, new), "utf-8")
    return [folder / f"{name}.html" for name in PAGES]


def faulty_book(source: Path, folder: Path) -> Path:
    """A copy of a book that breaks every rule of `BOOK_FAULTS`."""

    def mutated(_: str, text: str) -> str:
        for old, new in BOOK_FAULTS.values():
            text = re.sub(old, new, text)
        return text

    _rewritten(source, folder / "faulty.epub", mutated)
    return folder / "faulty.epub"


def faulty_page(source: Path, folder: Path) -> Path:
    """A copy of a web page that breaks every rule of `PAGE_FAULTS`."""
    text = source.read_text("utf-8")
    for rule, (old, new) in PAGE_FAULTS.items():
        text, count = re.subn(old, new, text, flags=re.DOTALL)
        assert count, rule
    (folder / "faulty.html").write_text(text, "utf-8")
    return folder / "faulty.html"
