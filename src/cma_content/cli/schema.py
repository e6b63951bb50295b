"""schema: the JSON Schema of an article or a program's file."""

import argparse

from cma_content.cli.terminal import say_json
from cma_content.model.json_schema import schema_text


def run(options: argparse.Namespace) -> int:
    """As it ships beside the guide."""
    say_json(schema_text(options.kind).rstrip("\n"))
    return 0
