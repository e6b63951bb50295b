"""batch: the handouts of a roster."""

import argparse
import logging
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from cma_content.cli.batch_progress import BatchProgress
from cma_content.cli.progress import Progress
from cma_content.cli.sources import article_of
from cma_content.cli.terminal import complain, say
from cma_content.diagnostics.problem import MAX_SHOWN
from cma_content.errors import ContentError, UsageError

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from cma_content.publishing.batch import PublishedMany
    from cma_content.publishing.batch_record import Entry
    from cma_content.publishing.batch_rows import Row

_ON: Final = "The same command with --resume makes the rest."


def run(options: argparse.Namespace) -> int:
    """Checks every row, then makes its files, and returns the highest code of what failed."""
    if not options.output or options.output == "-":
        raise UsageError("batch writes to a folder: name one with -o")
    if options.scheduler and options.jobs:
        raise UsageError("--jobs counts processes of this machine; a scheduler has its own workers")
    if not options.scheduler and (options.tls_ca_file or options.tls_cert or options.tls_key):
        raise UsageError("certificates are for --scheduler")
    with Progress(shown=not options.quiet) as progress:
        progress.says("Reading the roster ...")
        from cma_content.handout import Limits
        from cma_content.publishing.batch import publish_many
        from cma_content.publishing.roster import load_roster

        limits = Limits.named(dict(options.limit))
        article = article_of(options.source)
        rows = load_roster(options.roster, article, name=options.name)
    begun = done = 0
    shown = BatchProgress(len(rows), shown=not options.quiet)

    def show(row: "Row", entries: "Sequence[Entry] | None") -> None:
        nonlocal begun, done
        if entries is None:
            begun += 1
            shown.begun(row)
        else:
            done += 1
            shown.done(row, entries)

    try:
        with _executor(options) as executor, shown:
            made = publish_many(
                article,
                rows,
                options.output,
                executor=executor,
                workers=options.jobs,
                shared=options.shared,
                name=options.name,
                resume=options.resume,
                progress=show,
                limits=limits,
            )
    except (ContentError, KeyboardInterrupt):
        if begun:
            complain(f"{done:,} of {len(rows):,} rows are done. {_ON}")
        raise
    if not options.quiet:
        _say_what(made, "the shared folder" if options.shared else os.path.normpath(options.output) + os.sep)
    _complain_of(made)
    return max((entry.exit_code for entry in made.failed), default=0)


@contextmanager
def _executor(options: argparse.Namespace) -> "Iterator[Executor | None]":
    """The workers of the scheduler that is named, if one is."""
    if not options.scheduler:
        yield None
        return
    with Progress(shown=not options.quiet) as progress:
        progress.says("Looking for the scheduler ...")
        from cma_content.publishing.cluster import Cluster

        cluster = Cluster(options.scheduler, ca_file=options.tls_ca_file, cert=options.tls_cert, key=options.tls_key)
    before = logging.root.manager.disable
    # Of a scheduler that is lost, Dask logs pages; the error says it in a line.
    logging.disable(logging.ERROR)
    try:
        with cluster:
            yield cluster
    finally:
        logging.disable(before)


def _say_what(made: "PublishedMany", place: str) -> None:
    kept = f", and kept {made.kept:,} that stood" if made.kept else ""
    say(f"Wrote {made.written:,} file{'s' * (made.written != 1)} to {place}{kept}")


def _complain_of(made: "PublishedMany") -> None:
    for file in made.leftover[:MAX_SHOWN]:
        complain(f"warning: {file} is of an earlier roster; no row asks for it any more")
    if len(made.leftover) > MAX_SHOWN:
        complain(f"and {len(made.leftover) - MAX_SHOWN:,} more files of an earlier roster")
    for entry in made.failed[:MAX_SHOWN]:
        complain(f"error: row {entry.row}: {entry.file} was not written: {entry.error} (exit code {entry.exit_code})")
    if len(made.failed) > MAX_SHOWN:
        complain(f"and {len(made.failed) - MAX_SHOWN:,} more; batch.jsonl has them all")
    if made.failed:
        complain(_ON)
