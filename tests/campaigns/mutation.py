"""Mutants of loading, handout and publishing: one that no test sees is a survivor.

./run campaign mutation --minutes 20 --seed 1
./run campaign mutation --only handout/text.py --count 50

mutmut makes them, in functions without a decorator, and lots are drawn. Each is tried in a copy of this folder, by the
quick tests that run its function, a few files at first; then by the slow ones that mutation.toml names for its module.
Ends with 1 where one survives that mutation.toml does not explain.
"""

import argparse
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import islice, zip_longest
from pathlib import Path
from queue import SimpleQueue
from typing import Final, Literal

import coverage
from mutants import ROOT, Mutant, drawn, explained, slow_tests

SOURCE: Final = "src/cma_content"
PACKAGES: Final = ("loading", "handout", "publishing")
NOT_COPIED: Final = (".git", ".venv*", ".*_cache", ".hypothesis", "__pycache__", "built", "dist", "installed")
VALIDATORS: Final = "tests/validators/installed"
PYTEST: Final = ("-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "-m")
QUICK: Final = (*PYTEST, "not slow")
SLOW: Final = (*PYTEST, "slow")
SLOW_SECONDS: Final = 120.0
PASSED: Final = (0, 5)
"""Exit codes of pytest; with the second, there was no such test."""
MOST_BYTES: Final = 8 << 30
"""Of memory that a mutant may address."""
PATIENCE: Final = 4
"""How many times as long as without a mutant the tests may take, and `START` seconds more."""
START: Final = 15.0
FIRST: Final = 4
"""Files of tests that begin; as long as a mutant survives, three times as many follow."""

Outcome = Literal["killed", "timeout", "survived"]
ROWS: Final = ("killed", "timeout", "explained", "survived")


@dataclass(frozen=True, slots=True)
class Tests:
    """What the quick tests of a file do without a mutant."""

    file: str
    seconds: float
    lines: Mapping[str, frozenset[int]]
    """Those that they run, by module."""


class Copies:
    """Copies of a tree, each for one at a time; what is changed in them is changed nowhere else."""

    def __init__(self, root: Path, folder: Path, count: int) -> None:
        self.root = root
        self._free: SimpleQueue[Path] = SimpleQueue()
        for number in range(count):
            copy = folder / str(number)
            shutil.copytree(root, copy, symlinks=True, ignore=shutil.ignore_patterns(*NOT_COPIED))
            if (root / VALIDATORS).exists():
                (copy / VALIDATORS).symlink_to(root / VALIDATORS)
            self._free.put(copy)

    @contextmanager
    def one(self) -> Iterator[Path]:
        """A copy that nobody else has."""
        copy = self._free.get()
        try:
            yield copy
        finally:
            self._free.put(copy)


def ended(copy: Path, words: Iterable[str], seconds: float, **environment: str) -> int | None:
    """The exit code of Python with these words in a copy; none where it took longer, and all it began was killed."""
    paths = (copy / name for name in ("src", "exporters", "data", "tests"))
    process = subprocess.Popen(
        [sys.executable, *words],
        cwd=copy,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(map(str, paths))} | environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        return process.wait(seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return None


def measured(copies: Copies, file: str) -> Tests:
    """What the quick tests of a file run of the packages; nothing where one fails anyway, which is said."""
    with copies.one() as copy, tempfile.TemporaryDirectory() as folder:
        data = coverage.CoverageData(f"{folder}/data")
        mutated = ",".join(f"{SOURCE}/{package}/*" for package in PACKAGES)
        options = (f"--rcfile={os.devnull}", f"--data-file={folder}/data", f"--include={mutated}")
        started = time.monotonic()
        code = ended(copy, ["-m", "coverage", "run", *options, *QUICK, file], 600)
        seconds = time.monotonic() - started
        if code not in PASSED:
            print(f"{file} fails without a mutant, and is left out", file=sys.stderr, flush=True)
            return Tests(file, seconds, {})
        data.read()
        lines = {path: frozenset(data.lines(path) or ()) for path in data.measured_files()}
    return Tests(file, seconds, {Path(path).relative_to(copy).as_posix(): found for path, found in lines.items()})


def batches(mutant: Mutant, tests: Iterable[Tests]) -> Iterator[list[Tests]]:
    """The tests that run the function of a mutant: a few that run most of its module in the least time, then more."""
    path, size = mutant.change.path, FIRST
    found = (one for one in tests if not one.lines.get(path, frozenset()).isdisjoint(mutant.lines))
    left = sorted(found, key=lambda one: one.seconds / len(one.lines[path]))
    while left:
        yield left[:size]
        left, size = left[size:], 3 * size


def tried(mutant: Mutant, copies: Copies, tests: Iterable[Tests], slow: Sequence[str] = ()) -> Outcome:
    """What comes of a mutant, in a copy that is whole again afterwards."""
    runs = [
        ([*QUICK, *(one.file for one in batch)], sum(one.seconds for one in batch)) for batch in batches(mutant, tests)
    ]
    runs += [([*SLOW, *slow], SLOW_SECONDS)] * bool(slow)
    with copies.one() as copy:
        path = copy / mutant.change.path
        path.write_text(mutant.text, "utf-8")
        try:
            for words, seconds in runs:
                # Python keeps nothing it compiles: two mutants of one second and length would pass for each other.
                code = ended(copy, words, START + PATIENCE * seconds, PYTHONDONTWRITEBYTECODE="1")
                if code not in PASSED:
                    return "timeout" if code is None else "killed"
        finally:
            shutil.copy2(copies.root / mutant.change.path, path)
    return "survived"


def outcomes(
    mutants: Iterable[Mutant], copies: Copies, tests: Sequence[Tests], jobs: int, until: float
) -> Iterator[tuple[Mutant, Outcome]]:
    """What comes of those that are begun until that moment."""
    slow = slow_tests()
    waiting: deque[tuple[Mutant, Future[Outcome]]] = deque()
    with ThreadPoolExecutor(jobs) as pool:
        for mutant in mutants:
            if time.monotonic() > until:
                break
            waiting.append((mutant, pool.submit(tried, mutant, copies, tests, slow.get(mutant.change.path, ()))))
            if len(waiting) > jobs:
                first, outcome = waiting.popleft()
                yield first, outcome.result()
        for first, outcome in waiting:
            yield first, outcome.result()


def sample(root: Path, only: str, seed: int) -> Iterator[Mutant]:
    """Mutants of the modules whose path has that in it, of each package in turn."""
    lots = []
    for package in PACKAGES:
        paths = (path.relative_to(root).as_posix() for path in (root / SOURCE / package).rglob("*.py"))
        lots.append(drawn(root, [path for path in paths if only in path], seed))
    for turn in zip_longest(*lots):
        yield from (mutant for mutant in turn if mutant)


def report(found: Iterable[tuple[Mutant, Outcome]]) -> int:
    """Says what survives, and how many of each package; 1 where one is not explained, or none was killed."""
    reasons = explained()
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for mutant, outcome in found:
        reason = reasons.get(mutant.change)
        row = "explained" if outcome == "survived" and reason else outcome
        counts[mutant.change.path.removeprefix(SOURCE).split("/")[1]][row] += 1
        if outcome == "survived":
            print(
                f"{mutant.change.path}, {mutant.change.function}: {reason or 'not explained'}",
                mutant.diff,
                sep="\n",
                flush=True,
            )
        elif reason:
            print(f"{mutant.change.path}, {mutant.change.function}: explained, and {outcome}", mutant.diff, sep="\n")
    print(f"{'':<12}{'mutants':>9}" + "".join(f"{row:>11}" for row in ROWS))
    for package, rows in counts.items():
        print(f"{package:<12}{rows.total():>9}" + "".join(f"{rows[row]:>11}" for row in ROWS))
    return int(not counts or any(rows["survived"] or not rows["killed"] for rows in counts.values()))


def main() -> int:
    """Tests first, without a mutant; then mutants until the time is over."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, help="of mutants, at most")
    parser.add_argument("--only", default="", help="modules with this in their path")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    until = time.monotonic() + 60 * options.minutes
    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, resource.getrlimit(resource.RLIMIT_AS)[1]))
    files = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "tests").glob("test_*.py"))
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(options.jobs) as pool:
        copies = Copies(ROOT, Path(folder).resolve(), options.jobs)
        tests = list(pool.map(partial(measured, copies), files))
        print(f"{len(tests)} files of quick tests, {sum(one.seconds for one in tests):.0f} s", file=sys.stderr)
        mutants = islice(sample(ROOT, options.only, options.seed), options.count)
        return report(outcomes(mutants, copies, tests, options.jobs, until))


if __name__ == "__main__":
    sys.exit(main())
