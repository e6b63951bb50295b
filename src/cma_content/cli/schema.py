"""schema: the JSON Schema of an article."""

import argparse
import json

from cma_content.cli.terminal import say_json
from cma_content.model.json_schema import schema


def run(_: argparse.Namespace) -> int:
    """As it ships beside the guide."""
    say_json(json.dumps(schema(), indent=2, ensure_ascii=False))
    return 0
