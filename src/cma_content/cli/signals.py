"""Requests to stop: each ends a command as Ctrl-C does, so that what it began is taken away again."""

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

_REQUESTS: Final = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))
_ONE_REQUEST: Final = 1.0
"""Seconds within which a second one is the first, sent twice, and may not cut its clean-up short."""


class Stopped(KeyboardInterrupt):
    """The process was asked to end by a signal."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(signal.Signals(number).name)


def exit_code(stopped: KeyboardInterrupt) -> int:
    """128 and the number of the signal, as shells count: 130 for Ctrl-C, 143 for SIGTERM, 129 for SIGHUP."""
    return 128 + (stopped.number if isinstance(stopped, Stopped) else signal.SIGINT)


@contextmanager
def stoppable() -> Iterator[None]:
    """Within it, SIGTERM and SIGHUP raise `Stopped` in the main thread; after it, they end the process again.

    One that something else handles, or that `nohup` has set to be ignored, is left alone.
    """
    last = float("-inf")

    def stop(number: int, _: object) -> None:
        nonlocal last
        before, last = last, time.monotonic()
        if last - before >= _ONE_REQUEST:
            raise Stopped(number)

    caught = []
    try:
        for number in _REQUESTS:
            if signal.getsignal(number) is signal.SIG_DFL:
                try:
                    signal.signal(number, stop)
                except ValueError:  # this is not the main thread, so nothing comes here
                    break
                caught.append(number)
        yield
    finally:
        for number in caught:
            signal.signal(number, signal.SIG_DFL)
