"""A fact sheet that really is one page: what the article calls optional is left out until the rest fits."""

from bisect import bisect_left
from collections.abc import Collection
from dataclasses import replace
from typing import Final

from cma_content import deadline
from cma_content.errors import FitError
from cma_content.exporting.abilities import Paged
from cma_content.handout import Handout, RenderOptions, build
from cma_content.model.article import Article

# Large print takes 2.6 times the room: a side of a sheet becomes both sides of two.
_LARGE: Final = 4


def fit(article: Article, options: RenderOptions | None, exporter: object) -> Handout:
    """The handout as `exporter` prints it: a sheet that it sets on pages fits them; `left_out` names what had to go.

    Only `exporter` itself measures. One that does not set pages gets every part, and a guide is as long as it is.
    Raises `FitError` where even the parts that must be printed do not fit, and what `exporter.pages` raises.
    """
    options = options or RenderOptions()
    if options.layout == "guide" or not isinstance(exporter, Paged):
        return build(article, options)
    a_side = _LARGE if options.preset == "large-print" else 1
    # The front stands alone, so it is fitted alone.
    one_side = replace(options, layout="fact-sheet")
    front = _fit_side(article, one_side, "front", a_side, exporter, frozenset())
    if options.layout == "fact-sheet":
        return front
    return _fit_side(article, options, "back", 2 * a_side, exporter, {part.id for part in front.left_out})


def _fit_side(
    article: Article, options: RenderOptions, side: str, room: int, paged: Paged, gone: Collection[str]
) -> Handout:
    """The handout without the parts `gone` and those optional parts of `side` that keep it from `room` pages."""
    measured: dict[frozenset[str], Handout | None] = {}

    def without(ids: Collection[str]) -> Handout | None:
        """The handout without `ids` too, where it fits."""
        key = frozenset(ids)
        if key not in measured:
            deadline.check()
            made = build(article, options, left_out={*gone, *ids})
            measured[key] = made if paged.pages(made) <= room else None
        return measured[key]

    if whole := without(()):
        return whole
    # A part that is empty for this reader has nothing to leave out.
    printed = {section.part for section in build(article, options, left_out=gone).sections}
    of_side = (part for part in article.fact_sheet if part.side == side and part.id in printed)
    optional = [part.id for part in sorted(of_side, key=lambda part: -part.priority) if part.priority > 1]
    count = 1 + bisect_left(range(1, len(optional) + 1), True, key=lambda count: without(optional[:count]) is not None)
    if count > len(optional):
        pages = "one page" if room == 1 else f"{room} pages"
        raise FitError(
            f"the {side} of the fact sheet does not fit on {pages} of {options.paper} paper, even without its "
            "optional parts; shorten the program's statements, contact lines or facts",
            side,
        )
    left_out = optional[:count]
    # A part that stands in the other column, or is short, may have gone for nothing; the more important return first.
    for part in reversed(optional[:count]):
        fewer = [id_ for id_ in left_out if id_ != part]
        if without(fewer):
            left_out = fewer
    fitting = without(left_out)
    assert fitting is not None, "what fits was measured before"
    return fitting
