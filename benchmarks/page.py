"""The very page that a PDF is made of, as a folder that the `weasyprint` command makes a PDF of, without the network.

Run: python benchmarks/page.py FOLDER [--layout LAYOUT] [--before]

The folder gets page.html, which holds its CSS, and in fonts/ the faces that it names, taken from the packages that
bring them. Then: python -m weasyprint FOLDER/page.html FOLDER/page.pdf, with --pdf-variant pdf/ua-1 for tags.

`--before` takes the page as it was when work on speed began, kept here as guide-before.html.xz and
fact-sheet-before.html.xz: what `cma_content_pdf.page.page` made of the guide at that time (commit 671f246), as it was,
packed by `xz -9`.
"""

import argparse
import lzma
import shutil
from pathlib import Path
from typing import Final

from cma_content_pdf.page import page

from cma_content import RenderOptions, load
from cma_content.exporting.fitting import fit
from cma_content.exporting.registry import get_exporter
from cma_content.handout.options import Layout
from cma_content.rendering import fonts

HERE: Final = Path(__file__).parent
BEFORE: Final = ("guide", "fact-sheet")
"""The layouts whose pages are kept."""
_FACES: Final = {
    ("Atkinson Hyperlegible", "Regular"): "",
    ("Atkinson Hyperlegible", "Bold"): " font-weight: 700;",
    ("Atkinson Hyperlegible", "Italic"): " font-style: italic;",
    ("Atkinson Hyperlegible", "BoldItalic"): " font-weight: 700; font-style: italic;",
}


def main() -> None:
    """Writes the folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--layout", choices=("guide", "fact-sheet", "two-sided"), default="guide")
    parser.add_argument("--before", action="store_true", help=f"as it was; of {' and '.join(BEFORE)} alone")
    options = parser.parse_args()
    dump(before(options.layout) if options.before else today(options.layout), options.folder)


def today(layout: Layout) -> str:
    """The page of the guide as it is made now."""
    return page(fit(load(), RenderOptions(layout=layout), get_exporter("pdf"))).html


def before(layout: str) -> str:
    """The page as it was."""
    return lzma.decompress((HERE / f"{layout}-before.html.xz").read_bytes()).decode()


def dump(html: str, folder: Path) -> Path:
    """Writes a page and its fonts to a folder, and returns the path of the page."""
    (folder / "fonts").mkdir(parents=True, exist_ok=True)
    named = ""
    for (family, face), what in _FACES.items():
        file = fonts.text_face(face)
        shutil.copy(file, folder / "fonts")
        named += f'@font-face {{ font-family: "{family}"; src: url("fonts/{file.name}");{what} }}\n'
    path = folder / "page.html"
    path.write_text(html.replace("<style>", f"<style>{named}", 1), "utf-8")
    return path


if __name__ == "__main__":
    main()
