"""What fact sheets leave in memory, made one after the other in one process.

./run campaign memory --sheets 500
"""

import argparse
import os
import sys
from pathlib import Path
from typing import Final

from cma_content import RenderOptions, export, load

WARM: Final = 50
"""Sheets until everything is loaded that stays loaded."""
MOST: Final = 10.0
"""Growth after that, in MB."""
STATM: Final = Path("/proc/self/statm")
"""Where Linux says what a process holds."""
OPTIONS: Final = [RenderOptions(paper, "fact-sheet") for paper in ("letter", "a4")]


def held(sheets: int, source: str | None) -> list[float]:
    """The resident memory after each sheet, in MB."""
    article, found = load(source), []
    for number in range(sheets):
        export(article, "pdf", OPTIONS[number % len(OPTIONS)])
        found.append(int(STATM.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6)
    return found


def main() -> int:
    """Prints the memory on the way; 1 where it grew by more than `MOST` after the first sheets."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sheets", type=int, default=500)
    parser.add_argument("--article", help="a YAML file; the guide otherwise")
    options = parser.parse_args()
    if not STATM.exists():
        parser.exit(2, "Linux alone says what a process holds.\n")
    megabytes = held(max(options.sheets, 2 * WARM), options.article)
    print(f"{'sheets':>6}{'MB':>8}")
    for number in [*range(WARM, len(megabytes), 2 * WARM), len(megabytes)]:
        print(f"{number:>6}{megabytes[number - 1]:>8.1f}")
    growth = megabytes[-1] - megabytes[WARM - 1]
    print(f"grown by {growth:.1f} MB after the first {WARM}, {MOST:.0f} MB at most allowed")
    return int(growth >= MOST)


if __name__ == "__main__":
    sys.exit(main())
