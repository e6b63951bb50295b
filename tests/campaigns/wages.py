"""The import of the survey's workbook, with so many rows of other occupations: seconds, and the most memory.

./run campaign wages --rows 100000
"""

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from importlib.resources import files
from itertools import chain
from pathlib import Path
from typing import Final

from workbooks import noise, shipped, write

MOST_SECONDS: Final = 60
MOST_MEGABYTES: Final = 500
"""Both for 100,000 rows."""
# In a process of its own, which says what it held, in kilobytes: on Linux, the most that any process is said to have
# held counts in what the one that started it held.
_PROGRAM: Final = """
import pathlib, re, resource, sys
from cma_content.cli import main
code = main(["wages", "import", sys.argv[1], "-o", sys.argv[2]])
status = pathlib.Path("/proc/self/status")
most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1_000 if sys.platform == "darwin" else 1)
print(re.search(r"VmHWM:\\s+(\\d+)", status.read_text())[1] if status.exists() else most, file=sys.stderr)
sys.exit(code)
"""


@dataclass(frozen=True, slots=True)
class Measured:
    """What one import took."""

    rows: int
    bytes: int
    """Of the workbook."""
    seconds: float
    processor: float
    megabytes: float


def measured(rows: int, folder: Path) -> Measured:
    """The import of a workbook of the shipped table and so many other rows, which must give that table."""
    path, out = folder / "all_data_M_2025.xlsx", folder / "out"
    write(path, chain(noise(rows // 2), shipped(), noise(rows - rows // 2)))
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    command = [sys.executable, "-P", "-c", _PROGRAM, str(path), str(out)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    seconds, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    assert done.stdout.startswith("Nothing moved"), done.stdout
    assert (out / "wages.csv").read_bytes() == files("cma_content_data").joinpath("wages.csv").read_bytes()
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Measured(rows, path.stat().st_size, seconds, processor, float(done.stderr.split()[-1]) / 1_000)


def main() -> int:
    """Prints a line; 1 where it took more than may be."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=100_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        one = measured(options.rows, Path(folder))
    print(f"{'rows':>9}{'bytes':>13}{'seconds':>9}{'processor':>11}{'MB':>6}")
    print(f"{one.rows:>9,}{one.bytes:>13,}{one.seconds:>9.1f}{one.processor:>11.1f}{one.megabytes:>6.0f}")
    return int(one.seconds > MOST_SECONDS * max(1, one.rows / 100_000) or one.megabytes > MOST_MEGABYTES)


if __name__ == "__main__":
    sys.exit(main())
