"""What every command of `peers.py` is given: the same words for ours and for each peer, written to one folder.

Run: python benchmarks/material.py FOLDER [--large]

guide.md; with --large, large.yaml and large.md (the guide sixteen times over); the pages that PDFs are made of, in
page/, before/ and sheet/ (see page.py); in merge/ what a mail merge of the branded sheet needs, but for its tables:
template.html for weasymerge, loop.html for loop.py, programs/ for ours.
"""

import argparse
import sys
from pathlib import Path
from typing import Final

import colleges
from cma_content_pdf.page import page
from page import HERE, before, dump, today

from cma_content import Article, Limits, RenderOptions, export, load, load_program
from cma_content import dump as as_yaml
from cma_content.exporting.fitting import fit
from cma_content.exporting.registry import get_exporter
from cma_content.handout.limits import COUNTED

LARGE: Final = 16
UNBOUNDED: Final = Limits.named({**dict.fromkeys(COUNTED, 10**9), "seconds": 7200})


def main() -> None:
    """Writes the folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--large", action="store_true")
    options = parser.parse_args()
    folder: Path = options.folder
    guide = load()
    (folder / "guide.md").write_bytes(export(guide, "md"))
    dump(today("guide"), folder / "page")
    dump(before("guide"), folder / "before")
    dump(today("fact-sheet"), folder / "sheet")
    if options.large:
        large = grown(guide, LARGE)
        (folder / "large.yaml").write_text(as_yaml(large), "utf-8")
        (folder / "large.md").write_bytes(export(large, "md", limits=UNBOUNDED))
    merge(guide, folder / "merge")


def grown(guide: Article, times: int) -> Article:
    """The guide so many times over."""
    sys.path.insert(0, str(HERE.parent / "tests"))
    from scaled import scaled

    return scaled(guide, times)


def merge(guide: Article, folder: Path) -> None:
    """The mail merge of the branded sheet, in the form of each program."""
    colleges.write(folder / "programs")
    options = RenderOptions(layout="fact-sheet", program=load_program(folder / "programs" / "fields.yaml", guide))
    path = dump(page(fit(guide, options, get_exporter("pdf"))).html, folder)
    html = path.read_text("utf-8")
    (folder / "loop.html").write_text(colleges.fielded(html, "[[", "]]"), "utf-8")
    # weasymerge gives WeasyPrint text, from which no relative address leads anywhere.
    html = html.replace('url("fonts/', f'url("{path.parent.absolute().as_uri()}/fonts/')
    (folder / "template.html").write_text(colleges.template(html), "utf-8")


if __name__ == "__main__":
    main()
