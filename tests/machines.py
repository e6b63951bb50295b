"""A scheduler of Dask and its workers, as processes of this machine, by the commands of docs/how-to/cluster.md."""

import json
import os
import shlex
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

DOCUMENT: Final = (Path(__file__).parent.parent / "docs" / "how-to" / "cluster.md").read_text("utf-8")
_PATIENCE: Final = 60


def commands(beginning: str) -> list[list[str]]:
    """The commands of the document that begin so, in words."""
    found = [shlex.split(line) for line in DOCUMENT.splitlines() if line.startswith("    " + beginning)]
    assert found
    return found


PLAIN, TLS = range(2)
"""Which of the commands."""


@dataclass
class Machines:
    """What runs."""

    folder: Path
    kind: int
    address: str = ""
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)
    """The scheduler, and the workers in the order of their start."""

    def start_scheduler(self) -> None:
        """Until it knows its port."""
        file = self.folder / "scheduler.json"
        words = commands("dask scheduler")[self.kind]
        self._start(["0" if word == "8786" else word for word in words], "--scheduler-file", str(file), "--no-jupyter")
        _until(lambda: _address(file) != "")
        self.address = _address(file)

    def start_worker(self, **environment: str) -> subprocess.Popen[bytes]:
        """One that works on one call at a time, and that nothing starts again."""
        words = commands("dask worker")[self.kind]
        words = [self.address if "://" in word else word.replace("2", "1") for word in words]
        folder = self.folder / f"worker-{len(self.processes)}"
        own = ("--no-nanny", "--death-timeout", "30", "--local-directory", str(folder))
        return self._start(words, *own, **environment)

    def workers(self) -> list[subprocess.Popen[bytes]]:
        """Those that live."""
        return [process for process in self.processes[1:] if process.poll() is None]

    def fill(self, count: int) -> None:
        """Starts workers until so many live; all that were started have joined then."""
        for _ in range(count - len(self.workers())):
            self.start_worker()
        self.until_joined()

    def until_joined(self) -> None:
        """Until every worker that was started has joined."""
        _until(lambda: self.log().count("Registered to:") >= len(self.processes) - 1)

    def log(self) -> str:
        """What all of them have printed."""
        return "".join(path.read_text("utf-8") for path in sorted(self.folder.glob("*.log")))

    def _start(self, words: list[str], *more: str, **environment: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", *words, "--host", "127.0.0.1", *more]
        environment = {"PYTHONPATH": os.pathsep.join(sys.path)} | environment
        with (self.folder / f"{len(self.processes)}.log").open("wb") as log:
            process = subprocess.Popen(command, stdout=log, stderr=log, cwd=self.folder, env=os.environ | environment)
        self.processes.append(process)
        return process


@contextmanager
def machines(folder: Path, workers: int, kind: int = PLAIN) -> Iterator[Machines]:
    """A scheduler with so many workers, which have joined it; all are gone at the end."""
    started = Machines(folder, kind)
    try:
        started.start_scheduler()
        started.fill(workers)
        yield started
    finally:
        for process in reversed(started.processes):
            process.kill()
            process.wait()


def _address(file: Path) -> str:
    try:
        address: str = json.loads(file.read_bytes())["address"]
    except (OSError, ValueError):
        return ""
    return address


def _until(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + _PATIENCE
    while not is_so():
        assert time.monotonic() < end, "the scheduler or a worker does not start"
        time.sleep(0.05)
