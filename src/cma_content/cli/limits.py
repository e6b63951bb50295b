"""The argument that raises a limit, of every command that draws."""

from cma_content.cli.parser import Parser
from cma_content.cli.values import LIMITS, limit


def limit_option(parser: Parser) -> None:
    """Adds it."""
    parser.add_argument(
        "--limit",
        action="append",
        default=[],
        type=limit,
        metavar="NAME=NUMBER",
        help="another limit for how much is printed; may stand several times: " + ", ".join(LIMITS),
    )
