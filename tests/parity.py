"""What a handout says, as (role, words) pairs in reading order, from the handout itself and from each format.

The reader of each format is another program than its writer; white space is left out, since formats wrap lines.
"""

import re
import subprocess
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

from lxml import html

from cma_content.handout import Handout, tree

Said = list[tuple[str, str]]
_LEAVES = {"h1", "h2", "h3", "p", "li", "th", "td", "caption", "figcaption"}
_PDF_ROLES = {"H1": "h1", "H2": "h2", "H3": "h3", "P": "p", "LBody": "li", "TH": "th", "TD": "td"}


def squeezed(text: str) -> str:
    """`text` without white space."""
    return re.sub(r"\s+", "", text)


def of_handout(handout: Handout) -> Said:
    """What every format of this handout must say."""
    said = [
        ("h1", handout.title),
        ("p", handout.subtitle),
        ("h2", handout.message_title),
        ("p", words(handout.message)),
        ("h2", handout.key_points_title),
        *(("li", words(point)) for point in handout.key_points),
        ("h2", handout.action_title),
        ("p", words(handout.action)),
    ]
    for section in handout.sections:
        said += [("h2", section.title), *_blocks(section.blocks)]
    said += [
        ("h2", handout.sources_title),
        *(("li", words(source.runs)) for source in handout.sources),
        *(("p", credit) for credit in handout.credits),
        *(("p", words(line)) for line in handout.imprint),
    ]
    return [(role, squeezed(text)) for role, text in said]


def words(runs: tree.Runs) -> str:
    """Runs as a reader sees them."""
    return "".join(
        run if isinstance(run, str) else f"[{run.number}]" if isinstance(run, tree.Note) else run.text for run in runs
    )


def _blocks(blocks: Iterable[tree.Block]) -> Iterator[tuple[str, str]]:
    for block in blocks:
        match block:
            case tree.Paragraph(runs):
                yield "p", words(runs)
            case tree.Field(label, runs):
                yield "p", f"{label}: {words(runs)}"
            case tree.Bullets(items):
                yield from (("li", words(item)) for item in items)
            case tree.Box(title=title, blocks=inner) | tree.Entry(title=title, blocks=inner):
                yield "h3", title
                yield from _blocks(inner)
            case tree.Grid():
                yield "caption", block.caption
                yield from (("th", column) for column in block.columns)
                for first, *rest in block.rows:
                    yield "th", words(first)
                    yield from (("td", words(cell)) for cell in rest)
                if block.note:
                    yield "p", words(block.note)
            case tree.KeyFigures(figures):
                for figure in figures:
                    yield "li", f"{figure.value} {figure.label} ({figure.vintage})[{figure.note.number}]"
            case tree.Chart():
                yield "figcaption", f"{block.caption}. {words(block.summary)}"
                yield "img", block.alt
            case tree.Timeline(caption, note, moments):
                yield "h3", caption
                yield "p", words(note)
                yield from (("li", f"{moment.time} {words(moment.runs)}") for moment in moments)
            case tree.Glossary(entries):
                yield from (("p", f"{entry.term}: {words(entry.runs)}") for entry in entries)


def of_html(path: Path) -> Said:
    """What a web page says between its navigation and its footer, read by libxml2."""
    body = html.fromstring(path.read_bytes()).find("body")
    assert body is not None
    return [pair for part in body if part.tag in ("header", "main") for pair in _leaves(part)]


def _leaves(element: html.HtmlElement) -> Iterator[tuple[str, str]]:
    if element.tag == "svg":
        (title,) = element.xpath("./title")
        yield "img", squeezed(title.text_content())
    elif element.tag in _LEAVES:
        yield str(element.tag), squeezed(element.text_content())
    else:
        for child in element:
            yield from _leaves(child)


def of_epub(path: Path) -> Said:
    """What a book says in the order of its spine, navigation left out, read by expat."""
    said: Said = []
    with zipfile.ZipFile(path) as book:
        package = ET.fromstring(book.read("EPUB/content.opf"))
        opf = "{http://www.idpf.org/2007/opf}"
        names = {item.attrib["id"]: item.attrib["href"] for item in package.iter(f"{opf}item")}
        for item in package.iter(f"{opf}itemref"):
            if item.attrib["idref"] != "nav":
                page = ET.fromstring(book.read(f"EPUB/{names[item.attrib['idref']]}"))
                said += _xhtml_leaves(page[1])
    return said


def _xhtml_leaves(element: ET.Element) -> Iterator[tuple[str, str]]:
    tag = element.tag.rpartition("}")[2]
    if tag == "svg":
        yield "img", squeezed(element[0].text or "")
    elif tag in _LEAVES:
        yield tag, squeezed("".join(element.itertext()))
    else:
        for child in element:
            yield from _xhtml_leaves(child)


def of_pdf(path: Path) -> Said:
    """What the structure tree of a PDF says in order, contents and figures left out, read by poppler."""
    command = ["pdfinfo", "-struct-text", str(path)]
    lines = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120).stdout.splitlines()
    said: Said = []
    opened: list[tuple[int, str]] = []
    for line in lines:
        indent = len(line) - len(line.lstrip())
        opened = [(depth, role) for depth, role in opened if depth < indent]
        if re.fullmatch(r'\s*".*"', line):
            if opened and opened[-1][1]:
                role, text = said[-1]
                said[-1] = (role, text + squeezed(line.strip()[1:-1]))
        elif tag := re.match(r"\s*(\w+)", line):
            outer = opened[-1][1] if opened else ""
            role = _PDF_ROLES.get(tag[1], outer)
            if tag[1] in _PDF_ROLES:
                said.append((role, ""))
            opened.append((indent, role))
    return said
