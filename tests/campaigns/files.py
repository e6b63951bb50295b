"""Finished files, ours mutated and those of others: each gets a verdict of `verify` and `identify`, soon and in print.

./run campaign files --pdf 2000 --docx 500 --epub 500 --html 500 --seed 1
./run campaign files --folder PATH

The same seed makes the same files, whatever the number of jobs; validators of other projects are left out. What
crashed or took too long is kept in the folder `crashers`.
"""

import argparse
import multiprocessing
import os
import random
import resource
import shutil
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Final

from mutating_files import WAYS, mutated

from cma_content import Article, RenderOptions, load, publish
from cma_content.errors import UsageError
from cma_content.exporting import verification
from cma_content.handout import edition_code
from cma_content.handout.file_code import read_code
from cma_content.publishing import manifest

MOST_SECONDS: Final = 10.0
MOST_MEGABYTES: Final = 2000
PATIENCE: Final = 60.0
"""In seconds: what takes longer never ends."""
INTERNAL: Final = ("a file that can be verified", "the reader ended with")
"""What a finding says where something fell over and was caught: the family, or its detail."""


@dataclass(frozen=True, slots=True)
class Job:
    """A file to look at; made first, where it is a mutated copy of `source`."""

    path: Path
    source: Path | None = None
    seed: str = ""

    @property
    def kind(self) -> str:
        return self.path.suffix.lower() if self.path.suffix.lower() in WAYS else "other"


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one file."""

    fault: str = ""
    """A traceback, or what the process died of."""
    is_read: bool = False
    seconds: float = 0.0
    megabytes: float = 0.0
    """The most that this process and those that it started ever held."""


@dataclass(slots=True)
class Tally:
    """What came of all files of a kind."""

    files: int = 0
    read: int = 0
    crashes: list[str] = field(default_factory=list)
    slow: list[str] = field(default_factory=list)
    slowest: float = 0.0
    megabytes: float = 0.0

    def add(self, name: str, result: Result) -> None:
        self.files += 1
        self.read += result.is_read
        self.slowest = max(self.slowest, result.seconds)
        self.megabytes = max(self.megabytes, result.megabytes)
        if result.fault:
            self.crashes.append(f"{name}: {result.fault}")
        if result.seconds > MOST_SECONDS:
            self.slow.append(f"{name}: {result.seconds:.1f} s")

    @property
    def is_bad(self) -> bool:
        return bool(self.crashes or self.slow) or self.megabytes > MOST_MEGABYTES


def look(path: Path, article: Article) -> bool:
    """Whether the file could be read; raises what `verify`, its reports and `identify` should not."""
    try:
        is_manifest = manifest.is_manifest(path)
        findings = list(manifest.findings(path)) if is_manifest else verification.verify(path)
    except UsageError:
        # It has no ending that says what it is.
        findings = []
    "\n".join(verification.as_lines(path, findings)).encode()
    verification.as_json([(path, findings)]).encode()
    fallen = [one for one in findings if one.family == INTERNAL[0] or INTERNAL[1] in one.detail]
    assert not fallen, fallen
    # It says that there is none.
    with suppress(UsageError):
        edition_code.identify(read_code(path), article)
    return not any("cannot be read" in one.detail or "that can be read" in one.family for one in findings)


def work(pipe: Connection) -> None:
    """Looks at one file after the other, in a process of its own."""
    # No validator is found.
    os.environ["PATH"] = ""
    for name in [name for name in os.environ if name.startswith("CMA_CONTENT_")]:
        del os.environ[name]
    article = load()
    while job := pipe.recv():
        if job.source:
            content = mutated(random.Random(job.seed), job.source.read_bytes(), job.kind)  # noqa: S311 - chance, not secrecy
            job.path.write_bytes(content)
        started, fault, is_read = time.monotonic(), "", False
        try:
            is_read = look(job.path, article)
        except Exception:
            fault = traceback.format_exc(limit=-4)
        pipe.send(Result(fault, is_read, time.monotonic() - started, _peak()))


def _peak() -> float:
    """In MB; macOS counts bytes where Linux counts kilobytes."""
    unit = 1e6 if sys.platform == "darwin" else 1e3
    return max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / unit


class Workers:
    """A process for each thread that has a file; one that dies or hangs costs no more than its file."""

    def __init__(self) -> None:
        self._free: list[tuple[BaseProcess, Connection]] = []
        self._context = multiprocessing.get_context("spawn")

    def look(self, job: Job) -> Result:
        """What came of a file."""
        process, pipe = self._free.pop() if self._free else self._started()
        try:
            pipe.send(job)
            if pipe.poll(PATIENCE):
                result: Result = pipe.recv()
                self._free.append((process, pipe))
                return result
        except (EOFError, OSError):
            process.join()
            pipe.close()
            return Result(f"the process ended with {process.exitcode}")
        process.kill()
        process.join()
        pipe.close()
        return Result("it never ended", seconds=PATIENCE)

    def _started(self) -> tuple[BaseProcess, Connection]:
        ours, theirs = self._context.Pipe()
        # No daemon, which may start no process of its own.
        process = self._context.Process(target=work, args=(theirs,))
        process.start()
        theirs.close()
        return process, ours

    def close(self) -> None:
        """Ends them, once none has a file."""
        for process, pipe in self._free:
            pipe.send(None)
            process.join()
            pipe.close()


def handouts(folder: Path, kinds: Sequence[str]) -> dict[str, Path]:
    """The guide, by ending."""
    published = publish(load(), [kind[1:] for kind in kinds], folder, RenderOptions())
    assert not published.failed, published.failed
    return {file.path.suffix: file.path for file in published.files if file.path}


def mutants(counts: dict[str, int], sources: dict[str, Path], seed: str, folder: Path) -> Iterator[Job]:
    """So many copies of each kind."""
    for kind, count in counts.items():
        for number in range(count):
            name = f"{seed}-{number}"
            yield Job(folder / f"{name}{kind}", sources[kind], name)


def campaign(jobs: Sequence[Job], processes: int, kept: Path | None = None) -> Tally:
    """What came of the files; mutated copies are removed, the bad ones kept in a folder if one is given."""
    tally, workers = Tally(), Workers()
    with ThreadPoolExecutor(processes) as pool:
        for job, result in zip(jobs, pool.map(workers.look, jobs), strict=True):
            tally.add(job.path.name if job.source else str(job.path), result)
            if kept and (result.fault or result.seconds > MOST_SECONDS):
                kept.mkdir(exist_ok=True)
                shutil.copy(job.path, kept)
            if job.source:
                job.path.unlink(missing_ok=True)
            if tally.files % 250 == 0:
                print(f"{job.kind}: {tally.files:,} of {len(jobs):,}", file=sys.stderr, flush=True)
        workers.close()
    return tally


def main() -> int:
    """Prints a line a kind; 1 where anything crashed, took too long or held too much."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for kind in WAYS:
        parser.add_argument(f"--{kind[1:]}", type=int, default=0, metavar="COUNT")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--folder", type=Path, help="files that nobody here made, in this folder and below")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--crashers", type=Path, default=Path("crashers"))
    options = parser.parse_args()
    counts = {kind: getattr(options, kind[1:]) for kind in WAYS if getattr(options, kind[1:])}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        jobs = list(mutants(counts, handouts(folder, list(counts)), options.seed, folder)) if counts else []
        if options.folder:
            jobs += [Job(path) for path in sorted(options.folder.rglob("*")) if path.is_file()]
        # The memory of each kind is that of its own processes.
        kinds = sorted({job.kind for job in jobs})
        tallies = {
            kind: campaign([job for job in jobs if job.kind == kind], options.jobs, options.crashers) for kind in kinds
        }
    print(f"{'kind':<8}{'files':>7}{'read':>7}{'crashes':>9}{'over 10 s':>11}{'slowest (s)':>13}{'peak (MB)':>11}")
    for kind, tally in tallies.items():
        print(
            f"{kind:<8}{tally.files:>7}{tally.read:>7}{len(tally.crashes):>9}{len(tally.slow):>11}"
            f"{tally.slowest:>13.1f}{tally.megabytes:>11.0f}"
        )
    for tally in tallies.values():
        print("\n".join([*tally.crashes, *tally.slow]))
    return int(not tallies or any(tally.is_bad for tally in tallies.values()))


if __name__ == "__main__":
    sys.exit(main())
