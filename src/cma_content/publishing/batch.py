"""Many handouts of one article: rows to files, on any executor, each row by itself."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import nullcontext
from dataclasses import replace
from itertools import starmap
from pathlib import Path, PurePath
from typing import Final

from cma_content.errors import ContentError, UsageError
from cma_content.handout import Limits
from cma_content.handout.limits import USUAL
from cma_content.model.article import Article
from cma_content.model.frozen import frozen
from cma_content.model.program import Program
from cma_content.publishing.batch_jobs import Job, Made, Parcel, Target, makers, prepare
from cma_content.publishing.batch_record import Entry, Record, read
from cma_content.publishing.batch_rows import Row, named
from cma_content.publishing.content_hash import targets as targets_of
from cma_content.publishing.dispatch import Remote, answers
from cma_content.publishing.folders import Folder, LocalFolder, shared_folder
from cma_content.publishing.publisher import check_kinds
from cma_content.publishing.worker_pool import Workers

_AHEAD: Final = 2
"""Jobs that are sent for each worker, so that none waits for the next."""

Progress = Callable[[Row, Sequence[Entry] | None], None]
"""Called with a row when it is sent to a worker, and again with what became of each of its files.

One whose files all stand is not sent.
"""


@frozen
class PublishedMany:
    """What came of a batch; the record has a line for each file."""

    written: int
    """Files that were made."""
    kept: int
    """Files that stood as they should, and were not made again."""
    failed: tuple[Entry, ...]
    """Files that could not be made, in the order of the rows, each with its error and exit code."""
    record: Path
    leftover: tuple[str, ...] = ()
    """Files of the record as it was before that no row asks for any more; they stay where they are."""


def publish_many(
    article: Article,
    rows: Iterable[Row],
    place: os.PathLike[str] | str,
    *,
    executor: Executor | None = None,
    workers: int = 0,
    shared: str = "",
    name: str = "",
    resume: bool = False,
    progress: Progress | None = None,
    limits: Limits = USUAL,
) -> PublishedMany:
    """Writes the files of each row to the folder `place`, and batch.jsonl, which says what became of each.

        rows = load_roster("roster.csv", guide)
        done = publish_many(guide, rows, "handouts", name="{program}-{region}-{layout}", resume=True)

    A row that fails costs no other. Without an `executor`, so many `workers` of this machine make the files, one for
    each processor where no number is given; one that dies is replaced, and its row tried once more. Of an executor,
    which may reach other machines, such as `Cluster`, nothing but `submit` is needed: the article travels to each of
    its workers once, and the bytes of files come back; `workers` then says for how many it gets work at a time. With
    `shared`, the URL of a folder as fsspec takes it, the workers write the files there themselves, and the record alone
    is in `place`. `name` is a template for the files of rows that have no name of their own, with fields in braces:
    article, edition, program, region, layout, preset, paper, audience, sections, cover, row.

    With `resume`, a file of the record stays where it stands as it was written and would be made the same: of the same
    article, choices, program, logo and pay, by the same versions of this package, the exporter and its engines; after a
    run that was killed as well.

    Raises `ArticleError` before any work for names of files that cannot be, `UsageError` and `OutputError` as `publish`
    does. Whatever ends it in the middle, such as Ctrl-C or a full disk, leaves what is done.
    """
    check_kinds(article, None, limits)
    _check_arguments(rows, place, executor, workers)
    given = named(article, tuple(starmap(_numbered, enumerate(rows, start=1))), name)
    targets = targets_of(article, given)
    here = LocalFolder(Path(place))
    folder = shared_folder(shared) if shared else here
    here.make()
    folder.make()
    before = {entry.file: entry for entry in read(here.path)}
    stands = {entry.file: entry for entry in _standing(before, folder, given, targets)} if resume else {}
    leftover = tuple(_left_over(before, folder, targets))
    missing = [tuple(target for target in wanted if target.file not in stands) for wanted in targets]
    for row, wanted, left in zip(given, targets, missing, strict=True):
        if progress and not left:
            progress(row, [stands[target.file] for target in wanted])
    # Where nothing is missing, nothing is packed.
    parcel = Parcel.of(article if any(missing) else None)
    jobs = _Jobs(parcel.name, given, limits, folder if executor is None or shared else None)
    count = min(workers or _processors(), sum(map(bool, missing)) or 1)
    formats = sorted({target.format for wanted in missing for target in wanted})
    written = 0
    failed: list[Entry] = []

    def sent(job: Job) -> None:
        if progress:
            progress(given[job.number], None)

    def ahead() -> int:
        return _AHEAD * (executor.workers() if isinstance(executor, Remote) and not workers else count)

    own = Workers(count, (prepare, (parcel, formats))) if executor is None else None
    with Record(here.path, article, stands.values()) as record:
        try:
            with own or nullcontext(executor) as working:
                assert working
                for job, files in answers(working, jobs.of(missing), parcel, ahead, sent):
                    row = given[job.number]
                    entries = [_entry(_written(folder, made), row) for made in files]
                    for entry in entries:
                        record.add(entry)
                    written += sum(not entry.error for entry in entries)
                    failed += [entry for entry in entries if entry.error]
                    if progress:
                        progress(row, entries)
        finally:
            folder.clear()
    in_order = tuple(sorted(failed, key=lambda entry: entry.row))
    return PublishedMany(written, len(stands), in_order, record.path, leftover)


def _check_arguments(rows: object, place: object, executor: object, workers: object) -> None:
    """Raises `UsageError` for what could only fail in the middle, or mean another folder."""
    if not isinstance(rows, Iterable):
        raise UsageError(f"the rows must be a list of Row(...), as load_roster gives it, not {rows!r:.60}")
    if not isinstance(place, str | os.PathLike) or not os.fspath(place):
        raise UsageError(f"the place must be the name of a folder, not {place!r:.60}")
    if executor is not None and (isinstance(executor, type) or not hasattr(executor, "submit")):
        raise UsageError(f"the executor must be one of concurrent.futures, or like one, not {executor!r:.60}")
    if type(workers) is not int or workers < 0:
        raise UsageError(f"workers must be a number from 1 on, or 0 for one each processor, not {workers!r:.60}")


def _numbered(number: int, row: object) -> Row:
    """The row, with a number where it comes from no roster."""
    if not isinstance(row, Row):
        raise UsageError(f"a row must be Row(...), as load_roster gives it, not {row!r:.60}")
    return row if row.line else replace(row, line=number)


def _standing(
    before: Mapping[str, Entry], folder: Folder, rows: Sequence[Row], targets: Sequence[tuple[Target, ...]]
) -> Iterator[Entry]:
    """What the record says of the files in the folder that need not be made again."""
    for row, wanted in zip(rows, targets, strict=True):
        for target in wanted:
            entry = before.get(target.file)
            if not entry or entry.error or entry.content != target.content:
                continue
            if folder.holds(entry.file, entry.size, entry.sha256):
                yield replace(entry, row=row.line, status="kept")


def _left_over(before: Mapping[str, Entry], folder: Folder, targets: Sequence[tuple[Target, ...]]) -> Iterator[str]:
    """The files of the record that stand as they were written, and that no row is to become."""
    wanted = {target.file for one in targets for target in one}
    for file, entry in before.items():
        if file not in wanted and PurePath(file).name == file and folder.holds(file, entry.size, entry.sha256):
            yield file


class _Jobs:
    """What the jobs of a batch have in common; a program is packed once."""

    def __init__(self, article: str, rows: Sequence[Row], limits: Limits, folder: Folder | None) -> None:
        self._article, self._rows, self._limits, self._folder = article, rows, limits, folder
        self._packed: dict[int, Parcel] = {}

    def of(self, missing: Sequence[tuple[Target, ...]]) -> Iterator[Job]:
        """A job for each row of which a file is missing."""
        for number, (row, targets) in enumerate(zip(self._rows, missing, strict=True)):
            if targets:
                options, program = replace(row.options, program=None), row.options.program
                yield Job(
                    number,
                    self._article,
                    options,
                    self._parcel(program) if program else None,
                    targets,
                    makers(tuple(target.format for target in targets)),
                    self._limits,
                    self._folder,
                )

    def _parcel(self, program: Program) -> Parcel:
        # The rows hold it, so that no other has its number.
        if id(program) not in self._packed:
            self._packed[id(program)] = Parcel.of(program)
        return self._packed[id(program)]


def _written(folder: Folder, made: Made) -> Made:
    """The same, its bytes in their file, if they came back."""
    if made.content is None:
        return made
    try:
        folder.write(made.target.file, made.content)
    except ContentError as error:
        return replace(made, error=error)
    return made


def _entry(made: Made, row: Row) -> Entry:
    """The line of the record."""
    target, error, seconds = made.target, made.error, round(made.seconds, 3)
    if error:
        known = Entry(row.line, target.file, target.format, "failed", target.content, seconds=seconds)
        return replace(known, error=str(error), exit_code=error.exit_code)
    return Entry(
        row.line,
        target.file,
        target.format,
        "written",
        target.content,
        made.sha256,
        made.size,
        made.code,
        made.pages,
        made.left_out,
        seconds,
    )


def _processors() -> int:
    """Of those of this machine, the ones that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
