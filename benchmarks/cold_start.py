"""What a fresh process costs, beside one that only imports the libraries that this one stands on.

Run: python benchmarks/cold_start.py [ROUNDS]

Prints a table of the processor time of whole processes, user and system, and ends with 1 where a bound is exceeded.
A round runs every command once, so that what slows the machine down slows all of them; ratios are taken within a
round, and the table has their medians. Bytecode is compiled before the first round, as installers do.
"""

import os
import resource
import subprocess
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

ROUNDS = 7
FLOOR = ("-c", "from pydantic import BaseModel; import yaml")
COMMANDS = {
    "import cma_content": (0.4, ("-c", "import cma_content")),
    "--help": (0.5, ("-m", "cma_content", "--help")),
    "load() of the guide": (3.0, ("-c", "from cma_content import load; load()")),
    "export --to json": (3.2, ("-m", "cma_content", "export", "--to", "json", "-o", "guide.json")),
}
"""The most that each may cost, as a multiple of the floor, and how it is run."""


def main(rounds: int = ROUNDS) -> int:
    """Runs the rounds, prints the table and returns the exit code."""
    with TemporaryDirectory() as folder:
        entries = filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))
        path = os.pathsep.join(str(Path(entry).absolute()) for entry in entries)
        environment = {**os.environ, "PYTHONPATH": path, "PYTHONPYCACHEPREFIX": f"{folder}/bytecode"}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        commands = [FLOOR, *(command for _, command in COMMANDS.values())]
        for command in commands:
            _seconds(command, folder, environment)
        runs = [[_seconds(command, folder, environment) for command in commands] for _ in range(rounds)]
    print(f"| {rounds} rounds | seconds | of the floor | bound |\n|---|---|---|---|")
    print(f"| `{FLOOR[1]}` | {median(run[0] for run in runs):.3f} | 1 | |")
    within = True
    for number, (name, (bound, _)) in enumerate(COMMANDS.items(), start=1):
        ratio = median(run[number] / run[0] for run in runs)
        within &= ratio <= bound
        print(f"| {name} | {median(run[number] for run in runs):.3f} | {ratio:.2f} | {bound} |")
    return 0 if within else 1


def _seconds(command: tuple[str, ...], folder: str, environment: dict[str, str]) -> float:
    """The processor time of one process."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *command], cwd=folder, env=environment, check=True, stdout=subprocess.DEVNULL)  # noqa: S603
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:2])))
