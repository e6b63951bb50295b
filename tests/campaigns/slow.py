"""Articles of at most 100 kB that `check` passes, as dense as may be in one dimension: what each format costs for them.

./run campaign slow --format pdf --dimension items

For each dimension the largest article is looked for that passes; each format draws it in a process of its own. Ends
with 1 where one takes more than `MOST_SECONDS` of the processor or `MOST_MEGABYTES` of memory.
"""

import argparse
import multiprocessing
import resource
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from growing import DENSE, DIMENSIONS, SHEETS

from cma_content import RenderOptions, export, load_text
from cma_content.checking.check import check
from cma_content.errors import ContentError
from cma_content.loading.loader import read_text

MOST_BYTES: Final = 100_000
MOST_SECONDS: Final = 20.0
MOST_MEGABYTES: Final = 500.0
GUIDES: Final[Mapping[str, tuple[str, RenderOptions]]] = {
    "pdf": ("pdf", RenderOptions()),
    "pdf in large print": ("pdf", RenderOptions(preset="large-print")),
    **{name: (name, RenderOptions()) for name in ("docx", "epub", "html", "md", "json")},
}
BOTH_SIDES: Final[Mapping[str, tuple[str, RenderOptions]]] = {
    "pdf": ("pdf", RenderOptions(layout="two-sided")),
    "pdf in large print": ("pdf", RenderOptions(layout="two-sided", preset="large-print")),
    **{name: (name, RenderOptions(layout="two-sided")) for name in ("docx", "epub", "html", "md", "json")},
}
ALL: Final[Mapping[str, Callable[[int], str]]] = {**DIMENSIONS, **DENSE, **SHEETS}


@dataclass(frozen=True)
class Cost:
    """What one handout took."""

    dimension: str
    way: str
    size: int
    read: int
    """The bytes of the article."""
    made: int
    """The bytes of the handout; none where the format refuses the article."""
    seconds: float
    megabytes: float

    @property
    def is_too_much(self) -> bool:
        return self.seconds > MOST_SECONDS or self.megabytes > MOST_MEGABYTES


def largest(made: Callable[[int], str]) -> int:
    """The largest size whose text is short enough and passes."""
    low, high = 1, 2
    while passes(made(high)):
        low, high = high, 2 * high
    while high - low > max(1, low // 25):
        middle = (low + high) // 2
        low, high = (middle, high) if passes(made(middle)) else (low, middle)
    return low


def passes(text: str) -> bool:
    """Whether an article is not too long, and `check` finds no error in it."""
    if len(text.encode()) > MOST_BYTES:
        return False
    try:
        return all(problem.severity != "error" for problem in check(read_text(text)).problems)
    except ContentError:
        return False


def cost(task: tuple[str, str, int]) -> Cost:
    """What drawing takes, for a process of its own; reading comes before it, and counts in the memory."""
    dimension, way, size = task
    name, options = (BOTH_SIDES if dimension in SHEETS else GUIDES)[way]
    text = ALL[dimension](size)
    article = load_text(text)
    started = time.process_time()
    try:
        made = len(export(article, name, options))
    except ContentError:
        made = 0
    seconds = time.process_time() - started
    # In kilobytes, but on macOS.
    unit = 1_000_000 if sys.platform == "darwin" else 1_000
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
    return Cost(dimension, way, size, len(text.encode()), made, seconds, megabytes)


def costs(dimensions: Iterable[str], ways: Iterable[str], jobs: int) -> Iterable[Cost]:
    """The costs of each in turn."""
    with multiprocessing.get_context("spawn").Pool(jobs, maxtasksperchild=1) as pool:
        for dimension in dimensions:
            size = largest(ALL[dimension])
            yield from pool.imap(cost, [(dimension, way, size) for way in ways], chunksize=1)


def main() -> int:
    """Prints what each takes, and the worst; 1 where one takes too much."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--format", action="append", choices=GUIDES, help="all, where none is named")
    parser.add_argument("--dimension", action="append", choices=ALL)
    parser.add_argument("--jobs", type=int, default=1)
    options = parser.parse_args()
    found = []
    for one in costs(options.dimension or ALL, options.format or GUIDES, options.jobs):
        found.append(one)
        print(
            f"{one.dimension:<32} {one.way:<19}{one.size:>7} of {one.read:>7,} bytes{one.made:>12,} bytes "
            f"{one.seconds:>8.2f} s {one.megabytes:>6.0f} MB{'  too much' * one.is_too_much}",
            flush=True,
        )
    slowest, biggest = max(found, key=lambda one: one.seconds), max(found, key=lambda one: one.megabytes)
    print(f"slowest: {slowest.dimension}, {slowest.way}, {slowest.seconds:.1f} s of {MOST_SECONDS:.0f}")
    print(f"biggest: {biggest.dimension}, {biggest.way}, {biggest.megabytes:.0f} MB of {MOST_MEGABYTES:.0f}")
    return int(any(one.is_too_much for one in found))


if __name__ == "__main__":
    sys.exit(main())
