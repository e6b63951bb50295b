"""What was measured, as the sections of benchmarks/results.md, and the rows of it that README.md quotes."""

import os
import platform
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).parent
RESULTS: Final = HERE / "results.md"
README: Final = HERE.parent / "README.md"
_ROW: Final = re.compile(r"^\| (.+?) \| (.+?) \| .*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Section:
    """What one part of the benchmark found."""

    title: str
    text: str
    exceeded: Sequence[str]
    """What is beyond its bound."""


def conditions(rounds: int) -> str:
    """When and on what kind of machine something is measured, and whether that was idle; asked before it begins."""
    cores, load = os.cpu_count() or 1, os.getloadavg()[0]
    state = "idle" if load < cores / 4 else f"busy with other work (load {load:.1f}), so of little worth"
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return (
        f"{datetime.now(UTC):%Y-%m-%d}: medians of {rounds} round{'s' * (rounds > 1)} on a machine with {cores} cores"
        f" ({platform.machine()}, {platform.system()}, {python}), {state}."
    )


def updated(text: str, sections: Sequence[Section]) -> str:
    """The file of results with these sections in place of those of the same titles, or after the others."""
    for section in sections:
        made = f"## {section.title}\n\n{section.text.strip()}\n"
        old = re.compile(rf"^## {re.escape(section.title)}\n.*?(?=^## |\Z)", re.MULTILINE | re.DOTALL).search(text)
        before, after = (text[: old.start()], text[old.end() :]) if old else (text, "")
        text = f"{before.rstrip()}\n\n{made}\n{after}"
    return text.rstrip() + "\n"


def quoted(readme: str, results: str) -> str:
    """The README with each row that it quotes as the results have it: a row is known by its first two cells."""
    rows = {found.groups(): found[0] for found in _ROW.finditer(results)}
    return _ROW.sub(lambda found: rows.get(found.groups(), found[0]), readme)


def write(sections: Sequence[Section]) -> None:
    """Writes both files anew."""
    text = updated(RESULTS.read_text("utf-8"), sections)
    RESULTS.write_text(text, "utf-8")
    README.write_text(quoted(README.read_text("utf-8"), text), "utf-8")
