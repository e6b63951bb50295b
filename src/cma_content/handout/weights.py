"""What the parts of an article print, in numbers: each is read once, however often it is printed.

Where a choice of the reader decides what is printed, what prints more is counted.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from functools import partial
from itertools import accumulate
from typing import Any, Final, TypeVar

from pydantic import BaseModel

from cma_content.handout import authored_weights, figure_weights, pay_weights, picture_weights
from cma_content.handout.careers import columns_of
from cma_content.handout.law_weights import Counts, LawWeights
from cma_content.model.article import Article
from cma_content.model.blocks import LocalPay, LocalRules, PayTable, View
from cma_content.model.drawn import PayChart, PayMap
from cma_content.model.fact_sheet import Excerpt, Pick
from cma_content.model.inline import Reference, Run
from cma_content.model.text import Text

T = TypeVar("T")
_LISTS: Final = {
    "answer": "blocks",
    "ask": "items",
    "cells": "cells",
    "columns": "cells",
    "credentials": "items",
    "involves": "items",
    "items": "items",
    "limits": "duty_limits",
    "moments": "items",
    "other": "items",
    "routes": "items",
    "sources": "notes",
    "text": "blocks",
}
"""What the items of a list are, by the field that holds it."""
_GROUPED_BY: Final = {"career-steps": "kind", "credentials": "side", "duties": "side", "skills": "kind"}
_LINES: Final = frozenset(
    {"acknowledged", "glossary", "good-parts", "hard-parts", "hours", "next-steps", "tools", "unknowns"}
)
"""Collections whose entries take a line, not a heading."""
_FIGURES: Final = frozenset(
    {"amount", "attempts", "growth", "minutes", "pass_rate", "pay", "questions", "share", "time", "validity", "window"}
)
"""Fields that hold the id of a fact, whose figure is printed."""
_UNPRINTED: Final = frozenset(
    {
        *("about", "address", "audience", "codes", "duties", "form", "id", "kind", "only", "place", "rule", "side"),
        *("icon", "slot", "topics", "type", "width"),
    }
)
_LABEL: Final = 300
"""The characters of a sentence about limits or law, or fewer."""


class Weights:
    """What the parts of one article print, in its guide or on its fact sheet; `local`, for a region."""

    def __init__(self, article: Article, *, sheet: bool, local: bool) -> None:
        self._article, self._sheet, self._local = article, sheet, local
        self.law = LawWeights(article, self._of_law)
        self._facts = {fact.id for fact in article.facts}
        self._known: dict[Hashable, Any] = {}
        self._blocks = {block.id: block for section in article.sections for block in section.blocks if block.id}
        self.used: list[str] = []
        """The ids of the glossary words among what was weighed."""
        self.cited: set[str] = set()
        """The ids of the sources among it, but for those of the law of states."""

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

    def _of_law(self, value: object) -> tuple[Counts, set[str]]:
        """What a part of a state's law prints, and the sources that it alone need cite."""
        cited, self.cited = self.cited, set()
        counts = self.of(value)
        cited, self.cited = self.cited, cited
        return counts, cited

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
            case str() if field in _FIGURES and value in self._facts:
                counts.update(self._cite(value))
            case str():
                counts["characters"] += len(value)
            case BaseModel():
                for name, held in value.__dict__.items():
                    if held and name not in _UNPRINTED:
                        self._add(counts, held, name)
            case tuple() if field == "opens":
                opened = map(self._article.credential, value)
                counts["characters"] += sum(len(one.mark) + len(one.issuer) + 2 for one in opened)
            case tuple() if field in ("limits", "sources"):
                counts[_LISTS[field]] += len(value)
                if field == "sources":
                    self.cited.update(value)
                else:
                    counts["characters"] += sum(len(str(self._article.limit(id_).name)) for id_ in value)
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
                counts.update(self._cite(id_))
            case Reference("source", id_, _):
                counts["notes"] += 1
                self.cited.add(id_)
            case Reference(_, id_, words):
                self.used.append(id_)
                counts["marks"] += 1
                counts["characters"] += len(words or self._article.term(id_).term)
            case _:
                counts["marks"] += 1
                counts["characters"] += len(run.text)

    def _cite(self, id_: str) -> Counts:
        """A figure in running text, which cites its source wherever it stands."""
        self.cited.add(self._article.fact(id_).source)
        return self._once(("figure", id_), partial(figure_weights.figure, self._article, id_))

    def _drawn(self, block: Any) -> Counts:
        """A picture or key figures, each fact as a bar or a figure."""
        weighed = picture_weights.WEIGHED[type(block)](self._article, block)
        return weighed.counts + self.of(weighed.texts) + self._set_out(weighed.facts)

    def headline(self) -> Counts:
        """The figures that a first page prints large: each with what it is compared with, and the nation's."""
        figures = self._article.key_figures
        named = [id_ for one in figures for id_ in (one.fact, one.to, *one.compared) if id_]
        local = _LABEL * self._local * len(figures)
        counts = self.of(tuple(one.label or "" for one in figures)) + self._set_out(named)
        return counts + Counter(figures=len(figures), characters=local)

    def _set_out(self, ids: Iterable[str]) -> Counts:
        counts: Counts = Counter()
        for id_ in ids:
            self.cited.add(self._article.fact(id_).source)
            counts.update(self._once(("bar", id_), partial(figure_weights.bar, self._article, id_)))
        return counts

    def _pay(self, block: PayTable | PayMap | PayChart) -> Counts:
        return self.of(block) + self._once(
            type(block), lambda: pay_weights.national(self._article, type(block), local=self._local)
        )

    def _local_pay(self, block: LocalPay) -> Counts:
        return self.of(block) + pay_weights.local(self._article, sheet=self._sheet) if self._local else Counter()

    def _local_rules(self, block: LocalRules) -> Counts:
        """A box for each state of the region that lies in most of them; in a guide an entry."""
        if not self._local:
            return Counter()
        asked = self.of(block)
        return self.law.boxes(asked) if self._sheet else self.law.local(asked)

    def _entries(self, of: str) -> Sequence[Counts]:
        """What each entry of a collection prints where it is shown in full."""
        return self._once(of, lambda: [self._entry(of, entry) for entry in self._held(of)])

    def _held(self, of: str) -> Sequence[Any]:
        held = getattr(self._article, of.replace("-", "_"))
        return held if isinstance(held, tuple) else (held,) * bool(held)

    def _entry(self, of: str, entry: Any) -> Counts:
        counts = self.of(entry) + Counter({"items" if of in _LINES else "entries": 1})
        if not self._sheet and of not in _LINES:
            # Each is printed as a line with a label; a credential has its name and its issuer besides.
            held = entry.__dict__.values() if isinstance(entry, BaseModel) else (entry,)
            counts["lines"] += sum(isinstance(one, Text) for one in held) + 2 * (of == "credentials")
        # On a sheet, an entry is an item whose name is stressed; a credential has a link to its issuer.
        counts["items"] += self._sheet
        counts["marks"] += self._sheet + (of in ("credentials", "similar-jobs", "work-settings"))
        if topics := getattr(entry, "topics", ()):
            counts += self.law.said_of(topics) if self._local else Counter(characters=_LABEL)
        return counts

    def _view(self, block: View) -> Counts:
        if block.of == "state-rules":
            is_entry = self._local and block.form == "entries"
            return self.law.local(Counter()) if is_entry else self.law.tables(local=self._local)
        key = (block.of, block.only, block.form)
        return self._once(key, lambda: self._shown(*key))

    def _shown(self, of: str, only: str | None, form: str) -> Counts:
        group, counts = _GROUPED_BY.get(of, ""), Counter[str]()
        for entry, weight in zip(self._held(of), self._entries(of), strict=True):
            if (only is None or getattr(entry, group, only) == only) and not getattr(entry, "on_sheets_only", False):
                counts.update(weight)
        columns = columns_of(self._article, of, form)
        if columns == 1 and of == "work-settings":
            counts["items"] += counts.pop("entries", 0)
        elif columns:
            counts["cells"] += columns * (1 + counts.pop("entries", 0))
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
    **authored_weights.SPECIAL,
    Excerpt: Weights._excerpt,
    LocalPay: Weights._local_pay,
    LocalRules: Weights._local_rules,
    PayChart: Weights._pay,
    PayMap: Weights._pay,
    PayTable: Weights._pay,
    Pick: Weights._pick,
    View: Weights._view,
    **dict.fromkeys(picture_weights.WEIGHED, Weights._drawn),
}
"""The blocks that print more than what they hold."""
