"""completion: the script by which a shell completes the command `cma-content`, written by shtab."""

import argparse
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Final

from cma_content.cli.argument_types import AUDIENCES, audiences, choose
from cma_content.cli.terminal import say
from cma_content.errors import lacking

_FOLDERS: Final = frozenset({"FOLDER"})
_FILES: Final = frozenset({"FILE", "FILE-OR-CODE", "NEW", "OLD", "PATH", "PLACE", "ROSTER", "SOURCE"})


def run(options: argparse.Namespace) -> int:
    """Commands, options, the words that an option takes, and files; raises `MissingEngineError` without shtab."""
    try:
        import shtab
    except ImportError:
        raise lacking("completion needs shtab", "completion") from None

    from cma_content.cli.arguments import parsers

    main, commands = parsers()
    # What is completed is a command of one word; python -m has a completion of its own.
    main.prog = "cma-content"
    for parser in (main, *commands.values()):
        for action in parser._actions:
            if words := list(_words(action)):
                action.choices = words
            elif action.metavar in _FOLDERS:
                action.complete = shtab.DIRECTORY  # type: ignore[attr-defined]
            elif action.metavar in _FILES and action.dest != "region":
                action.complete = shtab.FILE  # type: ignore[attr-defined]
    say(*shtab.complete(main, options.shell).splitlines())
    return 0


def _words(action: argparse.Action) -> Iterator[str]:
    if isinstance(action.type, partial) and action.type.func is choose:
        known: Sequence[str] = action.type.args[1]
        yield from known
    elif action.type is audiences:
        yield from AUDIENCES
    elif action.metavar == "FORMATS":
        from cma_content.exporting.registry import available

        yield from (*available(), "all")
    elif action.metavar == "CODE":
        from cma_content.diagnostics.rules import CATALOG

        yield from CATALOG
