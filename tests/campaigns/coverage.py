"""How much of our code the tests run: each line and each branch, in processes that they start as well.

./run campaign coverage
./run campaign coverage -m "not slow" tests/test_files.py

Arguments go to pytest. Names what no test runs, module by module. Ends with 1 where less than `LEAST` percent of the
branches, or of lines and branches together, are run. A test that measures time, or leaves no room on the disk, may fail
while it is measured: whether all pass is for `./run test` to say.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import coverage

ROOT: Final = Path(__file__).parents[2]
LEAST: Final = 97.0
_SOME_FAILED: Final = 1
"""Of the exit codes of pytest, the last that says that the tests were run."""


def tested(data: Path, arguments: Sequence[str]) -> int:
    """Runs the tests, each process of which leaves what it ran beside `data`; returns the exit code of pytest."""
    line = [sys.executable, "-m", "coverage", "run", "-m", "pytest", "-n", "2", "--dist", "worksteal", *arguments]
    return subprocess.run(line, cwd=ROOT, env=os.environ | {"COVERAGE_FILE": str(data)}, check=False).returncode


def totals(data: Path) -> Mapping[str, float]:
    """Puts together what lies beside `data`, prints what was not run, and returns the sums of coverage.py."""
    found = coverage.Coverage(data_file=str(data), config_file=str(ROOT / "pyproject.toml"))
    found.combine([str(data.parent)])
    found.report()
    report = data.with_suffix(".json")
    found.json_report(outfile=str(report))
    sums: Mapping[str, float] = json.loads(report.read_text("utf-8"))["totals"]
    return sums


def verdict(sums: Mapping[str, float]) -> int:
    """Prints both figures; 1 where one is too low."""
    branches, both = sums["percent_branches_covered"], sums["percent_covered"]
    print(f"branches: {branches:.2f}% of {sums['num_branches']}, lines and branches: {both:.2f}%, at least {LEAST}%")
    return int(min(branches, both) < LEAST)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the tests and prints what they leave out."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "coverage"
        code = tested(data, sys.argv[1:] if arguments is None else arguments)
        return code if code > _SOME_FAILED else verdict(totals(data))


if __name__ == "__main__":
    sys.exit(main())
