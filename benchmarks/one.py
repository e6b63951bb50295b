"""What one handout costs, beside the engines alone: whole processes, their processor time, pairs of one round.

Run: python benchmarks/one.py [ROUNDS]

Prints a table of medians and ends with 1 where a bound is exceeded. The `weasyprint` command gets the very page that
the PDF is made of (see page.py), without tags, which ours has; pandoc gets the guide's Markdown.
"""

import os
import resource
import subprocess
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Final

import page

ROUNDS: Final = 5
SHEET_SECONDS: Final = 0.25
"""What a sheet may cost beyond its share: its figures are read, and parts tried until they fit."""


def main(rounds: int = ROUNDS) -> int:
    """Runs the rounds, prints the table and returns the exit code."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        ours = [sys.executable, "-m", "cma_content", "export", "-q", "--to"]
        alone = [sys.executable, "-m", "weasyprint"]
        pages = {
            "guide": page.dump(page.today("guide"), folder / "guide"),
            "before": page.dump(page.before("guide"), folder / "before"),
            "sheet": page.dump(page.today("fact-sheet"), folder / "sheet"),
        }
        commands = {
            "pdf": [*ours, "pdf", "-o", "guide.pdf"],
            "pdf, epub and json": [*ours, "pdf,epub,json", "-o", "guide-in-three"],
            "sheet": [*ours, "pdf", "--layout", "fact-sheet", "-o", "sheet.pdf"],
            "epub": [*ours, "epub", "-o", "guide.epub"],
            **{f"weasyprint {which}": [*alone, str(path), "alone.pdf"] for which, path in pages.items()},
            "pandoc": ["pandoc", "guide.md", "-o", "pandoc.epub"],
        }
        _seconds([*ours, "md", "-o", "guide.md"], folder)
        runs = [{each: _seconds(command, folder) for each, command in commands.items()} for _ in range(rounds)]
    bounds = [
        ("pdf", "weasyprint guide", 1.05, 0.0),
        ("weasyprint guide", "weasyprint before", 0.8, 0.0),
        ("pdf, epub and json", "pdf", 1.05, 0.0),
        ("sheet", "weasyprint sheet", 1.15, SHEET_SECONDS),
        ("epub", "pandoc", 1.0, 0.0),
    ]
    print(f"| {rounds} rounds | seconds | beside | seconds | ratio | bound |\n|---|---|---|---|---|---|")
    within = True
    for which, beside, bound, more in bounds:
        ratio = median((run[which] - more) / run[beside] for run in runs)
        within &= ratio <= bound
        first, second = (median(run[each] for run in runs) for each in (which, beside))
        allowed = f"{bound}{f' + {more} s' if more else ''}"
        print(f"| {which} | {first:.2f} | {beside} | {second:.2f} | {ratio:.2f} | {allowed} |")
    return 0 if within else 1


def _seconds(command: list[str], folder: Path) -> float:
    """The processor time of a process and of those that it starts."""
    environment = dict(os.environ)
    entries = filter(None, environment.get("PYTHONPATH", "").split(os.pathsep))
    environment["PYTHONPATH"] = os.pathsep.join(str(Path(entry).absolute()) for entry in entries)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, cwd=folder, env=environment, check=True, stdout=subprocess.DEVNULL)  # noqa: S603
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:2])))
