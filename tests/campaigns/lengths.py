"""Articles of hostile lengths, each printed and as a Word document: nothing leaves its page or its column.

./run campaign lengths
./run campaign lengths --articles 600 --jobs 2

Words outside the page, its margins or their block, words over each other, names that stand alone at the foot, lone
rows of tables, tables of Word beyond the text: all must be none. How much of its pages is blank is reported.
"""

import argparse
import multiprocessing
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import measuring
from cma_content_pdf import page_numbers, tags
from cma_content_pdf.layout import laid_out
from cma_content_pdf.page import page
from lengths import case

from cma_content import build, export

_SHOWN: Final = 5
"""Faults of an article that are printed: a foot that is too low is so on every page."""


@dataclass
class Result:
    """What became of an article."""

    seed: int
    faults: list[str] = field(default_factory=list)
    voids: list[measuring.Void] = field(default_factory=list)
    """Of each page but the last."""
    seconds: float = 0


def tried(seed: int, keep: Path | None = None) -> Result:
    """The article of a seed, printed and in Word; its files are kept in a folder."""
    made, started = case(seed), time.process_time()
    with tempfile.TemporaryDirectory() as name:
        folder = keep or Path(name)
        pdf, word = folder / f"{seed}.pdf", folder / f"{seed}.docx"
        with laid_out(page(build(made.article, made.options))) as document:
            page_numbers.fill(document)
            faults = measuring.boxes_left(document)
            pdf.write_bytes(document.write_pdf(pdf_variant="pdf/ua-1", finisher=tags.finisher(document)))
        is_large = made.options.preset == "large-print"
        margins = measuring.LARGE_MARGINS if is_large else measuring.MARGINS
        faults += measuring.faults(pdf, margins[made.options.paper])
        word.write_bytes(export(made.article, "docx", made.options))
        tables = measuring.word_tables(word)
        faults += [f"a table of Word is beyond the text: {one}" for one in tables if not one.is_in_text]
        voids = measuring.voids(pdf)[:-1]
    return Result(seed, [f"seed {seed}: {one}" for one in faults], voids, time.process_time() - started)


def report(results: Sequence[Result]) -> int:
    """Prints what came of it; 1 where anything left its place."""
    faults = [fault for result in results for fault in result.faults]
    voids = sorted(void.band for result in results for void in result.voids)
    seconds = sum(result.seconds for result in results)
    print(f"{len(results)} articles, {len(voids)} pages beside the last ones, {len(faults)} faults, {seconds:.0f} s")
    if voids:
        over = sum(void > 1 / 3 for void in voids)
        print(f"blank in one piece: half of the pages {voids[len(voids) // 2]:.0%} or less, {over} more than a third")
        for result in results:
            if many := [f"page {void.page} {void.band:.0%}" for void in result.voids if void.band > 1 / 3]:
                print(f"  seed {result.seed}: {', '.join(many)}")
        rectangles = [void.rectangle for result in results for void in result.voids]
        print(f"largest blank rectangle of a page: {sum(rectangles) / len(rectangles):.0%} of it on average")
    for result in results:
        for fault in result.faults[:_SHOWN]:
            print(fault)
        if len(result.faults) > _SHOWN:
            print(f"seed {result.seed}: {len(result.faults) - _SHOWN} more")
    return int(bool(faults) or not results)


def main() -> int:
    """Tries them out."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=60)
    parser.add_argument("--seed", type=int, default=0, help="of the first article")
    parser.add_argument("--keep", type=Path, help="a folder for the documents that are made")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    seeds = range(options.seed, options.seed + options.articles)
    with multiprocessing.get_context("spawn").Pool(options.jobs) as pool:
        return report(pool.starmap(tried, [(seed, options.keep) for seed in seeds], chunksize=1))


if __name__ == "__main__":
    sys.exit(main())
