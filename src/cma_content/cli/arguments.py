"""The arguments of each command, and the help that leads with what a teacher needs.

Nothing here imports the model: help comes at once.
"""

import argparse
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from cma_content.cli import batch_arguments, handout_arguments, insight_arguments, sections
from cma_content.cli.argument_types import day, one_of, unknown
from cma_content.cli.calling import is_script
from cma_content.cli.parser import Parser
from cma_content.cli.terminal import PROGRAM
from cma_content.errors import UsageError

REPORTS: Final = ("text", "json", "sarif", "github")
DEFAULT_FORMATS: Final = ("pdf", "epub", "json")

SHELLS: Final = ("bash", "zsh", "fish", "tcsh", "powershell")
COMPLETION: Final = """\
In bash, for every new shell:
  cma-content completion bash >~/.local/share/bash-completion/completions/cma-content
In zsh, into a folder of $fpath:
  cma-content completion zsh >~/.zfunc/_cma-content
In fish:
  cma-content completion fish >~/.config/fish/completions/cma-content.fish
In tcsh and PowerShell, into a file that the shell reads when it starts.
"""
EXAMPLES: Final = f"""\
  {PROGRAM} export
      the guide as PDF, EPUB and JSON, in the folder handouts
  {PROGRAM} export --to pdf --paper a4 -o print
      one PDF for A4 paper, in the folder print
  {PROGRAM} export --layout fact-sheet --region Seattle \\
      --program my-program.yaml
      one page with your name on it and the pay of your area
"""
EXIT_CODES: Final = """\
exit codes:
  0   done
  1   an article has problems, a file fails, or a handout is not current
  2   wrong usage
  3   a source cannot be read
  4   an engine is missing or does not work; the other formats were written
  5   output failed; the other formats were written
  6   a plug-in failed; the other formats were written
  7   drawing took too long; the other formats were written
  70  an internal error
  129, 130, 143  stopped by SIGHUP, Ctrl-C or SIGTERM
Of several failures, export returns the highest code.
"""
IN_STRANGE_FOLDERS: Final = """\
The command cma-content does the same. In a folder with files of people whom
you do not know, use it, or python -P -m cma_content: python -m alone runs what
lies there under a name that it looks for, such as yaml.py.

"""


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """The command and its options; raises `UsageError`, with the nearest word that is known."""
    first = next(iter(arguments), "")
    main, commands = parsers(first if first in COMMANDS else None)
    if first and not first.startswith("-") and first not in commands:
        raise UsageError(unknown("command", first, commands), f"Help: {PROGRAM} --help")
    known, others = main.parse_known_args(arguments)
    if not others:
        return known
    used = commands[known.command] if known.command else main
    name = next((word for word in others if word.startswith("-")), "")
    if not name:
        raise used.misuse(f"one argument too many: {others[0]}")
    raise used.misuse(unknown("option", name.partition("=")[0], used.options(), list_all=False))


def parsers(only: str | None = None) -> tuple[Parser, dict[str, Parser]]:
    """The parser, and those of the commands by name; with the arguments of one command alone, where it is named."""
    warning = "" if is_script() else IN_STRANGE_FOLDERS
    main = Parser(
        prog=PROGRAM,
        usage=f"{PROGRAM} COMMAND [OPTIONS]\n       {PROGRAM} COMMAND --help",
        description=f"Handouts from a typed career guide.\n\n{EXAMPLES}",
        epilog=f"{warning}{EXIT_CODES}\nWithout a command, it prints this help.",
    )
    main.add_argument("--version", action="store_true", help="print the version of this package")
    group = main.add_subparsers(title="commands", metavar="COMMAND", dest="command", prog=PROGRAM)
    made: dict[str, Parser] = {}
    for name, (summary, add) in COMMANDS.items():
        made[name] = group.add_parser(name, help=summary, description=f"{summary[0].upper()}{summary[1:]}.")
        if only in (None, name):
            add(made[name])
    return main, made


def _export(parser: Parser) -> None:
    parser.usage = f"{PROGRAM} export [SOURCE] [--to FORMATS] [-o PLACE] [OPTIONS]"
    parser.description = f"Write handouts.\n\n{EXAMPLES}"
    parser.epilog = EXIT_CODES
    parser.add_argument(
        "source", nargs="?", metavar="SOURCE", help="a YAML article, or - for standard input; without one, the guide"
    )
    parser.add_argument(
        "--to",
        action="append",
        metavar="FORMATS",
        help="formats, with commas, or all; may stand several times (default: what the name of -o says, or "
        f"{','.join(DEFAULT_FORMATS)}); the command formats lists them; exec:COMMAND starts a program of yours, which "
        "reads the handout as JSON and writes the file",
    )
    handout_arguments.content(parser)
    parser.add_argument("--program", metavar="FILE", help="who hands it out: a YAML file (see: new program)")
    sections.sections(parser)
    sections.listing(parser)
    parser.add_argument(
        "-o",
        "--output",
        default="handouts",
        metavar="PLACE",
        help="a folder (default: handouts), a file such as guide.pdf, or - for standard output",
    )
    parser.add_argument(
        "--manifest", action="store_true", help="write manifest.json beside the files: their SHA-256, engines, options"
    )
    handout_arguments.limits(parser)
    parser.add_argument("-q", "--quiet", action="store_true", help="print problems alone")


def _check(parser: Parser) -> None:
    parser.epilog = EXIT_CODES
    parser.add_argument(
        "sources", nargs="*", metavar="SOURCE", help="YAML articles, or - for standard input; without one, the guide"
    )
    parser.add_argument("--program", metavar="FILE", help="a program's file, to be checked against the first source")
    parser.add_argument("--strict", action="store_true", help="let warnings count as errors")
    parser.add_argument(
        "--as-of", type=day, metavar="DATE", help="the day to look at it from, such as 2027-06-01 (default: today)"
    )
    handout_arguments.limits(parser)
    _report_format(parser, REPORTS)


def _explain(parser: Parser) -> None:
    parser.add_argument("code", metavar="CODE", help="such as CC303; all lists every code")


def _new(parser: Parser) -> None:
    parser.add_argument(
        "kind", type=one_of("kind", ("article", "program", "roster")), metavar="KIND", help="article, program or roster"
    )
    parser.add_argument("path", metavar="PATH", help="the file to write; it must not exist")
    parser.add_argument("--full", action="store_true", help="an article with every block and collection in it")


def _identify(parser: Parser) -> None:
    parser.add_argument("what", metavar="FILE-OR-CODE", help="a handout, or the code at its foot")
    parser.add_argument("source", nargs="?", metavar="SOURCE", help="its YAML article; without one, the guide")
    parser.add_argument("--program", metavar="FILE", help="the program whose handout it may be")


def _verify(parser: Parser) -> None:
    parser.epilog = EXIT_CODES
    parser.add_argument("files", nargs="+", metavar="FILE", help="handouts, and the manifest.json beside them")
    _report_format(parser, REPORTS[:2])


def _schema(parser: Parser) -> None:
    parser.add_argument(
        "kind",
        nargs="?",
        default="article",
        type=one_of("kind", ("article", "program", "handout")),
        metavar="KIND",
        help="article (default), program, or handout: what a program that exec: starts reads",
    )


def _diff(parser: Parser) -> None:
    parser.usage = f"{PROGRAM} diff OLD [NEW] [--to FORMATS] [-o PLACE] [OPTIONS]"
    parser.epilog = EXIT_CODES
    parser.add_argument("old", metavar="OLD", help="a YAML article, or one exported as JSON; guide for the guide")
    parser.add_argument("new", nargs="?", default="guide", metavar="NEW", help="the same; without one, the guide")
    parser.add_argument(
        "--to",
        action="append",
        metavar="FORMATS",
        help="text (default) and json, on standard output; any other format writes a one-page handout of what changed",
    )
    parser.add_argument("--json", action="append_const", const="json", dest="to", help="the same as --to json")
    handout_arguments.look(parser)
    parser.add_argument("--program", metavar="FILE", help="who hands it out: a YAML file (see: new program)")
    parser.add_argument(
        "-o", "--output", default="handouts", metavar="PLACE", help="a folder (default: handouts), or a file"
    )


def _doctor(parser: Parser) -> None:
    parser.epilog = EXIT_CODES
    parser.add_argument(
        "what", nargs="*", metavar="WHAT", help="formats, such as pdf, or checks of its report (default: all)"
    )
    _report_format(parser, REPORTS[:2])


def _completion(parser: Parser) -> None:
    parser.epilog = COMPLETION
    parser.add_argument("shell", type=one_of("shell", SHELLS), metavar="SHELL", help=", ".join(SHELLS))


def _nothing(_: Parser) -> None:
    """No arguments."""


def _report_format(parser: Parser, known: Sequence[str]) -> None:
    parser.add_argument(
        "--format",
        default=known[0],
        type=one_of("format", known),
        metavar="FORM",
        help=f"form of the report: {', '.join(known)} (default: {known[0]})",
    )


COMMANDS: Final[Mapping[str, tuple[str, Callable[[Parser], None]]]] = {
    "export": ("write handouts", _export),
    "check": ("say what is wrong with articles", _check),
    "preview": ("show an article in the browser, anew at each save", handout_arguments.preview),
    "find": ("find what the guide says of something", insight_arguments.find),
    "explain": ("explain the code of a problem", _explain),
    "batch": ("write the handouts of a roster, a row for each", batch_arguments.batch),
    "fragment": ("write sections as HTML for a web page of yours", handout_arguments.fragment),
    "new": ("start an article of your own, the file of your program, or a roster", _new),
    "migrate": ("put what took their place where a file has ids that were retired", insight_arguments.migrate),
    "diff": ("say what changed between two articles or editions", _diff),
    "identify": ("say which edition and choices a handout was made of", _identify),
    "formats": ("list the formats and the packages they come from", _nothing),
    "verify": ("say what finished files prove of themselves", _verify),
    "doctor": ("say what works on this machine, and what would make the rest work", _doctor),
    "reading": ("measure how hard an article is to read, and how long it takes", insight_arguments.reading),
    "wages": ("bring the wage table up to date from the Bureau's files", insight_arguments.wages),
    "completion": ("print what lets a shell complete the command cma-content", _completion),
    "schema": ("print the JSON Schema of an article, or of a program's file", _schema),
}
