"""The reference, written from the code each time the site is built: one function for each kind of it.

A page asks for one by a comment of its own, `<!-- generated: NAME -->`.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from cma_content.diagnostics.rules import CATALOG, Rule

FAMILIES: Final = {
    "1": "Files",
    "2": "YAML",
    "3": "Fields",
    "4": "Ids",
    "5": "Text and links",
    "6": "A program's file",
    "7": "What can be printed",
    "8": "Consistency",
    "9": "Rosters",
}
"""What the first digit of a rule's code stands for."""


def rules() -> Iterator[str]:
    """The rules by family, each with its code, its cause and its remedy."""
    for digit, name in FAMILIES.items():
        yield from ("", f"## {name}", "", "| Code | What is wrong | Why | What to do |", "|---|---|---|---|")
        yield from (_rule(rule) for code, rule in CATALOG.items() if code[2] == digit)


def _rule(rule: Rule) -> str:
    cells = (re.sub(r"([|<\[*])", r"\\\1", words) for words in (rule.title, rule.cause, rule.remedy))
    return f"| {rule.code} | {' | '.join(cells)} |"


PARTS: Final[Mapping[str, Callable[[], Iterator[str]]]] = {"rules": rules}
"""What a page may ask for."""


def filled(page: str) -> str:
    """A page with each comment that asks for a part replaced by it; raises `KeyError` for one that does not exist."""
    return re.sub(r"<!-- generated: (\S+) -->", lambda found: "\n".join(PARTS[found[1]]()), page)
