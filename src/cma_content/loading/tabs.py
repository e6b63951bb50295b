"""Tabs that stand for spaces: one parser takes them in some places, the other in none; an author sees no difference."""

import re
from collections.abc import Iterator
from itertools import chain
from typing import Final

import yaml

from cma_content.diagnostics import rules
from cma_content.loading.document import MAX_PROBLEMS, Document, span

_TAB_OR_COMMENT: Final = re.compile(r"\t|(^|(?<=[ \t]))#")
TAB_HINT: Final = "put two spaces in its place"


def report_tabs(document: Document) -> bool:
    """Reports the first tab of each line that stands neither in quotes, nor in indented text, nor in a comment.

    Returns whether there is one.
    """
    lines = document.text.lines
    if not any("\t" in line for line in lines):
        return False
    before = len(document.problems)
    quoted = _quoted(document)
    for number, line in enumerate(lines):
        for found in _TAB_OR_COMMENT.finditer(line):
            if any(start <= found.start() < end for start, end in quoted.get(number, ())):
                continue
            if found[0] == "\t" and len(document.problems) < MAX_PROBLEMS:
                mark = document.text.mark(number, found.start())
                document.problems.append(mark.problem(rules.TAB, "a tab where YAML wants spaces", hint=TAB_HINT))
            break
    return len(document.problems) > before


def _quoted(document: Document) -> dict[int, list[tuple[int, int]]]:
    """The parts of lines, by their number, that stand in quotes or in indented text."""
    found: dict[int, list[tuple[int, int]]] = {}
    for event in chain(document.values.values(), document.keys.values()):
        if isinstance(event, yaml.ScalarEvent) and event.style:
            for number, start, end in _parts(event):
                found.setdefault(number, []).append((start, end))
    return found


def _parts(event: yaml.ScalarEvent) -> Iterator[tuple[int, int, int]]:
    first, last = span(event)
    for number in range(first.line, last.line + 1):
        start = first.column if number == first.line else 0
        yield number, start, last.column if number == last.line else 10**9
