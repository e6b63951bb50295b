"""The handout as a tagged PDF (PDF/UA-1), set by WeasyPrint in fonts that travel with it."""

import xml.etree.ElementTree as ET
from importlib.resources import files

from cma_content import design, markup
from cma_content.errors import OutputError
from cma_content.handout import Handout
from cma_content_pdf import engine, line_breaks


class PDFExporter:
    """Writes a PDF on the edition's paper."""

    media_type = "application/pdf"
    suffix = ".pdf"

    def export(self, handout: Handout, /) -> bytes:
        """The PDF; raises `MissingEngineError` without WeasyPrint or Pango, `OutputError` for a glyph no font has."""
        weasyprint = engine.find()
        with engine.own_fonts(), engine.watched() as complaints:
            page = weasyprint.HTML(string=_page(handout), url_fetcher=weasyprint.URLFetcher(allowed_protocols=()))
            content: bytes = page.write_pdf(pdf_variant="pdf/ua-1")
        if complaints:
            raise OutputError("the PDF would be faulty: " + "; ".join(dict.fromkeys(complaints)))
        return content


_SIDE_MARGINS = {"letter": "20mm", "a4": "17mm"}
"""By paper; with these a line of text holds 60 to 70 characters on both."""


def _page(handout: Handout) -> str:
    paper = handout.edition.paper
    of_this_page = {
        "footer": _css_string(handout.footer),
        "page": _css_string(handout.page_label),
        "side": _SIDE_MARGINS[paper],
    }
    style = (
        design.variables(design.COLOURS | of_this_page)
        + f"@page {{ size: {paper}; }}\n"
        + (files(__name__) / "print.css").read_text("utf-8")
    )
    body = markup.element("body", markup.front(handout), markup.contents(handout), *markup.sections(handout))
    line_breaks.mend(body)
    page = markup.element("html", markup.head(handout, style), body, lang=handout.language)
    return "<!DOCTYPE html>\n" + ET.tostring(page, encoding="unicode", method="html")


def _css_string(text: str) -> str:
    return '"' + "".join(f"\\{ord(letter):x} " if letter in '"\\\n<' else letter for letter in text) + '"'
