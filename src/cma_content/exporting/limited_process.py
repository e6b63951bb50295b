"""A program of another project, run for a limited time with a limited output."""

import contextlib
import subprocess
import time
from collections.abc import Sequence
from threading import Thread
from typing import IO, Final

_PIECE: Final = 65_536


class TooMuchError(OSError):
    """A program writes more than it may."""


def run(line: Sequence[str], *, timeout: float, most: int) -> subprocess.CompletedProcess[str]:
    """A program's exit code and what it writes to its two streams, as UTF-8; it gets no input. Raises as `piped`."""
    done = piped(line, b"", timeout=timeout, most=most)
    out, errors = (stream.decode("utf-8", "replace") for stream in (done.stdout, done.stderr))
    return subprocess.CompletedProcess(line, done.returncode, out, errors)


def piped(line: Sequence[str], content: bytes, *, timeout: float, most: int) -> subprocess.CompletedProcess[bytes]:
    """A program's exit code and what it writes to its two streams, given some bytes, which it need not read.

    Raises `subprocess.TimeoutExpired` after `timeout` seconds, `OSError` where the program cannot be started, and
    `TooMuchError` where it writes more than `most` bytes to a stream; it is killed then.
    """
    end = time.monotonic() + timeout
    process = subprocess.Popen(  # noqa: S603 - the user's own programs
        line,
        stdin=subprocess.PIPE if content else subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        bufsize=0,
    )
    if process.stdin:
        Thread(target=_send, args=(process.stdin, content), daemon=True).start()
    readers = [_Reader(stream, most, process) for stream in (process.stdout, process.stderr) if stream]
    try:
        process.wait(timeout)
        for reader in readers:
            # What the program started may hold its streams.
            reader.join(max(0, end - time.monotonic()))
            if reader.is_alive():
                raise subprocess.TimeoutExpired(line, timeout)
    finally:
        process.kill()
        process.wait()
    if any(len(reader.kept) > most for reader in readers):
        raise TooMuchError(f"it wrote more than {most:,} bytes")
    out, errors = (bytes(reader.kept) for reader in readers)
    return subprocess.CompletedProcess(line, process.returncode, out, errors)


def _send(stream: IO[bytes], content: bytes) -> None:
    """Writes all that the program reads."""
    left = memoryview(content)
    with contextlib.suppress(OSError), stream:
        while left:
            left = left[stream.write(left) :]


class _Reader(Thread):
    """Keeps what comes out of a stream, and kills the program that writes too much."""

    def __init__(self, stream: IO[bytes], most: int, process: subprocess.Popen[bytes]) -> None:
        super().__init__(daemon=True)
        self.kept = bytearray()
        self._stream, self._most, self._process = stream, most, process
        self.start()

    def run(self) -> None:
        """Until the stream ends. It is closed here, since none may close what another thread waits for."""
        with self._stream as stream:
            while len(self.kept) <= self._most and (piece := stream.read(_PIECE)):
                self.kept += piece
        if len(self.kept) > self._most:
            self._process.kill()
