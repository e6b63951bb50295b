"""A fact sheet that really is one page: what the article calls optional is left out until the rest fits."""

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Protocol, runtime_checkable

from cma_content.errors import ContentError, MissingEngineError, OutputError
from cma_content.exporting.registry import available, get_exporter
from cma_content.handout import Handout, RenderOptions, build
from cma_content.model.article import Article

# Large print takes 2.6 times the room: a side of a sheet becomes both sides of two.
_LARGE = 4


@runtime_checkable
class Paged(Protocol):
    """An exporter that knows how many pages a handout takes on its paper."""

    def pages(self, handout: Handout, /) -> int:
        """The number of pages; raises `MissingEngineError` when a library is not on this system."""


def fit(article: Article, options: RenderOptions | None = None) -> Handout:
    """The handout, fitted to its pages: its options's `without` names what had to go.

    A guide is as long as it is. A fact sheet is measured by an installed exporter that can, and printed in full where
    none can. Raises `OutputError` where even the parts that must be printed do not fit.
    """
    options = options or RenderOptions()
    if options.layout != "guide":
        for paged in _measures():
            try:
                return _fitted(article, options, paged)
            except MissingEngineError:
                continue
    return build(article, options)


def _measures() -> Iterator[Paged]:
    for name in available():
        # One that cannot be loaded is told of where it is asked for.
        with contextlib.suppress(ContentError):
            exporter = get_exporter(name)
            if isinstance(exporter, Paged):
                yield exporter


def _fitted(article: Article, options: RenderOptions, paged: Paged) -> Handout:
    a_side = _LARGE if options.preset == "large-print" else 1
    # The front stands alone, so it is fitted alone.
    front = _dropping(article, replace(options, layout="fact-sheet"), "front", a_side, paged)
    if options.layout == "fact-sheet":
        return front
    return _dropping(article, replace(options, without=front.options.without), "back", 2 * a_side, paged)


def _dropping(article: Article, options: RenderOptions, side: str, room: int, paged: Paged) -> Handout:
    """The handout without those optional parts of `side` that keep it from fitting on `room` pages."""
    of_side = (part for part in article.fact_sheet if part.side == side and part.id not in options.without)
    optional = [part.id for part in sorted(of_side, key=lambda part: part.priority) if part.priority > 1]
    asked = options.without

    def without(ids: Sequence[str]) -> Handout | None:
        made = build(article, replace(options, without=(*asked, *ids)))
        return made if paged.pages(made) <= room else None

    for count in range(len(optional) + 1):
        left_out = optional[len(optional) - count :]
        if fitting := without(left_out):
            break
    else:
        pages = "one page" if room == 1 else f"{room} pages"
        raise OutputError(
            f"the {side} of the fact sheet does not fit on {pages} of {options.paper} paper, even without its "
            "optional parts; shorten the program's statements, contact lines or facts"
        )
    # A part that stands in the other column, or is short, may have gone for nothing.
    for part in left_out:
        fewer = [id_ for id_ in left_out if id_ != part]
        if back := without(fewer):
            fitting, left_out = back, fewer
    return fitting
