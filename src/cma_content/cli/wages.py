"""wages: a newer release of the wage survey for the table of an article."""

import argparse
from pathlib import Path

from cma_content.cli.calling import quoted
from cma_content.cli.progress import Progress
from cma_content.cli.sources import STDIN, path_named, read_source
from cma_content.cli.terminal import PROGRAM, say
from cma_content.errors import OutputError, UsageError
from cma_content.insight.wages import Import, import_wages
from cma_content.publishing.files import make_folder, write_all
from cma_content.reading import read_bounded


def run(options: argparse.Namespace) -> int:
    """Writes the table and the file that dates it, and says what moved."""
    source, output = options.article, options.output
    if source == STDIN:
        raise UsageError("wages import needs an article in a file: the table stands beside it")
    if source is None and not output:
        raise UsageError(
            "the guide's own table is a part of this package: name your article with --article, or a folder with -o"
        )
    for name in options.files:
        if path_named(name) is None:
            raise UsageError(f"there is no file {name}")
    with Progress(shown=True) as progress:
        progress.says("Reading the survey ...")
        made = import_wages([Path(name) for name in options.files], read_source(source), source, options.period)
    folder = Path(output) if output else Path(source).parent
    _check_own(folder, made)
    make_folder(folder)
    write_all({folder / name: content for name, content in made.files.items()})
    say(*made.moved)
    say(*(f"Wrote {folder / name}" for name in made.files))
    say(*made.by_hand)
    say(f"Check it: {PROGRAM} check{f' {quoted(source)}' if source else ''}")
    return 0


def _check_own(folder: Path, made: Import) -> None:
    """Raises `OutputError` where a file of another article stands in the way: its table would have another's date."""
    there = {name: read_bounded(folder / name) for name in made.files if (folder / name).exists()}
    for name, content in there.items():
        if len(there) < len(made.files) or content not in (made.before[name], made.files[name]):
            raise OutputError(f"{folder / name} is of another article; name that one with --article")
