"""Processes of this machine that work side by side, as an executor.

Unlike those of `concurrent.futures.ProcessPoolExecutor`, one that dies costs the call that it was at and no other, they
end with the process that started them, a script needs no guard for them, and none imports what lies in the current
folder.
"""

import contextlib
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor
from typing import Any, Final, ParamSpec, TypeVar

from cma_content import installed
from cma_content.errors import UsageError
from cma_content.publishing.worker_process import packed, receive, send, unpacked

P = ParamSpec("P")
T = TypeVar("T")
CALLS: Final = 1000
"""After so many, a process makes room for a fresh one."""
_MOST_DEATHS: Final = 20
"""In a row, after which no process is started any more: something is wrong with all of them."""
_LAST_WORDS: Final = 2000
# Where the modules are comes as an argument; with -P, none comes from the current folder before it is read.
_START: Final = (
    "import sys; sys.path[:] = sys.argv[1:]; sys.argv[1:] = []; "
    "from cma_content.publishing.worker_process import main; main()"
)


class WorkerDiedError(BrokenExecutor):
    """A process ended in the middle of a call: it was killed, perhaps for its memory, or a library brought it down."""


class Workers(Executor):
    """So many processes, started when they are needed; the first call that each gets is `first`."""

    def __init__(self, count: int, first: tuple[Callable[..., object], tuple[Any, ...]] | None = None) -> None:
        if not sys.executable:
            raise UsageError("this Python does not know its own program, so it cannot start workers: name an executor")
        self._first = first
        self._threads = ThreadPoolExecutor(count, thread_name_prefix="cma-content-worker")
        self._here = threading.local()
        self._started: set[_Process] = set()
        self._lock = threading.Lock()
        self._is_stopped = False
        self._deaths = 0

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """The answer of a process that calls `fn`, which has to be a function of a module; no keywords.

        Raises `WorkerDiedError` where one process after the other has died.
        """
        assert not kwargs, "a call has arguments by place alone"
        if self._deaths >= _MOST_DEATHS:
            raise WorkerDiedError(f"{self._deaths} worker processes have ended, one after the other")
        return self._threads.submit(self._call, fn, args)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Ends the processes when they are done with what was submitted."""
        self._threads.shutdown(wait, cancel_futures=cancel_futures)
        if wait:
            for process in list(self._started):
                self._end(process)

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind:
            self.stop()
        else:
            self.shutdown()

    def stop(self) -> None:
        """Ends them at once, whatever they do."""
        with self._lock:
            self._is_stopped = True
            for process in self._started:
                process.kill()
        self.shutdown(cancel_futures=True)

    def _call(self, function: Callable[..., T], arguments: tuple[Any, ...]) -> T:
        process: _Process | None = getattr(self._here, "process", None)
        if process is None or process.calls >= CALLS:
            if process:
                self._end(process)
            process = self._here.process = self._start()
        try:
            is_done, answer = process.call(function, arguments)
        except (EOFError, OSError):
            self._here.process = None
            self._deaths += 1
            raise WorkerDiedError(self._end(process)) from None
        self._deaths = 0
        if is_done:
            result: T = answer
            return result
        raise answer

    def _start(self) -> "_Process":
        with self._lock:
            if self._is_stopped:
                raise WorkerDiedError("the workers were stopped")
            try:
                process = _Process()
            except OSError as error:
                self._deaths += 1
                raise WorkerDiedError(f"no worker process can be started: {error.strerror}") from None
            self._started.add(process)
        try:
            # Where that fails, so does what follows, which says why.
            if self._first:
                process.call(*self._first)
        except (EOFError, OSError):
            self._deaths += 1
            raise WorkerDiedError(self._end(process)) from None
        return process

    def _end(self, process: "_Process") -> str:
        """Ends a process; returns how it had ended before, if it had."""
        with self._lock:
            self._started.discard(process)
        return process.end()


class _Process:
    """One process, and how many calls it has had."""

    def __init__(self) -> None:
        self.calls = 0
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the process
        flags = ["-I"] if sys.flags.isolated else ["-P"]
        line = [sys.executable, *flags, "-c", _START, *installed.folders()]
        try:
            self._process = subprocess.Popen(  # noqa: S603 - this Python, and a line of ours
                line, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._errors
            )
        except OSError:
            self._errors.close()
            raise

    def call(self, function: Callable[..., Any], arguments: tuple[Any, ...]) -> tuple[bool, Any]:
        """Whether the call came to its end, and what it returned, or what it raised."""
        assert self._process.stdin
        assert self._process.stdout
        call = packed((function, arguments))
        self.calls += 1
        send(self._process.stdin, call)  # type: ignore[arg-type] # what Popen gives is binary
        is_done, answer = unpacked(receive(self._process.stdout))  # type: ignore[arg-type]
        return is_done, answer

    def kill(self) -> None:
        """Whoever waits for an answer of it gets none."""
        self._process.kill()

    def end(self) -> str:
        """Ends it and waits for that; returns in words how it had ended before, or its last words."""
        for stream in filter(None, (self._process.stdin, self._process.stdout)):
            with contextlib.suppress(OSError):
                stream.close()
        try:
            code = self._process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            code = self._process.wait()
        with self._errors as errors:
            errors.seek(max(0, errors.seek(0, os.SEEK_END) - _LAST_WORDS))
            words = errors.read().decode("utf-8", "replace").strip().splitlines()
        how = f"was ended by signal {-code}" if code < 0 else f"ended with code {code}"
        return f"its worker process {how}{f': {words[-1]}' if words else ''}"
