"""The command line: the one place that parses arguments, prints and decides the exit code."""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final, get_args

from cma_content.article import schema
from cma_content.errors import ContentError
from cma_content.exporting import available
from cma_content.handout.tree import Edition, Paper
from cma_content.loading import load
from cma_content.publishing import publish

PROGRAM: Final = "python -m cma_content"
EXAMPLES: Final = f"""\
  {PROGRAM} export
      the guide as PDF, EPUB and JSON, in the folder handouts
  {PROGRAM} export --to pdf --paper a4 -o print
      one PDF for A4 paper, in the folder print
  {PROGRAM} export my-article.yaml --to html
      your own article as a web page
"""
EXIT_CODES: Final = """\
exit codes: 0 done; 1 the article has problems; 2 wrong usage; 3 the source cannot be read;
4 an engine is missing (other formats were written); 5 a file could not be written
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit code."""
    options = _parser().parse_args(arguments)
    try:
        code: int = options.run(options)
        sys.stdout.flush()
    except ContentError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    except BrokenPipeError:
        # The reader of our output has gone; what Python still holds for it has nowhere to go.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 5
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=PROGRAM,
        usage=f"{PROGRAM} COMMAND …",
        description=f"Handouts from a typed career guide.\n\n{EXAMPLES}",
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    export = commands.add_parser(
        "export",
        help="write handouts",
        description=f"Write handouts.\n\n{EXAMPLES}",
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    export.add_argument("source", nargs="?", metavar="SOURCE", help="a YAML article; without one, the guide itself")
    export.add_argument(
        "--to",
        default="pdf,epub,json",
        metavar="FORMATS",
        help="formats, separated by commas (default: %(default)s); see the command formats",
    )
    export.add_argument("--paper", default="letter", choices=get_args(Paper), help="paper of a PDF (default: letter)")
    export.add_argument("-o", "--output", default="handouts", metavar="DIR", help="folder (default: %(default)s)")
    export.set_defaults(run=_export)
    formats = commands.add_parser("formats", help="list the formats and the packages they come from")
    formats.set_defaults(run=_formats)
    schema_ = commands.add_parser("schema", help="print the JSON Schema of an article")
    schema_.set_defaults(run=_schema)
    return parser


def _export(options: argparse.Namespace) -> int:
    article = load(options.source)
    names = [name.strip() for name in options.to.split(",") if name.strip()]
    code = 0
    for made in publish(article, names, Path(options.output), Edition(options.paper)):
        if made.error:
            print(f"{made.name}: {made.error}", file=sys.stderr)
            code = made.error.exit_code
        else:
            print(f"{made.path}  {_size(made.size)}  {made.seconds:.1f} s", flush=True)
    return code


def _formats(_: argparse.Namespace) -> int:
    for name, point in available().items():
        owner = f"{point.dist.name} {point.dist.version}" if point.dist else "unknown"
        print(f"{name:<8}{owner}")
    return 0


def _schema(_: argparse.Namespace) -> int:
    print(json.dumps(schema(), indent=2, ensure_ascii=False))
    return 0


def _size(size: int) -> str:
    return f"{size / 1000:,.0f} kB" if size >= 1000 else f"{size} bytes"
