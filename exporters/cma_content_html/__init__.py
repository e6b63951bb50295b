"""The handout as one web page that needs nothing else: no script, no font, no request."""

import xml.etree.ElementTree as ET
from importlib.resources import files

from cma_content import design, markup
from cma_content.handout import Handout


class HTMLExporter:
    """Writes a responsive HTML page."""

    media_type = "text/html"
    suffix = ".html"

    def export(self, handout: Handout, /) -> bytes:
        """The page, UTF-8."""
        style = design.variables() + (files(__name__) / "page.css").read_text("utf-8")
        page = markup.element(
            "html",
            markup.head(handout, style),
            markup.element(
                "body",
                markup.element("a", handout.skip_label, href="#guide", class_="skip"),
                markup.front(handout),
                markup.contents(handout),
                markup.element("main", *markup.sections(handout), id="guide", tabindex="-1"),
                markup.element("footer", markup.element("p", handout.footer)),
            ),
            lang=handout.language,
        )
        return b"<!DOCTYPE html>\n" + ET.tostring(page, encoding="unicode", method="html").encode()
