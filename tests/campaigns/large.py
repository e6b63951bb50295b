"""The guide many times over, drawn in every format, each in a process of its own: seconds, and the most memory.

./run campaign large --times 16
"""

import argparse
import multiprocessing
import resource
import sys
import time
from typing import Final

from scaled import scaled

from cma_content import Limits, export, load
from cma_content.errors import ContentError
from cma_content.handout.counting import excess

FORMATS: Final = ("json", "md", "html", "epub", "docx", "pdf")


def drawn(task: tuple[str, int]) -> str:
    """A line of the table: one format of so many guides; a busy machine may take its time."""
    name, times = task
    article = scaled(load(), times)
    before, started = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
    try:
        result = f"{len(export(article, name, limits=Limits(seconds=7200))):>14,}"
    except ContentError as error:
        result = f"{type(error).__name__:>14}"
    seconds, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_SELF)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    # Kilobytes, but on macOS, which counts bytes.
    megabytes = after.ru_maxrss / (1_000_000 if sys.platform == "darwin" else 1_000)
    return f"{name:<7}{times:>6}{result}{seconds:>9.1f}{processor:>11.1f}{megabytes:>8.0f}"


def main() -> int:
    """Prints the table; 1 where a format is not drawn."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, nargs="+", default=[1, 4, 16])
    parser.add_argument("--formats", nargs="+", default=FORMATS)
    options = parser.parse_args()
    for times in options.times:
        for one in excess(scaled(load(), times), Limits()):
            print(f"{times} guides: {one.sentence}")
    tasks = [(name, times) for times in options.times for name in options.formats]
    print(f"{'format':<7}{'times':>6}{'bytes':>14}{'seconds':>9}{'processor':>11}{'MB':>8}")
    lines = []
    with multiprocessing.get_context("spawn").Pool(1, maxtasksperchild=1) as pool:
        for line in pool.imap(drawn, tasks, chunksize=1):
            print(line, flush=True)
            lines.append(line)
    return int(any("Error" in line for line in lines))


if __name__ == "__main__":
    sys.exit(main())
