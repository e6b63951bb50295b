"""What was measured of one sheet, for others of the same article and choices that only another program hands out.

Fitting lays a sheet out with one set of parts after the other. Two programs' sheets that have the same words in all
parts, and what is the program's own as high on the page, are as high whatever is left out: its own part is always
printed, across the page. So the search of one holds for the other, and the result is what its own search would give.
"""

import weakref
from collections import OrderedDict
from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from threading import Lock
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from cma_content.exporting.abilities import Shaped
from cma_content.handout import Handout, RenderOptions, build
from cma_content.handout.settled import settled
from cma_content.model.article import Article

if TYPE_CHECKING:
    from cma_content.model.program import Program

_MOST: Final = 256
"""Choices of which something is remembered, and shapes of each."""

_Left: TypeAlias = tuple[str, ...]


@dataclass(slots=True)
class _Measured:
    """What is known of the sheets of some choices whose parts have the same words."""

    shapes: dict[tuple[_Left, bytes], None] = field(default_factory=dict)
    """What searches have left out, each with the shape of the sheet that came of it."""
    likely: dict[tuple[int, ...], _Left] = field(default_factory=dict)
    """The last that was left out with programs of that size; a wrong one costs time alone."""


class _Memory:
    """Of one article at a time; whoever draws another begins anew."""

    def __init__(self) -> None:
        self._article: Callable[[], Article | None] = lambda: None
        self._measured: OrderedDict[Any, _Measured] = OrderedDict()
        self._lock = Lock()

    def of(self, article: Article, key: Any) -> _Measured:
        """What is known; what is written there is known from then on."""
        with self._lock:
            if self._article() is not article:
                self._article = weakref.ref(article)
                self._measured = OrderedDict()
            made = self._measured.setdefault(key, _Measured())
            self._measured.move_to_end(key)
            if len(self._measured) > _MOST:
                self._measured.popitem(last=False)
            return made


_memory: Final = _Memory()


def remembered(
    article: Article, options: RenderOptions, exporter: Shaped, room: int, search: Callable[[], Handout]
) -> Handout:
    """What `search` returns, the handout as it fits `room` pages of `exporter`: found by one look if it can be.

    Raises what `search` raises.
    """
    chosen = settled(article, options)
    program = chosen.program
    if program is None:
        return search()
    whole = build(article, options)
    parts = hash(whole.sections)
    measured = _memory.of(article, (type(exporter), replace(chosen, program=None), parts))
    size = _size(program)
    left_out = measured.likely.get(size)
    if left_out is not None:
        made = _without(article, options, left_out, whole)
        if exporter.pages(made, room) <= room and (left_out, exporter.shape(made)) in measured.shapes:
            return made
    made = search()
    left_out = tuple(part.id for part in made.left_out)
    if len(measured.shapes) < _MOST:
        measured.shapes[left_out, exporter.shape(made)] = None
        measured.likely[size] = left_out
    return made


def _without(article: Article, options: RenderOptions, left_out: Collection[str], whole: Handout) -> Handout:
    return build(article, options, left_out=left_out) if left_out else whole


def _size(program: "Program") -> tuple[int, ...]:
    """What tells how much of a sheet a program takes, roughly."""
    contact = program.contact
    said = (len(statement.text) // 40 for statement in program.statements if statement.on_sheet)
    ways = len(contact.lines) + bool(contact.phone or contact.email) if contact else 0
    return (len(program.name) // 20, bool(program.logo), bool(program.scan), ways, len(program.facts), *said)
