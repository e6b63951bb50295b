"""Whole processes run in rounds: what each costs, and how the costs compare.

A round runs every command once, so that what slows the machine down slows all of them; ratios are taken within a
round, and their median is given.
"""

import os
import re
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Final, Literal

_SECONDS: Final = 1800.0
"""How long one process may take."""
_PLACES: Final = re.compile(r"\w+://[^\s)]+|[\w-]+(?:\.[\w-]+)+:\d+|(?:/[\w.+@-]+){2,}/?")
"""Addresses, hosts with ports, and paths."""
MEGABYTE: Final = 1_000_000 if sys.platform == "darwin" else 1_000
"""Of what the system counts memory in: bytes on macOS, kilobytes elsewhere."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a process cost, with those that it started and waited for."""

    cpu: float
    """Seconds of processor time, user and system, of all of them."""
    wall: float
    """Seconds on the clock."""
    peak: float
    """Megabytes of the largest; at least what the process that measures has, from which it was started."""

    def __add__(self, other: "Cost") -> "Cost":
        """The two, one after the other."""
        return Cost(self.cpu + other.cpu, self.wall + other.wall, max(self.peak, other.peak))


NOTHING: Final = Cost(0.0, 0.0, 0.0)


class CommandFailedError(Exception):
    """A command did not end with 0; the message is its last line on standard error."""


@dataclass(frozen=True, slots=True)
class Command:
    """What is measured as one: programs with their arguments, one after the other."""

    steps: tuple[tuple[str, ...], ...]
    environment: Mapping[str, str]

    def run(self, folder: Path) -> Cost:
        """What it costs in `folder`; raises `CommandFailedError`."""
        return sum((_run(step, folder, self.environment) for step in self.steps), NOTHING)


@dataclass(slots=True)
class Measured:
    """What every command cost in every round, and why those that failed did."""

    costs: dict[str, list[Cost]]
    failed: dict[str, str] = field(default_factory=dict)

    def median(self, name: str) -> Cost:
        """The medians of what a command cost."""
        costs = self.costs[name]
        return Cost(*(median(getattr(cost, each) for cost in costs) for each in ("cpu", "wall", "peak")))

    def ratio(self, name: str, base: str, less: float = 0.0, by: Literal["cpu", "wall"] = "cpu") -> float | None:
        """How many times the time of `base` a command took, after `less` seconds; None where one failed."""
        if not self.costs.get(name) or not self.costs.get(base):
            return None
        pairs = zip(self.costs[name], self.costs[base], strict=True)
        ratios: list[float] = [(getattr(one, by) - less) / getattr(other, by) for one, other in pairs]
        return median(ratios)


def measure(
    commands: Mapping[str, Command],
    rounds: int,
    folder: Path,
    report: Callable[[str], object] = lambda _: None,
    warm_up: Mapping[str, Command] | None = None,
) -> Measured:
    """Runs every command once to warm up, or one like it, then all in rounds; one that fails is left out."""
    measured = Measured({name: [] for name in commands})
    for number in range(rounds + 1):
        for name, command in (commands if number else warm_up or commands).items():
            if name in measured.failed:
                continue
            report(f"round {number} of {rounds}: {name}" if number else f"warming up: {name}")
            try:
                cost = command.run(folder)
            except CommandFailedError as error:
                measured.failed[name] = str(error)
                del measured.costs[name]
            else:
                measured.costs[name] += [cost] * bool(number)
                report(f"  {cost.cpu:.1f} s of processor time, {cost.wall:.1f} s by the clock, {cost.peak:.0f} MB")
    return measured


def ours(bytecode: Path) -> dict[str, str]:
    """The environment of a process that runs this project, from any folder; its bytecode is compiled once."""
    entries = filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))
    path = os.pathsep.join(str(Path(entry).absolute()) for entry in entries)
    environment = {**os.environ, "PYTHONPATH": path, "PYTHONPYCACHEPREFIX": str(bytecode)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    return environment


def theirs() -> dict[str, str]:
    """The environment of a process that runs another project: it finds nothing of this one, and breaks no message."""
    return {**{name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}, "COLUMNS": "1000"}


def reason(output: bytes) -> str:
    """The last line of what a program said when it failed, without the addresses and paths of this machine."""
    lines = [line.strip() for line in output.decode("utf-8", "replace").splitlines()]
    return _PLACES.sub("…", next((line for line in reversed(lines) if line), ""))


def _run(step: tuple[str, ...], folder: Path, environment: Mapping[str, str]) -> Cost:
    with tempfile.TemporaryFile() as errors:
        started = time.perf_counter()
        try:
            process = subprocess.Popen(  # noqa: S603 - a command of this benchmark
                step, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=errors
            )
        except OSError as error:
            raise CommandFailedError(str(error.strerror)) from None
        stop = threading.Timer(_SECONDS, process.kill)
        stop.start()
        try:
            _, status, used = os.wait4(process.pid, 0)
        finally:
            stop.cancel()
        seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            errors.seek(0)
            raise CommandFailedError(reason(errors.read()) or f"it ended with {process.returncode}")
    return _cost(used, seconds)


def _cost(used: resource.struct_rusage, seconds: float) -> Cost:
    return Cost(used.ru_utime + used.ru_stime, seconds, used.ru_maxrss / MEGABYTE)
