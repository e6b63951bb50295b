"""A PDF read in a process of its own, which ends by itself where the file would cost too much.

One of a few megabytes can make the library that reads it take minutes and all memory: what its streams hold may be
a thousand times as long, once for each of their filters, and is inflated before anyone can look at it.
"""

import json
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import astuple
from pathlib import Path
from typing import Final

from cma_content.errors import MissingEngineError, UnreadableFileError, lacking
from cma_content.exporting.verification import Finding, unreadable
from cma_content.reading import open_bounded

READABLE: Final = "a PDF that can be read"
MOST_MEMORY: Final = 500_000_000
"""Of the process, in bytes, where the system keeps it."""
MOST_SECONDS: Final = 3
"""At work; the guide takes a tenth of one."""
PATIENCE: Final = 30
"""In seconds by the clock, since a system may be busy; the bound where it counts no work, as Windows does not."""

# What is found here is found there, and nothing more in the current folder.
_PROGRAM: Final = (
    "import sys; sys.path[:] = sys.argv[2:]; from cma_content_pdf.isolated_reading import main; main(sys.argv[1])"
)
_SHOWN: Final = 200


def findings(path: Path) -> list[Finding]:
    """What the structure of a PDF proves; that it cannot be read, and nothing else, where that is so.

    Raises `MissingEngineError` without pikepdf.
    """
    try:
        open_bounded(path).close()
    except UnreadableFileError as error:
        return [unreadable(READABLE, str(error))]
    command = [sys.executable, "-P", "-c", _PROGRAM, str(path.absolute()), *sys.path]
    try:
        done = subprocess.run(  # noqa: S603 - Python itself
            command, stdin=subprocess.DEVNULL, capture_output=True, timeout=PATIENCE, check=False
        )
    except subprocess.TimeoutExpired:
        return [unreadable(READABLE, f"it takes more than {PATIENCE} s")]
    except OSError as error:
        raise MissingEngineError(f"Python cannot be started again: {error.strerror}") from None
    if not done.returncode:
        return [Finding(*one) for one in json.loads(done.stdout)]
    if done.returncode == MissingEngineError.exit_code:
        raise lacking("pikepdf is missing", "verify")
    if done.returncode == -getattr(signal, "SIGXCPU", 0):
        return [unreadable(READABLE, f"it takes more than {MOST_SECONDS} s")]
    (*_, last) = ("", *done.stderr.decode("utf-8", "replace").splitlines())
    return [unreadable(READABLE, f"the reader ended with {done.returncode} {last[:_SHOWN]}".rstrip())]


def main(name: str) -> None:
    """Prints the findings on a file, as JSON; what runs in that process."""
    _limit()
    try:
        import pikepdf

        from cma_content_pdf import objects, structure
    except ImportError:
        sys.exit(MissingEngineError.exit_code)
    try:
        # By its name, pikepdf opens none that is not UTF-8. Nothing of the page tree is looked at unbounded.
        with open_bounded(Path(name)) as file, pikepdf.open(file, inherit_page_attributes=False) as pdf:
            found = list(structure.findings(pdf))
            # An object that found no place in memory is null to the rules.
            if any("bad_alloc" in warning for warning in pdf.get_warnings()):
                raise MemoryError
    except objects.TooLargeError as error:
        found = [Finding(READABLE, "fail", f"cannot be read whole: {error}")]
    except pikepdf.PasswordError:
        found = [unreadable(READABLE, "it needs a password")]
    except (pikepdf.PdfError, RuntimeError) as error:
        # qpdf throws errors that are none of its own as well.
        found = [unreadable(READABLE, str(error).replace(f"stream {file!r}", "").strip(": ")[:_SHOWN])]
    except UnreadableFileError as error:
        found = [unreadable(READABLE, str(error))]
    except OSError as error:
        found = [unreadable(READABLE, str(error.strerror))]
    except MemoryError:
        found = [unreadable(READABLE, f"it takes more than {MOST_MEMORY:,} bytes of memory")]
    print(json.dumps([astuple(one) for one in found]))


def _limit() -> None:
    """Bounds this process where its system can; elsewhere it has the patience of the one that waits for it."""
    try:
        import resource
    except ImportError:
        return
    bounds = ((resource.RLIMIT_AS, MOST_MEMORY), (resource.RLIMIT_CPU, MOST_SECONDS), (resource.RLIMIT_CORE, 0))
    for what, most in bounds:
        # macOS refuses a bound on memory.
        with suppress(OSError, ValueError):
            resource.setrlimit(what, (most, resource.getrlimit(what)[1]))
