"""The handout as one web page that needs nothing else: no script that runs, no font, no request."""

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from cma_content.design import tokens
from cma_content.handout import Handout
from cma_content.handout.anchors import Own
from cma_content.rendering import html
from cma_content.rendering.charts.paint import variables
from cma_content_html import structured

if TYPE_CHECKING:
    from cma_content.exporting.verification import Finding

# Narrow enough for a phone: what is drawn is scaled up on a wider screen, and not far down on a small one.
_CHART_WIDTH = 430


class HTMLExporter:
    """Writes a responsive HTML page."""

    media_type = "text/html"
    suffix = ".html"

    def export(self, handout: Handout, /) -> bytes:
        """The page, UTF-8."""
        look = handout.design
        style = (
            tokens.variables(look.colors)
            + f"@media screen and (prefers-color-scheme: dark) {{\n{tokens.variables(look.dark)}}}\n"
            + f"html {{ font-size: {look.scale:.0%}; }}\n"
            + (files(__name__) / "page.css").read_text("utf-8")
        )
        parts = html.sections(handout, _CHART_WIDTH, paint=variables(look))
        head = html.head(handout, style)
        head.append(structured.script(handout))
        page = html.element(
            "html",
            head,
            html.element(
                "body",
                html.element("a", handout.skip_label, href=f"#{Own.GUIDE}", class_="skip"),
                html.front(handout),
                *html.contents(handout),
                html.element("main", *parts, id=Own.GUIDE, tabindex="-1"),
                html.element("footer", html.element("p", handout.footer), html.element("p", handout.code)),
            ),
            lang=handout.meta.language,
        )
        return b"<!DOCTYPE html>\n" + ET.tostring(page, encoding="unicode", method="html").encode()

    def verify(self, path: Path, /) -> "Iterator[Finding]":
        """What a web page proves of itself."""
        from cma_content_html import verification

        return verification.findings(path)
