"""preview: an article in the browser, anew at each save."""

import argparse
from pathlib import Path

from cma_content.cli import handout_arguments
from cma_content.cli.sources import STDIN, path_named
from cma_content.cli.terminal import complain, finish, say
from cma_content.errors import UsageError


def run(options: argparse.Namespace) -> int:
    """Says where the page is, and serves it until it is stopped."""
    from cma_content.handout import Limits
    from cma_content.preview.preview import preview

    if options.source == STDIN:
        raise UsageError("preview needs an article in a file: there is nothing to save on standard input")
    chosen = handout_arguments.chosen(options)

    def ready(address: str) -> None:
        say(f"Preview of {options.source or 'the guide'}; Ctrl-C ends it:", f"  {address}")
        finish()
        if options.open:
            import webbrowser

            if not webbrowser.open(address):
                complain("No browser could be opened: open the address by hand.")

    preview(
        None if options.source is None else _file(options.source),
        chosen,
        programs={name: _file(name) for name in options.program},
        port=options.port,
        limits=Limits.named(dict(options.limit)),
        ready=ready,
    )
    return 0


def _file(name: str) -> Path:
    path = path_named(name)
    if path is None:
        raise UsageError(f"there is no file {name}")
    return path
