"""The one way out for what is printed: each line is escaped here, whoever made it, and fits any console.

No encoding makes it fail, and nothing of the process is changed for it.
"""

import contextlib
import os
import re
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, TextIO

from cma_content.cli.calling import program
from cma_content.diagnostics.escaping import escaped, escaped_json, inert, plain, spelled_json
from cma_content.errors import OutputError

if TYPE_CHECKING:
    from cma_content.diagnostics.escaping import Color, Line

PROGRAM: Final = program()
"""What a person types for this command line, as it was called."""
_PLAIN: Final = {
    "…": "...",
    "·": "-",
    "–": "-",
    "—": "--",
    "‘": "'",
    "’": "'",
    "“": '"',
    "”": '"',
    "×": "x",
    "®": "(R)",
}
_COLORS: Final[Mapping["Color", str]] = {"bold": "1", "blue": "36", "red": "31", "yellow": "33"}


def say(*lines: "Line") -> None:
    """Lines on standard output; raises `OutputError` where it takes no more."""
    _write("".join(f"{_printed(line, sys.stdout)}\n" for line in lines))


def say_json(text: str) -> None:
    """JSON on standard output; what the console's encoding lacks is escaped as JSON escapes it."""
    encoding = _encoding(sys.stdout)

    def fitting(sign: re.Match[str]) -> str:
        return sign[0] if _fits(sign[0], encoding) else spelled_json(sign[0])

    _write(re.sub("[^\x00-\x7f]", fitting, escaped_json(text)) + "\n")


def say_commands(*commands: str) -> None:
    """Workflow commands on standard output, the only lines that may begin as such."""
    _write("".join(f"{escaped(command)}\n" for command in commands))


def complain(*lines: "Line") -> None:
    """Lines on standard error; where there is none, nothing."""
    with contextlib.suppress(OSError, ValueError):
        if sys.stdout is not None:
            sys.stdout.flush()
    with contextlib.suppress(OSError, ValueError, AttributeError):
        text = "".join(f"{_printed(line, sys.stderr)}\n" for line in lines)
        sys.stderr.write(printable(text, _encoding(sys.stderr)))
        sys.stderr.flush()


def _printed(line: "Line", stream: TextIO | None) -> str:
    """A line, escaped, with its colors where they are shown."""
    if isinstance(line, str) or not use_color(stream):
        return plain(line)
    return inert("".join(map(_painted, line)))


def _painted(part: "str | tuple[Color, str]") -> str:
    return escaped(part) if isinstance(part, str) else f"\033[{_COLORS[part[0]]}m{escaped(part[1])}\033[0m"


def show_warning(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,  # noqa: ARG001 - as `warnings.showwarning` is called
    line: str | None = None,  # noqa: ARG001
) -> None:
    """A warning of Python or of a library, on one line."""
    complain(f"warning: {category.__name__}: {message} ({filename}, line {lineno})")


def finish() -> None:
    """Sends on what was written; raises `OutputError` where standard output does not take it."""
    _write("", flush=True)


def give_up() -> None:
    """After a failure of an output: Python would try once more at the end, in its own words and with its own code."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError, AttributeError):
            with contextlib.suppress(OSError, ValueError, AttributeError):
                nowhere = os.open(os.devnull, os.O_WRONLY)
                os.dup2(nowhere, stream.fileno())
                os.close(nowhere)


def _write(text: str, *, flush: bool = False) -> None:
    if sys.stdout is None:
        raise OutputError("cannot write to standard output: it is closed")
    try:
        sys.stdout.write(printable(text, _encoding(sys.stdout)))
        if flush:
            sys.stdout.flush()
    except BrokenPipeError:
        raise
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise OutputError(f"cannot write to standard output: {reason}") from None


def printable(text: str, encoding: str) -> str:
    """The text in the characters of an encoding: the nearest plain ones for the rest, or their escapes."""
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return "".join(_nearest(sign, encoding) for sign in text)
    return text


def _nearest(sign: str, encoding: str) -> str:
    for candidate in (sign, _PLAIN.get(sign)):
        if candidate and _fits(candidate, encoding):
            return candidate
    return sign.encode("ascii", "backslashreplace").decode()


def _fits(sign: str, encoding: str) -> bool:
    try:
        sign.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _encoding(stream: TextIO) -> str:
    return getattr(stream, "encoding", None) or "utf-8"


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a person looks at what is written."""
    try:
        return stream is not None and stream.isatty()
    except ValueError:
        return False


def is_dumb() -> bool:
    """Whether the terminal can go back on its line."""
    return os.environ.get("TERM") == "dumb"


def use_color(stream: TextIO | None) -> bool:
    """Whether to color, by NO_COLOR (no-color.org), FORCE_COLOR, the kind of terminal, and whether it is one."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    # Consoles of Windows that know colors name themselves.
    plain = os.name == "nt" and not os.environ.keys() & {"WT_SESSION", "ANSICON", "TERM"}
    return is_terminal(stream) and not is_dumb() and not plain


def size_of(size: int) -> str:
    """As people read it: 306 kB."""
    return f"{size / 1000:,.0f} kB" if size >= 1000 else f"{size} bytes"
