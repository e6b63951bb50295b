"""Each extra alone, installed from the wheel without a network: what it promises works, and without it does not.

./run campaign extras
./run campaign extras --only pdf,all

The wheel is built from this folder; the packages are those that the tests run with, of which each environment is given
only what the metadata of the wheel and of those packages asks for.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from environments import ROOT, build, environment

PROGRAM: Final = str(ROOT / "examples" / "programs" / "community-college.yaml")
_EXPORT: Final = ("-m", "cma_content", "export", "-o", "out", "--to")
_CLUSTER: Final = ("-c", "import distributed, fsspec; fsspec.filesystem('file').ls('.')")
PROMISES: Final = {
    "": [*_EXPORT, "html,json,md"],
    "batch": ["-c", "import rich.progress; from cma_content.cli import batch_progress"],
    "cluster": [*_CLUSTER],
    "completion": ["-m", "cma_content", "completion", "bash"],
    "docx": [*_EXPORT, "docx"],
    "epub": [*_EXPORT, "epub"],
    "pdf": [*_EXPORT, "pdf"],
    "preview": ["-c", "import watchfiles; from cma_content.preview import watching"],
    "program": [*_EXPORT, "html", "--program", PROGRAM],
    "reading": ["-m", "cma_content", "reading"],
    "testing": ["-c", "from cma_content.testing import ExporterContract"],
    "verify": ["-c", "import pikepdf; from cma_content_pdf import structure"],
    "all-but-gpl": [*_EXPORT, "docx,html,json,md,pdf", "--program", PROGRAM],
    "all": [*_EXPORT, "all", "--program", PROGRAM],
}
"""What each extra brings: a command that needs it and, of ours, nothing else."""


def tried(extra: str, wheel: Path, folder: Path) -> list[str]:
    """What is wrong with an extra: its promise is not kept with it, or is kept without."""
    faults = []
    for given in dict.fromkeys((extra, "")):
        python = environment(folder / f"with-{given}-for-{extra}", wheel, given)
        done = subprocess.run(
            [str(python), "-I", *PROMISES[extra]], cwd=folder, capture_output=True, text=True, timeout=300, check=False
        )
        if given == extra and done.returncode:
            faults.append(f"{extra or 'none'}: its promise ends with {done.returncode}: {done.stderr[-500:]}")
        if given != extra and not done.returncode:
            faults.append(f"{extra}: what it promises works without it")
    return faults


def main(arguments: Sequence[str] | None = None) -> int:
    """Tries the extras and returns 1 where one is not what it says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default=",".join(PROMISES), help="extras, with commas between")
    options = parser.parse_args(arguments)
    faults = []
    with tempfile.TemporaryDirectory() as name:
        wheel = build("wheel", ROOT, Path(name))
        for extra in options.only.split(","):
            started = time.perf_counter()
            found = tried(extra, wheel, Path(name))
            faults += found
            print(f"{extra or 'none':12} {'FAILED' if found else 'passed'} in {time.perf_counter() - started:.1f} s")
    print(*faults, sep="\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
