"""What is printed, on any console: no encoding makes it fail, and nothing of the process is changed for it."""

import contextlib
import os
import re
import sys
from typing import Final, TextIO

from cma_content.errors import OutputError

PROGRAM: Final = "python -m cma_content"
WIDTH: Final = 80
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


def say(text: str = "") -> None:
    """A line on standard output; raises `OutputError` where it takes no more."""
    _write(text + "\n")


def say_json(text: str) -> None:
    """JSON on standard output; what the console's encoding lacks is escaped as JSON escapes it."""
    encoding = _encoding(sys.stdout)
    _write(re.sub(r"[^\x00-\x7f]", lambda found: _json_escaped(found[0], encoding), text) + "\n")


def complain(text: str) -> None:
    """A line on standard error; where there is none, nothing."""
    with contextlib.suppress(OSError, ValueError):
        if sys.stdout is not None:
            sys.stdout.flush()
    with contextlib.suppress(OSError, ValueError, AttributeError):
        sys.stderr.write(printable(text + "\n", _encoding(sys.stderr)))
        sys.stderr.flush()


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


def _json_escaped(sign: str, encoding: str) -> str:
    if _fits(sign, encoding):
        return sign
    units = sign.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[start : start + 4]}" for start in range(0, len(units), 4))


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


def wrapped(text: str, indent: str = "", hanging: str = "") -> str:
    """The text in lines of 80 columns, those after the first indented by `hanging` too; no word is broken."""
    import textwrap

    return textwrap.fill(
        text,
        WIDTH,
        initial_indent=indent,
        subsequent_indent=indent + hanging,
        break_long_words=False,
        break_on_hyphens=False,
    )


def size_of(size: int) -> str:
    """As people read it: 306 kB."""
    return f"{size / 1000:,.0f} kB" if size >= 1000 else f"{size} bytes"
