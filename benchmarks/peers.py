"""Ours and its peers, measured in one run: the processor time, the time on the clock and the memory of whole processes.

Run: python benchmarks/set_up.py, once, with a network; then: python benchmarks/peers.py [--only PART …] [--quick]

Prints tables in Markdown and ends with 1 where a bound is exceeded. The parts: handouts, one by one command; articles,
how time grows with them; batches, of many handouts. It takes about a quarter of an hour on an idle machine, `--quick`
less than three minutes, for a look alone; `--long` has batches of up to 10,000. `--write` puts the tables into
benchmarks/results.md and what is quoted from there into README.md.
"""

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

import batches
import handouts
import results
import scaling
from results import Section
from rounds import ours

HERE: Final = Path(__file__).parent
ROUNDS: Final = 5
PARTS: Final = ("handouts", "articles", "batches")


def main() -> int:
    """Measures, prints, and returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", action="append", choices=PARTS)
    parser.add_argument("--rounds", type=int, help=f"of handouts (default: {ROUNDS}, or 1 with --quick)")
    lengths = parser.add_mutually_exclusive_group()
    lengths.add_argument("--quick", action="store_const", dest="size", const="quick")
    lengths.add_argument("--long", action="store_const", dest="size", const="long")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    size = options.size or "usual"
    quick = size == "quick"
    rounds = options.rounds or (1 if quick else ROUNDS)
    conditions, sections = results.conditions(), []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        report("writing what is measured")
        command = [sys.executable, str(HERE / "material.py"), name, *["--large"] * (not quick)]
        subprocess.run(command, env=ours(folder / "bytecode"), check=True)  # noqa: S603 - of this benchmark
        parts: dict[str, Callable[[], Section]] = {
            "handouts": lambda: handouts.section(folder, rounds, quick=quick, report=report),
            "articles": lambda: scaling.section(folder, rounds, quick=quick, report=report),
            "batches": lambda: batches.section(folder, batches.SIZES[size], report),
        }
        for part in options.only or PARTS:
            sections.append(parts[part]())
            print(sections[-1].under(conditions), flush=True)
    if options.write:
        results.write(sections, conditions)
    exceeded = [each for section in sections for each in section.exceeded]
    for each in exceeded:
        print(f"beyond its bound: {each}", file=sys.stderr)
    return 1 if exceeded else 0


def report(what: str) -> None:
    """What is being measured."""
    print(what, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
