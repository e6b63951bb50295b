"""From article to handout: what one reader gets, with every choice already made."""

from cma_content.handout.building import build
from cma_content.handout.tree import Edition, Handout

__all__ = ["Edition", "Handout", "build"]
