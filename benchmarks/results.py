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
    rounds: int
    text: str
    exceeded: Sequence[str]
    """What is beyond its bound."""

    def under(self, conditions: str) -> str:
        """The section, as it was measured under these conditions."""
        rounds = f"medians of {self.rounds} round{'s' * (self.rounds > 1)}"
        return f"## {self.title}\n\n{conditions}; {rounds}.\n\n{self.text.strip()}\n"


def conditions() -> str:
    """The day, the kind of machine, and whether it is idle; to be asked before anything runs."""
    cores, load = os.cpu_count() or 1, os.getloadavg()[0]
    state = "idle" if load < cores / 4 else f"busy with other work (load {load:.1f}), so of little worth"
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return (
        f"{datetime.now(UTC):%Y-%m-%d}, on a machine with {cores} cores"
        f" ({platform.machine()}, {platform.system()}, {python}), {state}"
    )


def updated(text: str, sections: Sequence[Section], conditions: str) -> str:
    """The file of results with these sections in place of those of the same titles, or after the others."""
    for section in sections:
        old = re.compile(rf"^## {re.escape(section.title)}\n.*?(?=^## |\Z)", re.MULTILINE | re.DOTALL).search(text)
        before, after = (text[: old.start()], text[old.end() :]) if old else (text, "")
        text = f"{before.rstrip()}\n\n{section.under(conditions)}\n{after}"
    return text.rstrip() + "\n"


def quoted(readme: str, results: str) -> str:
    """The README with each row that it quotes as the results have it: a row is known by its first two cells."""
    rows = {found.groups(): found[0] for found in _ROW.finditer(results)}
    return _ROW.sub(lambda found: rows.get(found.groups(), found[0]), readme)


def write(sections: Sequence[Section], conditions: str) -> None:
    """Writes both files anew."""
    text = updated(RESULTS.read_text("utf-8"), sections, conditions)
    RESULTS.write_text(text, "utf-8")
    README.write_text(quoted(README.read_text("utf-8"), text), "utf-8")
