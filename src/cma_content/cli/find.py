"""find: what the guide says of something, in everyday words."""

import argparse
import json
from dataclasses import asdict

from cma_content.cli.sources import article_of
from cma_content.cli.terminal import complain, say, say_json


def run(options: argparse.Namespace) -> int:
    """Prints the entries that fit best; ends with 1 where nothing fits."""
    found = article_of(options.source).find(" ".join(options.words), options.most)
    if options.json:
        say_json(json.dumps([asdict(match) for match in found], indent=2, ensure_ascii=False))
    elif not found:
        complain(f"Nothing in the article fits {' '.join(options.words)!r}.")
    for match in () if options.json else found:
        say(f"{match.kind} {match.id}: {match.title}")
        if match.text and match.text != match.title:
            say(f"    {match.text}")
    return int(not found)
