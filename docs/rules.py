"""Writes the table of every rule anew: python docs/rules.py; a test compares it with the catalog."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from cma_content.diagnostics.rules import CATALOG, Rule

TABLE: Final = Path(__file__).parent / "rules.md"
FAMILIES: Final = {
    "1": "Files",
    "2": "YAML",
    "3": "Fields",
    "4": "Ids",
    "5": "Text and links",
    "6": "A program's file",
    "7": "What can be printed",
    "8": "Consistency: warnings, which an article can acknowledge with a reason",
    "9": "Rosters",
}
"""What the first digit of a code stands for."""


def table() -> str:
    """The rules by family, each with its code, its cause and its remedy."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield from ("# What `check` reports", "", "Written by `python docs/rules.py`; `explain CODE` says the same.")
    for digit, name in FAMILIES.items():
        yield from ("", f"## {name}", "", "| Code | What is wrong | Why | What to do |", "|---|---|---|---|")
        yield from (_row(rule) for code, rule in CATALOG.items() if code[2] == digit)


def _row(rule: Rule) -> str:
    cells = (words.replace("|", r"\|").replace("<", r"\<") for words in (rule.title, rule.cause, rule.remedy))
    return f"| {rule.code} | {' | '.join(cells)} |"


if __name__ == "__main__":
    TABLE.write_text(table(), "utf-8")
