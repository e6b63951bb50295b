"""formats: what can be written, and by whom."""

import argparse

from cma_content.cli.terminal import say
from cma_content.exporting.registry import available


def run(_: argparse.Namespace) -> int:
    """A line a format, with its distribution; loads none of them."""
    for name, owner in available().items():
        say(f"{name:<8}  {owner}")
    return 0
