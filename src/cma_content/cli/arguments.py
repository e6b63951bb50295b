"""The arguments of each command, and the help that leads with what a teacher needs."""

import argparse
from pathlib import Path
from typing import Final, get_args

from cma_content.cli import commands
from cma_content.cli.terminal import PROGRAM
from cma_content.design.tokens import Preset
from cma_content.diagnostics import reports
from cma_content.handout.options import Layout, Paper
from cma_content.model.blocks import Audience

EXAMPLES: Final = f"""\
  {PROGRAM} export
      the guide as PDF, EPUB and JSON, in the folder handouts
  {PROGRAM} export --to pdf --paper a4 -o print
      one PDF for A4 paper, in the folder print
  {PROGRAM} export --layout fact-sheet --region Seattle --program my-program.yaml
      one page with your name on it and the pay of your area
"""
EXIT_CODES: Final = """\
exit codes: 0 done; 1 the article has problems; 2 wrong usage; 3 a source cannot be read;
4 an engine is missing (other formats were written); 5 output failed; 6 a plug-in failed;
70 an internal error
"""


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(
        prog=PROGRAM,
        usage=f"{PROGRAM} COMMAND …",
        description=f"Handouts from a typed career guide.\n\n{EXAMPLES}",
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    group = made.add_subparsers(title="commands", metavar="COMMAND", required=True)
    export_ = group.add_parser(
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
    export_.add_argument(
        "--layout", default="guide", choices=get_args(Layout), help="the whole guide, or a sheet of one or two sides"
    )
    export_.add_argument(
        "--preset",
        default="standard",
        choices=get_args(Preset),
        help="12 points, 18 and more, or black on white",
    )
    export_.add_argument("--paper", default="letter", choices=get_args(Paper), help="paper (default: letter)")
    export_.add_argument("--region", default="", metavar="PLACE", help="a state or metro area: WA, Washington, Seattle")
    export_.add_argument(
        "--audience", default="student", metavar="WHO", help=f"{', '.join(get_args(Audience))}; several with commas"
    )
    export_.add_argument("--program", metavar="FILE", help="who hands it out: a YAML file (see: new program)")
    export_.add_argument(
        "-o", "--output", default="handouts", metavar="PLACE", help="a folder, a file such as guide.pdf, or - (stdout)"
    )
    export_.add_argument("--manifest", action="store_true", help="write manifest.json too, with the files' SHA-256")
    export_.set_defaults(run=commands.export_)
    check = group.add_parser("check", help="say what is wrong with articles", epilog=EXIT_CODES)
    check.add_argument("sources", nargs="*", metavar="SOURCE", help="YAML articles; without one, the guide itself")
    check.add_argument("--program", metavar="FILE", help="a program's file, to be checked against the first source")
    check.add_argument("--format", default="text", choices=sorted(reports.FORMATS), help="form of the report")
    check.set_defaults(run=commands.check)
    explain = group.add_parser("explain", help="explain the code of a problem")
    explain.add_argument("code", metavar="CODE", help="such as CC303; 'all' lists every code")
    explain.set_defaults(run=commands.explain)
    new = group.add_parser("new", help="start an article of your own, or the file of your program")
    new.add_argument("kind", choices=["article", "program"])
    new.add_argument("path", metavar="PATH", type=Path, help="the file to write; it must not exist")
    new.set_defaults(run=commands.new)
    identify = group.add_parser("identify", help="say which edition and choices a handout was made of")
    identify.add_argument("what", metavar="FILE-OR-CODE", help="a handout, or the code at its foot: '2026-11 · K7F3'")
    identify.add_argument("source", nargs="?", metavar="SOURCE", help="its YAML article; without one, the guide itself")
    identify.add_argument("--program", metavar="FILE", help="the program whose handout it may be")
    identify.set_defaults(run=commands.identify)
    formats = group.add_parser("formats", help="list the formats and the packages they come from")
    formats.set_defaults(run=commands.formats)
    verify = group.add_parser("verify", help="say what finished files prove of themselves", epilog=EXIT_CODES)
    verify.add_argument("files", nargs="+", metavar="FILE", type=Path, help="handouts")
    verify.add_argument("--format", default="text", choices=["json", "text"], help="form of the report")
    verify.set_defaults(run=commands.verify)
    schema_ = group.add_parser("schema", help="print the JSON Schema of an article")
    schema_.set_defaults(run=commands.schema_)
    return made
