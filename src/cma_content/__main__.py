"""`python -m cma_content`, and the command `cma-content`."""

import gc

from cma_content.cli import main


def run() -> int:
    """Runs the command line and returns the exit code of the process, which is to end with it."""
    code = main()
    # All memory is given back at once; Python would go through it for cycles, three times, before.
    gc.freeze()
    return code


if __name__ == "__main__":
    raise SystemExit(run())
