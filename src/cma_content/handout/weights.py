"""What the parts of an article print, in numbers: each is read once, however often it is printed.

Where a choice of the reader decides what is printed, what prints more is counted.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import partial
from itertools import accumulate
from typing import Any, Final, TypeVar

from pydantic import BaseModel

from cma_content.handout import locale, regions
from cma_content.handout.figures import ON_MAP
from cma_content.handout.text import LEVELS, PAY_UNITS
from cma_content.model import amounts
from cma_content.model.article import Article
from cma_content.model.blocks import BarChart, KeyFigures, LocalPay, LocalRules, PayChart, PayMap, PayTable, View
from cma_content.model.fact_sheet import Excerpt, Pick
from cma_content.model.inline import Reference, Run
from cma_content.model.places import Place
from cma_content.model.text import Text

T = TypeVar("T")
Counts = Counter[str]
"""Numbers by the names of `Limits`; and `pay`, where figures of pay are printed."""
_LISTS: Final = {
    "answer": "blocks",
    "cells": "cells",
    "columns": "cells",
    "involves": "items",
    "items": "items",
    "limits": "duty_limits",
    "moments": "items",
    "sources": "notes",
    "text": "blocks",
}
"""What the items of a list are, by the field that holds it."""
_GROUPED_BY: Final = {"career-steps": "kind", "credentials": "side", "duties": "side", "skills": "kind"}
_LINES: Final = frozenset({"acknowledged", "glossary", "good-parts", "hard-parts", "next-steps", "tools", "unknowns"})
"""Collections whose entries take a line, not a heading."""
_UNPRINTED: Final = frozenset(
    {
        "about",
        "address",
        "audience",
        "codes",
        "duties",
        "form",
        "id",
        "kind",
        "only",
        "place",
        "rule",
        "side",
        "slot",
        "topics",
        "type",
    }
)
_AMOUNT: Final = 15
"""The characters of an amount of pay, more or less; and of a sentence about pay in a place."""
_LABEL: Final = 300


class Weights:
    """What the parts of one article print, in its guide or on its fact sheet."""

    def __init__(self, article: Article, *, sheet: bool) -> None:
        self._article, self._sheet = article, sheet
        self._known: dict[Hashable, Any] = {}
        self._blocks = {block.id: block for section in article.sections for block in section.blocks if block.id}
        self.used: list[str] = []
        """The ids of the glossary words among what was weighed."""

    def block(self, block: Any) -> Counts:
        """What a block of a section or of a fact sheet prints."""
        counts = Counter(_SPECIAL[type(block)](self, block) if type(block) in _SPECIAL else self.of(block))
        counts["blocks"] += 1
        return counts

    def of(self, value: object, field: str = "") -> Counts:
        """What any other part prints: a record, a text, a list of them."""
        counts: Counts = Counter()
        self._add(counts, value, field)
        return counts

    def _once(self, key: Hashable, weigh: Callable[[], T]) -> T:
        """What `weigh` returns, which it is asked for once."""
        if key not in self._known:
            self._known[key] = weigh()
        known: T = self._known[key]
        return known

    def _add(self, counts: Counts, value: object, field: str) -> None:
        match value:
            case Text():
                for run in value.runs:
                    self._add_run(counts, run)
            case str():
                counts["characters"] += len(value)
            case BaseModel():
                for name, held in value.__dict__.items():
                    if held and name not in _UNPRINTED:
                        self._add(counts, held, name)
            case tuple() if field == "opens":
                # Each with its issuer, as where it is printed first.
                credentials = map(self._article.credential, value)
                counts["characters"] += sum(len(one.mark) + len(one.issuer) + 2 for one in credentials)
            case tuple() if field in ("limits", "sources"):
                counts[_LISTS[field]] += len(value)
                counts["characters"] += sum(len(locale.limit_name(name)) for name in value if field == "limits")
            case tuple():
                if field in _LISTS:
                    counts[_LISTS[field]] += len(value)
                for item in value:
                    self._add(counts, item, "cells" if field == "rows" else "")

    def _add_run(self, counts: Counts, run: Run) -> None:
        match run:
            case str():
                counts["characters"] += len(run)
            case Reference("fact", id_, _):
                counts.update(self._once(("figure", id_), partial(self._figure, id_)))
            case Reference("source", _, _):
                counts["notes"] += 1
            case Reference(_, id_, words):
                self.used.append(id_)
                counts["marks"] += 1
                counts["characters"] += len(words or self._article.term(id_).term)
            case _:
                counts["marks"] += 1
                counts["characters"] += len(run.text)

    def _figure(self, id_: str) -> Counts:
        """A figure in running text, with its place, its period and its source."""
        fact = self._article.fact(id_)
        printed = (amounts.amount(fact), self._vintage(id_), " ()")
        return Counter(characters=sum(map(len, printed)), notes=1, pay=int(fact.unit in PAY_UNITS))

    def _vintage(self, id_: str) -> str:
        fact = self._article.fact(id_)
        return locale.vintage(fact, self._article.place(fact.place), self._article.source(fact.source).retrieved)

    def _bar(self, id_: str) -> Counts:
        """A fact as a key figure or a bar: its label, once more for those who do not see the chart."""
        fact = self._article.fact(id_)
        words = 2 * len(fact.brief or fact.label) + len(fact.label) + 2 * len(amounts.amount(fact))
        return Counter(characters=words + len(self._vintage(id_)), notes=1, pay=int(fact.unit in PAY_UNITS))

    def _charted(self, block: KeyFigures | BarChart) -> Counts:
        is_chart = isinstance(block, BarChart)
        counts = Counter({"charts": int(is_chart), "bars" if is_chart else "figures": len(block.facts)})
        for id_ in block.facts:
            counts.update(self._once(("bar", id_), partial(self._bar, id_)))
        if isinstance(block, BarChart):
            counts.update(self.of((block.caption, block.caption, block.summary)))
        return counts

    def _pay(self, block: PayTable | PayMap | PayChart) -> Counts:
        """Pay of every area, as a table or on a map; of the nation, as a chart."""
        places = self._once("areas", self._places)
        counts = self.of(block) + Counter(notes=1, pay=1)
        if isinstance(block, PayTable):
            names = sum(len(place.name) for place in places)
            universe = len(self._article.pay.universe) if self._article.pay else 0
            counts.update(cells=6 * (len(places) + 1), characters=names + 5 * _AMOUNT * len(places) + universe)
        elif isinstance(block, PayMap):
            tiles = [place for place in places if place.kind in ON_MAP]
            counts.update(charts=1, bars=len(tiles), characters=2 * _AMOUNT * len(tiles))
        else:
            counts.update(charts=1, bars=len(LEVELS), characters=2 * 2 * _AMOUNT * len(LEVELS))
        return counts

    def _places(self) -> Sequence[Place]:
        return [self._article.place(area.place) for area in self._article.pay.areas] if self._article.pay else []

    def _local_pay(self, block: LocalPay) -> Counts:
        universe = len(self._article.pay.universe) if self._article.pay else 0
        if self._sheet:
            return self.of(block) + Counter(figures=1, blocks=1, characters=_LABEL, notes=1, pay=1)
        rows = len(LEVELS) + 1
        return self.of(block) + Counter(cells=3 * rows, characters=3 * rows * _AMOUNT + universe, notes=1, pay=1)

    def _local_rules(self, block: LocalRules) -> Counts:
        """A box for each state of the region that lies in most of them."""
        rules, states = self._once("rules", self._rules)
        each = self.of(block) | rules
        return Counter({name: states * number for name, number in each.items()}) + Counter(blocks=states)

    def _rules(self) -> tuple[Counts, int]:
        """The most that a state's rule prints, in each way, and how many states a region may lie in."""
        most: Counts = Counter()
        for index in range(len(self._article.state_rules)):
            most |= self._entries("state-rules")[index]
        # They stand in boxes, which are blocks.
        del most["entries"]
        return most, max((len(regions.states_of(place)) for place in regions.regions(self._article)), default=0)

    def _entries(self, of: str) -> Sequence[Counts]:
        """What each entry of a collection prints where it is shown in full."""
        return self._once(of, lambda: [self._entry(of, entry) for entry in self._held(of)])

    def _held(self, of: str) -> Sequence[Any]:
        held = getattr(self._article, of.replace("-", "_"))
        return tuple(held.values()) if isinstance(held, Mapping) else held

    def _entry(self, of: str, entry: Any) -> Counts:
        counts = self.of(entry) + Counter({"items" if of in _LINES else "entries": 1})
        if of == "state-rules":
            counts["characters"] += len(self._article.place(entry.place).name)
        if not self._sheet and of not in _LINES:
            # Each is printed as a line with a label; a credential has its name and its issuer besides.
            lines = (
                sum(isinstance(held, Text) for held in entry.__dict__.values()) if isinstance(entry, BaseModel) else 1
            )
            counts["lines"] += lines + 2 * (of == "credentials")
        # On a sheet, an entry is an item whose name is stressed; a credential has a link to its issuer.
        counts["items"] += self._sheet
        counts["marks"] += self._sheet + (of == "credentials")
        return counts

    def _view(self, block: View) -> Counts:
        return self._once((block.of, block.only), lambda: self._shown(block.of, block.only))

    def _shown(self, of: str, only: str | None) -> Counts:
        group = _GROUPED_BY.get(of, "")
        counts: Counts = Counter()
        for entry, weight in zip(self._held(of), self._entries(of), strict=True):
            if only is None or getattr(entry, group, only) == only:
                counts.update(weight)
        return counts

    def _excerpt(self, block: Excerpt) -> Counts:
        return self._once(("block", block.block), lambda: self.block(self._blocks[block.block]))

    def _pick(self, block: Pick) -> Counts:
        if block.first:
            # Sums of the first few, so that many picks of many entries stay in proportion.
            sums = self._once(("first", block.of), lambda: list(accumulate(self._entries(block.of))))
            return sums[min(block.first, len(sums)) - 1] if sums else Counter()
        indexes = self._once(("index", block.of), lambda: {one.id: n for n, one in enumerate(self._held(block.of))})
        counts: Counts = Counter()
        for id_ in block.ids:
            counts.update(self._entries(block.of)[indexes[id_]])
        return counts


_SPECIAL: Final[Mapping[type, Callable[[Weights, Any], Counts]]] = {
    BarChart: Weights._charted,
    Excerpt: Weights._excerpt,
    KeyFigures: Weights._charted,
    LocalPay: Weights._local_pay,
    LocalRules: Weights._local_rules,
    PayChart: Weights._pay,
    PayMap: Weights._pay,
    PayTable: Weights._pay,
    Pick: Weights._pick,
    View: Weights._view,
}
"""The blocks that print more than what they hold."""
