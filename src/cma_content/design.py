"""The design tokens that every format shares: colours with known contrast, and the fonts."""

from collections.abc import Mapping
from typing import Final

COLOURS: Final = {
    "ink": "#1a1f24",
    "quiet": "#4a5560",
    "paper": "#ffffff",
    "wash": "#eef4f5",
    "rule": "#8fa3a8",
    "accent": "#0b5563",
    "warn": "#7a2e12",
    "warn-wash": "#fbf1ec",
}
"""On paper: ink 16.6, quiet 7.6, accent 8.4, warn 9.1 to 1; each is told from its neighbours in grey as well."""

FONT_FAMILY: Final = "Atkinson Hyperlegible"


def variables(tokens: Mapping[str, str] = COLOURS) -> str:
    """The tokens as CSS custom properties."""
    declared = "".join(f"  --{name}: {value};\n" for name, value in tokens.items())
    return f":root {{\n{declared}}}\n"
