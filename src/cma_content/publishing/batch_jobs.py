"""One row of a batch as work for another process or machine: what it is sent, what it does, what it sends back.

All of it can be pickled and is small; the article, which every row needs, travels to a worker once and is kept there.
"""

import functools
import hashlib
import pickle
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import Any, Final, Generic, TypeVar

from cma_content.errors import ContentError, OutputError
from cma_content.exporting.abilities import CountsPages
from cma_content.exporting.registry import called, engines_of, get_exporter, owner_of, version_of
from cma_content.handout import Handout, Limits, RenderOptions
from cma_content.handout.counting import size_of
from cma_content.model.article import Article
from cma_content.model.frozen import frozen
from cma_content.model.program import Program
from cma_content.publishing import bounds
from cma_content.publishing.folders import Folder
from cma_content.publishing.publisher import drawn

T = TypeVar("T")


@frozen
class Parcel:
    """A value as bytes, and the name by which a worker keeps it."""

    name: str
    content: bytes

    @classmethod
    def of(cls, value: object) -> "Parcel":
        """The parcel of a value; two of one name hold the same."""
        content = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
        return cls(hashlib.sha256(content).hexdigest(), content)


@frozen
class Target:
    """One file that a row asks for."""

    format: str
    file: str
    """Its bare name."""
    content: str = ""
    """The content hash: of all that its bytes depend on."""


@frozen
class Job:
    """What a worker is to make of the article called `article`: the files of one row."""

    number: int
    """Of the row."""
    article: str
    options: RenderOptions
    """Without the program."""
    program: Parcel | None
    targets: tuple[Target, ...]
    made_by: tuple[tuple[str, str], ...]
    """What has to be installed there, as `makers` says it."""
    limits: Limits
    folder: Folder | None
    """Where the worker writes the files; without one, it sends their bytes back."""


@frozen
class Made:
    """What became of one file."""

    target: Target
    error: ContentError | None = None
    content: bytes | None = None
    """Where the worker did not write it."""
    sha256: str = ""
    size: int = 0
    code: str = ""
    """What `identify` reads in the file."""
    pages: int | None = None
    """Where the format has pages and says how many."""
    left_out: tuple[str, ...] = ()
    """Parts of a fact sheet, by id, that had no room."""
    seconds: float = 0.0


class UnknownArticleError(ContentError):
    """The worker does not have the article of a job; send it along."""


class _Kept(Generic[T]):
    """A few values by name, those that were used last: nothing depends on whether one is kept."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._values: OrderedDict[str, T] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, name: str, make: Callable[[], T]) -> T:
        """The value of that name, made where it is not kept."""
        with self._lock:
            if name not in self._values:
                self._values[name] = make()
            self._values.move_to_end(name)
            while len(self._values) > self._most:
                self._values.popitem(last=False)
            return self._values[name]


_articles: Final[_Kept[Article]] = _Kept(4)
_programs: Final[_Kept[Program]] = _Kept(64)
_in_bounds: Final[_Kept[None]] = _Kept(1_000)
"""That an article, a program of some size and a kind of layout together are."""


def prepare(article: Parcel, formats: Iterable[str]) -> None:
    """Makes a process ready: it has the article, and what draws the formats is loaded."""
    _articles.get(article.name, partial(_unpacked, article.content))
    makers(tuple(formats))


def run(job: Job, article: bytes | None = None) -> tuple[Made, ...]:
    """Makes the files of a job; one that fails costs no other.

    Raises `UnknownArticleError` where this process does not have the article and `article`, pickled, does not bring it.
    """
    held = _articles.get(job.article, partial(_unpacked, article))
    options = job.options
    if job.program:
        options = replace(options, program=_programs.get(job.program.name, partial(_unpacked, job.program.content)))
    plain: list[Handout] = []
    return tuple(_made(job, held, options, target, plain) for target in job.targets)


def _check_bounds(job: Job, article: Article, options: RenderOptions) -> None:
    """Raises `LimitError` as `bounds.check` does; it counts the same for all places, and for every type and paper."""
    program = options.program or article.program
    size = size_of(program) if program else ()
    local = bool(options.region or (program and program.region))
    key = f"{job.article} {size} {options.layout == 'guide'} {local} {job.limits}"
    _in_bounds.get(key, partial(bounds.check, article, options, job.limits))


@functools.lru_cache(maxsize=16)
def makers(formats: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """What decides the bytes of files in these formats beside the handout: exporters and engines, with versions.

    What cannot be loaded is left out; the files that need it say why.
    """
    found = {"cma-content": version_of("cma-content")}
    for name in formats:
        found[name] = owner_of(name)
        try:
            found |= engines_of(name, get_exporter(name))
        except ContentError:
            continue
    return tuple(sorted(found.items()))


def _unpacked(content: bytes | None) -> Any:
    if content is None:
        raise UnknownArticleError("this worker does not have the article")
    return pickle.loads(content)  # noqa: S301 - of whoever sends the work, who may have any function called


def _check_makers(job: Job) -> None:
    """Raises `OutputError` where other versions are installed here than whoever sent the job counts on."""
    here, there = dict(makers(tuple(target.format for target in job.targets))), dict(job.made_by)
    for name in sorted(here.keys() | there.keys()):
        if here.get(name) != there.get(name):
            words = [found.get(name, "nothing") for found in (here, there)]
            raise OutputError(f"the worker has another {name}: {words[0]}, not {words[1]}")


def _made(job: Job, article: Article, options: RenderOptions, target: Target, plain: list[Handout]) -> Made:
    started = time.perf_counter()
    try:
        _check_makers(job)
        _check_bounds(job, article, options)
        exporter = get_exporter(target.format)
        if job.folder:
            job.folder.check(target.file)
        content, handout = drawn(article, target.format, exporter, options, job.limits, plain)
        pages = None
        if isinstance(exporter, CountsPages):
            pages = called(target.format, "page_count", partial(exporter.page_count, content))
        if job.folder:
            job.folder.write(target.file, content)
    except ContentError as error:
        return Made(target, error, seconds=time.perf_counter() - started)
    return Made(
        target,
        None,
        None if job.folder else content,
        hashlib.sha256(content).hexdigest(),
        len(content),
        handout.code,
        pages,
        tuple(part.id for part in handout.left_out),
        time.perf_counter() - started,
    )
