"""What a newer wage table changes, in lines for whoever imports it."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

from cma_content.insight.survey_rows import in_words
from cma_content.loading.survey_columns import PAY, Row, code_of

_MOST: Final = 10
"""Of each kind that are named."""
_MEDIAN: Final = "A_MEDIAN"


def lines(old: Sequence[Row], new: Sequence[Row], periods: tuple[str, str]) -> list[str]:
    """The release, the areas that came and went, and the largest changes of the yearly median."""
    before, after = ({code_of(row): row for row in rows} for rows in (old, new))
    return [
        _release(*periods),
        f"Areas: {len(after):,}.",
        *named("Added", [after[code]["AREA_TITLE"] for code in after.keys() - before.keys()]),
        *named("Gone", [before[code]["AREA_TITLE"] for code in before.keys() - after.keys()]),
        *_renamed(before, after),
        *_changes(before, after),
    ]


def _release(old: str, new: str) -> str:
    if old == new:
        return f"The same release: {in_words(new)}."
    return f"New release: {in_words(new)}, after {in_words(old)}."


def _renamed(before: Mapping[str, Row], after: Mapping[str, Row]) -> Iterator[str]:
    names = [(before[code]["AREA_TITLE"], row["AREA_TITLE"]) for code, row in after.items() if code in before]
    yield from named("Renamed", [f"{old} is now {new}" for old, new in names if old != new])


def _changes(before: Mapping[str, Row], after: Mapping[str, Row]) -> Iterator[str]:
    """The areas whose figures differ, and those whose median moved most."""
    both = [(before[code], row) for code, row in after.items() if code in before]
    if not any(old[name] != new[name] for old, new in both for name in PAY.values()):
        yield "No figure of an area that stays has moved."
        return
    moved = [(old, new, _growth(old, new)) for old, new in both]
    moved = sorted((one for one in moved if one[2]), key=lambda one: (-abs(one[2]), one[1]["AREA_TITLE"]))
    differ = sum(any(old[name] != new[name] for name in PAY.values()) for old, new in both)
    yield f"Areas with other figures: {differ:,} of {len(both):,}; with another median: {len(moved):,}."
    nation = [one for one in moved if one[1]["AREA_TYPE"] == "1"]
    for title, some in (("The nation", nation), ("Largest changes of the median a year", moved[:_MOST])):
        if some:
            yield f"{title}:"
        for old, new, growth in some:
            yield f"  {new['AREA_TITLE']}: ${Decimal(old[_MEDIAN]):,f} to ${Decimal(new[_MEDIAN]):,f} ({growth:+.1f}%)"
    yield "The survey is not made to compare releases: call no such change a raise."


def _growth(old: Row, new: Row) -> Decimal:
    """Of the median, in percent; zero where it was nothing."""
    before = Decimal(old[_MEDIAN])
    return (Decimal(new[_MEDIAN]) / before - 1) * 100 if before else before


def named(what: str, names: Sequence[str]) -> Iterator[str]:
    """How many there are, and the first of them."""
    if names:
        yield f"{what}: {len(names):,}."
        yield from (f"  {name}" for name in sorted(names)[:_MOST])
    if len(names) > _MOST:
        yield f"  and {len(names) - _MOST:,} more"
