"""The pages that stand in the folder of the project, with links that lead on within the site."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

_ROOT: Final = Path(__file__).parents[2]
PAGES: Final = ("CHANGELOG.md", "CODE_OF_CONDUCT.md", "GOVERNANCE.md", "RELEASING.md", "SECURITY.md")
_LINK: Final = re.compile(r"(?<=\]\()(?!https?:|#)[^)#]+")


def page(name: str) -> Iterator[str]:
    """The lines of one of the pages, for a page of the site that stands in a folder beside those of `docs`."""
    yield from _LINK.sub(_target, (_ROOT / name).read_text("utf-8")).splitlines()


def _target(found: re.Match[str]) -> str:
    """Where a link leads from there: a page beside it, another of the site, or a file that is copied into the site."""
    if found[0] in PAGES:
        return found[0].lower().replace("_", "-")
    return f"../{found[0].removeprefix('docs/')}" if found[0].startswith("docs/") else f"../../{found[0]}"
