"""Exports that are killed or stopped at random moments: a file under its own name is whole, or not there.

One that is stopped (SIGTERM, SIGHUP) leaves no draft; those of one that is killed go with the next export.

./run campaign kills --times 200 --seed 1
"""

import argparse
import json
import random
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from cma_content import export, load, publish
from cma_content.testing.articles import KITCHEN_SINK

ARTICLE: Final = KITCHEN_SINK
FORMATS: Final = ("html", "json", "md", "epub")
TIMEOUT: Final = 60
WAYS: Final = (signal.SIGKILL, signal.SIGKILL, signal.SIGTERM, signal.SIGHUP)


@dataclass
class Tally:
    """What came of it."""

    exports: int = 0
    killed: int = 0
    """Before their end."""
    stopped: int = 0
    """Before their end, by a signal that asks for it."""
    drafts: int = 0
    """Left by those that were killed."""
    litter: list[str] = field(default_factory=list)
    """Drafts left by those that were stopped, and by the next export."""
    files: int = 0
    """Left under their own names."""
    torn: list[str] = field(default_factory=list)


def command(folder: Path, formats: str = ",".join(FORMATS)) -> list[str]:
    """What exports the kitchen sink to `folder`."""
    return [sys.executable, "-m", "cma_content", "export", str(ARTICLE), "--to", formats, "-o", str(folder)]


def campaign(folder: Path, times: int, seed: int = 1) -> Tally:
    """Kills an export `times` times; half of them over files that are there."""
    article = load(ARTICLE)
    whole = {f"{article.id}.{name}": export(article, name) for name in FORMATS}
    started = time.monotonic()
    subprocess.run([*command(folder / "whole"), "--manifest"], check=True, capture_output=True, timeout=TIMEOUT)
    lasts = time.monotonic() - started
    chance, tally = random.Random(seed), Tally()  # noqa: S311 - chance, not secrecy
    for number in range(times):
        target = folder / str(number // 2)
        process = subprocess.Popen(
            [*command(target), "--manifest"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        way = WAYS[number % len(WAYS)]
        # Every other one while a file is being written, which takes a moment that chance seldom hits.
        wait = chance.uniform(0.3, 1.0) * lasts
        _wait_for_a_draft(process, target) if number % len(WAYS) % 2 else time.sleep(wait)
        process.send_signal(way)
        tally.exports += 1
        code = process.wait()
        tally.killed += code == -signal.SIGKILL
        tally.stopped += code in (-way, 128 + way) and way != signal.SIGKILL
        for path in target.glob("[!.]*") if target.is_dir() else ():
            tally.files += 1
            if not _is_whole(path, whole):
                tally.torn.append(f"{number}: {path.name}")
        left = list(target.glob(".*"))
        tally.drafts += len(left)
        if way != signal.SIGKILL:
            tally.litter += [f"{number}: {path.name}" for path in left]
        publish(article, ["json"], target)
        tally.litter += [f"after {number}: {path.name}" for path in target.glob(".*")]
    return tally


def _wait_for_a_draft(process: subprocess.Popen[bytes], folder: Path) -> None:
    while process.poll() is None and not any(folder.glob(".*")):
        time.sleep(0.0001)


def _is_whole(path: Path, whole: dict[str, bytes]) -> bool:
    if path.name in whole:
        return path.read_bytes() == whole[path.name]
    listed = json.loads(path.read_bytes())["files"]
    return path.name == "manifest.json" and {one["name"] for one in listed} == set(whole)


def main() -> int:
    """Prints what came of it; 1 where a file was torn or a draft left, or none was killed or stopped in time."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        tally = campaign(Path(folder), options.times, options.seed)
    counts = {name: value if isinstance(value, int) else len(value) for name, value in vars(tally).items()}
    print("".join(f"{name:>9}" for name in counts))
    print("".join(f"{count:>9}" for count in counts.values()))
    print("\n".join([*tally.torn, *tally.litter]))
    return int(bool(tally.torn or tally.litter) or not (tally.killed and tally.stopped and tally.files))


if __name__ == "__main__":
    sys.exit(main())
