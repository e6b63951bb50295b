"""Runs as text and inline elements."""

from collections import deque
from collections.abc import Iterator
from typing import Final

from cma_content.handout import anchors, tree
from cma_content.model.inline import Emphasis, Link, Strong
from cma_content.rendering.html.element import Child, element

_LONGEST: Final = 24
"""The characters of a word that stays on a line with its notes."""


def runs_of(runs: tree.Runs) -> Iterator[Child]:
    """Text and elements, in order."""
    waiting = deque(runs)
    while waiting:
        run, notes = waiting.popleft(), []
        while waiting and isinstance(waiting[0], tree.Note):
            notes.append(run_of(waiting.popleft()))
        if isinstance(run, str) and notes:
            # A note's number does not begin a line: it stays with the word before it.
            words, space, last = run.rpartition(" ")
            yield words + space
            if len(last) > _LONGEST:
                # It may fill its line, or more.
                yield f"{last} "
                yield from notes
            else:
                yield element("span", last, *notes, class_="together")
        else:
            yield run_of(run)
            yield from notes


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
            return element("a", f"[{number}]", href=f"#{anchors.source(number)}", class_="ref", role="doc-noteref")
