"""What a handout says, as (role, words) pairs in reading order, from the handout itself and from each format.

The reader of each format is another program than its writer; white space is left out, since formats wrap lines.
"""

import re
import subprocess
import zipfile
from collections.abc import Container, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pikepdf
from lxml import html
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from cma_content.handout import Handout, tree
from cma_content.rendering.html.records import NOTHING

Said = list[tuple[str, str]]
_LEAVES = {"h1", "h2", "h3", "p", "li", "th", "td", "caption", "figcaption"}
_PAGE = re.compile(r"”onpage[0-9]+")
_PDF_ROLES = {"H1": "h1", "H2": "h2", "H3": "h3", "P": "p", "LBody": "li", "TH": "th", "TD": "td"}


def squeezed(text: str) -> str:
    """`text` without white space."""
    return re.sub(r"\s+", "", text)


def of_handout(handout: Handout, *, pictures: bool = True, stacked: Container[str] = ()) -> Said:
    """What every format of this handout must say; one without `pictures` draws nothing.

    Of tables whose caption is among those `stacked`, each row is a record of its own.
    """
    output = [pair for part in handout.body for pair in _part(part, stacked, pictures=pictures)]
    return [(role, squeezed(text)) for role, text in output]


def stacked_in(said: Said) -> set[str]:
    """The captions in what a format says that are of no table."""
    return {text for role, text in said if role == "figcaption"}


def _part(part: tree.Part, stacked: Container[str], *, pictures: bool) -> Iterator[tuple[str, str]]:
    match part:
        case tree.Cover():
            yield from [("img", part.logo.alt)] if pictures and part.logo else []
            yield from [("p", part.name)] if part.name else []
            yield from (("p", text) for text in (part.title, part.subtitle, words(part.message), part.edition))
        case tree.Front():
            yield from _front(part, pictures=pictures)
        case tree.Section():
            yield "h2", part.title
            yield from _blocks(part.blocks, stacked, pictures=pictures)
        case tree.Action():
            yield "h2", part.title
            yield "p", words(part.runs)
            yield from _ways_to_reach(part.masthead, pictures=pictures) if part.masthead else ()
        case tree.Notices():
            yield "h2", part.title
            yield from (("p", text) for text in part.statements)
        case tree.Sources():
            yield "h2", part.title
            yield from [("p", words(part.read))] if part.read else []
            yield from (("li", words(source.runs)) for source in part.cited)
            yield from (("p", credit) for credit in part.credits)
            yield from (("p", words(line)) for line in part.imprint)


def _front(front: tree.Front, *, pictures: bool) -> Iterator[tuple[str, str]]:
    masthead = front.masthead
    if masthead:
        yield from [("img", masthead.logo.alt)] if pictures and masthead.logo else []
        yield "p", masthead.name
    yield "h1", front.title
    yield from [("p", front.subtitle)] if front.subtitle else []
    yield from [("h2", front.message_title)] if front.message_title else []
    yield from [("p", words(front.message))] if front.message else []
    yield from _blocks((front.figures,), pictures=pictures)
    if front.key_points:
        yield "h2", front.key_points_title
        yield from (("li", words(point)) for point in front.key_points)
    yield from [("h2", front.action_title), ("p", words(front.action))] if front.action else []
    yield from (("p", words(runs)) for runs in (front.reading_time, front.note) if runs)
    if masthead:
        yield from _ways_to_reach(masthead, pictures=pictures)


def contents_title(handout: Handout) -> str:
    """The heading of the contents, which a handout need not have."""
    return "".join(part.title for part in handout.body if isinstance(part, tree.Contents))


def _ways_to_reach(masthead: tree.Masthead, *, pictures: bool) -> Iterator[tuple[str, str]]:
    if masthead.contact_title:
        yield "h2", masthead.contact_title
    if masthead.code:
        yield from _code(masthead.code, pictures=pictures)
    yield from (("p", words(line)) for line in masthead.contact)
    yield from _blocks(masthead.facts, pictures=pictures)


def _code(code: tree.QRCode, *, pictures: bool) -> Iterator[tuple[str, str]]:
    if pictures:
        yield "img", code.alt
    yield "figcaption" if pictures else "p", f"{code.says} {code.link.text}"


def words(runs: tree.Runs) -> str:
    """Runs as a reader sees them, the number of each source in brackets."""
    printed = "".join(
        run if isinstance(run, str) else f"[{run.number}]," if isinstance(run, tree.Note) else run.text for run in runs
    )
    return re.sub(r"(\[\d+\]),(?!\[)", r"\1", printed)


def _blocks(blocks: Iterable[tree.Block], stacked: Container[str] = (), *, pictures: bool) -> Iterator[tuple[str, str]]:
    for block in blocks:
        match block:
            case tree.Subheading(title=title):
                yield "h3", title
            case tree.Quote(paragraphs, by):
                yield from (("p", words(runs)) for runs in (*paragraphs, by))
            case tree.FillIn(blanks):
                yield from (pair for blank in blanks for pair in (("p", f"{blank.label}:"), ("img", blank.alt)))
            case tree.Illustration(picture, _, caption):
                yield "img", picture.alt
                if caption:
                    yield "figcaption" if pictures else "p", words(caption)
            case tree.CodedLink(code=code):
                yield from _code(code, pictures=pictures)
            case tree.Paragraph(runs):
                yield "p", words(runs)
            case tree.Field(label, runs):
                yield "p", f"{label}: {words(runs)}"
            case tree.Bullets():
                yield from (("li", words(line)) for line in block.lines)
            case tree.Cards(cards=cards):
                yield from (("li", " ".join([card.name, *map(words, card.lines)])) for card in cards)
            case tree.Box(title=title, blocks=inner) | tree.Entry(title=title, blocks=inner):
                yield "h3", title
                yield from _blocks(inner, stacked, pictures=pictures)
            case tree.Grid() if squeezed(block.caption) in stacked:
                yield "figcaption", block.caption
                for row in block.rows:
                    (name, head), *cells = [
                        (column, words(cell)) for column, cell in zip(block.columns, row, strict=True)
                    ]
                    yield "p", f"{name}: {head}"
                    said = [cell for cell in cells if cell[1] not in NOTHING] or [cell for cell in cells if cell[1]]
                    yield from (("p", f"{column}: {says}") for column, says in said)
                if block.note:
                    yield "p", words(block.note)
            case tree.Grid():
                yield "caption", block.caption
                yield from (("th", column) for column in block.columns)
                for row in block.rows:
                    headed = len(row) > 2
                    yield from (("td" if index or not headed else "th", words(cell)) for index, cell in enumerate(row))
                if block.note:
                    yield "p", words(block.note)
            case tree.KeyFigures(figures):
                for figure in figures:
                    beside = " ".join(f"{field.label}: {words(field.runs)}" for field in figure.compared)
                    yield "li", f"{figure.value} {figure.label} ({figure.vintage})[{figure.note.number}] {beside}"
            case tree.Chart() | tree.Paths():
                summary = f". {words(block.summary)}" if block.summary else ""
                yield "figcaption" if pictures else "p", f"{block.caption}{summary}"
                yield from [("img", block.alt)] if pictures else []
                if block.below:
                    yield "p", words(block.below)
            case tree.Layers(caption, layers):
                yield "h3", caption
                for layer in layers:
                    yield "li", ". ".join(map(words, (layer.name, layer.giver, layer.meaning)))
            case tree.Timeline(caption, note, moments):
                yield "h3", caption
                yield "p", words(note)
                yield from (("li", f"{moment.time} {moment.kind} {words(moment.runs)}") for moment in moments)
            case tree.Glossary(entries):
                yield from (("p", f"{entry.term}: {words(entry.runs)}") for entry in entries)


def of_html(path: Path) -> Said:
    """What a web page says between its navigation and its footer, read by libxml2."""
    # It takes <wbr>, which is younger, for an element that has content.
    body = html.fromstring(path.read_bytes().replace(b"<wbr>", b"")).find("body")
    assert body is not None
    return [pair for part in body if part.tag in ("header", "main") for pair in _leaves(part)]


def _leaves(element: html.HtmlElement) -> Iterator[tuple[str, str]]:
    if element.get("class") == "chart wide":
        # The same once more for another width.
        return
    if element.tag == "svg":
        (title,) = element.xpath("./title")
        yield "img", squeezed(title.text_content())
    elif element.tag == "img":
        yield "img", squeezed(element.get("alt"))
    elif element.tag in _LEAVES:
        inner = element.findall("ul") if element.tag == "li" else []
        yield from (("img", squeezed(picture.get("alt"))) for picture in element.iter("img"))
        yield (
            str(element.tag),
            squeezed(element.text_content()).removesuffix(squeezed("".join(one.text_content() for one in inner))),
        )
        for one in inner:
            yield from _leaves(one)
    else:
        for child in element:
            yield from _leaves(child)


def of_epub(path: Path) -> Said:
    """What a book says in the order of its spine, navigation left out, read by expat."""
    output: Said = []
    with zipfile.ZipFile(path) as book:
        package = ET.fromstring(book.read("EPUB/content.opf"))
        opf = "{http://www.idpf.org/2007/opf}"
        names = {item.attrib["id"]: item.attrib["href"] for item in package.iter(f"{opf}item")}
        for item in package.iter(f"{opf}itemref"):
            if item.attrib["idref"] != "nav":
                page = ET.fromstring(book.read(f"EPUB/{names[item.attrib['idref']]}"))
                output += _xhtml_leaves(page[1])
    return output


_XHTML = "{http://www.w3.org/1999/xhtml}"


def _xhtml_leaves(element: ET.Element) -> Iterator[tuple[str, str]]:
    tag = element.tag.rpartition("}")[2]
    if tag == "svg":
        yield "img", squeezed(element[0].text or "")
    elif tag == "img":
        yield "img", squeezed(element.attrib["alt"])
    elif tag in _LEAVES and not (tag == "li" and element[0:1] and element[0].tag == f"{_XHTML}p"):
        inner = element.findall(f"{_XHTML}ul") if tag == "li" else []
        for picture in element.iter(f"{_XHTML}img"):
            yield "img", squeezed(picture.attrib["alt"])
        rest = squeezed("".join(text for one in inner for text in one.itertext()))
        yield tag, squeezed("".join(element.itertext())).removesuffix(rest)
        for one in inner:
            yield from _xhtml_leaves(one)
    else:
        for child in element:
            yield from _xhtml_leaves(child)


def of_pdf(path: Path) -> Said:
    """What the structure tree of a PDF says in order: the words by poppler, the figures by qpdf.

    Contents are left out, and the numbers of the pages that cross-references lead to, which no other format has.
    """
    command = ["pdfinfo", "-struct-text", str(path)]
    lines = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120).stdout.splitlines()
    with pikepdf.open(path) as pdf:
        pictures = iter([squeezed(str(one["/Alt"])) for one in elements(pdf.Root.StructTreeRoot) if one.S == "/Figure"])
    output: Said = []
    opened: list[tuple[int, str, str]] = []
    for line in lines:
        indent = len(line) - len(line.lstrip())
        opened = [(depth, tag, role) for depth, tag, role in opened if depth < indent]
        outer = opened[-1][2] if opened else ""
        if quoted := re.fullmatch(r'\s*"(.*)"', line):
            if outer:
                is_note = any(around == "Reference" for _, around, _ in opened)
                output[-1] = (outer, output[-1][1] + squeezed(f"[{quoted[1]}]" if is_note else quoted[1]))
        elif named := re.match(r"\s*([A-Za-z]\w*)", line):
            tag = named[1]
            role = _PDF_ROLES.get(tag, outer)
            if tag == "Caption":
                role = "caption" if any(around == "Table" for _, around, _ in opened) else "figcaption"
            hidden = tag in ("TOC", "Lbl", "Figure") or any(around == "TOC" for _, around, _ in opened)
            opened.append((indent, tag, "" if hidden else role))
            if tag == "Figure":
                # A logo stands in the paragraph of the name that follows it.
                output.insert(len(output) - (output[-1:] == [("p", "")]), ("img", next(pictures)))
            elif (tag in _PDF_ROLES or tag == "Caption") and not hidden:
                output.append((role, ""))
    assert next(pictures, None) is None
    output = [(role, _PAGE.sub("”", text)) for role, text in output]
    return [pair for pair in output if pair[1] or pair[0] == "td"]


def elements(node: Any) -> Iterator[Any]:
    """The elements under a node of a structure tree, in order."""
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from elements(kid)


_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_DOCX_ROLES = {
    "title": "h1",
    "heading 1": "h2",
    "heading 2": "h3",
    "list bullet": "li",
    "list check": "li",
    "list item": "li",
    "list number": "li",
    "source": "li",
    "caption": "figcaption",
    "code caption": "figcaption",
}


def of_docx(path: Path) -> Said:
    """What the body of a Word document says, its contents left out, by the names of its styles, read by expat."""
    with zipfile.ZipFile(path) as package:
        body = ET.fromstring(package.read("word/document.xml"))[-1]
        styles = ET.fromstring(package.read("word/styles.xml"))
    names = {
        style.attrib[f"{_W}styleId"]: style.find(f"{_W}name").attrib[f"{_W}val"].casefold()  # type: ignore[union-attr]
        for style in styles.iter(f"{_W}style")
    }
    output: Said = []
    for part in body:
        if part.tag == f"{_W}tbl" and _table_style(part) == "KeyFigureTable":
            rows = ([_docx_words(cell) for cell in row.iter(f"{_W}tc")] for row in part.iter(f"{_W}tr"))
            output += [("li", f"{value}{about}{''.join(beside)}") for about, value, *beside in zip(*rows, strict=True)]
        elif part.tag == f"{_W}tbl" and _table_style(part) == "CardTable":
            rows = ([_docx_words(cell) for cell in row.iter(f"{_W}tc")] for row in part.iter(f"{_W}tr"))
            output += [("li", "".join(card)) for card in zip(*rows, strict=True)]
        elif part.tag == f"{_W}tbl" and _table_style(part) == "FootTable":
            output += [pair for paragraph in part.iter(f"{_W}p") for pair in _docx_paragraph(paragraph, names)]
        elif part.tag == f"{_W}tbl":
            output[-1] = ("caption", output[-1][1])
            for number, row in enumerate(part.iter(f"{_W}tr")):
                cells = enumerate(row.iter(f"{_W}tc"))
                rest = list(cells)
                headed = len(rest) > 2
                output += [
                    ("td" if number and (index or not headed) else "th", _docx_words(cell)) for index, cell in rest
                ]
        elif part.tag == f"{_W}p":
            output += _docx_paragraph(part, names)
    return [pair for pair in output if pair[1]]


def _docx_paragraph(paragraph: ET.Element, names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    name = names[style.attrib[f"{_W}val"]] if style is not None else ""
    if not name.startswith("toc"):
        yield from (("img", squeezed(drawn.attrib["descr"])) for drawn in paragraph.iter(_DRAWN))
        yield from (("img", squeezed(alias.attrib[f"{_W}val"])) for alias in paragraph.iter(f"{_W}alias"))
        yield _DOCX_ROLES.get(name, "p"), _docx_words(paragraph)


def _table_style(table: ET.Element) -> str | None:
    style = table.find(f"{_W}tblPr/{_W}tblStyle")
    return style.get(f"{_W}val") if style is not None else None


def _docx_words(element: ET.Element) -> str:
    return squeezed("".join(text.text or "" for text in element.iter(f"{_W}t")))


def of_markdown(text: str) -> Said:
    """What Markdown says above its rule, its contents left out, read by markdown-it."""
    output: Said = []
    before = caption = ""
    for node in SyntaxTreeNode(MarkdownIt("commonmark").enable("table").parse(text)).children:
        if node.type == "hr":
            break
        if node.type == "paragraph" and not _markdown_words(node):
            # It keeps two lists apart.
            continue
        if node.type == "bullet_list" and all(map(_is_of_contents, node.children)):
            output.pop()
        elif node.type == "table" and before == caption:
            output[-1] = ("caption", before)
            rows = [[_markdown_words(cell) for cell in row.children] for part in node.children for row in part.children]
            output += [
                ("td" if number and (index or len(row) == 2) else "th", cell)
                for number, row in enumerate(rows)
                for index, cell in enumerate(row)
            ]
        elif node.type == "blockquote" and _markdown_words(node).startswith("Picture:"):
            output.append(("img", _markdown_words(node).removeprefix("Picture:")))
        elif _BLANK.search(_markdown_words(node)) and node.type == "paragraph":
            label = _BLANK.sub("", _markdown_words(node))
            lines = 1 if label else int((re.match(r"\d+", output.pop()[1]) or [1])[0]) + 1
            output += [("p", label)] * bool(label)
            output.append(("img", "Blanklinetofillin" if lines == 1 else f"{lines}blanklinestofillin"))
        else:
            output += _markdown_leaves(node)
        before = _markdown_words(node)
        caption = next((_markdown_words(inner) for inner in node.walk() if inner.type == "strong"), "")
    return output


_BLANK = re.compile("_{20,}$")


def _markdown_leaves(node: SyntaxTreeNode) -> Iterator[tuple[str, str]]:
    if node.type == "list_item" and len(node.children) > 1:
        words, *inner = node.children
        yield "li", _markdown_words(words)
        for one in inner:
            yield from _markdown_leaves(one)
    elif node.type == "list_item":
        yield "li", _markdown_words(node).removeprefix("[]")
    elif node.type in ("paragraph", "heading"):
        yield {"paragraph": "p"}.get(node.type, node.tag), _markdown_words(node)
    else:
        for child in node.children:
            yield from _markdown_leaves(child)


def _markdown_words(node: SyntaxTreeNode) -> str:
    return squeezed("".join(inner.content for inner in node.walk() if inner.type == "text"))


def _is_of_contents(item: SyntaxTreeNode) -> bool:
    """Whether an item is a link to a part, or the title of a group with a list of such links."""
    inner = [node for node in item.children if node.type == "bullet_list"]
    return all(map(_is_of_contents, inner[0].children)) if inner else _leads_within(item)


def _leads_within(item: SyntaxTreeNode) -> bool:
    links = [inner for inner in item.walk() if inner.type == "link"]
    return (
        len(links) == 1
        and str(links[0].attrs["href"]).startswith("#")
        and _markdown_words(links[0]) == _markdown_words(item)
    )
