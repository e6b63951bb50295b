"""The arguments that choose what is printed, and those of the preview, which begins with them."""

import argparse
from typing import TYPE_CHECKING, Final

from cma_content.cli import sections
from cma_content.cli.argument_types import (
    AUDIENCES,
    LAYOUTS,
    LIMITS,
    PAPERS,
    PRESETS,
    audiences,
    limit,
    number_up_to,
    one_of,
)
from cma_content.cli.parser import Parser
from cma_content.cli.terminal import PROGRAM

if TYPE_CHECKING:
    from cma_content.handout import RenderOptions
    from cma_content.model.program import Program

PREVIEW: Final = """\
Show an article in the browser, as a web page and as a PDF, and build it anew
whenever one of its files is saved. The page is for this computer alone, and its
address is a secret of this run. The options are those to begin with.
"""


def content(parser: Parser) -> None:
    """Whose handout, of what kind."""
    parser.add_argument(
        "--layout",
        default=LAYOUTS[0],
        type=one_of("layout", LAYOUTS),
        metavar="LAYOUT",
        help="guide (default), fact-sheet (one page) or two-sided (two)",
    )
    look(parser)
    readers(parser)


def readers(parser: Parser) -> None:
    """Who it is for, and where."""
    parser.add_argument("--region", default="", metavar="PLACE", help="a state or metro area: WA, Washington, Seattle")
    parser.add_argument(
        "--audience",
        default=AUDIENCES[:1],
        type=audiences,
        metavar="WHO",
        help=f"{', '.join(AUDIENCES)} (default: {AUDIENCES[0]}); several with commas",
    )


def look(parser: Parser) -> None:
    """How it looks."""
    parser.add_argument(
        "--preset",
        default=PRESETS[0],
        type=one_of("preset", PRESETS),
        metavar="PRESET",
        help="standard (12 points, default), large-print (18 and more) or high-contrast (black on white)",
    )
    parser.add_argument(
        "--paper", default=PAPERS[0], type=one_of("paper", PAPERS), metavar="PAPER", help="letter (default) or a4"
    )


def limits(parser: Parser) -> None:
    """How much of it."""
    parser.add_argument(
        "--limit",
        action="append",
        default=[],
        type=limit,
        metavar="NAME=NUMBER",
        help="another limit for how much is printed; may stand several times: " + ", ".join(LIMITS),
    )


def chosen(options: argparse.Namespace, program: "Program | None" = None) -> "RenderOptions":
    """What was chosen by the arguments of `content` and of sections."""
    from cma_content.handout import RenderOptions

    return RenderOptions(
        paper=options.paper,
        layout=options.layout,
        preset=options.preset,
        region=options.region,
        audience=options.audience,
        program=program,
        sections=options.sections,
        cover=options.cover,
    )


def preview(parser: Parser) -> None:
    """The arguments of the command preview."""
    parser.description = PREVIEW
    parser.add_argument("source", nargs="?", metavar="SOURCE", help="a YAML article; without one, the guide")
    content(parser)
    parser.add_argument(
        "--program",
        action="append",
        default=[],
        metavar="FILE",
        help="who hands it out: a YAML file; may stand several times, for the page to choose from",
    )
    sections.sections(parser)
    parser.add_argument(
        "--port", type=number_up_to(65_535), default=0, metavar="N", help="the port (default: any that is free)"
    )
    parser.add_argument("--open", action="store_true", help="open the page in the browser")
    limits(parser)


def fragment(parser: Parser) -> None:
    """The arguments of the command fragment."""
    parser.usage = f"{PROGRAM} fragment SECTIONS [SOURCE] [-o FILE] [OPTIONS]"
    parser.add_argument(
        "sections",
        type=sections.names,
        metavar="SECTIONS",
        help="ids with commas; export --list-sections has them",
    )
    parser.add_argument("source", nargs="?", metavar="SOURCE", help="a YAML article; without one, the guide")
    readers(parser)
    parser.add_argument("--program", metavar="FILE", help="who hands it out: a YAML file (see: new program)")
    parser.add_argument(
        "--heading-level",
        type=int,
        choices=(2, 3, 4),
        default=2,
        metavar="N",
        help="the level of its first headings, 2 (default), 3 or 4",
    )
    parser.add_argument("-o", "--output", default="", metavar="FILE", help="the file (default: SECTIONS.html)")
