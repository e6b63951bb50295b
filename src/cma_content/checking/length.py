"""How much an article may print: by counts, which every format can bear, and not by the time that one of them takes."""

from collections.abc import Iterator, Mapping
from typing import Final

from cma_content.checking.finding import Finding
from cma_content.diagnostics import rules
from cma_content.diagnostics.rules import Rule
from cma_content.handout.counting import excess
from cma_content.handout.limits import Limits, remedy
from cma_content.model.article import Article

RULES: Final[Mapping[str, Rule]] = {
    "characters": rules.TOO_LONG,
    "repeated": rules.REPEATED_TEXT,
    "sections": rules.MANY_SECTIONS,
    "sheet_parts": rules.MANY_SHEET_PARTS,
    "blocks": rules.MANY_BLOCKS,
    "entries": rules.MANY_ENTRIES,
    "duty_limits": rules.MANY_DUTY_LIMITS,
    "items": rules.MANY_ITEMS,
    "cells": rules.MANY_CELLS,
    "charts": rules.MANY_CHARTS,
    "bars": rules.MANY_BARS,
    "pictures": rules.MANY_PICTURES,
    "figures": rules.MANY_FIGURES,
    "notes": rules.MANY_NOTES,
    "marks": rules.MANY_MARKS,
    "pieces": rules.MANY_PIECES,
}
"""The rule of each limit that is a count."""


def too_long(article: Article, limits: Limits) -> Iterator[Finding]:
    """A finding for each limit, where the guide or the fact sheet first passes it."""
    for one in excess(article, limits):
        yield Finding(one.location, RULES[one.limit], one.sentence, remedy(one.limit))
