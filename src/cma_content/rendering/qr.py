"""QR codes as SVG elements; segno knows how a code is made."""

import xml.etree.ElementTree as ET
from typing import Any

from cma_content.errors import lacking
from cma_content.handout import anchors
from cma_content.handout.anchors import Own
from cma_content.handout.tree import QRCode

# What the standard asks for around a code.
_QUIET_ZONE = 4


def draw(code: QRCode, id_: str = "") -> ET.Element:
    """The SVG of a code, black on white with its quiet zone; `id_` is that of its block, if it is in one."""
    rows = [bytes(row) for row in encode(code.link.href).matrix]
    size = len(rows) + 2 * _QUIET_ZONE
    svg = ET.Element(
        "svg", {"xmlns": "http://www.w3.org/2000/svg", "viewBox": f"0 0 {size} {size}", "class": "qr", "role": "img"}
    )
    alt = anchors.alt(id_) if id_ else Own.QR_ALT
    svg.set("aria-labelledby", alt)
    ET.SubElement(svg, "title", id=alt).text = code.alt
    ET.SubElement(svg, "rect", {"width": str(size), "height": str(size), "fill": "#ffffff"})
    dark = "".join(
        f"M{x + _QUIET_ZONE} {y + _QUIET_ZONE}h1v1h-1z" for y, row in enumerate(rows) for x, on in enumerate(row) if on
    )
    ET.SubElement(svg, "path", {"d": dark, "fill": "#000000"})
    return svg


def encode(address: str) -> Any:
    """The code of `address` as segno makes it, with redundancy for a stain.

    Raises `MissingEngineError` without segno.
    """
    try:
        import segno
    except ImportError:
        raise lacking("a QR code needs segno", "program") from None
    return segno.make_qr(address, error="m")
