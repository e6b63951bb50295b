"""How a batch uses its workers: their processor time and ours, the growth of their memory, and what --resume takes.

    python benchmarks/workers.py                      # 500 branded fact sheets as PDF, on one worker and on two
    python benchmarks/workers.py --format json --rows 10 100 1000 10000

The rows are fact sheets of every region in turn, each with one of four programs that differ by their logo's color.
What other programs take for the like is in `peers.py`.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from cma_content import Program, RenderOptions, Row, load, publish_many
from cma_content.model.regions import regions

PROGRAM = {
    "schema_version": "1.0",
    "name": "Riverbend Technical School",
    "accent": "#7a1f5c",
    "contact": {"lines": ["Room 214", "1200 Long Example Avenue"], "phone": "555-0100", "email": "ask@example.org"},
    "scan": {"address": "https://example.org/ma", "says": "See dates and costs"},
    "statements": [{"slot": "nondiscrimination", "text": "Example only: we treat everyone alike."}],
}


def programs() -> list[Program]:
    """Four of them, each with a logo."""
    import base64
    import io

    from PIL import Image

    found = []
    for number, color in enumerate(("navy", "maroon", "darkgreen", "black")):
        file = io.BytesIO()
        Image.new("RGB", (400, 90), color).save(file, "PNG")
        logo = {"file": "logo.png", "alt": "A shield", "content": base64.b64encode(file.getvalue()).decode()}
        found.append(Program.model_validate({**PROGRAM, "id": f"school-{number}", "logo": logo}))
    return found


def rows(count: int, format_: str) -> list[Row]:
    """So many of them."""
    places, owners = [place.id for place in regions(load())], programs()
    options = (
        RenderOptions(layout="fact-sheet", region=places[number % len(places)], program=owners[number % len(owners)])
        for number in range(count)
    )
    return [Row(one, (format_,), f"r{number}") for number, one in enumerate(options)]


def memory() -> int:
    """The most that a worker of this process holds now, in bytes; zero where the system does not say."""
    try:
        found = [
            child for task in Path("/proc/self/task").iterdir() for child in (task / "children").read_text().split()
        ]
        pages = [int(Path("/proc", child, "statm").read_text("ascii").split()[1]) for child in found]
        return max(pages, default=0) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


def measured(count: int, format_: str, workers: int, folder: Path) -> tuple[float, float, float, float, float]:
    """Seconds by the clock, of the workers' CPU and of ours, megabytes grown from the 50th row on, of --resume."""
    made = rows(count, format_)
    held: list[int] = []

    def show(_: Row, entries: object) -> None:
        if entries:
            held.append(memory())

    article = load()
    before, started = os.times(), time.perf_counter()
    done = publish_many(article, made, folder, workers=workers, progress=show)
    seconds, after = time.perf_counter() - started, os.times()
    assert done.written == count, done.failed
    again = time.perf_counter()
    assert publish_many(article, made, folder, workers=workers, resume=True).kept == count
    grown = (max(held[50:] or [0]) - max(held[40:50] or [0])) / 1e6
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    own = after.user + after.system - before.user - before.system
    return seconds, cpu, own, grown, time.perf_counter() - again


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints a line for each number of rows and workers."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, nargs="+", default=[500])
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--format", default="pdf")
    options = parser.parse_args(arguments)
    names = ("rows", "workers", "seconds", "a second", "CPU", "own CPU", "growth MB", "resume")
    print("".join(f"{name:>10}" for name in names))
    for count in options.rows:
        for workers in options.workers:
            with tempfile.TemporaryDirectory() as folder:
                seconds, cpu, own, grown, again = measured(count, options.format, workers, Path(folder))
            figures = (seconds, count / seconds, cpu, own, grown)
            cells = (f"{count:,}", str(workers), *(f"{figure:.1f}" for figure in figures), f"{again / seconds:.1%}")
            print("".join(f"{cell:>10}" for cell in cells), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
