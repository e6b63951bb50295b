"""The reference, written from the code each time the site is built: one function for each part of it.

A page asks for one by a comment of its own, `<!-- written: NAME -->`.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Final

from written import commands, house, labels, library, project, records, rules

PARTS: Final[Mapping[str, Callable[[], Iterator[str]]]] = {
    "commands": commands.helps,
    "contract": library.contract,
    "errors": library.raised,
    "exit-codes": commands.exit_codes,
    "exporters": house.exporters,
    "labels": labels.table,
    "library": library.names,
    "model": records.model,
    "options": records.options,
    "rooms": house.rooms,
    "rules": rules.table,
    "structured": library.structured,
    "tree": records.tree,
    **{name: partial(project.page, name) for name in project.PAGES},
}
"""What a page may ask for: lines of Markdown."""


def filled(page: str) -> str:
    """A page with each comment that asks for a part replaced by it; raises `KeyError` for one that does not exist."""
    return re.sub(r"<!-- written: (\S+) -->", lambda found: "\n".join(PARTS[found[1]]()), page)
