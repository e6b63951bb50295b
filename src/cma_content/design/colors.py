"""Contrast as WCAG measures it, and the nearest color that has enough of it."""

import colorsys
from typing import Final

PAPER: Final = "#ffffff"


def contrast(one: str, other: str) -> float:
    """The contrast of two colors (#rrggbb), from 1 to 21, by WCAG 2.2."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def with_contrast(color: str, against: str, least: float) -> str:
    """The color of the same hue, nearest in lightness to `color`, that has the contrast `least` to `against`.

    Black or white, whichever is farther from `against`, where none has it.
    """
    red, green, blue = _channels(color)
    hue, lightness, saturation = colorsys.rgb_to_hls(red, green, blue)
    target = 0.0 if _luminance(against) > 0.18 else 1.0
    for step in range(101):
        part = lightness + (target - lightness) * step / 100
        tried = _hex(*colorsys.hls_to_rgb(hue, part, saturation))
        if contrast(tried, against) >= least:
            return tried
    return "#000000" if target == 0.0 else "#ffffff"


def mix(color: str, other: str, share: float) -> str:
    """`color` with `share` (0 to 1) of `other` in it."""
    pairs = zip(_channels(color), _channels(other), strict=True)
    return _hex(*(one + (two - one) * share for one, two in pairs))


def _channels(color: str) -> tuple[float, float, float]:
    red, green, blue = (int(color[start : start + 2], 16) / 255 for start in (1, 3, 5))
    return red, green, blue


def _hex(*channels: float) -> str:
    return "#" + "".join(f"{round(channel * 255):02x}" for channel in channels)


def _luminance(color: str) -> float:
    red, green, blue = (
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4 for channel in _channels(color)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
