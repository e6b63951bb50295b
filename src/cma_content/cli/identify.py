"""identify: which edition and choices made a handout."""

import argparse

from cma_content.cli.sources import article_of, path_named, program_of
from cma_content.cli.terminal import say
from cma_content.handout import edition_code
from cma_content.handout.file_code import read_code


def run(options: argparse.Namespace) -> int:
    """Says whether a handout, or the code at its foot, is current."""
    article = article_of(options.source)
    program = program_of(options.program, article, options.source)
    path = path_named(options.what)
    found = edition_code.identify(read_code(path) if path else options.what, article, program)
    if found.status == "current":
        say(f"{found.code}: current. {article.title}, edition {article.edition}, reviewed {article.reviewed}.")
    elif found.status == "unknown program":
        say(f"{found.code}: handed out by {found.program!r}; name its file by --program.")
    else:
        say(
            f"{found.code}: not current. {article.title} is now edition {article.edition} and says something else, "
            "or the handout is of another article, whose YAML file you can name."
        )
    choices = "; ".join(
        f"{name} {', '.join(value) if isinstance(value, list) else value}"
        for name, value in edition_code.choices(found.options).items()
    )
    say(f"  {choices}")
    return int(found.status != "current")
