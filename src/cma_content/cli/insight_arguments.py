"""The arguments of the commands that ask something of an article, or bring its files up to date."""

from typing import Final

from cma_content.cli.argument_types import number_up_to, one_of
from cma_content.cli.parser import Parser
from cma_content.cli.terminal import PROGRAM

WAGES: Final = """\
Make the wage table of an article anew from a release of the Occupational
Employment and Wage Statistics of the U.S. Bureau of Labor Statistics, and say
what moved. Download it by hand from www.bls.gov/oes/tables.htm: all data, or
national, state and metropolitan together. Nothing is fetched.
"""
MIGRATE: Final = """\
Put what took its place wherever a file refers to an id that was retired: in the
file of a program, what the guide or your article has retired; without one, in
the files of your article, what it has retired itself. Comments and all else
stay as they were typed. Without --write, it prints a diff.
"""


def find(parser: Parser) -> None:
    parser.add_argument("words", nargs="+", metavar="WORDS", help="in everyday words: drawing blood")
    parser.add_argument("--in", dest="source", metavar="SOURCE", help="a YAML article; without one, the guide")
    parser.add_argument("--most", type=number_up_to(100), default=5, metavar="N", help="how many (default: 5)")
    parser.add_argument("--json", action="store_true", help="print JSON")


def reading(parser: Parser) -> None:
    parser.add_argument(
        "source", nargs="?", metavar="SOURCE", help="a YAML article, or - for standard input; without one, the guide"
    )
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--strict", action="store_true", help="return 1 where a part is outside a band")


def migrate(parser: Parser) -> None:
    parser.usage = f"{PROGRAM} migrate [SOURCE] [--program FILE] [--write]"
    parser.description = MIGRATE
    parser.add_argument("source", nargs="?", metavar="SOURCE", help="a YAML article; with --program, else the guide")
    parser.add_argument("--program", metavar="FILE", help="the file of a program, in place of those of SOURCE")
    parser.add_argument("--write", action="store_true", help="write the files anew")


def wages(parser: Parser) -> None:
    parser.usage = f"{PROGRAM} wages import FILE [FILE ...] [OPTIONS]"
    parser.description = WAGES
    parser.add_argument("action", type=one_of("action", ("import",)), metavar="import", help="the one thing it does")
    parser.add_argument(
        "files", nargs="+", metavar="FILE", help="workbooks (.xlsx), zips of them, CSV files, or a folder of flat files"
    )
    parser.add_argument("--article", metavar="SOURCE", help="the YAML article with the table; without one, the guide")
    parser.add_argument("-o", "--output", metavar="FOLDER", help="where to write (default: the folder of the article)")
    parser.add_argument(
        "--period", default="", metavar="MONTH", help="the release, such as 2026-05, where no name of a file says it"
    )
