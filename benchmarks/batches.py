"""Many handouts by one command: the branded sheet for a college a row, ours and a mail merge of its HTML."""

import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import colleges
from comparing import Comparison, costs, ratios, table
from results import Section
from rounds import Command, CommandFailedError, Cost, measure, ours, theirs
from set_up import NotInstalledError, program

HERE: Final = Path(__file__).parent
ONE: Final = "batch, one worker"
TWO: Final = "batch, two workers"
RESUMED: Final = "batch --resume of what is finished"
MERGED: Final = "weasymerge, untagged"
LOOPED: Final = "WeasyPrint, warm, in a loop, tagged"
"""In place of the mail merge where that does not install."""

COMPARISONS: Final = (
    Comparison(ONE, MERGED, round(1 / 1.3, 3)),
    Comparison(ONE, LOOPED, round(1 / 1.3, 3)),
    Comparison(TWO, ONE, round(1 / 1.7, 3), by="wall"),
    Comparison(RESUMED, ONE, 0.02),
)
_MANY: Final = 500
"""From so many rows on the bounds hold: what every process does first counts in a smaller batch."""


@dataclass(frozen=True, slots=True)
class Size:
    """How much is measured."""

    rows: int
    """Of the mail merge."""
    rounds: int
    sizes: tuple[int, ...]
    """Of the batches of each format."""
    largest: tuple[str, ...] = ()
    """The formats of which there is a batch ten times as large as the largest."""


SIZES: Final = {
    "quick": Size(5, 1, (10,)),
    "usual": Size(50, 5, (10, 100)),
    "long": Size(_MANY, 5, (10, 100, 1_000), ("json", "html", "epub")),
}
FORMATS: Final = ("pdf", "epub", "html", "json")


def section(folder: Path, size: Size, report: Callable[[str], object]) -> Section:
    """Measures the mail merge in rounds, and one batch of each size and format."""
    merge = folder / "merge"
    run, absent = commands(merge, size.rows)
    measured = measure(run, size.rounds, merge, report, warm_up=commands(merge, 2)[0])
    measured.failed.update(absent)
    there = (each for each in COMPARISONS if each.beside in run.keys() | absent.keys())
    compared = [each if size.rows >= _MANY else replace(each, most=None) for each in there]
    exceeded = [f"{each.what}, beside {each.beside}" for each in compared if each.exceeded(measured)]
    exceeded += [f"{name} failed: {why}" for name, why in measured.failed.items() if name in (ONE, TWO, RESUMED)]
    found = {name: grown(merge, name, size, report) for name in FORMATS}
    sizes = (*size.sizes, *[size.sizes[-1] * 10] * bool(size.largest))
    head = ("A worker for each core", *(f"CPU s, {rows:,} rows" for rows in sizes), "a further row", "peak MB")
    batches = table(head, [_row(name, each, sizes) for name, each in found.items()])
    of_rows = f"A mail merge of {size.rows} rows, each a fact sheet with the name, logo and contact of a college."
    text = f"{of_rows}\n\n{costs(measured)}\n{ratios(measured, compared)}\n{batches}"
    return Section("Many handouts", size.rounds, text, exceeded)


def commands(folder: Path, rows: int) -> tuple[dict[str, Command], dict[str, str]]:
    """The mail merge of so many rows by each program, and why those that are absent are not there."""
    here = ours(folder.parent / "bytecode")
    table_, sheets = f"rows-{rows}.csv", f"roster-{rows}.csv"
    colleges.rows(folder / table_, rows)
    colleges.roster(folder / sheets, rows, "pdf")
    made = {
        ONE: _batch(folder, sheets, f"one-{rows}", "--jobs", "1"),
        TWO: _batch(folder, sheets, f"two-{rows}", "--jobs", "2"),
        RESUMED: _batch(folder, sheets, f"two-{rows}", "--resume"),
    }
    try:
        merger = str(program("weasymerge", "weasymerge"))
    except NotInstalledError as error:
        loop = (sys.executable, str(HERE / "loop.py"), table_, "loop.html", f"looped-{rows}")
        return {**made, LOOPED: Command((loop,), here)}, {MERGED: str(error)}
    (folder / f"merged-{rows}").mkdir(exist_ok=True)
    words = ("--data", table_, "--template", "template.html", "--output", f"merged-{rows}/{{row[id]}}.pdf")
    return {**made, MERGED: Command(((merger, *words),), theirs())}, {}


def grown(folder: Path, format_: str, size: Size, report: Callable[[str], object]) -> dict[int, Cost]:
    """What batches of one format cost, by their rows; what they wrote is thrown away."""
    found = {}
    for rows in (*size.sizes, *[size.sizes[-1] * 10] * (format_ in size.largest)):
        report(f"{rows:,} rows to {format_}")
        sheets, place = f"{format_}-{rows}.csv", f"{format_}-{rows}"
        colleges.roster(folder / sheets, rows, format_)
        try:
            found[rows] = _batch(folder, sheets, place).run(folder)
        except CommandFailedError as error:
            report(f"not measured: {error}")
            break
        shutil.rmtree(folder / place)
    return found


def _batch(folder: Path, sheets: str, place: str, *words: str) -> Command:
    command = (sys.executable, "-m", "cma_content", "batch", sheets, "--quiet", "-o", place, *words)
    return Command((command,), ours(folder.parent / "bytecode"))


def _row(name: str, found: dict[int, Cost], sizes: tuple[int, ...]) -> tuple[str, ...]:
    """What each size cost, what a further row did from the last size but one to the last, and the most memory."""
    cpu = [f"{found[rows].cpu:.1f}" if rows in found else "" for rows in sizes]
    if not found:
        return name, *[""] * (len(sizes) + 2)
    *_, last = found
    before = max((rows for rows in found if rows < last), default=0)
    each = (found[last].cpu - (found[before].cpu if before else 0.0)) / (last - before)
    return name, *cpu, f"{each:.3f}", f"{max(cost.peak for cost in found.values()):.0f}"
