"""The choices that make a handout of an article."""

from dataclasses import dataclass
from typing import Literal

from cma_content.design.tokens import Preset
from cma_content.model.blocks import Audience
from cma_content.model.program import Program

Paper = Literal["letter", "a4"]
Layout = Literal["guide", "fact-sheet", "two-sided"]


@dataclass(frozen=True, slots=True)
class RenderOptions:
    """The choices that make a handout of an article."""

    paper: Paper = "letter"
    layout: Layout = "guide"
    """The whole guide, or a fact sheet of one or two sides."""
    preset: Preset = "standard"
    """The type: standard (12 points), large-print (18 points and more), high-contrast (black on white)."""
    region: str = ""
    """A state or a metropolitan area by its code or name: WA, US-WA, Washington, Seattle."""
    audience: tuple[Audience, ...] = ("student",)
    """Whose blocks are printed beside those for all."""
    program: Program | None = None
    """Who hands it out; without one, the article's own program, if it names one."""
    without: tuple[str, ...] = ()
    """Parts of a fact sheet that are left out, by id."""
