"""The catalog of rules."""

from collections.abc import Iterator
from typing import Final

from cma_content.diagnostics.rules import CATALOG
from written.markdown import table as written

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


def table() -> Iterator[str]:
    """The rules by family, each with its code, its cause and its remedy."""
    for digit, name in FAMILIES.items():
        family = [rule for code, rule in CATALOG.items() if code[2] == digit]
        yield from ("", f"## {name}", "")
        yield from written(
            ("Code", "What is wrong", "Why", "What to do"),
            ((rule.code, rule.title, rule.cause, rule.remedy) for rule in family),
        )
