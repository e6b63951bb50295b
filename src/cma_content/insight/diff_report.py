"""What changed, for people and for programs.

The JSON form, which stays as it is while `diff` in it is 1:

    diff      the number of this form
    old, new  what was compared: article (its id), edition, title
    changes   a list, in the order of the report; each has
      group     figures, law, entries, prose or about
      kind      added, removed, changed, renamed, replaced, moved or reordered
      path      where, by id, in the new article, or of what is gone in the old one
      title     the same in words
      from, to  the values as the JSON of the articles has them; null for what was not there; of what was renamed or
                replaced the ids, of what was moved the paths
      said      from and to in words, with units, places and periods
      why       of what was retired
    warnings  a list of texts: ids that are gone without being retired
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from decimal import Decimal
from typing import Any, Final

from pydantic import BaseModel
from pydantic_core import to_jsonable_python

from cma_content.insight.changes import GROUPS, Change, Diff, Group
from cma_content.model import amounts, time_of_day
from cma_content.model.article import Article
from cma_content.model.pay import AreaPay

FORM: Final = 1
MANY: Final = 10
"""Areas whose pay changed; of more, only what moved most is said."""
_BEFORE: Final = " " * 13


def as_json(diff: Diff) -> str:
    """The JSON form."""
    data = {
        "diff": FORM,
        "old": _named(diff.old),
        "new": _named(diff.new),
        "changes": [_change(change) for change in diff.changes],
        "warnings": list(diff.warnings),
    }
    return json.dumps(data, indent=2, ensure_ascii=False, default=_plain)


def _named(article: Article) -> dict[str, str]:
    return {"article": article.id, "edition": article.edition, "title": article.title}


def _change(change: Change) -> dict[str, Any]:
    return {
        "group": change.group,
        "kind": change.kind,
        "path": change.path,
        "title": change.title,
        "from": change.before,
        "to": change.after,
        "said": {"from": change.was, "to": change.became},
        "why": change.why,
    }


def _plain(value: Any) -> Any:
    """What JSON has no form for, as the JSON of the articles has it."""
    match value:
        case BaseModel():
            return value.model_dump(mode="json", exclude_defaults=True)
        case time():
            return time_of_day.as_json(value)
    return to_jsonable_python(value)


def lines(diff: Diff) -> Iterator[str]:
    """The report for people: each group under its heading."""
    yield f"What changed: {diff.new.title} ({diff.new.id})"
    yield heading(diff)
    groups = grouped(diff)
    if not groups:
        yield "Nothing."
    for group, changes in groups.items():
        yield ""
        yield f"{GROUPS[group]}: {len(changes):,}"
        kept, moves = summarized(changes)
        for change in kept:
            yield from _said(change)
        if moves:
            yield from _moved(moves, diff)


def heading(diff: Diff) -> str:
    """What was compared, without the title of the new article."""
    old, new = diff.old, diff.new
    if old.id == new.id:
        return f"From edition {old.edition} to edition {new.edition}"
    return f"From {old.title}, edition {old.edition}, to edition {new.edition} of this one"


def grouped(diff: Diff) -> Mapping[Group, Sequence[Change]]:
    """The changes of each group that has some."""
    found: dict[Group, list[Change]] = {}
    for change in diff.changes:
        found.setdefault(change.group, []).append(change)
    return found


def _said(change: Change) -> Iterator[str]:
    yield f"  {change.kind:<10} {change.title}  {change.path}"
    match change.kind:
        case "changed" | "moved":
            yield f"{_BEFORE}from {change.was or 'nothing'}"
            yield f"{_BEFORE}to   {change.became or 'nothing'}"
        case "renamed" | "replaced":
            how = "renamed to" if change.kind == "renamed" else "replaced by"
            yield f"{_BEFORE}{change.was} was {how} {change.became}"
        case "added" | "removed":
            yield f"{_BEFORE}{change.became or change.was}"
    if change.why:
        yield f"{_BEFORE}because: {change.why}"


@dataclass(frozen=True, slots=True)
class Moves:
    """How the yearly median of many areas moved."""

    up: int
    down: int
    same: int
    """Their other figures changed."""
    most: Change
    """The area with the highest rise, by its share."""
    least: Change
    """The area with the lowest rise, or the deepest fall."""


def summarized(changes: Sequence[Change]) -> tuple[Sequence[Change], Moves | None]:
    """The changes without those of the pay of single areas where there are many, and how these moved.

    The first area, which is the nation where the article has one, is kept.
    """
    areas = [change for change in changes if isinstance(change.before, AreaPay) and isinstance(change.after, AreaPay)]
    if len(areas) <= MANY:
        return changes, None
    ranked = sorted(areas, key=share)
    rises = [change.after.yearly.median - change.before.yearly.median for change in areas]
    up, down = sum(rise > 0 for rise in rises), sum(rise < 0 for rise in rises)
    gone = set(map(id, areas[1:]))
    kept = [change for change in changes if id(change) not in gone]
    return kept, Moves(up, down, len(areas) - up - down, ranked[-1], ranked[0])


def share(change: Change) -> Decimal:
    """By how many percent the yearly median of an area rose."""
    before, after = change.before.yearly.median, change.after.yearly.median
    return (after - before) / before * 100 if before else Decimal(0)


def count_said(moves: Moves) -> str:
    """How many moved which way, in a sentence."""
    same = f", the same in {moves.same:,}" if moves.same else ""
    return f"Median yearly pay by area: higher in {moves.up:,}, lower in {moves.down:,}{same}."


def extremes(moves: Moves) -> Iterator[tuple[str, Change]]:
    """The areas that moved most and least, and what that was: the highest rise."""
    yield "The highest rise" if share(moves.most) >= 0 else "The smallest fall", moves.most
    yield "The smallest rise" if share(moves.least) >= 0 else "The deepest fall", moves.least


def _moved(moves: Moves, diff: Diff) -> Iterator[str]:
    yield f"  {count_said(moves)}"
    currencies = [pay.currency for pay in (diff.old.pay, diff.new.pay) if pay]
    for name, change in extremes(moves):
        before, after = (
            amounts.money(area.yearly.median, currency)
            for area, currency in zip((change.before, change.after), currencies, strict=True)
        )
        place = change.title.rpartition(": ")[2]
        yield f"  {name}: {place}, from {before} to {after} a year ({share(change):+.1f}%)."
