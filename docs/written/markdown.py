"""Markdown that says what was meant."""

import re
from collections.abc import Iterable, Iterator, Sequence

_CODE = re.compile(r"(`[^`]+`)")


def plain(words: str) -> str:
    """A docstring or another text of ours in one line: what stands in marks of code is code, the rest no markup."""
    parts = _CODE.split(" ".join(words.split()))
    return "".join(part if part.startswith("`") else re.sub(r"([\\<>\[\]*_{}])", r"\\\1", part) for part in parts)


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """A table of plain texts."""
    return marked(heads, ([plain(cell) for cell in row] for row in rows))


def marked(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """A table of cells that are Markdown."""
    yield f"| {' | '.join(heads)} |"
    yield "|" + "---|" * len(heads)
    for row in rows:
        cells = (cell.replace("|", r"\|") for cell in row)
        yield f"| {' | '.join(cells)} |"


def fence(text: str, language: str) -> Iterator[str]:
    """A block of code."""
    yield from (f"````{language}", *text.rstrip("\n").splitlines(), "````")
