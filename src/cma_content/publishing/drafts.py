"""Files that are being written: each is locked by its writer, so that one whose writer is gone is known and removed.

The system gives up a lock with the process that holds it, however that ends. Where there are no such locks (Windows,
some network folders), nothing is removed.
"""

import contextlib
import os
import re
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final

try:
    import fcntl
except ImportError:
    fcntl = None  # type: ignore[assignment]

_NAME: Final = re.compile(r"\.cma-content-[0-9a-f]{16}\.part")
_NEW: Final = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
_THERE: Final = os.O_RDWR | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)


@contextlib.contextmanager
def open_draft(folder: Path) -> Iterator[tuple[Path, BinaryIO]]:
    """A new file in `folder`, open and locked; at the end it is gone, unless it was given another name."""
    while True:
        draft = folder / f".cma-content-{secrets.token_hex(8)}.part"
        try:
            # The system itself takes the umask off; to read it, one would have to set it for every thread.
            with os.fdopen(os.open(draft, _NEW, 0o666), "wb") as file:
                # Until it was locked, another process may have taken it for a draft without a writer.
                if lock(file.fileno()) is not False and draft.exists():
                    yield draft, file
                    return
        finally:
            # Whatever happens from its first moment on, a request to stop as well.
            with contextlib.suppress(OSError, ValueError):
                draft.unlink(missing_ok=True)


def sweep(folder: Path) -> None:
    """Removes the drafts in `folder` that no process writes any more; whatever else is there stays."""
    if not fcntl:
        return
    with contextlib.suppress(OSError, ValueError), os.scandir(folder) as entries:
        for entry in entries:
            if _NAME.fullmatch(entry.name):
                with contextlib.suppress(OSError):
                    _remove(entry, os.geteuid())


def lock(descriptor: int) -> bool | None:
    """Whether an open file is locked for this process now; None where the file system has no locks."""
    if not fcntl:
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return None
    return True


def _remove(entry: os.DirEntry[str], owner: int) -> None:
    if not entry.is_file(follow_symlinks=False) or entry.stat(follow_symlinks=False).st_uid != owner:
        return
    descriptor = os.open(entry.path, _THERE)
    try:
        if lock(descriptor):
            Path(entry.path).unlink()
    finally:
        os.close(descriptor)
