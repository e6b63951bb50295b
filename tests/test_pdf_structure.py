"""The structure tree of a PDF says what the page says: each defect of WeasyPrint's own is looked for, and is fixed."""

import io
import re
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import validation
import weasyprint
from cma_content_pdf import PDFExporter, line_breaks, tags
from cma_content_pdf.layout import laid_out
from cma_content_pdf.page import page
from lxml import html
from parity import elements, of_pdf

from cma_content import Article, build
from cma_content.handout import Handout
from cma_content.loading.loader import load_program
from cma_content.model.authored import BulletList, Steps
from cma_content.model.blocks import Paragraph, Table

HERE = Path(__file__).parent
LEAVES = {"h1", "h2", "h3", "p", "li", "th", "td", "caption", "figcaption"}


def kids_of(element: Any) -> list[Any]:
    """What is directly in an element."""
    kids = element.get("/K", pikepdf.Array())
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def all_of(pdf: pikepdf.Pdf, *roles: str) -> list[Any]:
    """The elements of some roles, or of all, in order."""
    found = list(elements(pdf.Root.StructTreeRoot))
    return [one for one in found if not roles or str(one.S)[1:] in roles]


def links_on(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Every link annotation."""
    for one in pdf.pages:
        yield from (note for note in one.get("/Annots", []) if note.Subtype == "/Link")


def marks_on(sheet: pikepdf.Page) -> Iterator[tuple[str, Any]]:
    """The tag and the properties of each marked part of a page's content."""
    for order in pikepdf.parse_content_stream(sheet):
        if str(order.operator) == "BDC":
            yield str(order.operands[0]), order.operands[1]


def marks_in_tree(element: Any, sheet: Any = None) -> Iterator[tuple[Any, int]]:
    """The page and the number of each mark under an element, in order."""
    sheet = element.get("/Pg", sheet)
    for kid in kids_of(element):
        if isinstance(kid, int):
            yield sheet.objgen, kid
        elif "/MCID" in kid:
            yield kid.get("/Pg", sheet).objgen, int(kid.MCID)
        elif "/S" in kid:
            yield from marks_in_tree(kid, sheet)


def headers_without_scope(pdf: pikepdf.Pdf, body: Any) -> Iterator[str]:
    """The scope of each header, in order, is that of the page."""
    wanted = ["/Row" if head.get("scope") == "row" else "/Column" for head in body.iter("th")]
    scopes = [str(head.get("/A", {}).get("/Scope")) for head in all_of(pdf, "TH")]
    yield from () if scopes == wanted else [f"{scopes} for {wanted}"]


def margins_tagged_as_content(pdf: pikepdf.Pdf, _: Any) -> Iterator[str]:
    """Each mark is in the tree once; each page has artifacts, its footer among them."""
    (top,) = kids_of(pdf.Root.StructTreeRoot)
    held = Counter(marks_in_tree(top))
    drawn: Counter[Any] = Counter()
    for number, sheet in enumerate(pdf.pages, start=1):
        marks = list(marks_on(sheet))
        drawn.update((sheet.obj.objgen, int(given.MCID)) for _, given in marks if "/MCID" in given)
        if not any(tag == "/Artifact" and given.get("/Type") == "/Pagination" for tag, given in marks):
            yield f"page {number} has no footer"
    yield from (f"{mark} is drawn {drawn[mark]} times and held {held[mark]} times" for mark in drawn | held
                if drawn[mark] != 1 or held[mark] != 1)  # fmt: skip


def links_that_do_not_print(pdf: pikepdf.Pdf, _: Any) -> Iterator[str]:
    """Each has the flag Print."""
    yield from (str(note.get("/F")) for note in links_on(pdf) if int(note.get("/F", 0)) != 4)


def links_named_by_address(pdf: pikepdf.Pdf, body: Any) -> Iterator[str]:
    """The description of each starts with the words of a link of the page."""
    spoken = tuple({" ".join(link.text_content().split()) for link in body.iter("a")})
    for note in links_on(pdf):
        reported = str(note.get("/Contents", ""))
        if not reported.startswith(spoken):
            yield reported


def links_without_their_element(pdf: pikepdf.Pdf, body: Any) -> Iterator[str]:
    """There are as many as on the page; each has words and annotations, and each annotation is in one."""
    links = all_of(pdf, "Link")
    inside = [kid.Obj.objgen for link in links for kid in kids_of(link) if isinstance(kid, pikepdf.Dictionary)
              and "/Obj" in kid]  # fmt: skip
    if len(links) != len(list(body.iter("a"))):
        yield f"{len(links)} links"
    if sorted(inside) != sorted(note.objgen for note in links_on(pdf)):
        yield "annotations astray"
    for link in links:
        if not any(isinstance(kid, pikepdf.Dictionary) and "/Obj" in kid for kid in kids_of(link)):
            yield "a link without an annotation"


GROUPS = ".//nav//span[@class='group']"


def elements_split_or_repeated(pdf: pikepdf.Pdf, body: Any) -> Iterator[str]:
    """There are as many of each as on the page, and no header is read again from the next sheet."""
    tags_of = {"H1": ["h1"], "H2": ["h2"], "H3": ["h3"], "P": ["p"], "Table": ["table"], "THead": ["thead"],
               "TBody": ["tbody"], "TR": ["tr"], "TH": ["th"], "TD": ["td"], "L": ["ul", "ol"], "LI": ["li"],
               "Caption": ["caption", "figcaption"], "Figure": ["svg", "img"]}  # fmt: skip
    found = Counter(str(one.S)[1:] for one in all_of(pdf))
    found["L"] += found["TOC"]
    found["LI"] += found["TOCI"]
    for role, names in tags_of.items():
        # The title of a group in the contents is a paragraph of its item.
        wanted = len(list(body.iter(*names))) + (len(body.xpath(GROUPS)) if role == "P" else 0)
        if found[role] != wanted:
            yield f"{found[role]} {role} for {wanted}"
    for head in all_of(pdf, "TH"):
        if len({sheet for sheet, _ in marks_in_tree(head)}) > 1:
            yield "a header on two pages"


def lists_without_numbering(pdf: pikepdf.Pdf, body: Any) -> Iterator[str]:
    """Each says how it is numbered; its items have a body, and a label of one mark where they are."""
    # The boxes of a checklist are drawn: they are no labels.
    bare = {"key-figures", "layers", "timeline"}
    wanted = ["/None" if one.getparent().get("class") in bare or "checklist" in one.get("class", "").split()
              else "/Decimal" if one.tag == "ol" else "/Disc" for one in body.iter("ul", "ol")
              if not any(around.tag == "nav" for around in one.iterancestors())]  # fmt: skip
    if len(set(wanted)) < 3:
        yield f"no list of some kind among {wanted}"
    lists = all_of(pdf, "L")
    numbered = [str(one.get("/A", {}).get("/ListNumbering")) for one in lists]
    if numbered != wanted:
        yield f"{numbered} for {wanted}"
    for one, numbering in zip(lists, numbered, strict=True):
        kids = {tuple(str(part.S) for part in kids_of(item)) for item in kids_of(one)}
        if kids != {("/LBody",) if numbering == "/None" else ("/Lbl", "/LBody")}:
            yield f"items of {kids}"
    for label in all_of(pdf, "Lbl"):
        if len(marks := list(marks_in_tree(label))) != 1:
            yield f"a label of {len(marks)} marks"


def contents_not_tagged(pdf: pikepdf.Pdf, body: Any) -> Iterator[str]:
    """An item for each link, a reference to its place; one for each group, its title and a list of its own."""
    links, groups = len(body.xpath(".//nav//a")), len(body.xpath(GROUPS))
    lists = all_of(pdf, "TOC")
    items = [[str(kid.S) for kid in kids_of(item)] for one in lists for item in kids_of(one)]
    wanted = [["/P", "/TOC"]] * groups + [["/Reference"]] * links
    yield from () if (len(lists), sorted(items)) == (1 + groups, wanted) else [f"{items}"]


def notes_not_references(pdf: pikepdf.Pdf, body: Any) -> Iterator[str]:
    """The number of a source is a reference; the source is an entry of a bibliography."""
    wanted = len(body.xpath(".//a[starts-with(@class, 'ref')]")) + len(body.xpath(".//nav//a"))
    if (found := len(all_of(pdf, "Reference"))) != wanted:
        yield f"{found} references for {wanted}"
    if (found := len(all_of(pdf, "BibEntry"))) != len(body.xpath(".//section[@class='sources']/ol//li")):
        yield f"{found} sources"


def figures_out_of_place(pdf: pikepdf.Pdf, body: Any) -> Iterator[str]:
    """Each has words, and its box is on its page, around the text that it draws."""
    for figure, picture in zip(all_of(pdf, "Figure"), body.iter("svg", "img"), strict=True):
        box = [float(corner) for corner in figure.get("/A", {}).get("/BBox", [])]
        width, height = (float(side) for side in list(figure.Pg.MediaBox)[2:])
        if not (figure.get("/Alt") and box and 0 <= box[0] < box[2] <= width and 0 <= box[1] < box[3] <= height):
            yield f"{box} {figure.get('/Alt')}"
            continue
        drawn = Counter(word for text in picture.iter("text") for word in text.text_content().split())
        number = next(at for at, sheet in enumerate(pdf.pages, start=1) if sheet.obj.objgen == figure.Pg.objgen)
        if missing := drawn - Counter(_cut(Path(pdf.filename), number, box, height).split()):
            yield f"{list(missing)} outside {box} of page {number}"


def _cut(path: Path, number: int, box: list[float], height: float) -> str:
    """The text in a part of a page, as poppler has it."""
    left, top, right, bottom = box[0] - 1, height - box[3] - 1, box[2] + 1, height - box[1] + 1
    sides = {"-x": left, "-y": top, "-W": right - left, "-H": bottom - top}
    options = [part for name, side in sides.items() for part in (name, str(round(max(side, 0))))]
    command = ["pdftotext", "-r", "72", "-f", str(number), "-l", str(number), *options, str(path), "-"]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout


def languages_lost(pdf: pikepdf.Pdf, body: Any) -> Iterator[str]:
    """Each element in another language says so, with its own words in it alone."""
    wanted = Counter(one.get("lang") for one in body.iter() if one.get("lang"))
    found = Counter(str(one.Lang) for one in all_of(pdf) if "/Lang" in one)
    yield from () if found == wanted else [f"{dict(found)} for {dict(wanted)}"]


def abbreviations_not_spelled_out(pdf: pikepdf.Pdf, body: Any) -> Iterator[str]:
    """Each is a span with what it stands for."""
    wanted = [short.get("title") for short in body.iter("abbr")]
    found = [str(span.E) for span in all_of(pdf, "Span") if "/E" in span]
    if not wanted or found != wanted:
        yield f"{found} for {wanted}"


def elements_with_nothing_in_them(pdf: pikepdf.Pdf, _: Any) -> Iterator[str]:
    """Only a cell may be empty; none is without a meaning."""
    for one in all_of(pdf):
        if one.S in ("/NonStruct", "/Private") or not (kids_of(one) or one.S in ("/TD", "/TH")):
            yield str(one.S)


def document_not_tagged(pdf: pikepdf.Pdf, body: Any) -> Iterator[str]:
    """Its language, title, bookmarks, tab order and claim; a link is the one thing to act on."""
    root = pdf.Root
    if str(root.get("/Lang", "")) != body.getparent().get("lang"):
        yield "language"
    if not (root.ViewerPreferences.DisplayDocTitle and root.MarkInfo.Marked and pdf.docinfo.get("/Title")):
        yield "title"
    if "/Outlines" not in root:
        yield "bookmarks"
    if any(sheet.get("/Tabs") != "/S" for sheet in pdf.pages):
        yield "tab order"
    if "/AcroForm" in root or any(
        str(one.Subtype) != "/Link" for sheet in pdf.pages for one in sheet.get("/Annots", ())
    ):
        yield "components"
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as claimed:
        if claimed.get("pdfuaid:part") != "1":
            yield "claim"


Look = Callable[[pikepdf.Pdf, Any], Iterator[str]]
FIXED: list[Look] = [
    headers_without_scope,
    margins_tagged_as_content,
    links_that_do_not_print,
    links_named_by_address,
    links_without_their_element,
    elements_split_or_repeated,
    lists_without_numbering,
    contents_not_tagged,
    notes_not_references,
    figures_out_of_place,
    languages_lost,
    abbreviations_not_spelled_out,
    elements_with_nothing_in_them,
]


def long(article: Article) -> Article:
    """The article with a list, steps, a table and a paragraph that run over several pages each, and a program.

    Its lists of lists stand in its first section, as the program does not print the last.
    """
    first, *rest = article.sections
    blocks: list[Any] = []
    for block in first.blocks:
        match block:
            case Paragraph(text=text):
                blocks.append(block.replace(text=" ".join([text] * (4000 // (len(text) + 1)))))
            case BulletList(items=items) | Steps(items=items):
                blocks.append(block.replace(items=items * 40))
            case Table(rows=rows):
                blocks.append(block.replace(rows=rows * 60))
            case _:
                blocks.append(block)
    blocks += (block for section in rest for block in section.blocks if isinstance(block, BulletList | Steps))
    sections = (first.replace(blocks=tuple(blocks)), *rest)
    program = load_program(HERE / "programs" / "nowhere.yaml", article)
    return article.replace(sections=sections, program=program)


def body_of(handout: Handout) -> Any:
    """The page that is printed, read by libxml2, with the brackets and spaces that the text of a PDF has."""
    body: Any = html.fromstring(line_breaks.plain(page(handout).html)).find("body")
    for note in body.xpath(".//a[starts-with(@class, 'ref')]"):
        note.text = f"[{note.text}]"
    for marker in body.xpath(".//span[starts-with(@class, 'marker')]"):
        marker.text += " "
    return body


@pytest.fixture(scope="module")
def handout(kitchen_sink: Article) -> Handout:
    """Every block, some of them on several pages."""
    return build(long(kitchen_sink))


@pytest.fixture(scope="module")
def body(handout: Handout) -> Any:
    """Its page, which no look changes."""
    return body_of(handout)


@pytest.fixture(scope="module")
def body_of_guide(guide: Article) -> Any:
    """The page of the guide."""
    return body_of(build(guide))


@pytest.fixture(scope="module")
def fixed(handout: Handout, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The PDF as we write it."""
    path = tmp_path_factory.mktemp("fixed") / "long.pdf"
    path.write_bytes(PDFExporter().export(handout))
    return path


@pytest.fixture(scope="module")
def raw(handout: Handout, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The PDF as WeasyPrint alone writes it."""
    path = tmp_path_factory.mktemp("raw") / "long.pdf"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tags, "finisher", lambda _: lambda *_: None)
        path.write_bytes(PDFExporter().export(handout))
    return path


def test_the_tags_are_fixed_for_this_weasyprint_alone() -> None:
    """After an upgrade, see by the tests below what WeasyPrint still needs, look at its boxes, then set VERSION."""
    assert weasyprint.__version__.split(".")[0] == tags.VERSION


@pytest.mark.parametrize("look", [*FIXED, document_not_tagged], ids=lambda look: look.__name__)
def test_no_defect_is_left(look: Look, fixed: Path, body: Any) -> None:
    """In an article of long blocks."""
    with pikepdf.open(fixed) as pdf:
        assert len(pdf.pages) > 10

        assert list(look(pdf, body)) == []


@pytest.mark.parametrize("look", FIXED, ids=lambda look: look.__name__)
def test_weasyprint_alone_leaves_each_defect(look: Look, raw: Path, body: Any) -> None:
    """So each look is awake; where this fails, WeasyPrint has fixed it, and our fix can go."""
    with pikepdf.open(raw) as pdf:
        assert list(look(pdf, body))


@pytest.mark.parametrize("look", [*FIXED, document_not_tagged], ids=lambda look: look.__name__)
def test_the_guide_has_no_defect(look: Look, handouts: Path, guide: Article, body_of_guide: Any) -> None:
    """As it is printed on letter paper."""
    with pikepdf.open(handouts / f"{guide.id}.pdf") as pdf:
        assert list(look(pdf, body_of_guide)) == []


def test_text_extracts_as_typed(handouts: Path, guide: Article, body_of_guide: Any) -> None:
    """Each of ten thousand words, as poppler reads them from the page: no ligature, no hyphen, no lost space."""
    typed = Counter(word for text in _texts(body_of_guide) for word in _parts(text))
    command = ["pdftotext", str(handouts / f"{guide.id}.pdf"), "-"]
    shown = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout
    # A line may end after a typed hyphen, dash or slash: poppler leaves out the hyphen.
    # Nothing but paper has the page that a reference leads to.
    shown = re.sub(r"(?<=”)\s+on\s+page\s+[0-9]+", "", shown)
    printed = Counter(_parts(shown))
    assert typed.total() > 10_000

    assert typed - printed == Counter()


def _parts(text: str) -> list[str]:
    return re.sub(r"(?<=\S[/–—])(?=\S)", " ", re.sub(r"(?<=\w)-\n?(?=\w)", "", text)).split()


def _texts(element: Any) -> Iterator[str]:
    is_group = element.get("class") == "group"
    if is_group or (element.tag in LEAVES and element.find(".//ol") is None):
        yield element.text_content()
    elif element.tag != "svg":
        for child in element:
            yield from _texts(child)


# The words of a source stand around its links; outloud counts them as painted before.
_PAINTED_LATE = "ORD-001"
# A table's head on a later page is read as prose where it has eight words, and a row that is the same at the foot of
# three pages as a footer.
_TABLE_OVER_PAGES = ("TAG-002", "PAG-001")
# An alternative that is a chart's few figures is not in sentences.
_FEW_FIGURES = "FIG-012"
# The small article's tables of one row have more headings than cells.
_ONE_ROW = ("kitchen-sink", "TBL-010")
# The tiles of the map, four lines each, look like cells; they are a figure, with words in their place.
_TILES = "TBL-014: warning: a ruled grid (108 horizontal, 108 vertical lines)"


def test_outloud_hears_nothing_amiss(handouts: Path) -> None:
    """No error in either article on either paper; no finding but those whose reasons stand above."""
    files = sorted(handouts.glob("*.pdf"))
    assert files

    heard = validation.outloud(files)

    found = [
        finding
        for finding in heard
        if finding.split(": ")[1] not in (_PAINTED_LATE, _FEW_FIGURES, *_TABLE_OVER_PAGES) and _TILES not in finding
    ]
    assert [line for line in found if not (line.startswith(_ONE_ROW[0]) and line.split(": ")[1] == _ONE_ROW[1])] == []


def test_words_stay_with_their_elements(tmp_path: Path) -> None:
    """Also where WeasyPrint's own tree has another order than the page, as in lists within lists."""
    body = (
        "<ul><li>one →<ul><li>two <b>✓</b></li><li>three</li></ul></li><li>four</li></ul>"
        "<p>five <a href='#x'>si<i>x</i></a>"
    )
    with laid_out(f"<html lang=en><title>A</title><body>{body}<p id=x>..") as document:
        content = document.write_pdf(pdf_variant="pdf/ua-1", finisher=tags.finisher(document))
    (tmp_path / "a.pdf").write_bytes(content)

    assert of_pdf(tmp_path / "a.pdf") == [
        *(("li", "one→"), ("li", "two✓"), ("li", "three"), ("li", "four")),
        *(("p", "fivesix"), ("p", "..")),
    ]


@pytest.mark.parametrize(
    "body",
    [
        "<p></p><p> </p><ul><li></li></ul><table><tr><td></td><th scope=row></th></tr></table>",
        "<p>a <span style='display: inline-block; float: right'>b <i>✓</i></span>",
        "<p>&#8203;</p><p>&nbsp;</p><p>&#173;</p><p>a<br><br>b",
        f"<p>{'x' * 3000}",
        f"<table><thead><tr><th>H →</th></tr></thead>{'<tr><td>c</td></tr>' * 200}</table>",
    ],
    ids=["empty", "floating", "invisible", "long word", "long table"],
)
def test_odd_boxes_are_all_in_the_tree(body: str) -> None:
    """No mark on a page is neither in the tree nor beside it."""
    with laid_out(f"<html lang=en><title>A</title><body>{body}") as document:
        content = document.write_pdf(pdf_variant="pdf/ua-1", finisher=tags.finisher(document))
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for sheet in pdf.pages:
            drawn = {properties["/MCID"] for tag, properties in marks_on(sheet) if tag != "/Artifact"}
            held = {mark for page, mark in marks_in_tree(pdf.Root.StructTreeRoot) if page == sheet.objgen}
            assert drawn == held
