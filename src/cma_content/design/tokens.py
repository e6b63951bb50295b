"""The design tokens that every format shares: colors with known contrast, a scale of type, and the font."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from cma_content.design import colors
from cma_content.design.colors import PAPER

Preset = Literal["standard", "large-print", "high-contrast"]
FONT_FAMILY: Final = "Atkinson Hyperlegible"

COLORS: Final[Mapping[str, str]] = {
    "ink": "#1a1f24",
    "quiet": "#4a5560",
    "paper": PAPER,
    "wash": "#eef4f5",
    "rule": "#81979d",
    "accent": "#0b5563",
    "warn": "#7a2e12",
    "warn-wash": "#fbf1ec",
}
"""On paper: ink 16.6, quiet 7.6, accent 8.4, warn 9.4, rule 3.1 to 1; each differs from its neighbors in gray too."""
_DARK: Final[Mapping[str, str]] = {
    "ink": "#e9eef0",
    "quiet": "#b3bfc5",
    "paper": "#14191c",
    "wash": "#1e262a",
    "rule": "#6f8288",
    "accent": "#7fd0dc",
    "warn": "#ffb59b",
    "warn-wash": "#2b201b",
}
_BLACK_ON_WHITE: Final[Mapping[str, str]] = {
    "ink": "#000000",
    "quiet": "#000000",
    "paper": PAPER,
    "wash": PAPER,
    "rule": "#000000",
    "accent": "#000000",
    "warn": "#000000",
    "warn-wash": PAPER,
}
_WHITE_ON_BLACK: Final = {name: "#000000" if value == PAPER else "#ffffff" for name, value in _BLACK_ON_WHITE.items()}

_GUIDE: Final[Mapping[str, float]] = {
    "title": 32,
    "heading": 18,
    "figure": 17,
    "lead": 13.5,
    "subtitle": 15,
    "subheading": 12.5,
    "label": 12,
    "body": 12,
    "card": 11,
    "table": 10,
    "table-floor": 9,
    "small": 10,
    "beside": 9.5,
    "fine": 9,
    "chart": 10.5,
    "foot": 8.5,
    "note": 8.5,
}
_SHEET: Final[Mapping[str, float]] = {
    "title": 25,
    "heading": 12.5,
    "figure": 21,
    "lead": 12.5,
    "subtitle": 12.5,
    "subheading": 11,
    "label": 11,
    "body": 11,
    "table": 11,
    "beside": 10,
    "table-floor": 9,
    "small": 9,
    "fine": 8.5,
    "chart": 9,
    "foot": 8.5,
    "note": 8.5,
}
# American Council of the Blind and American Printing House guidelines: 18 points and more for every word, footers
# and tables too; leading 1.5; one column; no italics.
_LARGE: Final = dict.fromkeys(_GUIDE, 18.0) | {
    "title": 36,
    "heading": 26,
    "figure": 24,
    "lead": 22,
    "subtitle": 22,
    "subheading": 20,
    "label": 20,
}
_LARGE_SHEET: Final = _LARGE | {"title": 30, "heading": 22, "figure": 26, "lead": 20, "subtitle": 18, "label": 18}


@dataclass(frozen=True, slots=True)
class Design:
    """The look of one handout."""

    colors: Mapping[str, str]
    dark: Mapping[str, str]
    """For screens whose reader prefers a dark page."""
    sizes: Mapping[str, float]
    """In points, by role."""
    leading: float
    """Line height as a multiple of the size of the type."""

    @property
    def scale(self) -> float:
        """How much larger body type is than in the standard preset, for formats whose reader sets the size."""
        return 1.5 if self.sizes["body"] >= _LARGE["body"] else 1.0


def design(preset: Preset = "standard", *, sheet: bool = False, accent: str = "") -> Design:
    """The design of a preset, in a program's accent color where it has one.

    `high-contrast` is black on white (WCAG 2.2, 1.4.6 asks for 7 to 1) and takes no accent.
    """
    light, dark = (_BLACK_ON_WHITE, _WHITE_ON_BLACK) if preset == "high-contrast" else (COLORS, _DARK)
    if accent and preset != "high-contrast":
        light = {**light, "accent": accent, "wash": _wash(accent)}
        dark = {**dark, "accent": colors.with_contrast(accent, dark["wash"], 5)}
    if preset == "large-print":
        return Design(light, dark, _LARGE_SHEET if sheet else _LARGE, 1.5)
    return Design(light, dark, _SHEET if sheet else _GUIDE, 1.32)


def _wash(accent: str) -> str:
    """The tint of an accent that differs from paper, or is as near as it may be for the accent to be read on it."""
    tints = (colors.mix(accent, PAPER, share / 100) for share in range(93, 100))
    return next((tint for tint in tints if colors.contrast(accent, tint) >= 4.5), PAPER)


def variables(tokens: Mapping[str, str]) -> str:
    """Tokens as CSS custom properties."""
    declared = "".join(f"  --{name}: {value};\n" for name, value in tokens.items())
    return f":root {{\n{declared}}}\n"


def sizes(made: Design) -> dict[str, str]:
    """The scale of type as tokens: size-body, size-foot and so on, in points."""
    return {f"size-{role}": f"{size:g}pt" for role, size in made.sizes.items()}
