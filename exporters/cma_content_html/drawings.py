"""Charts for a page of any width: each drawn for a phone and for a wider screen, with words in body type on both."""

import xml.etree.ElementTree as ET
from typing import Final

from cma_content.design.tokens import Design
from cma_content.handout import Handout
from cma_content.rendering import html
from cma_content.rendering.charts.paint import variables

# In units of which the text of a chart is 15 high: what a column holds of them in body type, 17 high.
_PHONE: Final = 300
_COLUMN: Final = 562
_PAPER: Final = 430
"""What a page of paper holds of them in large print, which a screen shows as well."""
_CHART: Final = "svg[@class='chart']"
_REM: Final = 17 / 15 / 16
"""The size of a unit where the text of a chart is as large as the body's, in rems of a scale of 1."""


def sections(handout: Handout) -> list[ET.Element]:
    """The sections of the handout with two drawings of each chart, of which the style shows one."""
    parts = list(html.sections(handout, *_units(handout.design), paint=variables(handout.design)))
    for figure in (figure for part in parts for figure in part.iter("figure")):
        drawn = figure.findall(_CHART)
        if drawn:
            narrow, wide = drawn
            narrow.set("class", "chart narrow")
            _set_apart(wide)
    return parts


def widths(design: Design) -> dict[str, str]:
    """Tokens: how much larger than usual the text is, and how wide makes the words of each drawing as large."""
    narrow, wide = _units(design)
    return {"scale": f"{design.scale:g}", "chart-narrow": f"{narrow * _REM:g}rem", "chart-wide": f"{wide * _REM:g}rem"}


def _units(design: Design) -> tuple[float, float]:
    return (_PHONE / design.scale, _PAPER if design.scale > 1 else _COLUMN)


def _set_apart(chart: ET.Element) -> None:
    """The wide drawing has words of its own, for an id is the first one's."""
    chart.set("class", "chart wide")
    title = chart.find("title")
    if title is not None:
        del title.attrib["id"], chart.attrib["aria-labelledby"]
        chart.set("aria-label", title.text or "")
