"""Charts for a page of any width: each drawn for a phone and for a wider screen, with words in body type on both."""

import xml.etree.ElementTree as ET
from typing import Final

from cma_content.handout import Handout
from cma_content.rendering import html
from cma_content.rendering.charts.paint import variables

# In units of which the text of a chart is 15 high: what a column holds of them in body type, 17 high.
_PHONE: Final = 300
_COLUMN: Final = 562
_CHART: Final = "svg[@class='chart']"


def sections(handout: Handout) -> list[ET.Element]:
    """The sections of the handout with two drawings of each chart, of which the style shows one."""
    paint = variables(handout.design)
    parts = list(html.sections(handout, _PHONE / handout.design.scale, paint=paint))
    wide = {
        figure.attrib["id"]: chart
        for part in html.sections(handout, _COLUMN, paint=paint)
        for figure in part.iter("figure")
        if (chart := figure.find(_CHART)) is not None
    }
    for part in parts if wide else ():
        for figure in part.iter("figure"):
            narrow = figure.find(_CHART)
            if narrow is not None:
                narrow.set("class", "chart narrow")
                figure.append(_again(wide[figure.attrib["id"]]))
    return parts


def _again(chart: ET.Element) -> ET.Element:
    """The wide drawing; its words are its own, for an id is the first one's."""
    chart.set("class", "chart wide")
    title = chart.find("title")
    if title is not None:
        del title.attrib["id"], chart.attrib["aria-labelledby"]
        chart.set("aria-label", title.text or "")
    return chart
