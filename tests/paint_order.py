"""Whether a PDF paints its tagged content in the order of its structure tree, for readers that follow the page."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pikepdf


class Painted(NamedTuple):
    """What a page paints against the tree's order."""

    page: int
    share: float
    """Of its marks, those that are in order."""
    astray: list[str]
    """The roles of the elements whose marks are not, the outermost first."""


def painted(path: Path) -> Iterator[Painted]:
    """Each page."""
    with pikepdf.open(path) as pdf:
        tagged: dict[Any, dict[int, tuple[int, str]]] = defaultdict(dict)
        for page, mark, role in _marks(pdf.Root.StructTreeRoot, (), None):
            tagged[page][mark] = (len(tagged[page]), role)
        for number, sheet in enumerate(pdf.pages, start=1):
            here = tagged[sheet.obj.objgen]
            order = [here[mark] for mark in _drawn(sheet) if mark in here]
            kept = _longest_rising([place for place, _ in order])
            astray = [role for place, role in order if place not in kept]
            yield Painted(number, len(kept) / len(order) if order else 1, list(dict.fromkeys(astray)))


def _marks(node: Any, around: tuple[str, ...], page: Any) -> Iterator[tuple[Any, int, str]]:
    page = node["/Pg"].objgen if "/Pg" in node else page
    roles = (*around, str(node["/S"])[1:]) if "/S" in node else around
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if not isinstance(kid, pikepdf.Dictionary):
            yield page, int(kid), " ".join(roles)
        elif "/MCID" in kid:
            yield kid["/Pg"].objgen if "/Pg" in kid else page, int(kid["/MCID"]), " ".join(roles)
        elif "/S" in kid:
            yield from _marks(kid, roles, page)


def _drawn(sheet: pikepdf.Page) -> Iterator[int]:
    for instruction in pikepdf.parse_content_stream(sheet, "BDC"):
        operands: Any = instruction.operands
        if (
            str(instruction.operator) == "BDC"
            and isinstance(operands[1], pikepdf.Dictionary)
            and "/MCID" in operands[1]
        ):
            yield int(operands[1]["/MCID"])


def _longest_rising(places: Sequence[int]) -> set[int]:
    """The most of the places that rise one after the other."""
    ends, at, before = list[int](), list[int](), dict[int, int | None]()
    for place in places:
        index = bisect_left(ends, place)
        ends[index : index + 1], at[index : index + 1] = [place], [place]
        before[place] = at[index - 1] if index else None
    kept, last = set[int](), at[-1] if at else None
    while last is not None:
        kept.add(last)
        last = before[last]
    return kept
