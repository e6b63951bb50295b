"""`python -m cma_content`, and the command `cma-content`."""

import gc
import warnings

from cma_content.cli import main
from cma_content.cli.terminal import show_warning


def run() -> int:
    """Runs the command line and returns the exit code of the process, which is to end with it."""
    # The process is ours alone, and so is what it prints.
    warnings.showwarning = show_warning
    look_seldom_for_cycles()
    code = main()
    # All memory is given back at once; Python would go through it for cycles, three times, before.
    gc.freeze()
    return code


def look_seldom_for_cycles() -> None:
    """In a process that is ours alone: much is made, little of it refers to itself, one look in a hundred is enough."""
    gc.set_threshold(70_000)


if __name__ == "__main__":
    raise SystemExit(run())
