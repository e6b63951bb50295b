"""Batches on a scheduler of Dask whose workers are killed at random moments, or whose shared folder is full.

The batch itself is killed as well, every third time. The files come back in every other run, and are written by the
workers in the others; what is there in the end is compared with an undisturbed run on this machine alone.

./run campaign cluster --times 20 --rows 200 --seed 1
"""

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from campaigns.batch import TIMEOUT, Tally, command, contents, disk, faults, report, roster, wait_for
from machines import Machines, machines

from cma_content.publishing.batch_record import NAME


def kills(folder: Path, running: Machines, times: int, count: int, seed: int) -> Tally:
    """Kills a worker in each of so many batches; another takes its place a moment later."""
    rows, chance, tally = roster(folder, count), random.Random(seed), Tally()  # noqa: S311 - chance, not secrecy
    whole = undisturbed(folder, rows)
    for number in range(times):
        target = folder / str(number)
        shared = ["--shared", target.as_uri()] if number % 2 else []
        words = command(rows, target, "--scheduler", running.address, *shared)
        running.fill(2)
        process = subprocess.Popen(words)
        wait_for(process, target, chance.randrange(len(whole)))
        time.sleep(chance.uniform(0, 0.05))
        victim = chance.choice(running.workers())
        tally.killed += process.poll() is None
        victim.kill()
        victim.wait()
        if number % 3 == 2:
            process.kill()
        running.fill(2)
        process.wait(TIMEOUT)
        tally.stopped(str(number), target, whole)
        if number % 3 != 2:
            tally.wrong += [f"{number}: without --resume, {fault}" for fault in faults(target, whole)]
        done = subprocess.run([*words, "--resume"], check=False, timeout=TIMEOUT)
        tally.resumed(str(number), target, whole, done.returncode)
    return tally


def full(folder: Path, running: Machines, count: int) -> Tally:
    """A batch to a shared folder that has room for half of it, then for all."""
    rows, tally = roster(folder, count), Tally()
    whole = undisturbed(folder, rows)
    size = sum(map(len, whole.values())) // 2000
    record = folder / "record"
    with disk(folder / "disk", size) as target:
        words = command(rows, record, "--scheduler", running.address, "--shared", str(target))
        tally.killed += subprocess.run(words, check=False, capture_output=True, timeout=TIMEOUT).returncode == 5
        tally.stopped("disk", target, whole)
        subprocess.run(["mount", "-o", f"remount,size={8 * size}k", str(target)], check=True)
        done = subprocess.run([*words, "--resume"], check=False, timeout=TIMEOUT)
        shutil.copy(record / NAME, target)
        tally.resumed("disk", target, whole, done.returncode)
    return tally


def undisturbed(folder: Path, rows: Path) -> dict[str, bytes]:
    """The files that are to come of them."""
    subprocess.run(command(rows, folder / "whole"), check=True, capture_output=True, timeout=TIMEOUT)
    return contents(folder / "whole")


def main() -> int:
    """Kills first, then the full folder, which only root can make."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--rows", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place, machines(Path(place), 2) as running:
        with tempfile.TemporaryDirectory() as folder:
            code = report(kills(Path(folder), running, options.times, options.rows, options.seed))
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            running.fill(2)
            with tempfile.TemporaryDirectory() as folder:
                code |= report(full(Path(folder), running, options.rows))
    return code


if __name__ == "__main__":
    sys.exit(main())
