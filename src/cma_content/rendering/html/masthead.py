"""A program's own part of the page."""

import base64
import xml.etree.ElementTree as ET
from collections.abc import Iterator

from cma_content.handout import tree
from cma_content.rendering import qr
from cma_content.rendering.html.blocks import field
from cma_content.rendering.html.element import element
from cma_content.rendering.html.inline import run_of, runs_of


def name_of(masthead: tree.Masthead) -> ET.Element:
    """The program's name, after its logo."""
    logo = []
    if masthead.logo:
        data = base64.b64encode(masthead.logo.content).decode()
        logo = [element("img", src=f"data:image/png;base64,{data}", alt=masthead.logo.alt, class_="logo")]
    return element("p", *logo, element("strong", masthead.name, **_language(masthead)), class_="masthead")


def _language(masthead: tree.Masthead) -> dict[str, str]:
    return {"lang": masthead.language} if masthead.language else {}


def ways_to_reach(masthead: tree.Masthead) -> Iterator[ET.Element]:
    """The program's contact lines, its QR code and its own figures."""
    if masthead.code is None and not masthead.contact and not masthead.facts:
        return
    title = []
    if masthead.contact_title:
        title = [element("h2", masthead.contact_title, class_="label", **_language(masthead))]
    scan = []
    if masthead.code:
        says = element("figcaption", element("strong", masthead.code.says), " ", run_of(masthead.code.link))
        scan = [element("figure", qr.draw(masthead.code), says, class_="scan")]
    ways = [element("p", *runs_of(line), class_="contact") for line in masthead.contact]
    ways += [made for fact in masthead.facts for made in field(fact)]
    yield element(
        "div",
        *title,
        *scan,
        *([element("div", *ways, class_="ways")] if ways else []),
        class_="program",
    )
