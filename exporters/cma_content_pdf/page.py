"""The handout as the HTML that WeasyPrint sets: one sheet of rules for all, and one for each layout and preset."""

import itertools
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator
from importlib.resources import files
from typing import Final

from cma_content.design import tokens
from cma_content.handout import Handout
from cma_content.rendering import html
from cma_content_pdf import fallback, glyphs, last_words, line_breaks, margins, splitting, tables
from cma_content_pdf.arrangement import arrange

_MM: Final = 72 / 25.4
_WIDTHS: Final = {"letter": 215.9, "a4": 210.0}
_HEIGHTS: Final = {"letter": 279.4, "a4": 297.0}
_MARGINS: Final = 44.0
_LARGE_MARGINS: Final = 60.0
# With these a line of the guide holds 60 to 70 characters on both papers; the rest of the width is a side column.
_SIDE_MARGINS: Final = {"letter": 16.0, "a4": 14.0}
_BESIDE: Final = 39.0
_SHEET_MARGIN: Final = 14.0
_SHEET_SIDE: Final = 58.0


def page(handout: Handout) -> str:
    """The page, styles inside."""
    options = handout.options
    sheet, large = handout.is_sheet, options.preset == "large-print"
    margin = _SHEET_MARGIN if sheet else _SIDE_MARGINS[options.paper] - 2.0 * large
    width = _WIDTHS[options.paper] - 2 * margin
    of_this_page = {
        "side": f"{margin:g}mm",
        "beside": f"{0 if large else _BESIDE:g}mm",
        "side-column": f"{_SHEET_SIDE:g}mm",
        "leading": f"{handout.design.leading:g}",
    }
    names = ["print.css", "sheet.css" if sheet else "guide.css", *["large-print.css"] * large]
    names += ["high-contrast.css"] * (options.preset == "high-contrast")
    style = (
        tokens.variables({**handout.design.colors, **tokens.sizes(handout.design), **of_this_page})
        + f"@page {{ size: {options.paper}; }}\n"
        + margins.rules(handout, width)
        + "".join((files(__name__.partition(".")[0]) / name).read_text("utf-8") for name in names)
    )
    beside = _SHEET_SIDE + 8 if sheet and not large else 0.0
    room = (width - (beside if sheet or large else _BESIDE)) * _MM
    chart_width = room * 15 / handout.design.sizes["chart"]
    parts = html.sections(handout, chart_width)
    body = html.element("body", html.front(handout), *html.contents(handout), *(_in_columns(parts) if sheet else parts))
    last_words.keep_together(body)
    if not sheet and not large:
        arrange(body)
    margins.name_heads(body, handout, width)
    glyphs.check(body, *margins.texts(handout))
    glyphs.print_spaces(body)
    paper = _paper(handout, width)
    tables.fit(body, paper)
    splitting.allow(body, room, paper.height, handout.design)
    fallback.mark(body)
    line_breaks.fix(body)
    made = html.element("html", html.head(handout, style), body, lang=handout.meta.language)
    return "<!DOCTYPE html>\n" + ET.tostring(made, encoding="unicode", method="html")


def _paper(handout: Handout, whole: float) -> tables.Paper:
    """What tables have to fit: they reach across the side column of a guide."""
    options, sizes = handout.options, handout.design.sizes
    widths = {"": whole}
    if handout.is_sheet and options.preset != "large-print":
        widths |= {"main": whole - _SHEET_SIDE - 8, "side": _SHEET_SIDE}
    padding = 1.5 if options.preset == "large-print" else 2.0 if handout.is_sheet else 3.0
    return tables.Paper(
        {column: width * _MM for column, width in widths.items()},
        (_HEIGHTS[options.paper] - (_LARGE_MARGINS if options.preset == "large-print" else _MARGINS)) * _MM,
        sizes["table"],
        sizes["table-floor"],
        padding * _MM,
    )


def _in_columns(parts: Iterable[ET.Element]) -> Iterator[ET.Element]:
    """The parts of each side of a sheet, gathered by column."""
    for kind, some in itertools.groupby(parts, key=lambda part: part.get("class", "")):
        if kind.startswith("on-"):
            yield html.element("div", *some, class_=kind)
        else:
            yield from some
