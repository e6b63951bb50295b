"""What runs in a process that works for another: calls come in by its standard input, and what they return goes out.

Started by `worker_pool.py` alone. A call is a function that can be imported, and its arguments; both pickled, and sent
by the process that started this one.
"""

import gc
import itertools
import os
import pickle
import queue
import signal
import struct
import sys
import threading
from typing import Any, BinaryIO, Final

HEAD: Final = struct.Struct(">Q")
"""Before each message: how many bytes it has."""
_SELDOM: Final = 100_000
"""Objects that are made, less those that are gone, before garbage is looked for: a sheet makes about as many."""
_WARM: Final = 2
"""The call after which all is loaded that others will need."""


def packed(message: object) -> bytes:
    """A message as it is sent."""
    return pickle.dumps(message, pickle.HIGHEST_PROTOCOL)


def unpacked(content: bytes) -> Any:
    """A message that was received."""
    return pickle.loads(content)  # noqa: S301 - of our own processes alone


def send(stream: BinaryIO, content: bytes) -> None:
    """Writes a message, packed."""
    stream.write(HEAD.pack(len(content)))
    stream.write(content)
    stream.flush()


def receive(stream: BinaryIO) -> bytes:
    """Waits for a message, packed; raises `EOFError` where the other side has gone."""
    (size,) = HEAD.unpack(_exactly(stream, HEAD.size))
    return _exactly(stream, size)


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
    calls: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(calls,), daemon=True).start()
    for number in itertools.count():
        answer = _answer(calls.get())
        if number == _WARM:
            _settle()
        try:
            send(answers, answer)
        except OSError:
            return
        if number > _WARM:
            gc.collect()


def _settle() -> None:
    """Leaves what is loaded by now to the end of the process: looking for garbage in it takes a tenth of all time.

    From then on it is looked for after each call, when all that the call made is garbage, and seldom within one.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_SELDOM)


def _answer(call: bytes) -> bytes:
    """What comes of a call, packed; that it cannot be unpacked here, or its answer packed, is an answer as well."""
    try:
        function, arguments = unpacked(call)
        return packed((True, function(*arguments)))
    except Exception as error:
        try:
            return packed((False, error))
        except Exception:
            return packed((False, RuntimeError(f"{type(error).__name__}: {error}")))


def _listen(calls: "queue.SimpleQueue[bytes]") -> None:
    """Takes calls in, and ends the process as soon as whoever sent them has gone, whatever is being done."""
    try:
        while True:
            calls.put(receive(sys.stdin.buffer))
    except (EOFError, OSError):
        os._exit(0)
