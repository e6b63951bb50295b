"""Batches that are killed at random moments, or find the disk full: --resume ends with every file once, and whole.

A small folder in memory stands for the disk; only root can make one, and without it, that part is left out.

./run campaign batch --times 20 --rows 200 --seed 1
"""

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from cma_content.publishing.batch_record import NAME
from cma_content.testing.articles import KITCHEN_SINK

ARTICLE: Final = KITCHEN_SINK
TIMEOUT: Final = 600


@dataclass
class Tally:
    """What came of it."""

    runs: int = 0
    killed: int = 0
    """Before their end."""
    unfinished: int = 0
    """Rows that those had not made."""
    torn: list[str] = field(default_factory=list)
    """Files under their own name that were not whole after a kill."""
    wrong: list[str] = field(default_factory=list)
    """What was missing, other or more than once after --resume."""

    def stopped(self, run: str, folder: Path, whole: dict[str, bytes]) -> None:
        """Looks at what a run has left that did not come to its end."""
        found = {name: content for name, content in contents(folder).items() if not name.startswith(".")}
        self.runs += 1
        self.torn += [f"{run}: {name}" for name, content in found.items() if whole.get(name) != content]
        self.unfinished += len(whole) - len(found)

    def resumed(self, run: str, folder: Path, whole: dict[str, bytes], code: int) -> None:
        """Looks at what --resume has made of it, and says how it stands: a campaign may be cut short itself."""
        self.wrong += [f"{run}: {fault}" for fault in faults(folder, whole)]
        self.wrong += [f"{run}: --resume ends with {code}"] * bool(code)
        print(f"{run}: {self}", flush=True)

    def __str__(self) -> str:
        counts = {name: value if isinstance(value, int) else len(value) for name, value in vars(self).items()}
        return ", ".join(f"{name} {count}" for name, count in counts.items())


def roster(folder: Path, count: int) -> Path:
    """So many rows that differ by their name, their type and their paper."""
    presets, papers = ("standard", "large-print", "high-contrast"), ("letter", "a4")
    rows = (f"{presets[number % 3]},{papers[number % 2]},html md,r{number}" for number in range(count))
    path = folder / "roster.csv"
    path.write_text("\n".join(["preset,paper,formats,name", *rows]), "utf-8")
    return path


def command(rows: Path, folder: Path, *more: str) -> list[str]:
    """What makes them."""
    return [sys.executable, "-m", "cma_content", "batch", str(rows), str(ARTICLE), "-o", str(folder), "-q", *more]


def contents(folder: Path) -> dict[str, bytes]:
    """The files of a folder but for the record."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != NAME} if folder.is_dir() else {}


def faults(folder: Path, whole: dict[str, bytes]) -> Iterator[str]:
    """How a folder, with its record, differs from that of a run that nothing disturbed."""
    found = contents(folder)
    yield from (f"{name} is missing" for name in whole.keys() - found.keys())
    yield from (f"{name} is left over" for name in found.keys() - whole.keys())
    yield from (f"{name} is another" for name in whole.keys() & found.keys() if whole[name] != found[name])
    lines = [json.loads(line)["file"] for line in (folder / NAME).read_text("utf-8").splitlines()[1:]]
    if sorted(lines) != sorted(whole):
        yield f"{NAME} has {len(lines)} lines for {len(whole)} files"


def kills(folder: Path, times: int, count: int, seed: int) -> Tally:
    """Kills a batch `times` times, each in a folder of its own, every other one with its workers; then goes on."""
    rows, chance, tally = roster(folder, count), random.Random(seed), Tally()  # noqa: S311 - chance, not secrecy
    subprocess.run(command(rows, folder / "whole"), check=True, capture_output=True, timeout=TIMEOUT)
    whole = contents(folder / "whole")
    for number in range(times):
        target = folder / str(number)
        process = subprocess.Popen(command(rows, target), start_new_session=True)
        # By what is there, not by time: a machine that is busy is slower, now and then.
        wait_for(process, target, chance.randrange(len(whole)))
        time.sleep(chance.uniform(0, 0.05))
        # It may be done by then.
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL) if number % 2 else process.kill()
        tally.killed += process.wait() == -signal.SIGKILL
        tally.stopped(str(number), target, whole)
        done = subprocess.run(command(rows, target, "--resume"), check=False, capture_output=True, timeout=TIMEOUT)
        tally.resumed(str(number), target, whole, done.returncode)
    return tally


def wait_for(process: subprocess.Popen[bytes], folder: Path, count: int) -> None:
    """Until so many files are there, or the batch has ended."""
    while process.poll() is None and not (folder.is_dir() and len(os.listdir(folder)) > count):
        time.sleep(0.002)


def full(folder: Path, count: int) -> Tally:
    """Runs a batch on a disk that has room for half of it, then with room for all."""
    rows, tally = roster(folder, count), Tally()
    subprocess.run(command(rows, folder / "whole"), check=True, capture_output=True, timeout=TIMEOUT)
    whole = contents(folder / "whole")
    size = sum(map(len, whole.values())) // 2000
    with disk(folder / "disk", size) as target:
        first = subprocess.run(command(rows, target), check=False, capture_output=True, timeout=TIMEOUT)
        tally.killed += first.returncode == 5
        tally.stopped("disk", target, whole)
        subprocess.run(["mount", "-o", f"remount,size={8 * size}k", str(target)], check=True)
        done = subprocess.run(command(rows, target, "--resume"), check=False, capture_output=True, timeout=TIMEOUT)
        tally.resumed("disk", target, whole, done.returncode)
    return tally


@contextmanager
def disk(folder: Path, kilobytes: int) -> Iterator[Path]:
    """A folder with so much room."""
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(folder)], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def report(tally: Tally) -> int:
    """Says what came of it; 1 where a file was torn or wrong, or nothing was cut short."""
    print(tally)
    print("\n".join([*tally.torn, *tally.wrong][:50]))
    return int(bool(tally.torn or tally.wrong) or not (tally.killed and tally.unfinished))


def main() -> int:
    """Kills first, then the full disk."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--rows", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        code = report(kills(Path(folder), options.times, options.rows, options.seed))
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        with tempfile.TemporaryDirectory() as folder:
            code |= report(full(Path(folder), options.rows))
    else:
        print("The full disk was left out: only root can make one.")
    return code


if __name__ == "__main__":
    sys.exit(main())
