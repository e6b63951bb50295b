"""Bytes to files, each whole or not at all."""

import contextlib
import os
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO, Final

from cma_content.errors import OutputError
from cma_content.publishing.drafts import open_draft

# What Windows keeps for devices, whatever the ending; and the longest name that common file systems take.
_RESERVED: Final = frozenset(
    [
        *("aux", "con", "conin$", "conout$", "nul", "prn"),
        *(f"{port}{digit}" for port in ("com", "lpt") for digit in "0123456789¹²³"),
    ]
)
_LONGEST_NAME: Final = 240


def make_folder(folder: Path) -> None:
    """Makes the folder and those above it, where they are not there; raises `OutputError`."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        raise OutputError(f"cannot make the folder {folder}: a file has that name") from None
    except (OSError, ValueError) as error:
        raise OutputError(f"cannot make the folder {folder}: {reason(error)}") from None


def is_folder(path: Path) -> bool:
    """Whether a folder is there; a name that no system takes is none."""
    return stat.S_ISDIR(_mode(path))


def is_for_every_system(name: str) -> bool:
    """Whether no system keeps a file's name for itself, or finds it too long."""
    stem = name.partition(".")[0].rstrip()
    return stem.casefold() not in _RESERVED and len(os.fsencode(name)) <= _LONGEST_NAME


def check_writable(path: Path) -> None:
    """Raises `OutputError` where `write` could not put a file: better before the work than after it."""
    if not is_for_every_system(path.name):
        raise OutputError(f"cannot write {path}: not every system takes that name")
    target = _target(path)
    mode, folder = _mode(target), target.parent
    if not is_folder(folder):
        raise OutputError(f"cannot write {path}: there is no folder {folder}")
    if stat.S_ISDIR(mode):
        raise OutputError(f"cannot write {path}: a folder has that name")
    if not os.access(folder, os.W_OK | os.X_OK):
        raise OutputError(f"cannot write {path}: the folder {folder} is read-only")
    if mode and not stat.S_ISREG(mode):
        raise OutputError(f"cannot write {path}: it is a device or a pipe, not a file")
    if mode and not os.access(target, os.W_OK):
        raise OutputError(f"cannot write {path}: the file is read-only")


def write(path: Path, content: bytes) -> None:
    """Puts `content` at `path` in one step: a failure leaves what was there before.

    A file that is there keeps its mode; a symbolic link stays, and what it leads to is replaced.
    """
    write_all({path: content})


def write_all(contents: Mapping[Path, bytes]) -> None:
    """Does as `write` for each; all of them are whole on the disk before the first takes its place."""
    for path in contents:
        check_writable(path)
    with contextlib.ExitStack() as stack:
        drafts = [(path, _draft(stack, path, content)) for path, content in contents.items()]
        for path, (draft, file) in drafts:
            try:
                if os.name == "nt":
                    # There, a file that is open keeps its name.
                    file.close()
                draft.replace(_target(path))
            except (OSError, ValueError) as error:
                raise OutputError(f"cannot write {path}: {reason(error)}") from None


def _draft(stack: contextlib.ExitStack, path: Path, content: bytes) -> tuple[Path, BinaryIO]:
    """What is to stand at `path`, beside it."""
    target = _target(path)
    mode = _mode(target)
    try:
        draft, file = stack.enter_context(open_draft(target.parent))
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
        if mode:
            # Some file systems have no modes.
            with contextlib.suppress(OSError):
                draft.chmod(stat.S_IMODE(mode) & 0o777)
    except (OSError, ValueError) as error:
        raise OutputError(f"cannot write {path}: {reason(error)}") from None
    return draft, file


def reason(error: Exception) -> str:
    """What the system says of a failure, without the path, which the caller names."""
    return (error.strerror if isinstance(error, OSError) else None) or str(error) or type(error).__name__


def _mode(path: Path, *, follow: bool = True) -> int:
    """What stands at a path and who may use it, as `stat` says it; zero where nothing does."""
    try:
        return path.stat(follow_symlinks=follow).st_mode
    except (OSError, ValueError):
        return 0


def _target(path: Path) -> Path:
    """What a symbolic link leads to, there or not; any other path itself."""
    if not stat.S_ISLNK(_mode(path, follow=False)):
        return path
    try:
        target = path.resolve()
    except (OSError, RuntimeError):  # up to Python 3.12, a RuntimeError
        target = path
    if stat.S_ISLNK(_mode(target, follow=False)):
        raise OutputError(f"cannot write {path}: the symbolic link leads to itself")
    return target
