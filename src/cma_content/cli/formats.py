"""formats: what can be written, and by whom."""

import argparse
import re

from cma_content.cli.terminal import say
from cma_content.exporting.registry import available


def run(_: argparse.Namespace) -> int:
    """A line a format, with its distribution; loads none of them."""
    for name, owner in available().items():
        # A name that is more than a word could pass for a line of its own.
        shown = name if re.fullmatch(r"[\w.+-]+", name) else repr(name)
        say(f"{shown:<8}  {owner}")
    return 0
