"""What runs in a process that works for another: calls come in by its standard input, and what they return goes out.

Started by `workers.py` alone. A call is a function that can be imported, and its arguments; both pickled, and sent by
the process that started this one.
"""

import os
import pickle
import queue
import signal
import struct
import sys
import threading
from collections.abc import Callable
from typing import Any, BinaryIO, Final

HEAD: Final = struct.Struct(">Q")
"""Before each message: how many bytes it has."""


def send(stream: BinaryIO, message: object) -> None:
    """Writes a message."""
    content = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    stream.write(HEAD.pack(len(content)))
    stream.write(content)
    stream.flush()


def receive(stream: BinaryIO) -> Any:
    """Waits for a message; raises `EOFError` where the other side has gone."""
    (size,) = HEAD.unpack(_exactly(stream, HEAD.size))
    return pickle.loads(_exactly(stream, size))  # noqa: S301 - of our own processes alone


def _exactly(stream: BinaryIO, size: int) -> bytes:
    content = stream.read(size)
    if len(content) < size:
        raise EOFError
    return content


def main() -> None:
    """Answers each call with (True, what it returned) or (False, what it raised), until nobody is there to ask."""
    # Ctrl-C is sent to every process of a terminal; it is for the one that the person talks to.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Nothing that is printed here may stand between the answers.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    calls: queue.SimpleQueue[tuple[Callable[..., Any], tuple[Any, ...]]] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(calls,), daemon=True).start()
    while True:
        function, arguments = calls.get()
        try:
            answer = (True, function(*arguments))
        except Exception as error:
            answer = (False, error)
        try:
            send(answers, answer)
        except OSError:
            return


def _listen(calls: "queue.SimpleQueue[tuple[Callable[..., Any], tuple[Any, ...]]]") -> None:
    """Takes calls in, and ends the process as soon as whoever sent them has gone, whatever is being done."""
    try:
        while True:
            calls.put(receive(sys.stdin.buffer))
    except (EOFError, OSError):
        os._exit(0)
