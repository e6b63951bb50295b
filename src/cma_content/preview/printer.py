"""The process that draws PDFs: started with the first, kept warm, replaced where it dies."""

import multiprocessing
import signal
import threading
from collections.abc import Callable
from functools import partial
from multiprocessing.connection import Connection
from multiprocessing.sharedctypes import Synchronized
from typing import Any, Final

from cma_content import deadline
from cma_content.errors import ContentError, DeadlineError, OutputError
from cma_content.handout import Limits
from cma_content.handout.options import RenderOptions
from cma_content.model.article import Article
from cma_content.preview.drawing import Made, drawn, internal

_LOOK: Final = 0.05
"""Seconds between two looks at whether a PDF is still wanted."""
_PATIENCE: Final = 5.0
"""Seconds in which one that is not wanted ends by itself; after them its process is killed."""


class Printer:
    """Draws one PDF at a time, for one thread; any other may end it."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._context = multiprocessing.get_context("spawn")
        self._wanted: Synchronized[int] = self._context.Value("q", 0)
        self._lock = threading.Lock()
        self._process: multiprocessing.process.BaseProcess | None = None
        self._pipe: Connection[Any, Any] | None = None
        self._is_open = True

    def draw(self, article: Article, options: RenderOptions, unwanted: Callable[[], bool]) -> Made:
        """A PDF; raises `DeadlineError` soon after nobody wants it any more."""
        pipe = self._connected()
        self._wanted.value += 1
        try:
            pipe.send((self._wanted.value, article, options, self._limits))
            while not pipe.poll(_LOOK):
                if unwanted():
                    self._wanted.value += 1
                    if not pipe.poll(_PATIENCE):
                        self._stop()
                        raise DeadlineError("the PDF is not wanted any more")
            made: Made | ContentError = pipe.recv()
        except (EOFError, OSError):
            self._stop()
            raise OutputError("the process that draws PDFs has ended; the next change starts another") from None
        if isinstance(made, ContentError):
            raise made
        return made

    def close(self) -> None:
        """Ends the process, and starts no other."""
        self._is_open = False
        self._stop()

    def _connected(self) -> "Connection[Any, Any]":
        with self._lock:
            if not self._is_open:
                raise OutputError("the preview has ended")
            if not (self._pipe and self._process and self._process.is_alive()):
                self._pipe, other = self._context.Pipe()
                self._process = self._context.Process(target=_serve, args=(other, self._wanted), daemon=True)
                self._process.start()
                # With the last end of its side, the process is gone as well.
                other.close()
            return self._pipe

    def _stop(self) -> None:
        with self._lock:
            if self._process:
                self._process.kill()
                self._process.join()
            self._process = self._pipe = None


def _serve(pipe: "Connection[Any, Any]", wanted: "Synchronized[int]") -> None:
    """Draws what comes through the pipe, until whoever holds its other end is gone."""
    # Ctrl-C goes to every process of a terminal; the preview ends this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    while True:
        try:
            number, article, options, limits = pipe.recv()
            pipe.send(_made(article, options, limits, partial(_is_other, wanted, number)))
        except (EOFError, OSError):
            return


def _is_other(wanted: "Synchronized[int]", number: int) -> bool:
    return wanted.value != number


def _made(
    article: Article, options: RenderOptions, limits: Limits, unwanted: Callable[[], bool]
) -> Made | ContentError:
    try:
        with deadline.unless(unwanted):
            return drawn(article, "pdf", options, limits)
    except ContentError as error:
        return error
    except Exception as error:
        return internal(error)
