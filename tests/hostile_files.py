"""Finished files that hold a string wherever a report about them quotes what they say."""

import html
import re
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final
from xml.sax.saxutils import quoteattr

_OPF: Final = 'xmlns="http://www.idpf.org/2007/opf"'
_W: Final = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_CONTAINER: Final = 'xmlns="urn:oasis:names:tc:opendocument:xmlns:container"'
_TYPE: Final = 'media-type="application/xhtml+xml"'


def page(path: Path, string: str) -> None:
    """A web page: its links, ids, pictures and scripts."""
    words = html.escape(string)
    text = (
        f'<html lang="{words}"><title>{words}</title><a href="#{words}">{words}</a><img src="{words}">'
        f'<p id="{words}">{words}</p><p id="{words}"></p><script src="{words}"></script><b on{words}="1">{string}'
    )
    path.write_bytes(text.encode("utf-8", "surrogatepass"))


def markdown(path: Path, string: str) -> None:
    """A Markdown file: its links and raw HTML."""
    target = string.replace("<", "").replace(">", "")
    text = f"# {string}\n\n[a](<#{target}>) <b {string}>\n\n<div>{string}\n"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))


def book(path: Path, string: str) -> None:
    """An EPUB: its members, links and titles."""
    name, attribute = _xml(string).replace("\\", "-")[:200], quoteattr(_xml(string))
    container = f'<container {_CONTAINER}><rootfiles><rootfile full-path="a.opf"/></rootfiles></container>'
    items = f'<item href={quoteattr(name)} {_TYPE}/><item href="b" {_TYPE}/>'
    _zip(
        path,
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": container,
            "a.opf": f"<package {_OPF}><manifest>{items}</manifest></package>",
            name: f'<html xmlns="http://www.w3.org/1999/xhtml"><a href={attribute}/></html>',
            "b": '<html xmlns="http://www.w3.org/1999/xhtml"/>',
        },
    )


def document(path: Path, string: str) -> None:
    """A Word document: its styles, bookmarks and links."""
    word = quoteattr(_xml(string))
    body = (
        f"<w:pStyle w:val={word}/><w:bookmarkStart w:name={word}/><w:bookmarkStart w:name={word}/>"
        f"<w:hyperlink w:anchor={quoteattr(_xml(string) + '.')}/>"
    )
    _zip(
        path,
        {
            "docProps/core.xml": f"<a b={word}/>",
            "word/styles.xml": f"<w:styles {_W}/>",
            "word/document.xml": f"<w:document {_W}>{body}</w:document>",
            "word/_rels/document.xml.rels": "<a/>",
            _xml(string)[:200]: string.encode("utf-8", "surrogatepass"),
        },
    )


def pdf(path: Path, string: str) -> None:
    """A PDF: the name of a font that is not embedded, and its title."""
    raw = string.encode("utf-8", "surrogatepass").replace(b"\0", b"0")[:100]
    name = "".join(f"#{byte:02X}" for byte in raw)
    objects = (
        "<</Type/Catalog/Pages 2 0 R/Lang<feff0065>>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Resources<</Font<</F 4 0 R>>>>>>",
        f"<</Type/Font/Subtype/TrueType/BaseFont/{name}>>",
        f"<</Title<{raw.hex()}>>>",
    )
    made, offsets = "%PDF-1.7\n", []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(made))
        made += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    end = f"trailer\n<</Size 6/Root 1 0 R/Info 5 0 R>>\nstartxref\n{len(made)}\n%%EOF\n"
    path.write_text(f"{made}xref\n0 6\n0000000000 65535 f \n{table}{end}", "ascii")


def _xml(string: str) -> str:
    """Without what no XML can hold."""
    return re.sub("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", string)


def _zip(path: Path, members: Mapping[str, str | bytes]) -> None:
    with zipfile.ZipFile(path, "w") as package:
        for name, content in members.items():
            package.writestr(zipfile.ZipInfo(name), content)


MAKERS: Final[Mapping[str, Callable[[Path, str], None]]] = {
    ".docx": document,
    ".epub": book,
    ".html": page,
    ".md": markdown,
    ".pdf": pdf,
}
"""By the ending of a file's name."""
