"""A fact sheet that really is one page: what the article calls optional is left out until the rest fits."""

import contextlib
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import partial
from typing import Final, NoReturn

from cma_content import deadline
from cma_content.errors import FitError
from cma_content.exporting.abilities import Paged, Shaped
from cma_content.exporting.fitting_memory import remembered
from cma_content.handout import Handout, RenderOptions, build
from cma_content.model.article import Article
from cma_content.model.fact_sheet import SheetPart

# Large print takes 2.6 times the room: a side of a sheet becomes both sides of two.
_LARGE: Final = 4
_FEW: Final = 24
"""Parts of which so many may all be tried at once; a very long sheet would be laid out for nothing."""
_HALF: Final = 0.5
"""Of a page: less looks as if something were missing."""
_AT_FIRST: Final = 4
"""Parts that a side is likely to have room for."""
_REFUSED: Final = 5
"""Parts of a width that did not fit, after which no other of that width is tried."""


def fit(article: Article, options: RenderOptions | None, exporter: object) -> Handout:
    """The handout as `exporter` prints it: a sheet that it sets on pages fits them; `left_out` names what had to go.

    Only `exporter` itself measures. One that does not set pages gets every part, and a guide is as long as it is.
    Raises `FitError` where even the parts that must be printed do not fit, and what `exporter.pages` raises.
    """
    options = options or RenderOptions()
    if options.layout == "guide" or not isinstance(exporter, Paged):
        return build(article, options)
    if isinstance(exporter, Shaped):
        return remembered(article, options, exporter, _room(options), partial(_searched, article, options, exporter))
    return _searched(article, options, exporter)


def _room(options: RenderOptions) -> int:
    """The most pages that a sheet has."""
    return (_LARGE if options.preset == "large-print" else 1) * (2 if options.layout == "two-sided" else 1)


def _searched(article: Article, options: RenderOptions, exporter: Paged) -> Handout:
    """As `fit`, whatever is known of other sheets."""
    a_side = _LARGE if options.preset == "large-print" else 1
    backs = _backs(article, options)
    if options.layout == "fact-sheet":
        return _fit_well(article, options, "front", a_side, exporter, backs)
    front = _fit_front(article, options, a_side, exporter, backs)
    gone = {part.id for part in front.left_out} - backs
    return _fit_well(article, options, "back", _room(options), exporter, gone)


def most_that_fits(make: Callable[[int], Article], most: int, options: RenderOptions, exporter: object) -> Article:
    """What `make` makes of the largest number up to `most` of which the sheet fits its pages; of `most`, without pages.

    Where not even that of 0 does, that one: `fit` says so.
    """
    if not isinstance(exporter, Paged):
        return make(most)
    room = _room(options)

    def fits(count: int) -> bool:
        deadline.check()
        return exporter.pages(build(make(count), options), room) <= room

    return make(_most(most, fits, step=most))


def check_fit(article: Article, options: RenderOptions, paged: Paged) -> None:
    """Raises what `fit` would; three measurements are enough to know of most sheets."""
    room = _LARGE if options.preset == "large-print" else 1
    optional = {side: _ids(_optional(article, side)) for side in ("front", "back")}
    front = build(article, options, left_out=optional["front"] | _backs(article, options))
    if paged.pages(front, room) > room:
        if options.layout == "fact-sheet":
            _refuse("front", room, options)
        # It may still fit, with the sources on the back.
        fit(article, options, paged)
    if options.layout == "fact-sheet":
        return
    both = paged.pages(build(article, options, left_out=optional["front"] | optional["back"]), 2 * room)
    if both > 2 * room:
        _refuse("back", 2 * room, options)
    # The front takes a page at least, and `room` at most: only `fit` knows whether it leaves a long back enough.
    if both > room + 1:
        fronts = _ids(part for part in article.fact_sheet if part.side == "front")
        if paged.pages(build(article, options, left_out=fronts | optional["back"]), room + 1) > room + 1:
            fit(article, options, paged)


def _backs(article: Article, options: RenderOptions) -> frozenset[str]:
    """The parts of the back, where it is printed."""
    return _ids(part for part in article.fact_sheet if (part.side, options.layout) == ("back", "two-sided"))


def _optional(article: Article, side: str) -> list[SheetPart]:
    return [part for part in article.fact_sheet if part.side == side and part.priority > 1]


def _ids(parts: Iterable[SheetPart]) -> frozenset[str]:
    return frozenset(part.id for part in parts)


def _refuse(side: str, room: int, options: RenderOptions) -> NoReturn:
    pages = "one page" if room == 1 else f"{room} pages"
    raise FitError(
        f"the {side} of the fact sheet does not fit on {pages} of {options.paper} paper, even without its "
        "optional parts; shorten the program's statements, contact lines or facts",
        side,
    )


def _fit_front(article: Article, options: RenderOptions, room: int, paged: Paged, backs: frozenset[str]) -> Handout:
    """The front of two sides as it fits `room` pages: before a page with a part of the back, where one fits a page.

    That page has the sources, so that the front has more room than a sheet of one side.
    """
    printed = [section.part for section in build(article, options).sections if section.part in backs]
    if printed and options.preset != "large-print":
        with contextlib.suppress(FitError):
            return _fit_side(article, options, "front", room + 1, paged, backs - {printed[0]})[0]
    return _fit_side(article, options, "front", room, paged, backs)[0]


def _fit_well(
    article: Article, options: RenderOptions, side: str, room: int, paged: Paged, gone: Collection[str]
) -> Handout:
    """As `_fit_side`; where its last page of several would be less than half full, on a page less, if it can be."""
    handout, pages = _fit_side(article, options, side, room, paged, gone)
    whole = int(pages)
    if whole and 0 < pages - whole < _HALF:
        with contextlib.suppress(FitError):
            return _fit_side(article, options, side, whole, paged, gone)[0]
    return handout


def _fit_side(
    article: Article, options: RenderOptions, side: str, room: int, paged: Paged, gone: Collection[str]
) -> tuple[Handout, float]:
    """The handout without the parts `gone` and those optional parts of `side` that keep it from `room` pages.

    With it, the pages that it fills.

    The more important a part is, the sooner it is printed. It is measured as often as the logarithm of their number.
    """
    measured: dict[frozenset[str], tuple[Handout, float] | None] = {}

    def without(parts: Collection[SheetPart]) -> tuple[Handout, float] | None:
        """The handout without `parts` too, where it fits."""
        key = _ids(parts)
        if key not in measured:
            deadline.check()
            made = build(article, options, left_out={*gone, *key})
            pages = paged.pages(made, room)
            measured[key] = (made, pages) if pages <= room else None
        return measured[key]

    optional = _optional(article, side)
    # Most sheets fit as they are; to lay a very long one out whole would be for nothing.
    if len(optional) <= _FEW and (whole := without(())):
        return whole
    # A part that is empty for this reader has nothing to leave out.
    printed = {section.part for section in build(article, options, left_out=gone).sections}
    # Of two that are as important, the one that comes later in the article is wanted more.
    waiting = [part for part in reversed(optional) if part.id in printed]
    waiting.sort(key=lambda part: part.priority)
    left_out: list[SheetPart] = []
    refused: Counter[str] = Counter()
    while waiting:
        fits = partial(_fits, without, left_out, waiting)
        count = _most(len(waiting), fits, step=_AT_FIRST if not left_out else 1)
        if count == 0 and not left_out and not without(waiting):
            break
        refusing, waiting = waiting[count : count + 1], waiting[count + 1 :]
        left_out += refusing
        # A shorter part, or one that is half as wide, may fit where this one does not.
        for part in refusing:
            refused[part.width] += 1
            if refused[part.width] == _REFUSED:
                left_out += [other for other in waiting if other.width == part.width]
                waiting = [other for other in waiting if other.width != part.width]
    if fitting := without([*left_out, *waiting]):
        return fitting
    _refuse(side, room, options)


def _fits(
    without: Callable[[Collection[SheetPart]], object | None],
    left_out: Sequence[SheetPart],
    waiting: Sequence[SheetPart],
    count: int,
) -> bool:
    """Whether there is room for the first `count` of those that wait."""
    return without([*left_out, *waiting[count:]]) is not None


def _most(limit: int, fits: Callable[[int], bool], *, step: int) -> int:
    """The largest number up to `limit` that fits, where 0 does: doubled from `step` on, then narrowed down."""
    most = 0
    while most < limit and fits(min(most + step, limit)):
        most = min(most + step, limit)
        step *= 2
    return most + bisect_left(range(most + 1, min(most + step, limit)), True, key=lambda count: not fits(count))
