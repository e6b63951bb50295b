"""What an exporter does while it draws that it must not: reading the clock or the environment, chance, the network.

A profile function sees each call, by whatever name the exporter imported what it calls; it costs time.
"""

import datetime
import os
import random
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import BuiltinFunctionType, CodeType, FrameType
from typing import Any, Final

_ENVIRONMENT: Final = frozenset(
    function.__code__
    for function in (
        *(type(os.environ).__getitem__, type(os.environ).__iter__, type(os.environ).copy),
        *(type(os.environ).__setitem__, type(os.environ).__delitem__),
    )
)
_CLOCK: Final = frozenset({"time", "time_ns", "localtime", "ctime", "clock_gettime"})
_TODAY: Final = frozenset({"now", "utcnow", "today"})
# Both look at the clock for their own ends; what they do reaches no output.
_PASSED: Final = ("importlib", "logging")
_CORE: Final = str(Path(__file__).parents[1])
_STANDARD: Final = str(Path(os.__file__).parent)
_LIBRARIES: Final = str(Path(_STANDARD) / "site-packages")

Seen = dict[str, set[str]]
"""What was done, by its kind, and where."""


class NetworkUsed(BaseException):
    """The exporter opens a socket, or looks a name up."""


@contextmanager
def watched(own: Path) -> Iterator[Seen]:
    """While open, what the code of a file or folder does, in this thread and those that it starts.

    What an engine does for its own ends is passed over, but for a socket, which nobody opens: where it reaches the
    output, other bytes show it.
    """
    seen: Seen = {}

    def look(frame: FrameType, event: str, arg: Any) -> None:
        kind = _of_code(frame.f_code) if event == "call" else _of_builtin(arg) if event == "c_call" else ""
        if not kind:
            return
        file, where = _caller(frame)
        if kind == "network":
            seen.setdefault(kind, set()).add(where)
            raise NetworkUsed(where)
        if file.is_relative_to(own):
            seen.setdefault(kind, set()).add(where)

    before = sys.getprofile(), threading.getprofile()
    sys.setprofile(look)
    threading.setprofile(look)
    try:
        yield seen
    finally:
        sys.setprofile(before[0])
        threading.setprofile(before[1])


def _of_code(code: CodeType) -> str:
    if code in _ENVIRONMENT:
        return "environment"
    return "network" if code.co_name == "__init__" and code.co_filename == _socket_file() else ""


def _socket_file() -> str:
    import socket

    return str(socket.__file__)


def _of_builtin(called: BuiltinFunctionType) -> str:
    module, name = getattr(called, "__module__", None), called.__name__
    owner = getattr(called, "__self__", None)
    if module == "time" and name in _CLOCK:
        return "clock"
    if name in _TODAY and isinstance(owner, type) and issubclass(owner, datetime.date):
        return "clock"
    if module == "_socket" or type(owner).__module__ == "_socket":
        return "network"
    if name == "urandom" or (isinstance(owner, random.Random) and not name.startswith("set") and _is_shared(owner)):
        return "chance"
    return ""


def _is_shared(generator: random.Random) -> bool:
    owner: Callable[[], float] = random.random
    return getattr(owner, "__self__", None) is generator


def _caller(frame: FrameType | None) -> tuple[Path, str]:
    """The nearest file that is neither Python's nor ours of a frame and the line there; none in loggers and imports."""
    nearest = Path(), ""
    while frame:
        if frame.f_globals.get("__name__", "").partition(".")[0] in _PASSED:
            return Path(), ""
        file = frame.f_code.co_filename
        is_standard = file.startswith(("<frozen", _STANDARD)) and not file.startswith(_LIBRARIES)
        if not nearest[1] and not is_standard and not file.startswith(_CORE):
            nearest = Path(file), f"{Path(file).name}, line {frame.f_lineno}, in {frame.f_code.co_name}"
        frame = frame.f_back
    return nearest
