"""How long an article may be: by counts, which every format can bear, and not by the time that one of them takes."""

from collections.abc import Iterator
from typing import Final

from cma_content.checking.finding import Finding, parts, strings
from cma_content.diagnostics import rules
from cma_content.model.article import Article

MAX_CHARACTERS: Final = 2_000_000
MAX_PARTS: Final = 10_000


def too_long(article: Article) -> Iterator[Finding]:
    """A finding at the first collection that passes the number of characters, or of blocks and entries."""
    characters = entries = 0
    for field, held in article:
        if field == "pay":
            # Its rows are bounded by the loader, and printed as one table.
            continue
        characters += sum(len(text) for _, text in strings(held))
        entries += _count(held)
        if characters > MAX_CHARACTERS or entries > MAX_PARTS:
            message = f"more than {MAX_CHARACTERS:,} characters, or {MAX_PARTS:,} blocks and entries, up to here"
            yield Finding((field,), rules.TOO_LONG, message, "divide the article")
            return


def _count(value: object) -> int:
    """Blocks, entries, items and rows."""
    inner = [held for _, held in parts(value)]
    return isinstance(value, tuple) * len(inner) + sum(map(_count, inner))
