"""The command line: the one place that parses arguments, prints and decides the exit code."""

import argparse
import json
import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Final, get_args

from cma_content import reporting
from cma_content.article import schema
from cma_content.errors import ArticleError, ContentError, OutputError, UsageError
from cma_content.exporting import available, export, get_exporter
from cma_content.handout.tree import Edition, Paper
from cma_content.loading import load
from cma_content.problems import Problem
from cma_content.publishing import check_writable, publish, write
from cma_content.rules import CATALOGUE
from cma_content.scaffolding import ARTICLE

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
exit codes: 0 done; 1 the article has problems; 2 wrong usage; 3 a source cannot be read;
4 an engine is missing (other formats were written); 5 output failed; 70 a mistake of this program
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit code."""
    options = _parser().parse_args(arguments)
    try:
        code: int = options.run(options)
        sys.stdout.flush()
    except ArticleError as error:
        print(_report(error, "text", sys.stderr.isatty()), file=sys.stderr)
        print(f"\n{_count(error)}. Nothing was written.", file=sys.stderr)
        return error.exit_code
    except ContentError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # The reader of our output has gone; what Python still holds for it has nowhere to go.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OutputError.exit_code
    except Exception:
        traceback.print_exc()
        print("\nThis is a mistake of cma_content, not yours. Please report it with the lines above.", file=sys.stderr)
        return 70
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
    export_ = commands.add_parser(
        "export",
        help="write handouts",
        description=f"Write handouts.\n\n{EXAMPLES}",
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    export_.add_argument("source", nargs="?", metavar="SOURCE", help="a YAML article; without one, the guide itself")
    export_.add_argument(
        "--to", metavar="FORMATS", help="formats, separated by commas (default: pdf,epub,json); see the command formats"
    )
    export_.add_argument("--paper", default="letter", choices=get_args(Paper), help="paper of a PDF (default: letter)")
    export_.add_argument(
        "-o", "--output", default="handouts", metavar="PLACE", help="a folder, a file such as guide.pdf, or - (stdout)"
    )
    export_.set_defaults(run=_export)
    check = commands.add_parser("check", help="say what is wrong with articles", epilog=EXIT_CODES)
    check.add_argument("sources", nargs="*", metavar="SOURCE", help="YAML articles; without one, the guide itself")
    check.add_argument("--format", default="text", choices=sorted(reporting.FORMATS), help="form of the report")
    check.set_defaults(run=_check)
    explain = commands.add_parser("explain", help="explain the code of a problem")
    explain.add_argument("code", metavar="CODE", help="such as CC303; 'all' lists every code")
    explain.set_defaults(run=_explain)
    new = commands.add_parser("new", help="start an article of your own")
    new.add_argument("kind", choices=["article"])
    new.add_argument("path", metavar="PATH", type=Path, help="the file to write; it must not exist")
    new.set_defaults(run=_new)
    formats = commands.add_parser("formats", help="list the formats and the packages they come from")
    formats.set_defaults(run=_formats)
    schema_ = commands.add_parser("schema", help="print the JSON Schema of an article")
    schema_.set_defaults(run=_schema)
    return parser


def _export(options: argparse.Namespace) -> int:
    names = [name.strip() for name in options.to.split(",") if name.strip()] if options.to else []
    edition = Edition(options.paper)
    ending = Path(options.output).suffix.removeprefix(".")
    if options.output == "-" or (ending in available() and not Path(options.output).is_dir()):
        return _export_one(options, names or [ending] * bool(ending), edition)
    article = load(options.source)
    code = 0
    for made in publish(article, names or ["pdf", "epub", "json"], Path(options.output), edition):
        if made.error:
            print(f"{made.name}: {made.error}", file=sys.stderr)
            code = max(code, made.error.exit_code)
        else:
            print(f"{made.path}  {_size(made.size)}  {made.seconds:.1f} s", flush=True)
    return code


def _export_one(options: argparse.Namespace, names: list[str], edition: Edition) -> int:
    """One format to one file, or to standard output; the file's name says which where `--to` does not."""
    if len(names) != 1:
        raise UsageError(f"-o {options.output} takes one format: name it with --to")
    if options.output == "-":
        sys.stdout.buffer.write(export(load(options.source), names[0], edition))
        return 0
    path = Path(options.output)
    if path.suffix != get_exporter(names[0]).suffix:
        raise UsageError(f"{path} is no name for the format {names[0]}")
    check_writable(path)
    content = export(load(options.source), names[0], edition)
    write(path, content)
    print(f"{path}  {_size(len(content))}")
    return 0


def _check(options: argparse.Namespace) -> int:
    problems: list[Problem] = []
    code = 0
    for source in options.sources or [None]:
        try:
            load(source)
        except ArticleError as error:
            problems += error.problems
            code = max(code, error.exit_code)
    together = ArticleError(problems)
    if options.format != "text":
        print(_report(together, options.format, colour=False))
    elif problems:
        print(_report(together, "text", sys.stdout.isatty()))
        print(f"\n{_count(together)}. Explain a code: {PROGRAM} explain {problems[0].rule.code}")
    else:
        print("No problems.")
    return code


def _explain(options: argparse.Namespace) -> int:
    if options.code == "all":
        for rule in CATALOGUE.values():
            print(f"{rule.code}  {rule.title}")
        return 0
    if options.code.upper() not in CATALOGUE:
        raise UsageError(f"there is no code {options.code!r}; {PROGRAM} explain all lists them")
    print(reporting.explained(CATALOGUE[options.code.upper()]))
    return 0


def _new(options: argparse.Namespace) -> int:
    path: Path = options.path
    if path.exists():
        raise OutputError(f"{path} exists already; it was left as it is")
    check_writable(path)
    write(path, ARTICLE.encode())
    print(f"{path}  edit it, then: {PROGRAM} check {path}")
    return 0


def _formats(_: argparse.Namespace) -> int:
    for name, point in available().items():
        owner = f"{point.dist.name} {point.dist.version}" if point.dist else "unknown"
        print(f"{name:<8}{owner}")
    return 0


def _schema(_: argparse.Namespace) -> int:
    print(json.dumps(schema(), indent=2, ensure_ascii=False))
    return 0


def _report(error: ArticleError, form: str, colour: bool) -> str:
    if form == "text":
        return reporting.as_text(error.problems, colour=colour and "NO_COLOR" not in os.environ)
    return reporting.FORMATS[form](error.problems)


def _count(error: ArticleError) -> str:
    number = len(error.problems)
    files = len({problem.file for problem in error.problems})
    return f"{number} problem{'s' * (number != 1)} in {files} file{'s' * (files != 1)}"


def _size(size: int) -> str:
    return f"{size / 1000:,.0f} kB" if size >= 1000 else f"{size} bytes"
