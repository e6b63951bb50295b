"""new: an article or a program's file to start from."""

import argparse
import json
from pathlib import Path

from cma_content.cli.terminal import PROGRAM, say
from cma_content.errors import OutputError
from cma_content.loading.templates import ARTICLE, PROGRAM_FILE, SCHEMA
from cma_content.model.json_schema import schema
from cma_content.publishing.files import check_writable, write


def run(options: argparse.Namespace) -> int:
    """Writes a file that is valid as it stands; an article gets its schema beside it."""
    path = Path(options.path)
    check_writable(path)
    if path.exists():
        raise OutputError(f"{path} exists already; it was left as it is")
    is_article = options.kind == "article"
    write(path, (ARTICLE if is_article else PROGRAM_FILE).encode())
    say(f"Wrote {path}")
    beside = path.with_name(SCHEMA)
    if is_article and not beside.exists():
        write(beside, (json.dumps(schema(), indent=2, ensure_ascii=False) + "\n").encode())
        say(f"Wrote {beside}, for editors that complete and check by it")
    say(f"Edit it, then: {PROGRAM} check {'' if is_article else '--program '}{path}")
    return 0
