"""fragment: sections as HTML for a web page of somebody else."""

import argparse
from pathlib import Path

from cma_content.cli.sources import article_of, program_of
from cma_content.cli.terminal import say
from cma_content.handout import RenderOptions
from cma_content.publishing.files import check_writable, write
from cma_content.publishing.fragments import fragment


def run(options: argparse.Namespace) -> int:
    """Writes one file that is pasted into a page, and says what has to stay."""
    article = article_of(options.source)
    chosen = RenderOptions(
        region=options.region, audience=options.audience, program=program_of(options.program, article, options.source)
    )
    made = fragment(article, options.sections, chosen, heading_level=options.heading_level)
    path = Path(options.output or f"{'-'.join(options.sections)}.html")
    check_writable(path)
    write(path, str(made).encode())
    say(f"Wrote {path}: paste all of it into your page; the lines at its end are the credit that its license asks for.")
    return 0
