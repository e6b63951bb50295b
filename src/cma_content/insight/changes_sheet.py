"""What changed, as an article whose fact sheet says so: every format and every program's branding takes it.

It is the new article with another title, message and sheet. A figure on it is a fact, so that its place, its date and
its source are printed as they are anywhere else.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Final

from cma_content.insight.changes import GROUPS, Change, Diff, Group
from cma_content.insight.diff_report import count_said, extremes, grouped, heading, share, summarized
from cma_content.insight.sheet_figures import Figures
from cma_content.insight.wording import cut, is_named
from cma_content.model.article import Article
from cma_content.model.authored import BulletList
from cma_content.model.fact_sheet import Excerpt, SheetPart
from cma_content.model.facts import Fact
from cma_content.model.inline import Run, Strong
from cma_content.model.pay import AreaPay
from cma_content.model.period import Period
from cma_content.model.sections import Section
from cma_content.model.text import Text

ON_A_PAGE: Final = 12
"""Changes that a page is likely to have room for, where nobody measures it."""
MOST: Final = 36
"""Changes that no page has room for."""
_TURN: Final[Mapping[Group, int]] = {"figures": 4, "law": 4, "entries": 2, "prose": 2, "about": 1}
"""How many of each group come by turns, so that many of one leave room for others."""
_FOR_PROGRAMS: Final = frozenset({"renamed", "moved", "reordered"})
"""What no reader has to know."""
_VALUE: Final = 160
_NOTHING: Final = "Nothing changed that a reader has to know."
Runs = tuple[Run, ...]
Item = Callable[[Figures], Runs]
"""What is said of one change, or of many; it takes down the figures that it names."""


def sheet(diff: Diff, most: int = ON_A_PAGE) -> Article:
    """The new article with a fact sheet of its changes: the `most` important ones, and of each group how many more."""
    old, new = diff.old, diff.new
    changes = {group: [one for one in some if one.kind not in _FOR_PROGRAMS] for group, some in grouped(diff).items()}
    items = {group: list(_items(some)) for group, some in changes.items() if some}
    figures = Figures(old, new)
    texts = {GROUPS[group]: list(_texts(items[group], most, figures)) for group, most in _shares(items, most).items()}
    texts = texts or {"Changes": [Text.made_of(_NOTHING)]}
    blocks = [
        BulletList(type="list", id=figures.free(f"changes-{number}"), items=tuple(some))
        for number, some in enumerate(texts.values(), start=1)
    ]
    parts = [
        SheetPart(
            id=f"changes-{number}",
            title=title,
            priority=1,
            blocks=(Excerpt(type="excerpt", block=str(block.id)),),
        )
        for number, (title, block) in enumerate(zip(texts, blocks, strict=True), start=1)
    ]
    section = Section(id=figures.free("changes"), title="What changed", blocks=tuple(blocks))
    return new.replace(
        id=f"{new.id[:60].rstrip('-')}-changes",
        title=cut(f"What changed: {new.title}", 300),
        subtitle=cut(heading(diff), 300),
        main_message=Text.made_of(_message({group: len(some) for group, some in changes.items()})),
        call_to_action=Text.made_of(_action(old, new)),
        sections=(*new.sections, section),
        key_figures=(),
        fact_sheet=tuple(parts),
        facts=(*new.facts, *figures.facts),
        sources=(*new.sources, *figures.sources),
        places=(*new.places, *figures.places),
        retired=(),
    )


def _items(changes: Sequence[Change]) -> Iterator[Item]:
    kept, moves = summarized(changes)
    # Of all figures, the nation's pay is what most readers come for.
    kept = sorted(kept, key=lambda change: not isinstance(change.after, AreaPay))
    if moves:
        yield partial(_said, kept.pop(0))
        yield lambda _: (count_said(moves),)
        for name, change in extremes(moves):
            yield partial(_extreme, name, change)
    for change in kept:
        yield partial(_said, change)


def _shares(items: Mapping[Group, Sequence[Item]], most: int) -> dict[Group, int]:
    """How many of each group are among the `most`, which the groups fill by turns."""
    shares = dict.fromkeys(items, 0)
    while most > 0 and any(shares[group] < len(some) for group, some in items.items()):
        for group, some in items.items():
            turn = min(_TURN[group], len(some) - shares[group], most)
            shares[group] += turn
            most -= turn
    return shares


def _texts(items: Sequence[Item], most: int, figures: Figures) -> Iterator[Text]:
    for item in items[:most]:
        yield Text.made_of(*item(figures))
    if more := len(items) - most:
        yield Text.made_of(f"And {more:,} more." if most else f"{more:,} change{'s' * (more > 1)}.")


def _message(counts: Mapping[Group, int]) -> str:
    named = [f"{GROUPS[group]}: {count:,}" for group, count in counts.items()]
    total = sum(counts.values())
    if not total:
        return _NOTHING
    return f"{total:,} thing{'s' * (total > 1)} changed. {'. '.join(named)}."


def _action(old: Article, new: Article) -> str:
    if old.edition == new.edition or old.id != new.id:
        return "Compare what you have with this list."
    return f"Use edition {new.edition} from now on. Put handouts of edition {old.edition} away."


def _said(change: Change, figures: Figures) -> Runs:
    """A change in a line or two."""
    title = Strong(change.title)
    match change:
        case Change(kind="changed", before=Fact() as before, after=Fact() as after):
            return (title, ": from ", figures.old(before), " to ", figures.new(after))
        # Where the median stays, what moved is said.
        case Change(kind="changed", before=AreaPay() as before, after=AreaPay() as after) if share(change):
            return (title, ": from ", figures.old_pay(before), " to ", figures.new_pay(after))
        case Change(kind="changed"):
            was, became = _quoted(change.before, change.was), _quoted(change.after, change.became)
            return (title, f": from {was} to {became}")
        case Change(kind="added", after=Fact() as after):
            return (title, " is new: ", figures.new(after))
        case Change(kind="added"):
            said = _quoted(change.after, change.became)
            return (title, f" is new: {said}") if is_named(change.after) else ("New in ", title, f": {said}")
    why = f" {change.why}" if change.why else ""
    if change.kind == "replaced" or is_named(change.before):
        return (title, f" is gone.{why}")
    return ("Gone from ", title, f": {_quoted(change.before, change.was)}{why}")


def _extreme(name: str, change: Change, figures: Figures) -> Runs:
    was, became = figures.old_pay(change.before), figures.new_pay(change.after)
    return (f"{name} ({share(change):+.1f}%): from ", was, " to ", became)


def _quoted(value: object, words: str) -> str:
    short = cut(words, _VALUE) or "nothing"
    is_text = isinstance(value, str) and not isinstance(value, Period)
    return f"\N{LEFT DOUBLE QUOTATION MARK}{short}\N{RIGHT DOUBLE QUOTATION MARK}" if is_text else short
