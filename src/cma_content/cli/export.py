"""export: handouts to files."""

import argparse
import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from cma_content.cli import handout_arguments, sections
from cma_content.cli.arguments import DEFAULT_FORMATS
from cma_content.cli.progress import Progress
from cma_content.cli.sources import article_of, program_of
from cma_content.cli.terminal import complain, is_terminal, say, size_of
from cma_content.diagnostics.escaping import WIDTH, wrapped
from cma_content.errors import OutputError, UsageError

if TYPE_CHECKING:
    from cma_content.handout import RenderOptions
    from cma_content.publishing.published import Published, PublishedFile


def run(options: argparse.Namespace) -> int:
    """Writes each format, says where it is, and returns the highest code of what failed."""
    if options.list_sections:
        sections.list_sections(article_of(options.source), options)
        return 0
    with Progress(shown=not options.quiet) as progress:
        progress.says("Reading the article ...")
        from cma_content.handout import Limits
        from cma_content.publishing.publisher import publish

        limits = Limits.named(dict(options.limit))
        names = _formats(options)
        place = _standard_output(names) if options.output == "-" else options.output
        article = article_of(options.source)
        chosen = handout_arguments.chosen(options, program_of(options.program, article, options.source))
        total = len(set(names))
        begun: list[str] = []

        def show(name: str, done: object) -> None:
            if done is None:
                begun.append(name)
                progress.says(f"Making {name} ({len(begun)} of {total}) ...")

        published = publish(article, names, place, chosen, manifest=options.manifest, progress=show, limits=limits)
    if options.output == "-" and published.failed:
        raise published.failed[0].error
    if not options.quiet:
        _say_where(published, options.output)
    for failed in published.failed:
        complain(f"error: {failed.format} was not written: {failed.error}")
    for file in published.files:
        _say_left_out(file, chosen)
    if chosen.layout != "guide":
        from cma_content.handout.sheets import unserved

        for name in unserved(article, chosen):
            complain(f"The fact sheet has no part for {name}s; it prints what students get.")
    return max((failed.error.exit_code for failed in published.failed), default=0)


def _formats(options: argparse.Namespace) -> list[str]:
    """The formats that --to names, or the name of -o, or the usual ones."""
    from cma_content.exporting.registry import available
    from cma_content.publishing.names import format_for, is_file

    if options.to:
        words = [word for typed in options.to for word in _words(typed)]
        if not words:
            raise UsageError(f"--to needs a format, or all: {', '.join(available())}")
        named = [_named(word) for word in words]
        return list(dict.fromkeys(name for names in named for name in names))
    if options.output == "-":
        raise UsageError("-o - takes one format: name it with --to")
    return [format_for(options.output)] if is_file(options.output) else list(DEFAULT_FORMATS)


def _words(typed: str) -> list[str]:
    """The formats in one --to; a command is one, with its spaces and commas."""
    from cma_content.exporting.registry import is_command

    return [typed] if is_command(typed) else [word for word in re.split(r"[,\s]+", typed) if word]


def _named(word: str) -> list[str]:
    from cma_content.exporting.registry import available, format_of, is_command

    if word.casefold() == "all":
        return list(available())
    return [word] if is_command(word) else [format_of(word)]


def _standard_output(names: list[str]) -> BinaryIO:
    if len(names) != 1:
        raise UsageError(f"-o - takes one format, not {', '.join(names)}")
    if is_terminal(sys.stdout):
        from cma_content.handout.limits import USUAL
        from cma_content.publishing.publisher import exporter_of

        kind = exporter_of(names[0], USUAL)
        if not kind.media_type.startswith("text/") and kind.media_type != "application/json":
            raise UsageError(
                f"{names[0]} is not text, so a terminal cannot show it: -o guide{kind.suffix}, or - > FILE"
            )
    stream: BinaryIO | None = getattr(sys.stdout, "buffer", None)
    if stream is None:
        raise OutputError("cannot write to standard output: it takes text alone")
    sys.stdout.flush()
    return stream


def _say_where(published: "Published", place: str) -> None:
    """A line a file, within 80 columns unless a path itself is longer."""
    paths = [file.path for file in published.files if file.path]
    if not paths:
        return
    is_folder = Path(place) != paths[0]
    lines = [
        (path.name if is_folder else str(path), f"{size_of(file.size):>9}  {file.seconds:5.1f} s")
        for path, file in zip(paths, published.files, strict=True)
    ]
    if published.manifest:
        name = published.manifest.name if is_folder else str(published.manifest)
        lines.append((name, "  sizes, SHA-256, engines"))
    if is_folder:
        say(f"Wrote {len(paths)} file{'s' * (len(paths) > 1)} to {os.path.normpath(place)}{os.sep}")
    width = max(len(name) for name, _ in lines)
    for name, details in lines:
        before = "  " if is_folder else "Wrote "
        line = f"{before}{name:<{width}}{details}"
        say(*[line] if len(line) <= WIDTH else [f"{before}{name}", f"{details:>{WIDTH - 2}}"])


def _say_left_out(file: "PublishedFile", options: "RenderOptions") -> None:
    """Which parts of a sheet had no room, and what would bring them back."""
    if not file.left_out:
        return
    complain(f"Left out of the {file.format}, to fit its page{'s' * (options.layout != 'fact-sheet')}:")
    for part in file.left_out:
        complain(f"  {part.title} ({part.id})")
    larger = "--layout two-sided or --layout guide" if options.layout == "fact-sheet" else "--layout guide"
    shorter = ", or shorten the statements, contact lines or facts of the program" if options.program else ""
    complain(*wrapped(f"To print them, use {larger}{shorter}."))
