"""What a fresh process costs, beside one that only imports the libraries that this one stands on.

Run: python benchmarks/cold_start.py [ROUNDS]

Prints tables of the costs of whole processes and of their processor time beside the floor, and ends with 1 where a
bound is exceeded.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from comparing import Comparison, costs, ratios
from rounds import Command, measure, ours

ROUNDS: Final = 7
FLOOR: Final = "`from pydantic import BaseModel; import yaml`"
COMMANDS: Final = {
    FLOOR: ("-c", FLOOR.strip("`")),
    "import cma_content": ("-c", "import cma_content"),
    "--help": ("-m", "cma_content", "--help"),
    "load() of the guide": ("-c", "from cma_content import load; load()"),
    "export --to json": ("-m", "cma_content", "export", "--to", "json", "-o", "guide.json"),
}
BOUNDS: Final = (
    Comparison("import cma_content", FLOOR, 0.4),
    Comparison("--help", FLOOR, 0.5),
    Comparison("load() of the guide", FLOOR, 3.0),
    Comparison("export --to json", FLOOR, 3.2),
)


def main(rounds: int = ROUNDS) -> int:
    """Runs the rounds, prints the tables and returns the exit code."""
    with TemporaryDirectory() as folder:
        environment = ours(Path(folder, "bytecode"))
        commands = {name: Command(((sys.executable, *words),), environment) for name, words in COMMANDS.items()}
        measured = measure(commands, rounds, Path(folder))
    print(costs(measured), ratios(measured, BOUNDS), sep="\n", end="")
    return int(bool(measured.failed) or any(bound.exceeded(measured) for bound in BOUNDS))


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:2])))
