"""Installs the peers that ours is measured beside, each into an environment of its own under benchmarks/installed.

Run: python benchmarks/set_up.py; this, and nothing that measures, needs a network.

Their versions are those of the group `bench` in pyproject.toml. What cannot be installed is said, here and in the
table that `peers.py` prints.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from rounds import reason, theirs

HERE: Final = Path(__file__).parent
INSTALLED: Final = HERE / "installed"
CV: Final = "A_Sample_CV.yaml"
"""The sample that RenderCV writes by itself for somebody of this name."""
_REASONS: Final = INSTALLED / "reasons.json"
_NEEDS: Final = re.compile(r"python_version >= '3\.(\d+)'")
_NEWEST: Final = 20


class NotInstalledError(Exception):
    """A peer is not there; the message is the reason."""


def main() -> int:
    """Installs every peer anew, and says which are there."""
    shutil.rmtree(INSTALLED, ignore_errors=True)
    INSTALLED.mkdir()
    reasons = {}
    for name, line in sorted(peers().items()):
        try:
            _install(name, line)
        except NotInstalledError as error:
            shutil.rmtree(INSTALLED / name, ignore_errors=True)
            reasons[name] = str(error)
        print(f"{line.partition(';')[0]}: {reasons.get(name, 'installed')}", flush=True)
    _REASONS.write_text(json.dumps(reasons, indent=1) + "\n", "utf-8")
    return 0


def peers() -> dict[str, str]:
    """The requirement of each peer, by its name."""
    project = tomllib.loads((HERE.parent / "pyproject.toml").read_text("utf-8"))
    return {re.split(r"\W*[=\[;]", line)[0]: line for line in project["dependency-groups"]["bench"]}


def program(peer: str, name: str) -> Path:
    """A program of a peer; raises `NotInstalledError`."""
    # pandoc stands where its package keeps it.
    for found in (INSTALLED / peer).glob(f"lib/python*/site-packages/*/files/{name}"):
        return found
    path = INSTALLED / peer / "bin" / name
    if path.exists():
        return path
    reasons = json.loads(_REASONS.read_text("utf-8")) if _REASONS.exists() else {}
    raise NotInstalledError(reasons.get(peer, "not there: run benchmarks/set_up.py"))


def cv_environment() -> dict[str, str]:
    """The environment of RenderCV: what Typst downloads for it is kept beside it."""
    return {**theirs(), "XDG_CACHE_HOME": str(INSTALLED / "rendercv" / "cache")}


def _install(name: str, line: str) -> None:
    needed = _NEEDS.search(line)
    least = int(needed[1]) if needed else 11
    python = next(_pythons(least), None)
    if python is None:
        raise NotInstalledError(f"it needs Python 3.{least}, which is not on this machine")
    home = INSTALLED / name
    _run(python, "-m", "venv", str(home))
    _run(str(home / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", line)
    if name == "rendercv":
        _run(str(home / "bin" / "rendercv"), "new", CV.removesuffix("_CV.yaml").replace("_", " "), folder=home)
        # Typst downloads what the theme uses; where it cannot, the table says so.
        with_network = [str(home / "bin" / "rendercv"), "render", CV]
        subprocess.run(with_network, cwd=home, env=cv_environment(), check=False, capture_output=True)  # noqa: S603


def _pythons(least: int) -> Iterator[str]:
    """Every Python 3 of at least this minor version that can make an environment, on the path or kept by pyenv."""
    names = [sys.executable, *(f"python3.{minor}" for minor in range(least, _NEWEST))]
    kept = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")).glob("versions/3.*/bin/python")
    for name in [*names, *map(str, sorted(kept))]:
        found = shutil.which(name)
        if not found:
            continue
        code = f"import ensurepip, sys, venv; sys.exit(sys.version_info < (3, {least}))"
        if not subprocess.run([found, "-c", code], check=False, capture_output=True).returncode:  # noqa: S603
            yield found


def _run(*command: str, folder: Path | None = None) -> None:
    done = subprocess.run(command, cwd=folder, env=theirs(), check=False, capture_output=True)  # noqa: S603
    if done.returncode:
        raise NotInstalledError(reason(done.stderr) or f"{Path(command[0]).name} ended with {done.returncode}")


if __name__ == "__main__":
    sys.exit(main())
