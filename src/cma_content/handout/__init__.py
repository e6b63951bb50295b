"""From article to handout: what one reader gets, with every choice already made."""

from cma_content.handout.builder import build
from cma_content.handout.options import RenderOptions
from cma_content.handout.tree import Handout

__all__ = ["Handout", "RenderOptions", "build"]
