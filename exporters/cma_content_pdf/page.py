"""The handout as the HTML that WeasyPrint sets: one sheet of rules for all, and one for each layout and preset."""

import copy
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import Final

from cma_content.design import tokens
from cma_content.handout import Handout
from cma_content.rendering import charts, html
from cma_content_pdf import (
    fallback,
    glyphs,
    hyphens,
    last_words,
    line_breaks,
    link_targets,
    margins,
    markers,
    notes,
    page_breaks,
    page_numbers,
    shapes,
    styles,
    tables,
)
from cma_content_pdf.arrangement import arrange

_SVG: Final = "{http://www.w3.org/2000/svg}"
_MM: Final = 72 / 25.4
_WIDTHS: Final = {"letter": 215.9, "a4": 210.0}
_HEIGHTS: Final = {"letter": 279.4, "a4": 297.0}
_MARGINS: Final = 44.0
_LARGE_MARGINS: Final = 60.0
# With these a line of the guide holds 60 to 70 characters on both papers; the rest of the width is a side column.
_SIDE_MARGINS: Final = {"letter": 16.0, "a4": 14.0}
_BESIDE: Final = 39.0
_SHEET_MARGIN: Final = 14.0
_SHEET_GAP: Final = 8.0
_TALL: Final = 0.28
"""Of a page: a picture that is taller with its caption may leave a third of a page blank."""


@dataclass(frozen=True, slots=True)
class Page:
    """What WeasyPrint sets."""

    root: ET.Element
    """The element html."""
    own: str
    """The style that no other handout has, which comes first."""
    shared: str
    """The style of all handouts that are made of the same kinds of parts."""

    @property
    def style(self) -> str:
        """The whole style sheet."""
        return self.own + self.shared

    @property
    def html(self) -> str:
        """All of it as one text."""
        root = copy.deepcopy(self.root)
        for made in root.iter():
            made.tag = made.tag.removeprefix(_SVG)
        head, body = root
        style = html.element("style", self.style)
        made = html.element("html", html.element("head", *head, style), body, **self.root.attrib)
        return "<!DOCTYPE html>\n" + ET.tostring(made, encoding="unicode", method="html")


def page(handout: Handout) -> Page:
    """The page of a handout."""
    options = handout.options
    sheet, large = handout.is_sheet, options.preset == "large-print"
    margin = _SHEET_MARGIN if sheet else _SIDE_MARGINS[options.paper] - 3.3 * large
    width = _WIDTHS[options.paper] - 2 * margin
    of_this_page = {
        "side": f"{margin:g}mm",
        "beside": f"{0 if large else _BESIDE:g}mm",
        "gap": f"{_SHEET_GAP:g}mm",
        "leading": f"{handout.design.leading:g}",
    }
    names = ["print.css", "sheet.css" if sheet else "guide.css", *["large-print.css"] * large]
    names += ["sheet-large-print.css"] * (sheet and large)
    names += ["high-contrast.css"] * (options.preset == "high-contrast")
    room = width if sheet or large else width - _BESIDE
    half = (room - _SHEET_GAP) / 2 if sheet and not large else room
    paper = _paper(handout, width, half)
    unit = handout.design.sizes["chart"] / 15
    finer = charts.Finer(_TALL * paper.height / unit, handout.design.sizes["chart"] / paper.floor)
    parts = html.sections(handout, width * _MM / unit, half_width=half * _MM / unit, finer=finer)
    body = html.element("body", html.front(handout), *html.contents(handout), *(_in_rows(parts) if sheet else parts))
    for icon in body.iterfind(".//svg[@class='icon']"):
        # WeasyPrint 70 knows the color of an inline SVG by its attribute alone; no issue is open.
        icon.set("color", handout.design.colors["accent"])
    last_words.keep_together(body, sheet=sheet)
    if not sheet and not large:
        arrange(body)
    margins.name_heads(body, handout, width)
    glyphs.check(body, *margins.texts(handout))
    glyphs.print_spaces(body)
    tables.fit(body, paper)
    page_breaks.allow(body, room * _MM, paper.height, handout.design)
    if not sheet:
        hyphens.allow(body)
    fallback.mark(body)
    notes.simplify(body)
    if not sheet:
        notes.flatten(body)
        line_breaks.hold_addresses(body)
    line_breaks.fix(body)
    if not sheet:
        markers.put(body)
        link_targets.move(body)
    root = html.element("html", html.head(handout), body, lang=handout.meta.language)
    named = _named(root)
    for picture in body.iter("svg"):
        shapes.join(picture)
        for made in picture.iter():
            made.tag = f"{_SVG}{made.tag}"
    known = {**handout.design.colors, **tokens.sizes(handout.design), **of_this_page}
    sources = (
        tokens.variables(known),
        f"@page {{ size: {options.paper}; }}\n",
        margins.common_rules(handout, width, page_numbers.room(len("".join(body.itertext())), handout.design.scale)),
        *((files(__name__.partition(".")[0]) / name).read_text("utf-8") for name in names),
    )
    return Page(root, margins.rules(handout, width), styles.sheet(sources, named))


def _named(root: ET.Element) -> frozenset[str]:
    """The tags and classes of a page."""
    found: set[str] = set()
    for made in root.iter():
        found.add(made.tag)
        found.update(f".{name}" for name in made.get("class", "").split())
    return frozenset(found)


def _paper(handout: Handout, whole: float, half: float) -> tables.Paper:
    """What tables have to fit: they reach across the side column of a guide."""
    options, sizes = handout.options, handout.design.sizes
    padding = 2.4 if options.preset == "large-print" else 2.0 if handout.is_sheet else 3.0
    return tables.Paper(
        whole * _MM,
        half * _MM,
        (_HEIGHTS[options.paper] - (_LARGE_MARGINS if options.preset == "large-print" else _MARGINS)) * _MM,
        sizes["table"],
        sizes["table-floor"],
        padding * _MM,
    )


def _in_rows(parts: Iterable[ET.Element]) -> Iterator[ET.Element]:
    """The parts of a sheet in rows, of which the first of the back turns the page."""
    turned = False
    for made in html.in_rows(parts):
        (part, *_) = made if made.get("class") == "pair" else [made]
        if not turned and part.get("class", "").startswith("on-back"):
            made.set("class", f"{made.attrib['class']} turn")
            turned = True
        yield made
