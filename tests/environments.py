"""Builds this project, and installs it with one extra and nothing else, without a network.

An environment links to the distributions that the tests run with: those that the metadata of the wheel and of the
packages it asks for name, and no other.
"""

import os
import shutil
import subprocess
import sys
import venv
import zipfile
from collections.abc import Iterable, Iterator
from importlib import metadata
from pathlib import Path
from typing import Final

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT: Final = Path(__file__).parent.parent


def has_perl() -> bool:
    """Whether there is perl with its library, of which a bare system has a part."""
    perl = shutil.which("perl")
    return bool(perl) and not subprocess.run([str(perl), "-MJSON::PP", "-e1"], capture_output=True).returncode


def build(target: str, source: Path, folder: Path, **environment: str) -> Path:
    """The `sdist` or `wheel` of a source tree, by the backend itself, in a folder."""
    command = [sys.executable, "-m", "hatchling", "build", "--target", target, "--directory", str(folder)]
    clean = {name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"} | environment
    subprocess.run(command, cwd=source, env=clean, check=True, capture_output=True, timeout=120)
    (made,) = folder.glob("*.whl" if target == "wheel" else "*.tar.gz")
    return made


def requirements(wheel: Path, extra: str) -> Iterator[Requirement]:
    """What a wheel asks for with an extra, or with an empty one."""
    with zipfile.ZipFile(wheel) as archive:
        (info,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        lines = metadata.PathDistribution(zipfile.Path(archive, info.removesuffix("METADATA"))).requires or []
    return _wanted(lines, [extra])


def closure(wanted: Iterable[Requirement], own: Path | None = None) -> dict[str, metadata.Distribution]:
    """The installed distributions by name that are wanted, and those that these want in turn.

    What is wanted of cma-content itself is read from `own`, its wheel.
    """
    found: dict[str, metadata.Distribution] = {}
    seen: set[tuple[str, frozenset[str]]] = set()
    waiting = list(wanted)
    while waiting:
        one = waiting.pop()
        name, extras = canonicalize_name(one.name), frozenset(one.extras)
        if (name, extras) in seen:
            continue
        seen.add((name, extras))
        if name == "cma-content":
            assert own
            waiting += (inner for extra in extras for inner in requirements(own, extra))
            continue
        found[name] = metadata.distribution(name)
        waiting += _wanted(found[name].requires or [], ["", *extras])
    return found


def environment(folder: Path, wheel: Path, extra: str = "") -> Path:
    """The Python of a new virtual environment with the wheel, one extra of it and nothing else."""
    venv.create(folder, symlinks=True)
    (site,) = folder.glob("lib/python*/site-packages")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    for found in closure(requirements(wheel, extra), wheel).values():
        tops = {path.parts[0] for path in found.files or ()} - {"..", "__pycache__"}
        assert tops, found.name
        for top in tops:
            if not (site / top).exists():
                (site / top).symlink_to(Path(str(found.locate_file(top))).absolute())
    return folder / "bin" / "python"


def _wanted(lines: Iterable[str], extras: Iterable[str]) -> Iterator[Requirement]:
    for one in map(Requirement, lines):
        if one.marker is None or any(one.marker.evaluate({"extra": extra}) for extra in extras):
            yield one
