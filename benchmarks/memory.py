"""What 500 fact sheets, made one after the other in one process, leave in memory.

Run: python benchmarks/memory.py [COUNT]
"""

import os
import sys
from pathlib import Path

from cma_content_pdf import PDFExporter

from cma_content import RenderOptions, load
from cma_content.handout import build

WARM = 50


def main(count: int = 500) -> None:
    """Prints the resident memory after the 50th sheet and after the last, and how much it grew between."""
    exporter, handout = PDFExporter(), build(load(), RenderOptions(layout="fact-sheet"))
    held = []
    for _ in range(count):
        exporter.export(handout)
        pages = int(Path("/proc/self/statm").read_text().split()[1])
        held.append(pages * os.sysconf("SC_PAGE_SIZE") / 1e6)
    warm, last = held[WARM - 1], held[-1]
    print(f"after {WARM}: {warm:.1f} MB; after {count}: {last:.1f} MB; grown by {last - warm:.1f} MB")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
