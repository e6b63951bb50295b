"""Exports that are killed at random moments: a file under its own name is whole, or not there.

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

from cma_content import export, load

ARTICLE: Final = Path(__file__).parent.parent / "articles" / "kitchen-sink.yaml"
FORMATS: Final = ("html", "json", "md", "epub")
TIMEOUT: Final = 60


@dataclass
class Tally:
    """What came of it."""

    exports: int = 0
    killed: int = 0
    """Before their end."""
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
        time.sleep(chance.uniform(0.3, 1.0) * lasts)
        process.send_signal(signal.SIGKILL)
        tally.exports += 1
        tally.killed += process.wait() == -signal.SIGKILL
        for path in target.glob("[!.]*") if target.is_dir() else ():
            tally.files += 1
            if not _is_whole(path, whole):
                tally.torn.append(f"{number}: {path.name}")
    return tally


def _is_whole(path: Path, whole: dict[str, bytes]) -> bool:
    if path.name in whole:
        return path.read_bytes() == whole[path.name]
    listed = json.loads(path.read_bytes())["files"]
    return path.name == "manifest.json" and {one["name"] for one in listed} == set(whole)


def main() -> int:
    """Prints what came of it; 1 where a file was torn, or no export was killed before its end."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        tally = campaign(Path(folder), options.times, options.seed)
    print(f"{'exports':>8}{'killed':>8}{'files':>8}{'torn':>8}")
    print(f"{tally.exports:>8}{tally.killed:>8}{tally.files:>8}{len(tally.torn):>8}")
    print("\n".join(tally.torn))
    return int(bool(tally.torn) or not tally.killed or not tally.files)


if __name__ == "__main__":
    sys.exit(main())
