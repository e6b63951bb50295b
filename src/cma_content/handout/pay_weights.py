"""What pay prints, in numbers: of every area and of the nation, or of a region."""

from collections import Counter
from typing import Final

from cma_content.handout.law_weights import Counts
from cma_content.handout.text import LEVELS
from cma_content.model import regions
from cma_content.model.article import Article
from cma_content.model.blocks import PayTable
from cma_content.model.drawn import PayChart, PayMap

_AMOUNT: Final = 15
"""The characters of an amount of pay, more or less; and of a sentence about pay in a place."""
_LABEL: Final = 300


def national(article: Article, kind: type[PayTable | PayMap | PayChart], *, local: bool) -> Counts:
    """Pay of every area, as a table or on a map; of the nation, as a chart; a table for a region holds fewer areas."""
    pay = article.pay
    places = [article.place(area.place) for area in pay.areas] if pay else []
    if kind is PayTable and local and pay:
        known = {area.place for area in pay.regions}
        rows = (pay.nation is not None) + max(len(known & regions.around(place)) for place in regions.regions(article))
        longest = max(len(article.place(id_).name) for id_ in known)
        counts = Counter(cells=6 * (rows + 1), characters=(longest + 5 * _AMOUNT) * rows + len(pay.universe))
    elif kind is PayTable:
        names = sum(len(place.name) for place in places)
        universe = len(pay.universe) if pay else 0
        counts = Counter(cells=6 * (len(places) + 1), characters=names + 5 * _AMOUNT * len(places) + universe)
    elif kind is PayMap:
        parts = [place for place in places if place.level == "part"]
        if not parts:
            return Counter()
        names = sum(len(place.name) + 2 for place in parts)
        counts = Counter(charts=1, bars=len(parts), characters=names + 2 * _AMOUNT * len(parts) + _LABEL)
    else:
        counts = Counter(charts=1, bars=len(LEVELS), characters=4 * 2 * _AMOUNT * len(LEVELS))
    return counts + Counter(notes=1, pay=1)


def local(article: Article, *, sheet: bool) -> Counts:
    """Pay of a region beside the nation's; on a sheet its median."""
    if sheet:
        return Counter(figures=1, blocks=1, characters=_LABEL, notes=1, pay=1)
    rows, universe = len(LEVELS) + 1, len(article.pay.universe) if article.pay else 0
    return Counter(cells=3 * rows, characters=3 * rows * _AMOUNT + universe, notes=1, pay=1)
