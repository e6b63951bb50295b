"""From article to handout: what one reader gets, with every choice already made."""

from cma_content.handout.building import build
from cma_content.handout.edition import Edition
from cma_content.handout.tree import Handout

__all__ = ["Edition", "Handout", "build"]
