"""The guide for each kind of reader, printed: how long it is, how blank its pages are, what stands alone at a foot.

./run campaign guides
./run campaign guides --regions NY Seattle Guam --presets standard large-print
"""

import argparse
import itertools
import sys
import tempfile
from pathlib import Path
from typing import get_args

import measuring
from test_guide_pages import A_THIRD, starts

from cma_content import RenderOptions, export, load
from cma_content.design.tokens import Preset
from cma_content.handout import build
from cma_content.handout.options import Paper


def measured(options: RenderOptions) -> int:
    """Prints what a guide measures; how many faults it has."""
    guide = load()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "guide.pdf"
        path.write_bytes(export(guide, "pdf", options))
        first = starts(build(guide, options), path)
        found = measuring.voids(path)
        faults = [*measuring.stranded(path), *measuring.lone_rows(path), *measuring.runts(path)]
    may_be = {len(found), *(page - 1 for page in first.values())}
    faults += [f"page {void.page} is {void.band:.0%} blank" for void in found
               if void.band > A_THIRD and void.page not in may_be]  # fmt: skip
    blank = sum(void.rectangle for void in found) / len(found)
    named = f"{options.region or 'all'}, {options.preset}, {options.paper}"
    length = f"{len(found)} pages, {min(first.values()) - 1} before appendices"
    print(f"{named}: {length}, {blank:.0%} blank", *faults, sep="\n  ", flush=True)
    return len(faults)


def main() -> int:
    """1 where any guide has a fault."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--regions", nargs="+", default=["", "NY", "Seattle"])
    parser.add_argument("--presets", nargs="+", default=["standard"], choices=get_args(Preset))
    parser.add_argument("--papers", nargs="+", default=get_args(Paper), choices=get_args(Paper))
    asked = parser.parse_args()
    wanted = itertools.product(asked.papers, asked.presets, asked.regions)
    return int(
        sum(measured(RenderOptions(paper, preset=preset, region=region)) for paper, preset, region in wanted) > 0
    )


if __name__ == "__main__":
    sys.exit(main())
