"""How the time for an article grows when the article grows in one dimension: 1, 2 and 4 times as large.

Run: python benchmarks/growth.py [--format pdf --format check …] [--dimension rows …]

Prints a table of how many times as long 2 times as much takes, from 1 to 2 and from 2 to 4, in processor time of this
process, and ends with 1 where one exceeds `MOST`. Sizes are chosen so that the work outweighs what every handout costs.
What exceeds the bound is measured again, for a machine may be busy.
"""

import argparse
import functools
import gc
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from growing import DIMENSIONS, SHEETS

from cma_content import Article, RenderOptions, load_text
from cma_content.checking.check import check
from cma_content.exporting.fitting import fit
from cma_content.exporting.registry import available, get_exporter
from cma_content.handout import build
from cma_content.handout.options import Layout
from cma_content.loading.loader import Loaded, read_text

MOST: Final = 2.5
LEAST_SECONDS: Final = 0.02
OF_FIXED: Final = 3
"""The work is to take so many times as long as an article with one of each."""
FIRST: Final = 16
FULL: Final = 64
"""Parts that no sheet has room for: one that is not full is not fitted."""
LARGEST: Final = 2_048
LARGEST_BYTES: Final = 500_000
"""Four times as much is within what one file may hold."""
TRIES: Final = 4

ONLY: Final = {**dict.fromkeys(SHEETS, ("fit",)), "characters without a glyph": ("check", "load")}
"""Dimensions that are measured in these ways alone: what the PDF cannot print, it refuses."""

Way = Callable[[Loaded[Article]], object]


def _exporting(name: str) -> Way:
    exporter = get_exporter(name)
    return lambda loaded: exporter.export(build(loaded.record))


def _fitting(loaded: Loaded[Article]) -> object:
    sides = {part.side for part in loaded.record.fact_sheet}
    layout: Layout = "two-sided" if len(sides) > 1 else "fact-sheet"
    return fit(loaded.record, RenderOptions(layout=layout), get_exporter("pdf"))


WAYS: Final[Mapping[str, Way]] = {
    "load": lambda loaded: load_text("\n".join(loaded.document.text.lines)),
    "check": check,
    "fit": _fitting,
    **{name: _exporting(name) for name in sorted(available())},
}
"""What takes the time, by name."""


def main() -> int:
    """Measures, prints the table and returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--format", action="append", choices=WAYS, help="all, where none is named")
    parser.add_argument("--dimension", action="append", choices={**DIMENSIONS, **SHEETS})
    options = parser.parse_args()
    ways = options.format or list(WAYS)
    print("| dimension | format | size | seconds | 2 for 1 | 4 for 2 |\n|---|---|---|---|---|---|")
    within = True
    for dimension, made in {**DIMENSIONS, **SHEETS}.items():
        if options.dimension and dimension not in options.dimension:
            continue
        loaded = functools.cache(lambda size, made=made: read_text(made(size)))
        for way in ways:
            if way not in ONLY.get(dimension, (way,) * (way != "fit")):
                continue
            size, seconds, ratios = measured(loaded, WAYS[way], FULL if way == "fit" else FIRST)
            within &= max(ratios) <= MOST
            first, second = (f"{ratio:.2f}{' !' * (ratio > MOST)}" for ratio in ratios)
            print(f"| {dimension} | {way} | {size} | {seconds:.2f} | {first} | {second} |", flush=True)
    return 0 if within else 1


def measured(
    loaded: Callable[[int], Loaded[Article]], way: Way, size: int = FIRST
) -> tuple[int, float, tuple[float, float]]:
    """The size at which the work outweighs the rest, the seconds there, and how they grow, at best, twice."""
    fixed = min(_seconds(loaded(1), way) for _ in range(2))
    least = max(LEAST_SECONDS, OF_FIXED * fixed)
    while size < LARGEST and 2 * loaded(size).document.size < LARGEST_BYTES and _seconds(loaded(size), way) < least:
        size *= 2
    sizes = (size, 2 * size, 4 * size)
    best = [_seconds(loaded(size), way) for size in sizes]
    for _ in range(TRIES - 1):
        if best[1] <= MOST * best[0] and best[2] <= MOST * best[1]:
            break
        best = [min(one, _seconds(loaded(size), way)) for one, size in zip(best, sizes, strict=True)]
    return size, best[0], (best[1] / best[0], best[2] / best[1])


def _seconds(loaded: Loaded[Article], way: Way) -> float:
    gc.collect()
    # What was made before is not looked through while this is measured.
    gc.freeze()
    started = time.process_time()
    way(loaded)
    seconds = time.process_time() - started
    gc.unfreeze()
    return seconds


if __name__ == "__main__":
    sys.exit(main())
