"""Runs as text and inline elements."""

import xml.etree.ElementTree as ET
from collections import deque
from collections.abc import Iterable, Iterator
from typing import Final

from cma_content.handout import anchors, tree
from cma_content.model.inline import Emphasis, Link, Strong
from cma_content.rendering.html.element import Child, element

_SPACES: Final = (" ", "\N{NO-BREAK SPACE}")
_LONGEST: Final = 24
"""The characters of a word that stays on a line with its notes."""
_LONG: Final = 14
"""Those of one that may be wider than a phone in large type."""


def runs_of(runs: tree.Runs) -> Iterator[Child]:
    """Text and elements, in order."""
    waiting = deque(runs)
    while waiting:
        notes: list[tree.Note] = []
        before = waiting.popleft() if not isinstance(waiting[0], tree.Note) else ""
        while waiting and isinstance(note := waiting[0], tree.Note):
            notes.append(note)
            waiting.popleft()
        if isinstance(before, str) and notes:
            # A note's number does not begin a line: it stays with the word before it.
            start = 1 + max(map(before.rfind, _SPACES))
            last = before[start:]
            yield before[:start]
            if len(last) > _LONGEST:
                # It may fill its line, or more.
                yield f"{last} "
                yield notes_of(notes)
            else:
                long = {"data_long": ""} if len(last) > _LONG else {}
                yield element("span", last, notes_of(notes), class_="together", **long)
        else:
            yield run_of(before)
            yield from [notes_of(notes)] if notes else []


def notes_of(notes: Iterable[tree.Note]) -> ET.Element:
    """Notes as small raised numbers; the brackets around each are for readers that do not raise it."""
    inside: list[Child] = []
    for note in notes:
        inside += ["," if inside else "\N{NO-BREAK SPACE}", run_of(note)]
    return element("sup", *inside, class_="notes")


def run_of(run: tree.Run) -> Child:
    """One run by itself."""
    match run:
        case str():
            return run
        case Strong(text):
            return element("strong", text)
        case Emphasis(text):
            return element("em", text)
        case Link(href, text):
            return element("a", text, href=href)
        case tree.CrossReference(anchor, text):
            return element("a", text, href=f"#{anchor}", class_="see")
        case tree.Defined(text, anchor, spelled_out):
            word = element("abbr", text, title=spelled_out) if spelled_out else text
            return element("a", word, href=f"#{anchor}", class_="term") if anchor else word
        case tree.Note(number):
            opened, closed = (element("span", sign, class_="bracket") for sign in "[]")
            target = f"#{anchors.source(number)}"
            return element("a", opened, str(number), closed, href=target, class_="ref", role="doc-noteref")
