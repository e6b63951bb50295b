"""Small pictures beside words, drawn as vectors: they decorate, and say nothing that the words do not.

They are of Lucide, at commit 33a44aa8b0b4; its license is in LICENSE-ICONS.
"""

import xml.etree.ElementTree as ET
from collections.abc import Mapping
from typing import Final

from cma_content.model.icons import Icon

Shape = tuple[str, Mapping[str, str]]


def _path(d: str) -> Shape:
    return "path", {"d": d}


_SHAPES: Final[Mapping[Icon, tuple[Shape, ...]]] = {
    "activity": (
        _path(
            "M22 12h-2.48a2 2 0 0 0-1.93 1.46l-2.35 8.36a.25.25 0 0 1-.48 0L9.24 2.18a.25.25 0 0 0-.48 0l-2.35 8.36A2 2 0 0 1 4.49 12H2"
        ),
    ),
    "bandage": (
        _path("M10 10.01h.01"),
        _path("M10 14.01h.01"),
        _path("M14 10.01h.01"),
        _path("M14 14.01h.01"),
        _path("M18 6v12"),
        _path("M6 6v12"),
        ("rect", {"x": "2", "y": "6", "width": "20", "height": "12", "rx": "2"}),
    ),
    "calendar-check": (
        _path("M8 2v3"),
        _path("M16 2v3"),
        ("rect", {"x": "3", "y": "3", "width": "18", "height": "18", "rx": "2"}),
        _path("M3 9h18"),
        _path("m9 15 2 2 4-4"),
    ),
    "clipboard-pen": (
        _path("M16 4h2a2 2 0 0 1 2 2v2"),
        _path(
            "M21.34 15.664a1 1 0 1 0-3.004-3.004l-5.01 5.012a2 2 0 0 0-.506.854l-.837 2.87a.5.5 0 0 0 .62.62l2.87-.837a2 2 0 0 0 .854-.506z"
        ),
        _path("M8 22H6a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2h2"),
        ("rect", {"x": "8", "y": "2", "width": "8", "height": "4", "rx": "1"}),
    ),
    "droplet": (
        _path("M12 22a7 7 0 0 0 7-7c0-2-1-3.9-3-5.5s-3.5-4-4-6.5c-.5 2.5-2 4.9-4 6.5C6 11.1 5 13 5 15a7 7 0 0 0 7 7z"),
    ),
    "heart-pulse": (
        _path(
            "M2 9.5a5.5 5.5 0 0 1 9.591-3.676.56.56 0 0 0 .818 0A5.49 5.49 0 0 1 22 9.5c0 2.29-1.5 4-3 5.5l-5.492 5.313a2 2 0 0 1-3 .019L5 15c-1.5-1.5-3-3.2-3-5.5"
        ),
        _path("M3.22 13H9.5l.5-1 2 4.5 2-7 1.5 3.5h5.27"),
    ),
    "monitor-check": (
        _path("m9 10 2 2 4-4"),
        ("rect", {"width": "20", "height": "14", "x": "2", "y": "3", "rx": "2"}),
        _path("M12 17v4"),
        _path("M8 21h8"),
    ),
    "phone": (
        _path(
            "M13.832 16.568a1 1 0 0 0 1.213-.303l.355-.465A2 2 0 0 1 17 15h3a2 2 0 0 1 2 2v3a2 2 0 0 1-2 2A18 18 0 0 1 2 4a2 2 0 0 1 2-2h3a2 2 0 0 1 2 2v3a2 2 0 0 1-.8 1.6l-.468.351a1 1 0 0 0-.292 1.233 14 14 0 0 0 6.392 6.384"
        ),
    ),
    "shield-plus": (
        _path(
            "M20 13c0 5-3.5 7.5-7.66 8.95a1 1 0 0 1-.67-.01C7.5 20.5 4 18 4 13V6a1 1 0 0 1 1-1c2 0 4.5-1.2 6.24-2.72a1.17 1.17 0 0 1 1.52 0C14.51 3.81 17 5 19 5a1 1 0 0 1 1 1z"
        ),
        _path("M9 12h6"),
        _path("M12 9v6"),
    ),
    "stethoscope": (
        _path("M11 2v2"),
        _path("M5 2v2"),
        _path("M5 3H4a2 2 0 0 0-2 2v4a6 6 0 0 0 12 0V5a2 2 0 0 0-2-2h-1"),
        _path("M8 15a6 6 0 0 0 12 0v-3"),
        ("circle", {"cx": "20", "cy": "10", "r": "2"}),
    ),
    "syringe": (
        _path("m18 2 4 4"),
        _path("m17 7 3-3"),
        _path("M19 9 8.7 19.3c-1 1-2.5 1-3.4 0l-.6-.6c-1-1-1-2.5 0-3.4L15 5"),
        _path("m9 11 4 4"),
        _path("m5 19-3 3"),
        _path("m14 4 6 6"),
    ),
    "test-tube": (
        _path("M14.5 2v17.5c0 1.4-1.1 2.5-2.5 2.5c-1.4 0-2.5-1.1-2.5-2.5V2"),
        _path("M8.5 2h7"),
        _path("M14.5 16h-5"),
    ),
}


def draw(icon: Icon) -> ET.Element:
    """An icon in the color of the words around it, hidden from whoever listens; small where no style applies."""
    svg = ET.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": "0 0 24 24",
            "width": "24",
            "height": "24",
            "class": "icon",
            "fill": "none",
            "stroke": "currentColor",
            "stroke-width": "2",
            "stroke-linecap": "round",
            "stroke-linejoin": "round",
            "aria-hidden": "true",
        },
    )
    for tag, attributes in _SHAPES[icon]:
        ET.SubElement(svg, tag, dict(attributes))
    return svg
