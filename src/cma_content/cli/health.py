"""What is asked of this machine, a function for each question, and what each answer means."""

import base64
import csv
import hashlib
import os
import secrets
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from cma_content import installed
from cma_content.cli import trials
from cma_content.cli.terminal import PROGRAM, printable
from cma_content.diagnostics import install_lines
from cma_content.errors import ContentError, MissingEngineError, OutputError, PluginError
from cma_content.exporting.registry import available

Status = Literal["broken", "note", "missing", "ok"]
"""What matters most comes first; what is missing was never installed, which is no fault."""
_AT_ONCE: Final = 2
_SAMPLE: Final = "é–…×"


@dataclass(frozen=True, slots=True)
class Check:
    """One answer, with the exit code that it asks for."""

    name: str
    status: Status
    detail: str
    remedy: str = ""
    """A line to run, or what to do in words."""
    code: int = 0


def names() -> tuple[str, ...]:
    """What a person may ask about: formats first."""
    return (*available(), *trials.FEATURES, *_CHECKS)


def checked(wanted: Iterable[str]) -> list[Check]:
    """An answer for each of the names, or for all; what matters most comes first.

    What is missing is a fault only where it was named.
    """
    asked = tuple(dict.fromkeys(wanted))
    chosen = asked or names()
    tried = [name for name in chosen if name not in _CHECKS]
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        running = {name: pool.submit(_engine, name, name in asked) for name in tried}
        found = [_CHECKS[name]() if name in _CHECKS else running[name].result() for name in chosen]
    order: tuple[Status, ...] = ("broken", "note", "missing", "ok")
    return sorted(found, key=lambda check: order.index(check.status))


def _engine(name: str, is_asked: bool) -> Check:
    """A format or a feature, by what comes of its trial."""
    tried = trials.attempt(name)
    if not tried.code:
        return Check(name, "ok", tried.detail)
    extra = "pdf" if name == "fonts" else name
    if tried.code == MissingEngineError.exit_code and not _is_begun(extra):
        code = tried.code if is_asked else 0
        return Check(name, "broken" if is_asked else "missing", tried.detail, tried.remedy, code)
    remedy = tried.remedy
    if tried.code == PluginError.exit_code:
        return Check(name, "broken", tried.detail, remedy, tried.code)
    if not remedy and name in (*installed.extras(), "fonts"):
        remedy = install_lines.packages(extra)
    return Check(name, "broken", tried.detail, remedy, MissingEngineError.exit_code)


def _is_begun(extra: str) -> bool:
    """Whether something is installed that no other extra brings, or only one that brings all of this one as well."""
    needs = {other: set(map(installed.name_of, installed.requirements(other))) for other in installed.extras()}
    mine = needs.get(extra, set())
    others = set().union(*(names for names in needs.values() if not mine <= names))
    return any(map(_is_there, mine - others))


def _is_there(distribution: str) -> bool:
    return any(True for _ in installed.distributions(distribution))


def _python() -> Check:
    """Whether this Python is one that the project is for."""
    version = ".".join(map(str, sys.version_info[:3]))
    for found in installed.distributions(install_lines.PROJECT):
        bounds = "".join(found.metadata.get_all("Requires-Python") or ())
        if not installed.is_within(version, bounds):
            wanted = f"Install Python {bounds}, and cma_content into it."
            return Check("python", "broken", f"this is Python {version}; needed is {bounds}", wanted, 4)
        known = [line.rpartition(" ")[2] for line in found.metadata.get_all("Classifier") or () if _is_minor(line)]
        if known and f"{sys.version_info[0]}.{sys.version_info[1]}" not in known:
            detail = f"Python {version} is newer than those that were tested: {', '.join(known)}"
            return Check("python", "note", detail, "Where something fails, use one of those.")
        return Check("python", "ok", f"{version}, cma_content {found.version}")
    return Check("python", "note", "cma_content runs without having been installed", "No versions can be compared.")


def _is_minor(classifier: str) -> bool:
    return classifier.startswith("Programming Language :: Python :: 3.")


def _versions() -> Check:
    """Whether every package that is there has a version that was asked for; only a trial shows whether it works."""
    lines = {line for extra in ("", *installed.extras()) for line in installed.requirements(extra)}
    wrong = [line for line in sorted(lines) if _is_there(installed.name_of(line)) and not installed.is_satisfied(line)]
    if not wrong:
        return Check("versions", "ok", f"{sum(_is_there(installed.name_of(line)) for line in lines)} packages fit")
    said = [f"{installed.name_of(line)} is {installed.version(installed.name_of(line))}, not {line}" for line in wrong]
    return Check("versions", "note", "; ".join(said), install_lines.install(wrong))


def _data() -> Check:
    """The guide, and every file that came with this project."""
    from cma_content.loading.load import load

    if lost := list(_changed(gone=True)):
        return Check("data", "broken", f"missing: {_some(lost)}", install_lines.again(), 3)
    try:
        guide = load()
    except (ContentError, ImportError, OSError) as error:
        return Check(
            "data", "broken", f"the guide cannot be read: {str(error).splitlines()[0]}", install_lines.again(), 3
        )
    if changed := list(_changed(gone=False)):
        return Check("data", "note", f"changed since it was installed: {_some(changed)}", install_lines.again())
    return Check("data", "ok", f"{guide.title}, edition {guide.edition}")


def _changed(*, gone: bool) -> Iterator[str]:
    """The files of this project that are not what was installed: those that are gone, or the others."""
    for found in installed.distributions(install_lines.PROJECT):
        # From Python 3.12 on, Distribution.files leaves out what is gone.
        for line in csv.reader((found.read_text("RECORD") or "").splitlines()):
            match line:
                case [name, recorded, *_] if recorded.startswith("sha256="):
                    if not _is_as_installed(Path(str(found.locate_file(name))), recorded, gone=gone):
                        yield name
        return


def _is_as_installed(file: Path, recorded: str, *, gone: bool) -> bool:
    try:
        content = file.read_bytes()
    except OSError:
        return not gone
    digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
    return gone or f"sha256={digest}" == recorded


def _some(files: list[str]) -> str:
    return ", ".join(files[:3]) + (f" and {len(files) - 3} more" if len(files) > 3 else "")


def _folder() -> Check:
    """Whether files can be written where `export` writes them by default."""
    from cma_content.publishing.files import is_folder, write

    place = Path("handouts") if is_folder(Path("handouts")) else Path()
    path = place / f".cma-content-doctor-{secrets.token_hex(4)}.txt"
    try:
        write(path, b"A file of cma_content doctor; remove it.\n")
        path.unlink()
    except (OutputError, OSError) as error:
        reason = str(error).partition(": ")[2] or str(error)
        remedy = f"{PROGRAM} export -o FOLDER, with a folder of your own"
        return Check("folder", "broken", f"no file can be written here: {reason}", remedy, OutputError.exit_code)
    return Check("folder", "ok", "files can be written here" if place == Path() else f"{place} can be written to")


def _terminal() -> Check:
    """Whether what is printed shows as it is meant."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    if printable(_SAMPLE, encoding) == _SAMPLE:
        return Check("terminal", "ok", encoding)
    line = "set PYTHONUTF8=1" if os.name == "nt" else "export PYTHONUTF8=1"
    detail = f"{encoding} lacks characters, for which plain ones or escapes are printed; files are not concerned"
    return Check("terminal", "note", detail, line)


_CHECKS: Final[Mapping[str, Callable[[], Check]]] = {
    "python": _python,
    "versions": _versions,
    "data": _data,
    "folder": _folder,
    "terminal": _terminal,
}
