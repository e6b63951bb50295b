"""One line on a terminal that says what is being done and for how long; it leaves nothing behind."""

import contextlib
import os
import sys
import threading
import time
from typing import Final

from cma_content.cli.terminal import complain, is_dumb, is_terminal, printable
from cma_content.diagnostics.escaping import WIDTH, cut, escaped, width

_TICK: Final = 0.5


class Progress:
    """A context; within it, `says` names the task. Where standard error is no terminal, nothing is shown."""

    def __init__(self, *, shown: bool) -> None:
        self._shown = shown and is_terminal(sys.stderr)
        self._rewrites = not is_dumb()
        self._task = ""
        self._since = 0.0
        self._lock = threading.Lock()
        self._done = threading.Event()
        self._clock = threading.Thread(target=self._tick, daemon=True)

    def __enter__(self) -> "Progress":
        if self._shown and self._rewrites:
            self._clock.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._shown and self._rewrites:
            self._done.set()
            self._clock.join()
            self._draw("")

    def says(self, task: str) -> None:
        """Shows the task at once, and from then on how long it takes."""
        self._task, self._since = task, time.monotonic()
        if self._shown and self._rewrites:
            self._draw(task)
        elif self._shown:
            complain(task)

    def _tick(self) -> None:
        while not self._done.wait(_TICK):
            seconds = int(time.monotonic() - self._since)
            self._draw(f"{self._task} {seconds} s" if seconds else self._task)

    def _draw(self, line: str) -> None:
        # Spaces instead of control codes: every console knows them.
        room = min(WIDTH, _columns()) - 1
        text = cut(printable(escaped(line), getattr(sys.stderr, "encoding", None) or "utf-8"), room)
        with self._lock, contextlib.suppress(OSError, ValueError, AttributeError):
            sys.stderr.write(f"\r{text}{' ' * (room - width(text))}\r{text}")
            sys.stderr.flush()


def _columns() -> int:
    """Those of the terminal: a line that is wider would leave itself behind."""
    try:
        return os.get_terminal_size(sys.stderr.fileno()).columns or WIDTH
    except (OSError, ValueError, AttributeError):
        return WIDTH
