"""Saved files: the folders of the article and its programs, watched by watchfiles."""

import contextlib
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from cma_content.errors import lacking

_STEP: Final = 20
"""Milliseconds of quiet after which a save is complete: editors write several files for one."""
_LONGEST: Final = 200
"""Milliseconds after which it counts all the same."""
_AGAIN: Final = 1.0
"""Seconds until a folder that is gone is looked for again."""


def check_installed() -> None:
    """Raises `MissingEngineError` where watchfiles is missing."""
    try:
        import watchfiles  # noqa: F401
    except ImportError:
        raise lacking("preview needs watchfiles", "preview") from None


def watch(folders: Sequence[Path], changed: Callable[[], None], stop: threading.Event) -> None:
    """Calls `changed` after each save in one of the folders, until `stop` is set."""
    import watchfiles

    polling: bool | None = None
    while not stop.is_set():
        there = _found(folders)
        try:
            for changes in watchfiles.watch(
                *there,
                watch_filter=is_source,
                recursive=False,
                debounce=_LONGEST,
                step=_STEP,
                stop_event=stop,
                raise_interrupt=False,
                force_polling=polling,
                yield_on_timeout=True,
            ):
                if changes:
                    changed()
                if _found(folders) != there:
                    break
        except OSError:
            # The system has no more watches, or a folder went away in this moment.
            polling = True
        if not stop.wait(_AGAIN):
            changed()


def _found(folders: Sequence[Path]) -> dict[Path, tuple[int, int]]:
    """The folders that are there; one that was made anew is another."""
    found = {}
    for folder in folders:
        with contextlib.suppress(OSError):
            status = folder.stat()
            found[folder] = status.st_dev, status.st_ino
    return found


def is_source(_: object, path: str) -> bool:
    """Whether a file may be one of an article: not a hidden one, and none that an editor keeps for itself."""
    name = Path(path).name
    return not name.startswith((".", "#")) and not name.endswith(("~", ".swp", ".swx", ".tmp", ".part"))
