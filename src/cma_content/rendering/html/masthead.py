"""A program's own part of the page."""

import base64
import xml.etree.ElementTree as ET
from collections.abc import Iterator

from cma_content.handout import tree
from cma_content.rendering import qr
from cma_content.rendering.html.blocks import field
from cma_content.rendering.html.element import element
from cma_content.rendering.html.inline import run_of, runs_of


def name_of(made: tree.Masthead) -> ET.Element:
    """The program's name, after its logo."""
    return masthead(made.name, made.language, made.logo)


def masthead(name: str, language: str, logo: tree.Picture | None) -> ET.Element:
    """A name, after a logo."""
    drawn = []
    if logo:
        data = base64.b64encode(logo.content).decode()
        drawn = [element("img", src=f"data:image/png;base64,{data}", alt=logo.alt, class_="logo")]
    return element("p", *drawn, element("strong", name, **_language(language)), class_="masthead")


def _language(language: str) -> dict[str, str]:
    return {"lang": language} if language else {}


def ways_to_reach(made: tree.Masthead) -> Iterator[ET.Element]:
    """The program's contact lines, its QR code and its own figures."""
    if made.code is None and not made.contact and not made.facts:
        return
    title = []
    if made.contact_title:
        title = [element("h2", made.contact_title, class_="label", **_language(made.language))]
    scan = []
    if made.code:
        says = element("figcaption", element("strong", made.code.says), " ", run_of(made.code.link))
        scan = [element("figure", qr.draw(made.code), says, class_="scan")]
    ways = [element("p", *runs_of(line), class_="contact") for line in made.contact]
    ways += [line for fact in made.facts for line in field(fact)]
    yield element(
        "div",
        *title,
        *scan,
        *([element("div", *ways, class_="ways")] if ways else []),
        class_="program",
    )
