"""schema: the JSON Schema of an article, of a program's file, or of what exec: hands to a program."""

import argparse
import json

from cma_content.cli.terminal import say_json
from cma_content.model.json_schema import schema_text


def run(options: argparse.Namespace) -> int:
    """As it ships beside the guide."""
    if options.kind == "handout":
        from cma_content.exporting.handout_data import schema

        say_json(json.dumps(schema(), indent=2, ensure_ascii=False))
    else:
        say_json(schema_text(options.kind).rstrip("\n"))
    return 0
