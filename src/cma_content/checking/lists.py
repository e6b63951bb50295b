"""Lists that are longer than a reader keeps in mind."""

from collections.abc import Iterator
from typing import Final

from cma_content.checking.finding import Finding, parts, warning
from cma_content.checking.inspected import Inspected
from cma_content.diagnostics import rules
from cma_content.loading.document import Location
from cma_content.model.authored import Point
from cma_content.model.fact_sheet import Pick
from cma_content.model.text import Text

MOST: Final = 7
_PARAGRAPHS: Final = frozenset({"answer", "rows", "text"})
"""Texts that stand one below the other, and not as a list."""
_RECORDS: Final = frozenset({"next_steps", "routes", "tools"})
"""Entries that are printed as the items of a list."""
_AS_LISTS: Final = frozenset({"faqs"})
"""What a sheet picks from and prints as titled entries."""


def long_lists(seen: Inspected) -> Iterator[Finding]:
    """Each list of more than seven: of a section, of an entry, of a part of a fact sheet."""
    yield from _in(seen.article, ())
    for index, part in enumerate(seen.article.fact_sheet):
        for number, block in enumerate(part.blocks):
            if isinstance(block, Pick) and block.of not in _AS_LISTS and max(len(block.ids), block.first or 0) > MOST:
                picked = block.ids or getattr(seen.article, block.of.replace("-", "_"))[: block.first]
                if len(picked) > MOST:
                    at = "ids" if block.ids else "first"
                    yield _long(("fact_sheet", index, "blocks", number, at), len(picked))


def _in(value: object, location: Location) -> Iterator[Finding]:
    for step, held in parts(value):
        if isinstance(held, str) or step == "pay":
            continue
        is_list = isinstance(held, tuple) and len(held) > MOST
        if is_list and (step in _RECORDS or (isinstance(held[0], Text | Point) and step not in _PARAGRAPHS)):  # type: ignore[index]
            yield _long((*location, step), len(held))  # type: ignore[arg-type]
        yield from _in(held, (*location, step))


def _long(location: Location, length: int) -> Finding:
    hint = "divide it, or leave out what matters least"
    return warning(location, rules.LONG_LIST, f"the list has {length} points; {MOST} are the most", hint)
