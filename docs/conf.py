"""How Sphinx makes the documentation site: ./run docs. It needs no network, and its warnings are errors."""

import sys
from pathlib import Path

from sphinx.application import Sphinx

from cma_content import __version__

# Sphinx runs this file, but does not import it.
sys.path.insert(0, str(Path(__file__).parent))

from accessible import fix_all
from written import filled

project = "cma_content"
version = __version__
copyright = "The cma_content project"  # noqa: A001 - Sphinx's name
language = "en"
extensions = ["myst_parser"]
exclude_patterns = ["built"]
nitpicky = True

myst_heading_anchors = 3

html_theme = "furo"
html_title = "cma_content"
html_static_path = ["static"]
html_css_files = ["site.css"]
html_use_index = False
html_copy_source = False
html_show_sourcelink = False
# A page that was opened from a folder may read no other: what is found is shown without an extract.
html_show_search_summary = False


def setup(app: Sphinx) -> None:
    """The reference is written into its pages as they are read, and finished pages are set right."""
    app.connect("source-read", _read)
    app.connect("build-finished", _finished)


def _read(_: Sphinx, __: str, source: list[str]) -> None:
    source[0] = filled(source[0])


def _finished(app: Sphinx, fault: Exception | None) -> None:
    if not fault:
        fix_all(Path(app.outdir))
