"""explain: the cause of a problem and its remedy."""

import argparse

from cma_content.cli.terminal import PROGRAM, say
from cma_content.diagnostics.escaping import wrapped
from cma_content.diagnostics.reports import explained
from cma_content.diagnostics.rules import CATALOG
from cma_content.errors import UsageError


def run(options: argparse.Namespace) -> int:
    """One code in full, or all in a line each."""
    code = options.code.strip().upper()
    if code == "ALL":
        say(*(f"{rule.code}  {rule.title}" for rule in CATALOG.values()))
        return 0
    if code not in CATALOG:
        import difflib

        near = difflib.get_close_matches(code, CATALOG, n=1)
        hint = f"did you mean {near[0]}?" if near else "one looks like CC303"
        raise UsageError(f"there is no code {options.code!r}; {hint}", f"All codes: {PROGRAM} explain all")
    for line in explained(CATALOG[code]):
        say(*wrapped(line, " " * 8))
    return 0
