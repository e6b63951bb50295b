"""What a finished file looks like, measured: words off the page, over each other or out of their box, names that
stand alone at a page's foot, lone rows, voids.

Poppler says where words and ink are, pikepdf what they are: both read the file, not what made it.
"""

import itertools
import re
import subprocess
import tempfile
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any, Final, NamedTuple
from xml.etree import ElementTree as ET

import pikepdf

LINE: Final = 1.24
"""What the bundled font's ascent and descent add up to, as a multiple of its size."""
EDGE: Final = 18.0
"""A quarter of an inch, in points: what printers leave blank at each edge of the paper."""
MARGINS: Final = {"letter": 45.0, "a4": 39.0}
"""At the sides of a guide, in points; large print has less."""
LARGE_MARGINS: Final = {"letter": 36.0, "a4": 30.0}
_SCALE: Final = 18
"""Pixels an inch at which a page is looked at for ink: one is four points."""
_BEYOND: Final = 2000.0
"""Points around a page where words are looked for as well."""
_LOW: Final = 60.0
"""Points between the lines of a row that looks lost by itself: some five lines of small type."""
_WHITE: Final = 250
_NAMES: Final = frozenset({"H1", "H2", "H3", "H4", "Caption", "Lbl"})
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass(frozen=True, slots=True)
class Word:
    """A word on a page, in points from its upper left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def size(self) -> float:
        """Of its type."""
        return (self.bottom - self.top) / LINE


class Page(NamedTuple):
    """A page and the words on it."""

    size: tuple[float, float]
    """Width and height, in points."""
    words: list[Word]


@dataclass(frozen=True, slots=True)
class Leaf:
    """A piece of tagged content, in reading order."""

    page: int
    """From 1."""
    path: tuple[tuple[str, int], ...]
    """The elements of the structure tree around it, the outermost first, each with its place among all elements."""
    left: float | None
    """Of its first word; None for a picture without words."""
    baseline: float | None
    """In points from the top of the page."""
    size: float
    is_bold: bool

    @property
    def roles(self) -> list[str]:
        """Of the elements around it."""
        return [role for role, _ in self.path]


@dataclass(frozen=True, slots=True)
class Void:
    """The emptiest part of a page's text area, which is what its document fills on any page."""

    page: int
    band: float
    """The height of the largest blank band from side to side, as a share of the area's height."""
    rectangle: float
    """The largest blank rectangle, as a share of the area."""


def words_on(path: Path) -> list[Page]:
    """Each page with its words, read by poppler, those beyond the paper's edges too; no page is empty."""
    found = []
    for size, each in zip(_sizes(path), _read(path), strict=True):
        words = re.findall(r'<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)</word>', each)
        placed = [Word(unescape(word), *(float(one) - _BEYOND for one in place)) for *place, word in words]
        found.append(Page(size, placed))
    assert found
    assert all(page.words for page in found)
    return found


def _sizes(path: Path) -> list[tuple[float, float]]:
    with pikepdf.open(path) as pdf:
        return [(float(page.mediabox[2]), float(page.mediabox[3])) for page in pdf.pages]


def _read(path: Path) -> list[str]:
    """What poppler says of each page and of what is around it; by itself, it keeps to the paper."""
    with tempfile.TemporaryDirectory() as folder, pikepdf.open(path) as pdf:
        for page in pdf.pages:
            left, bottom, right, top = map(float, page.mediabox)
            wider = [left - _BEYOND, bottom - _BEYOND, right + _BEYOND, top + _BEYOND]
            page.mediabox = page.cropbox = pikepdf.Array(wider)
        file = Path(folder) / "wider.pdf"
        pdf.save(file)
        command = ["pdftotext", "-bbox", str(file), "-"]
        text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return re.findall(r"<page .*?</page>", text, re.DOTALL)


def outside(page: Page, margin: float = EDGE) -> list[Word]:
    """The words that reach into a margin at the sides, or too near to an edge above or below, where footers stand."""
    width, height = page.size
    return [
        word
        for word in page.words
        if not (margin - 1 <= word.left <= word.right <= width - margin + 1)
        or not (EDGE / 2 <= word.top < word.bottom <= height - EDGE)
    ]


def overlapping(words: Iterable[Word]) -> Iterator[tuple[Word, Word]]:
    """Words that are printed one over the other: boxes of lines touch, the glyphs in them do not."""
    ordered = sorted(words, key=lambda word: word.top)
    for index, one in enumerate(ordered):
        for other in itertools.takewhile(lambda word, one=one: word.top < one.bottom, ordered[index + 1 :]):  # type: ignore[misc]
            height = min(one.bottom, other.bottom) - max(one.top, other.top)
            width = min(one.right, other.right) - max(one.left, other.left)
            # A raised number has a box that reaches into the line above.
            if width > 0.8 and height > 0.4 * min(one.bottom - one.top, other.bottom - other.top):
                yield one, other


def leaves(path: Path) -> list[Leaf]:
    """What the structure tree of a PDF holds, in its order."""
    with pikepdf.open(path) as pdf:
        drawn = [_drawn(page) for page in pdf.pages]
        numbers = {page.objgen: number for number, page in enumerate(pdf.pages)}
        return list(_leaves(pdf.Root.StructTreeRoot, (), itertools.count(), numbers, drawn))


def _leaves(node: Any, path: tuple[tuple[str, int], ...], count: Iterator[int], *found: Any) -> Iterator[Leaf]:
    numbers, drawn = found
    role = str(node.get("/S", "/Root"))[1:]
    path = (*path, (role, next(count)))
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary):
            if "/S" in kid:
                yield from _leaves(kid, path, count, *found)
            elif "/MCID" in kid:
                page = numbers[kid.get("/Pg", node.get("/Pg")).objgen]
                yield Leaf(page + 1, path, *drawn[page].get(int(kid["/MCID"]), (None, None, 0.0, False)))
        else:
            page = numbers[node["/Pg"].objgen]
            yield Leaf(page + 1, path, *drawn[page].get(int(kid), (None, None, 0.0, False)))


def _drawn(page: Any) -> dict[int, tuple[float, float, float, bool]]:
    """Where the first word of each mark stands, its size, and whether it is bold; that of an artifact is -1 or less."""
    height = float(page.mediabox[3])
    fonts = page.get("/Resources", {}).get("/Font", {})
    bold = {name: "Bold" in str(font.get("/BaseFont", "")) for name, font in fonts.items()}
    found: dict[int, tuple[float, float, float, bool]] = {}
    matrix, saved, text = pikepdf.Matrix(), list[Any](), pikepdf.Matrix()
    marks, font, size, artifacts = list[int | None](), "", 0.0, 0
    for instruction in pikepdf.parse_content_stream(page):
        operands: Any = instruction.operands
        match str(instruction.operator):
            case "q":
                saved.append(matrix)
            case "Q":
                matrix = saved.pop()
            case "cm":
                matrix = pikepdf.Matrix(*map(float, operands)) @ matrix
            case "BDC" | "BMC":
                properties = operands[1] if len(operands) > 1 else {}
                artifacts += str(operands[0]) == "/Artifact"
                named = properties.get("/MCID") if isinstance(properties, pikepdf.Dictionary) else None
                marks.append(int(named) if named is not None else -artifacts)
            case "EMC":
                marks.pop()
            case "Tf":
                font, size = str(operands[0]), float(operands[1])
            case "Tm":
                text = pikepdf.Matrix(*map(float, operands))
            case "TJ" | "Tj" if marks and marks[-1] is not None:
                place = text @ matrix
                found.setdefault(marks[-1], (place.e, height - place.f, size * abs(place.d), bold.get(font, False)))
    return found


def stranded(path: Path) -> list[str]:
    """Headings, captions, heads of tables, labels and times whose text begins on another page, or in another column.

    A label or a time is what stands in bold at the start of its paragraph.
    """
    every, pages = leaves(path), words_on(path)
    found, before = [], None
    for index, leaf in enumerate(every):
        # Of a name of several lines, the first.
        is_first, before = before is None or leaf.path != before.path, leaf
        if not is_first or not _is_name(every, index):
            continue
        follows = next((one for one in every[index + 1 :] if not _goes_on(leaf, one)), None)
        if follows is not None and (follows.page != leaf.page or _is_above(follows, leaf)):
            found.append(f"page {leaf.page}: {leaf.path[-1][0]} {_line_at(pages[leaf.page - 1], leaf)!r}")
    return found


def _is_name(every: Sequence[Leaf], index: int) -> bool:
    """Whether a leaf names what follows; a caption that follows its picture names what comes before it."""
    leaf, before = every[index], every[index - 1] if index else None
    if "Caption" in leaf.roles:
        caption = next(one for one in leaf.path if one[0] == "Caption")
        return before is None or not (caption in before.path or ("Figure" in before.roles and before.page == leaf.page))
    return "THead" in leaf.roles or not _NAMES.isdisjoint(leaf.roles) or _is_label(every, index)


def _is_label(every: Sequence[Leaf], index: int) -> bool:
    """Whether a leaf is the bold start of a paragraph, or the first of the paragraphs of an item."""
    leaf = every[index]
    rest = every[index + 1 :]
    if leaf.path[-1][0] not in ("P", "LBody"):
        return False
    if leaf.is_bold:
        # A mark without text has no size.
        return any(one.size and not one.is_bold for one in itertools.takewhile(lambda one: one.path == leaf.path, rest))
    item = leaf.path[:-1]
    starts = item[-1][0] == "LBody" and not (index and every[index - 1].path[: len(item)] == item)
    return starts and any(one.path[: len(item)] == item and one.path != leaf.path for one in rest[:50])


def _goes_on(name: Leaf, leaf: Leaf) -> bool:
    """Whether a leaf is still part of the name, or the next name down from it."""
    if "THead" in leaf.roles or not _NAMES.isdisjoint(leaf.roles):
        return True
    if name.path[-1][0] == "P" and not name.is_bold:
        return name.path == leaf.path
    return name.path == leaf.path and leaf.is_bold


def _is_above(leaf: Leaf, name: Leaf) -> bool:
    """Whether a leaf stands higher on the page than what names it."""
    if leaf.baseline is None or name.baseline is None:
        return False
    return leaf.baseline < name.baseline - 1.5 * max(leaf.size, name.size)


def _line_at(page: Page, leaf: Leaf) -> str:
    if leaf.left is None or leaf.baseline is None:
        return ""
    left, baseline = leaf.left, leaf.baseline
    on_line = [word for word in page.words if word.top < baseline <= word.bottom and word.left > left - 1]
    found, end = list[str](), left
    for word in sorted(on_line, key=lambda word: word.left):
        if word.left - end > leaf.size:
            break
        found, end = [*found, word.text], word.right
    return " ".join(found)


def in_the_margin(path: Path) -> list[str]:
    """Content that stands at the height of a running head or foot, or beyond it."""
    found = []
    with pikepdf.open(path) as pdf:
        for number, page in enumerate(pdf.pages, start=1):
            middle = float(page.mediabox[3]) / 2
            drawn = _drawn(page)
            running = [(at, size) for mark, (_, at, size, _) in drawn.items() if mark < 0]
            foot = min((at - size for at, size in running if at > middle), default=2 * middle - EDGE)
            head = max((at + 0.2 * size for at, size in running if at <= middle), default=0)
            found += [
                f"page {number}: text {at:.0f} points from the top"
                for mark, (_, at, size, _) in drawn.items()
                if mark >= 0 and not head <= at - size / 2 <= at <= foot
            ]
    return found


def lone_rows(path: Path) -> list[str]:
    """Pages on which a table that runs over several has one row, which is whole and low."""
    tables: dict[int, dict[int, list[Leaf]]] = defaultdict(lambda: defaultdict(list))
    for leaf in leaves(path):
        places = dict(leaf.path)
        if "TBody" in places and "TR" in places:
            tables[places["Table"]][places["TR"]].append(leaf)
    found = []
    for rows in tables.values():
        pages = {leaf.page for row in rows.values() for leaf in row}
        for page in sorted(pages) if len(pages) > 1 else ():
            here = [row for row in rows.values() if page in {leaf.page for leaf in row}]
            heights = [leaf.baseline for leaf in here[0] if leaf.baseline is not None]
            is_low = max(heights, default=0) - min(heights, default=0) < _LOW
            if len(here) == 1 and {leaf.page for leaf in here[0]} == {page} and is_low:
                found.append(f"page {page}: one row of a table")
    return found


def runts(path: Path, roles: Iterable[str] = ("H1", "H2", "H3", "Caption")) -> list[str]:
    """Headings and captions of more than a line whose last line is one word."""
    wanted, pages = set(roles), words_on(path)
    lines: dict[tuple[int, int], dict[float, Leaf]] = defaultdict(dict)
    for leaf in leaves(path):
        role, place = leaf.path[-1]
        if role in wanted and leaf.baseline is not None:
            lines[place, leaf.page].setdefault(round(leaf.baseline), leaf)
    found = []
    for (_, page), of_one in lines.items():
        last = _line_at(pages[page - 1], of_one[max(of_one)])
        if len(of_one) > 1 and len(last.split()) == 1:
            found.append(f"page {page}: {last!r}")
    return found


def voids(path: Path) -> list[Void]:
    """How empty each page is; the last one, and one before a new part, may well be."""
    heights = [leaf.baseline for leaf in leaves(path) if leaf.baseline is not None]
    pages = words_on(path)
    lefts = [max(word.left, EDGE) for page in pages for word in page.words]
    rights = [min(word.right, page.size[0] - EDGE) for page in pages for word in page.words]
    scale = _SCALE / 72
    top, bottom = (round(height * scale) for height in (min(heights), max(heights)))
    left, right = (round(side * scale) for side in (min(lefts), max(rights)))
    found = []
    for number, rows in enumerate(_inked(path), start=1):
        area = [row[left:right] for row in rows[top:bottom]]
        runs = itertools.groupby(area, key=any)
        blank = max((sum(1 for _ in run) for inked, run in runs if not inked), default=0)
        found.append(Void(number, blank / len(area), _largest_rectangle(area) / (len(area) * (right - left))))
    return found


def _inked(path: Path) -> Iterator[list[list[bool]]]:
    """Each page as rows of pixels that have ink or have none."""
    command = ["pdftoppm", "-gray", "-r", str(_SCALE), str(path)]
    content = subprocess.run(command, capture_output=True, check=True).stdout
    at = 0
    while at < len(content):
        header = re.compile(rb"P5\s+(\d+)\s+(\d+)\s+255\s").match(content, at)
        assert header
        width, height = map(int, header.groups())
        at = header.end()
        yield [[one < _WHITE for one in content[at + row * width : at + (row + 1) * width]] for row in range(height)]
        at += width * height


def _largest_rectangle(rows: Sequence[Sequence[bool]]) -> int:
    """The pixels of the largest rectangle without ink."""
    most, heights = 0, [0] * len(rows[0])
    for row in rows:
        heights = [0 if inked else height + 1 for inked, height in zip(row, heights, strict=True)]
        waiting: list[tuple[int, int]] = []
        for place, height in enumerate([*heights, 0]):
            start = place
            while waiting and waiting[-1][1] >= height:
                start, high = waiting.pop()
                most = max(most, high * (place - start))
            waiting.append((start, height))
    return most


def faults(path: Path, margin: float = EDGE) -> list[str]:
    """Everything in a PDF that no handout may have: the empty list for a good one; `margin` is that at the sides."""
    found = []
    for number, page in enumerate(words_on(path), start=1):
        found += [f"page {number}: {word.text!r} is outside" for word in outside(page, margin)]
        found += [f"page {number}: {a.text!r} lies over {b.text!r}" for a, b in overlapping(page.words)]
    found += [f"{one}, in the margin" for one in in_the_margin(path)]
    return [*found, *(f"{one}, stranded" for one in stranded(path)), *lone_rows(path)]


def boxes_left(document: Any) -> list[str]:
    """The words of a laid out document (of WeasyPrint) that reach out of the block they are in, page by page."""
    found = []
    for number, page in enumerate(document.pages, start=1):
        for text, left, right, block in _texts_in(page._page_box, None):
            # What hangs, as the marker of an item does, is in the padding.
            edge, end = block.padding_box_x(), block.content_box_x() + block.width
            if right > end + 1 or left < edge - 1:
                found.append(f"page {number}: {text[:40]!r} in {block.element_tag}, {right - end:.0f} px")
    return found


def _texts_in(box: Any, block: Any) -> Iterator[tuple[str, float, float, Any]]:
    """Each text with its left and right edge and the block that its line is in."""
    from weasyprint.formatting_structure import boxes
    from weasyprint.layout.absolute import AbsolutePlaceholder

    if isinstance(box, AbsolutePlaceholder):
        box = box._box
    if isinstance(box, boxes.TextBox):
        # A space at the end of a line hangs, and an outside marker is meant to.
        if block is not None and not (box.element_tag or "").endswith("::marker") and box.text.strip():
            spaces = (len(box.text) - len(box.text.rstrip())) * box.style["font_size"] * 0.3
            yield box.text, box.position_x, box.position_x + box.width - spaces, block
        return
    inner = box if isinstance(box, boxes.BlockContainerBox) else block
    for child in getattr(box, "children", ()):
        yield from _texts_in(child, inner)


@dataclass(frozen=True, slots=True)
class TableBox:
    """Where a table of a Word document begins and ends, in twentieths of a point from where lines of text begin."""

    left: int
    right: int
    measure: int
    """The length of a line of text."""
    margins: tuple[int, int]
    """Of the page: left and right."""

    @property
    def is_in_text(self) -> bool:
        """Whether it ends where lines do, or a hair beyond; at the left, it may hang out as headings do."""
        return self.left >= EDGE * 20 - self.margins[0] and self.right <= self.measure + 20


def word_tables(path: Path) -> list[TableBox]:
    """Each table of a Word document: the sum of its grid and its indent."""
    with zipfile.ZipFile(path) as package:
        body = ET.fromstring(package.read("word/document.xml"))
    (size,), (margin,) = list(body.iter(f"{_W}pgSz")), list(body.iter(f"{_W}pgMar"))
    width = int(size.get(f"{_W}w", 0))
    left, right = (int(margin.get(f"{_W}{side}", 0)) for side in ("left", "right"))
    found = []
    for table in body.iter(f"{_W}tbl"):
        indent = table.find(f"{_W}tblPr/{_W}tblInd")
        start = 0 if indent is None else int(indent.get(f"{_W}w", 0))
        columns = [int(column.get(f"{_W}w", 0)) for column in table.iter(f"{_W}gridCol")]
        found.append(TableBox(start, start + sum(columns), width - left - right, (left, right)))
    return found
