"""Sections of a handout for a page of somebody else: no head, no script, and names that the page cannot have.

Every class and id begins with a prefix, and every rule of the style stands inside the one of the root, so that nothing
of it reaches the page. The page's own type is kept; colors are the fragment's, in light, whatever stands around it.
"""

import re
import xml.etree.ElementTree as ET
from importlib.resources import files
from typing import Final

from cma_content.handout import Handout
from cma_content.rendering import html
from cma_content_html import columns, drawings, narrow

ROOT: Final = "cma-content"
_PREFIX: Final = "cma-"
_REFERRING: Final = ("aria-describedby", "aria-labelledby", "for", "headers")
_CSS_CLASS: Final = re.compile(r"\.(?=[a-z])")
_CSS_HEADING: Final = re.compile(r"\bh([1-6])\b")
_CSS_REM: Final = re.compile(r"\b(\d[\d.]*)rem\b")
_CSS_MEDIA: Final = re.compile(r"@media screen and (\([^)]*\))")
_CSS_COMMENT: Final = re.compile(r"/\*.*?\*/\n?", re.DOTALL)
_OWN: Final = """\
container-type: inline-size;
background: var(--paper);
color: var(--ink);
color-scheme: light;
line-height: 1.6;
overflow-wrap: break-word;
padding: 0.1rem 1rem;
> section:first-child > h2 {
  margin-top: 1rem;
}
"""


def body(handout: Handout, heading_level: int) -> str:
    """The sections, their sources, and what their license asks to be named, with the first headings at that level."""
    sections = columns.gather(drawings.sections(handout))
    credit = (html.element("p", line, class_="imprint") for line in (handout.footer, handout.code))
    root = html.element("div", *html.in_rows(sections), *credit, lang=handout.meta.language)
    narrow.stack(root, handout)
    html.ease(root)
    for element in root.iter():
        _rename(element, f"{handout.name}-", heading_level)
    root.set("class", f"{ROOT} {_PREFIX}large" if handout.design.scale > 1 else ROOT)
    return ET.tostring(root, encoding="unicode", method="html")


def _rename(element: ET.Element, prefix: str, heading_level: int) -> None:
    if _CSS_HEADING.fullmatch(element.tag):
        element.tag = _heading(int(element.tag[1]), heading_level)
    if classes := element.get("class"):
        element.set("class", " ".join(f"{_PREFIX}{name}" for name in classes.split()))
    if id_ := element.get("id"):
        element.set("id", f"{prefix}{id_}")
    for name in _REFERRING:
        if ids := element.get(name):
            element.set(name, " ".join(f"{prefix}{id_}" for id_ in ids.split()))
    if (href := element.get("href", "")).startswith("#"):
        element.set("href", f"#{prefix}{href[1:]}")


def style(handout: Handout, phone: float, heading_level: int) -> str:
    """One rule that holds all others; a table is read as records where the room for it is less than `phone` ems.

    Where a page has a root of another size than the reader's, it sets `--cma-rem` to what that is.
    """
    look = handout.design
    tokens = {**look.colors, **drawings.widths(look)}
    declared = "".join(f"--{name}: {value};\n" for name, value in tokens.items())
    stacked = f"{{\n{_css('stacked')}}}\n"
    within = f"@media screen and (max-width: {phone:g}em) {{\n.stacked {stacked}{_css('narrow')}}}\n"
    css = "".join((_OWN, _css("page"), _css("tables"), f".always {stacked}", within))
    css = _CSS_HEADING.sub(lambda found: _heading(int(found[1]), heading_level), css)
    css = _CSS_CLASS.sub(f".{_PREFIX}", css)
    # The room that it has is that of its column, not of the window.
    ruled = "\n".join(
        _CSS_MEDIA.sub(r"@container \1", line) if line.startswith("@") else _sized(line, look.scale)
        for line in css.splitlines()
    )
    return f".{ROOT} {{\n{_sized(declared, look.scale)}{ruled}\n}}\n"


def _sized(css: str, scale: float) -> str:
    return _CSS_REM.sub(rf"calc(\1 * var(--cma-rem, {scale:g}rem))", css)


def _heading(level: int, first: int) -> str:
    return f"h{min(level + first - 2, 6)}"


def _css(name: str) -> str:
    return _CSS_COMMENT.sub("", (files(__name__.rpartition(".")[0]) / f"{name}.css").read_text("utf-8"))
