"""PDFs drawn in a process of their own: started with the first, kept warm, replaced where it dies or draws in vain."""

import threading
from collections.abc import Callable
from concurrent.futures import wait
from typing import Final

from cma_content.errors import DeadlineError, OutputError
from cma_content.handout import Limits
from cma_content.handout.options import RenderOptions
from cma_content.model.article import Article
from cma_content.preview.drawing import Made, drawn
from cma_content.publishing.worker_pool import WorkerDiedError, Workers

_LOOK: Final = 0.05
"""Seconds between two looks at whether a PDF is still wanted."""
_PATIENCE: Final = 0.5
"""Seconds more that one gets which is not: a sheet ends within them, and a fresh process would take longer to start."""


class Printer:
    """Draws one PDF at a time, for one thread; any other may close it."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._lock = threading.Lock()
        self._workers = Workers(1)
        self._is_open = True

    def draw(self, article: Article, options: RenderOptions, unwanted: Callable[[], bool]) -> Made:
        """A PDF; raises `DeadlineError` soon after nobody wants it any more."""
        future = self._workers.submit(drawn, article, "pdf", options, self._limits)
        while not wait([future], _LOOK).done:
            if unwanted() and not wait([future], _PATIENCE).done:
                self._replace()
                raise DeadlineError("the PDF is not wanted any more")
        try:
            return future.result()
        except WorkerDiedError as error:
            raise OutputError(f"{error}; the next change starts another") from None

    def close(self) -> None:
        """Ends the process at once, and starts no other."""
        with self._lock:
            self._is_open = False
            self._workers.stop()

    def _replace(self) -> None:
        with self._lock:
            self._workers.stop()
            if self._is_open:
                self._workers = Workers(1)
