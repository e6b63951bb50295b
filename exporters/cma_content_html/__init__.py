"""The handout as one web page that needs nothing else: no script that runs, no font, no request."""

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cma_content.design import tokens
from cma_content.handout import Handout
from cma_content.handout.anchors import Own
from cma_content.rendering import html
from cma_content_html import columns, drawings, narrow, structured

if TYPE_CHECKING:
    from cma_content.exporting.abilities import Fragment
    from cma_content.exporting.verification import Finding

_NARROW: Final = 36
"""The width of a screen, in ems of the reader's own type, up to which a table has no room."""
_WIDE: Final = 68.75
"""That from which the contents have room beside the text."""


class HTMLExporter:
    """Writes a responsive HTML page."""

    media_type = "text/html"
    suffix = ".html"
    named_by = ("layout", "sections", "cover", "preset", "region", "audience", "program")

    def export(self, handout: Handout, /) -> bytes:
        """The page, UTF-8."""
        head = html.head(handout, _style(handout))
        sections = columns.gather(drawings.sections(handout))
        body = html.element(
            "body",
            html.element("a", handout.skip_label, href=f"#{Own.GUIDE}", class_="skip"),
            html.front(handout),
            *html.contents(handout),
            html.element("main", *html.in_rows(sections), id=Own.GUIDE, tabindex="-1"),
            html.element("footer", html.element("p", handout.footer), html.element("p", handout.code)),
            class_=("sheet" if handout.is_sheet else "guide") + " large" * (handout.design.scale > 1),
        )
        head.append(structured.script(handout, body))
        narrow.stack(body, handout)
        html.ease(body)
        page = html.element("html", head, body, lang=handout.meta.language)
        return b"<!DOCTYPE html>\n" + ET.tostring(page, encoding="unicode", method="html").encode()

    def fragment(self, handout: Handout, heading_level: int, /) -> "Fragment":
        """The sections of the handout for a page of somebody else."""
        from cma_content.exporting.abilities import Fragment
        from cma_content_html import fragment

        phone = _NARROW * handout.design.scale
        return Fragment(fragment.style(handout, phone, heading_level), fragment.body(handout, heading_level))

    def verify(self, path: Path, /) -> "Iterator[Finding]":
        """What a web page proves of itself."""
        from cma_content_html import verification

        return verification.findings(path)


def _style(handout: Handout) -> str:
    look = handout.design
    stacked = f"{{\n{_css('stacked')}}}\n"
    narrow = f"@media screen and (max-width: {_NARROW * look.scale:g}em) {{\n.stacked {stacked}{_css('narrow')}}}\n"
    wide = f"@media screen and (min-width: {_WIDE * look.scale:g}em) {{\n{_css('wide')}}}\n"
    return "".join(
        (
            tokens.variables({**look.colors, **tokens.sizes(look), **drawings.widths(look)}),
            f"@media screen and (prefers-color-scheme: dark) {{\n{tokens.variables(look.dark)}}}\n",
            _css("body"),
            _css("page"),
            _css("tables"),
            f".always {stacked}",
            narrow,
            _css("sheet") if handout.is_sheet else wide,
            _css("paper"),
        )
    )


def _css(name: str) -> str:
    return (files(__name__) / f"{name}.css").read_text("utf-8")
