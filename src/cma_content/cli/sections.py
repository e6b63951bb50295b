"""Chosen sections: the arguments that name them, and the list of what can be named."""

import argparse
import re
from typing import TYPE_CHECKING

from cma_content.cli.parser import Parser
from cma_content.cli.terminal import say
from cma_content.diagnostics.escaping import WIDTH

if TYPE_CHECKING:
    from cma_content.model.article import Article


def sections(parser: Parser) -> None:
    """The arguments for a handout of chosen sections."""
    parser.add_argument(
        "--sections",
        default=(),
        type=names,
        metavar="IDS",
        help="a handout of these sections of the guide alone, with commas: day,clinical",
    )
    parser.add_argument(
        "--cover",
        action=argparse.BooleanOptionalAction,
        default=False,
        help="put a page with the title before a guide or its sections (default: none)",
    )


def listing(parser: Parser) -> None:
    """The argument that asks for the names of them."""
    parser.add_argument("--list-sections", action="store_true", help="print the sections that --sections takes")


def names(text: str) -> tuple[str, ...]:
    """The ids in a list with commas."""
    found = tuple(name for name in re.split(r"[,\s]+", text) if name)
    if not found:
        raise argparse.ArgumentTypeError("name at least one section; --list-sections lists them")
    return found


def list_sections(article: "Article", options: argparse.Namespace) -> None:
    """Says the id of each section that a reader gets, how long it is and its title, in groups, within 80 columns."""
    from cma_content.handout import RenderOptions, build, reading_time, tree

    handout = build(article, RenderOptions(region=options.region, audience=options.audience))
    parts = {section.id: section for section in handout.sections}
    width = max(len(section.part) for section in handout.sections)
    (contents,) = (part for part in handout.body if isinstance(part, tree.Contents))
    for group in contents.groups:
        listed = [parts[entry.id] for entry in group.entries if entry.id in parts]
        if listed and group.title:
            say(group.title)
        for section in listed:
            length = "looked up" if section.appendix else f"{reading_time.words([section]):,} words"
            line = f"  {section.part:<{width}}  {length:>11}  {section.title}"
            say(line if len(line) <= WIDTH else f"{line[: WIDTH - 1]}\N{HORIZONTAL ELLIPSIS}")
