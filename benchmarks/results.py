"""What was measured, as the sections of benchmarks/results.md, and the rows of it that README.md quotes."""

import os
import platform
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).parent
RESULTS: Final = HERE / "results.md"
README: Final = HERE.parent / "README.md"
_IDLE: Final = 0.05
"""What the system's own services take of an idle machine."""
_BUSY: Final = 0.2
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
    """The day, the kind of machine, and what others use of it for some seconds; to be asked right before a run."""
    cores, share = os.cpu_count() or 1, others()
    state = "idle" if share < _IDLE else f"others using {share:.0%} of them" + ", so of little worth" * (share >= _BUSY)
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return (
        f"{datetime.now(UTC):%Y-%m-%d}, on a machine with {cores} cores"
        f" ({platform.machine()}, {platform.system()}, {python}), {state}"
    )


def others(seconds: float = 5.0, stat: Path = Path("/proc/stat")) -> float:
    """The share of all processors that other processes use for so long, from 0 to 1.

    Where the system does not count what is idle, it is the load of the last minute, which may be our own.
    """
    before = _spent(stat)
    time.sleep(seconds)
    after = _spent(stat)
    if before is None or after is None:
        return min(os.getloadavg()[0] / (os.cpu_count() or 1), 1.0)
    busy, idle, own = (late - early for early, late in zip(before, after, strict=True))
    return min(max(busy - own, 0.0) / max(busy + idle, 1e-9), 1.0)


def _spent(stat: Path) -> tuple[float, float, float] | None:
    """Seconds up to now: of all processors at work and idle, and of this process with those it waited for."""
    try:
        # user, nice, system, idle, waiting for a disk, interrupts (two), stolen by other machines of the host
        times = [int(field) for field in stat.read_text("ascii").split("\n")[0].split()[1:9]]
    except OSError:
        return None
    ticks, idle, own = os.sysconf("SC_CLK_TCK"), times[3] + times[4], os.times()
    return (sum(times) - idle) / ticks, idle / ticks, sum(own[:4])


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
