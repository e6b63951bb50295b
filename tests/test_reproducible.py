"""Same article, same bytes, wherever and whenever."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

ELSEWHERE = {"TZ": "Asia/Tokyo", "PYTHONHASHSEED": "1", "LC_ALL": "C", "SOURCE_DATE_EPOCH": "0", "HOME": "/nonexistent"}
HERE = {"TZ": "America/Chicago", "PYTHONHASHSEED": "2", "LC_ALL": "C.UTF-8"}


def hashes(folder: Path, environment: dict[str, str]) -> dict[str, str]:
    """SHA-256 of each format of the guide, made in a process of its own."""
    folder.mkdir(parents=True)
    command = [sys.executable, "-m", "cma_content", "export", "--to", "pdf,epub,html,json", "-o", "out"]
    subprocess.run(command, cwd=folder, env={**os.environ, **environment}, check=True, capture_output=True, timeout=120)
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted((folder / "out").iterdir())}


def test_two_runs_give_equal_bytes(tmp_path: Path) -> None:
    """Other folders, time zones, locales, hash seeds and homes."""
    first = hashes(tmp_path / "a", HERE)

    assert len(first) == 4
    assert first == hashes(tmp_path / "quite another folder" / "b", ELSEWHERE)
