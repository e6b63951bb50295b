"""What axe-core finds in the pages of Sphinx and Furo, set right in the finished files."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

FIXES: Final[Mapping[str, str]] = {
    # A caption of the contents is no heading of the page.
    r' role="heading"(?=><span class="caption-text">)': "",
    # What scrolls can be scrolled by keyboard.
    r"<pre>": '<pre tabindex="0">',
    r'<div class="table-wrapper(?=[^>]*">)': '<div tabindex="0" role="group" aria-label="Table" class="table-wrapper',
    # Two landmarks of one kind have different names.
    r'<aside class="sidebar-drawer">': '<aside class="sidebar-drawer" aria-label="Site">',
    r'<aside class="toc-drawer(?=[^>]*">)': '<aside aria-label="Page" class="toc-drawer',
    # Every page has a heading.
    r'<div id="search-results">(?!<h1>)': '<h1>Search</h1>\n<div id="search-results">',
}
"""The pattern of a defect, and what stands in its place."""


def fix(page: str) -> str:
    """A finished page without the defects."""
    for pattern, good in FIXES.items():
        page = re.sub(pattern, good, page)
    return page


def fix_all(folder: Path) -> None:
    """The same for every page of a site."""
    for path in folder.rglob("*.html"):
        path.write_text(fix(path.read_text("utf-8")), "utf-8")
