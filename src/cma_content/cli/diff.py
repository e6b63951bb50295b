"""diff: what changed between two articles or editions, for people, for programs and as a handout."""

import argparse
import re
from collections.abc import Sequence
from functools import partial

from cma_content.cli.sources import article_of, program_of
from cma_content.cli.terminal import complain, say, say_json
from cma_content.errors import ContentError, UsageError
from cma_content.exporting.abilities import Paged
from cma_content.exporting.fitting import most_that_fits
from cma_content.exporting.registry import available, called, format_of, get_exporter
from cma_content.handout import RenderOptions
from cma_content.insight.changes import Diff
from cma_content.insight.changes_sheet import MOST, ON_A_PAGE, sheet
from cma_content.insight.diff import diff
from cma_content.insight.diff_report import as_json, lines
from cma_content.publishing.names import is_file
from cma_content.publishing.publisher import publish

_REPORTS = ("text", "json")
_THE_GUIDE = "guide"


def run(options: argparse.Namespace) -> int:
    """Reports on standard output, and writes a sheet in each other format."""
    reports, formats = _requested(options.to or _REPORTS[:1])
    if len(formats) > 1 and is_file(options.output):
        raise UsageError(f"{options.output} takes one format, not {', '.join(formats)}: name a folder, or one format")
    old, new = (article_of(None if source == _THE_GUIDE else source) for source in (options.old, options.new))
    program = program_of(options.program, new, options.new)
    found = diff(old, new)
    if "json" in reports:
        say_json(as_json(found))
    elif reports:
        say(*lines(found))
    complain(*(f"warning: {warning}" for warning in found.warnings))
    chosen = RenderOptions(options.paper, "fact-sheet", options.preset, program=program)
    return max((_write(found, name, options.output, chosen) for name in formats), default=0)


def _requested(typed: Sequence[str]) -> tuple[list[str], list[str]]:
    """The reports that --to names, one at most, and the formats of handouts."""
    words = [word.casefold() for words in typed for word in re.split(r"[,\s]+", words) if word]
    reports = list(dict.fromkeys(word for word in words if word in _REPORTS))
    if not words or len(reports) > 1:
        raise UsageError("--to takes text or json, and formats of handouts")
    # What is JSON of a diff is no handout.
    every = [name for name in available() if name not in _REPORTS]
    named = [every if word == "all" else [format_of(word)] for word in words if word not in _REPORTS]
    return reports, list(dict.fromkeys(name for names in named for name in names))


def _write(found: Diff, name: str, place: str, options: RenderOptions) -> int:
    """Writes the sheet in one format, and returns the exit code: one that fails costs no other."""
    try:
        exporter = get_exporter(name)
        most = MOST if isinstance(exporter, Paged) else ON_A_PAGE
        article = called(name, "pages", partial(most_that_fits, partial(sheet, found), most, options, exporter))
        published = publish(article, [name], place, options)
    except ContentError as error:
        return _failed(name, error)
    say(*(f"Wrote {file.path}" for file in published.files))
    return max((_failed(one.format, one.error) for one in published.failed), default=0)


def _failed(name: str, error: ContentError) -> int:
    complain(f"error: {name} was not written: {error}")
    return error.exit_code
