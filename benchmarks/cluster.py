"""What a batch costs on the workers of a scheduler, and what a million would: figures for docs/how-to/cluster.md.

    python benchmarks/cluster.py            # prints them
    python benchmarks/cluster.py --write    # puts them into the document

A scheduler and two workers run on this machine; what each process takes for a further row is the slope between a few
rows and many, in seconds of its CPU. Linux alone says what a process has taken.
"""

import argparse
import os
import re
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from math import ceil
from pathlib import Path
from statistics import mean
from typing import Final

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

import colleges
from machines import Machines, machines
from results import conditions

from cma_content import Article, Cluster, Row, load, load_roster, publish_many
from cma_content.publishing.batch_record import NAME, read

DOCUMENT: Final = Path(__file__).parent.parent / "docs" / "how-to" / "cluster.md"
MANY: Final = 1_000_000
CORES: Final = (16, 128, 1024)
_BLOCK: Final = re.compile(r"(?<=<!-- benchmarks/cluster.py -->\n).*?(?=<!-- end -->)", re.DOTALL)

FIGURES: Final[Mapping[str, str]] = {
    "sheet": "a branded fact sheet as PDF, by a warm worker: seconds of CPU",
    "size": "its size: kB",
    "line": "its line in `batch.jsonl`: bytes",
    "added": "what a scheduler adds to two workers of this machine, all processes: ms of CPU",
    "scheduler": "the scheduler's part: ms of CPU",
    "streamed": "`batch` itself, where files come back: ms of CPU",
    "shared": "`batch` itself, where workers write them: ms of CPU",
    "resume": "`--resume` of one that stands: ms of CPU",
}
"""What is measured for each handout, and how the document says it."""


def estimate(figures: Mapping[str, float]) -> list[tuple[str, str]]:
    """What follows from the figures for very many handouts: what is asked, and the answer."""
    core_hours = MANY * (figures["sheet"] + figures["added"] / 1000) / 3600
    busy = {name: 1000 * figures["sheet"] / figures[name] for name in ("streamed", "shared", "scheduler")}
    return [
        ("processors", f"{core_hours:,.0f} core-hours"),
        *((f"on {cores:,} cores", f"{core_hours / cores:,.1f} hours") for cores in CORES),
        ("cost", f"{core_hours:,.0f} × the price of a core-hour, and the price of the room"),
        ("room", f"{MANY * figures['size'] / 1e6:,.0f} GB, and {MANY * figures['line'] / 1e6:,.0f} MB of records"),
        ("`batch` is busy all the time, where files come back, from", f"{busy['streamed']:,.0f} cores"),
        ("`batch` is busy all the time, where workers write, from", f"{busy['shared']:,.0f} cores"),
        ("the scheduler is busy all the time from", f"{busy['scheduler']:,.0f} cores"),
        (
            f"schedulers, each with a `batch --shared` of its own, that {CORES[-1]:,} cores need",
            f"{ceil(CORES[-1] / min(busy['shared'], busy['scheduler']))}",
        ),
        ("`--resume` of all of them", f"{MANY * figures['resume'] / 3.6e6:,.1f} hours"),
    ]


def table(head: str, lines: Sequence[tuple[str, str]]) -> str:
    """As Markdown."""
    return "\n".join(
        [f"| {head} | How much |", "| --- | --: |", *(f"| {what} | {value} |" for what, value in lines), ""]
    )


def text(figures: Mapping[str, float]) -> str:
    """Both tables."""
    measured = [(FIGURES[name], f"{value:g}") for name, value in figures.items()]
    return f"{table('For each handout', measured)}\n{table(f'For {MANY:,} of them', estimate(figures))}"


def of_processes(running: Machines) -> tuple[float, ...]:
    """Seconds of CPU up to now: of this process, those that it waited for, the scheduler, the workers."""
    own = os.times()
    ticks = os.sysconf("SC_CLK_TCK")
    others = []
    for process in running.processes:
        fields = Path(f"/proc/{process.pid}/stat").read_text("utf-8").rpartition(")")[2].split()
        others.append((int(fields[11]) + int(fields[12])) / ticks)
    return own.user + own.system, own.children_user + own.children_system, others[0], sum(others[1:])


def slope(running: Machines, few: int, many: int, batch: Callable[[int], object]) -> list[float]:
    """What each of them takes for a further row."""
    taken = []
    for count in (few, few, many):  # the first warms up
        before = of_processes(running)
        batch(count)
        taken.append([after - then for after, then in zip(of_processes(running), before, strict=True)])
    return [(most - least) / (many - few) for least, most in zip(*taken[1:], strict=True)]


def rows(folder: Path, guide: Article, count: int) -> Sequence[Row]:
    """So many branded fact sheets, as `batch` reads them from a roster: one for each college, then for other places."""
    colleges.write(folder / "programs")
    colleges.roster(folder / "roster.csv", count, "json")
    return load_roster(folder / "roster.csv", guide)


def measured(pages: int, data: int) -> dict[str, float]:
    """The figures, from so many rows of PDF, and of JSON, which costs so little that what is beside it shows."""
    guide, found = load(), dict.fromkeys(FIGURES, 0.0)
    with tempfile.TemporaryDirectory() as place, machines(Path(place), 2) as running, Cluster(running.address) as two:
        made = rows(Path(place, "rosters"), guide, 20 + max(pages, data))

        def batch(count: int, format_: str = "json", *, local: bool = False, shared: bool = False) -> Path:
            folder = Path(tempfile.mkdtemp(dir=place))
            url = folder.as_uri() if shared else ""
            executor = None if local else two
            chosen = [replace(row, formats=(format_,)) for row in made[:count]]
            done = publish_many(guide, chosen, folder, executor=executor, workers=2 * local, shared=url)
            assert done.written == count, done.failed
            return folder

        found["sheet"] = slope(running, 2, 2 + pages, lambda count: batch(count, "pdf"))[-1]
        local = sum(slope(running, 20, 20 + data, lambda count: batch(count, local=True)))
        parts = slope(running, 20, 20 + data, batch)
        found |= {"added": 1000 * (sum(parts) - local), "streamed": 1000 * parts[0], "scheduler": 1000 * parts[2]}
        found["shared"] = 1000 * slope(running, 20, 20 + data, lambda count: batch(count, shared=True))[0]
        folder = batch(pages, "pdf")
        found["size"] = mean(entry.size for entry in read(folder)) / 1000
        found["line"] = (folder / NAME).stat().st_size / pages
        folder = batch(data)
        before = of_processes(running)[0]
        assert publish_many(guide, made[:data], folder, resume=True).kept == data
        found["resume"] = 1000 * (of_processes(running)[0] - before) / data
    return {name: float(f"{max(value, 0.001):.2g}") for name, value in found.items()}


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints both tables, or writes them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=60)
    parser.add_argument("--data", type=int, default=400)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args(arguments)
    under = conditions()
    found = f"Measured {under}.\n\n{text(measured(options.pages, options.data))}\n"
    print(found)
    if options.write:
        DOCUMENT.write_text(_BLOCK.sub(lambda _: found, DOCUMENT.read_text("utf-8")), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
