"""identify: which edition and choices made a handout."""

import argparse

from cma_content.cli.sources import article_of, file_named, program_of
from cma_content.cli.terminal import say
from cma_content.handout import edition_code


def run(options: argparse.Namespace) -> int:
    """Says whether a handout, or the code at its foot, is current."""
    article = article_of(options.source)
    program = program_of(options.program, article)
    path = file_named(options.what)
    code = edition_code.read_code(path) if path else edition_code.normal(options.what)
    editions = edition_code.identify(code, article, program)
    if not editions:
        say(f"{code}: not current. No handout of {article.title}, edition {article.edition}, has this code.")
        say("It comes from an earlier edition, from another article, or from a program: name its file by --program.")
        return 1
    say(f"{code}: current. {article.title}, edition {article.edition}, reviewed {article.reviewed}.")
    for edition in editions:
        said = edition_code.choices(edition)
        say("  " + "; ".join(f"{name} {', '.join(v) if isinstance(v, list) else v}" for name, v in said.items()))
    return 0
