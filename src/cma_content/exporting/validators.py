"""Validators of other projects: how one is found and called, and what it finds in which file.

One that falls over, or says nothing about a file that it was given, gave no verdict: silence is not praise.
"""

import json
import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from cma_content.exporting.limited_process import run

TIMEOUT: Final = 600
"""In seconds."""
MOST_OUTPUT: Final = 64_000_000
"""Bytes of a report; one on all that our tests write has a hundredth of that."""
_SHOWN: Final = 200
_SPACE: Final = re.compile(r"\s*")


class NoVerdictError(Exception):
    """A validator is not installed, fell over, took too long, or was silent about a file."""


@dataclass(frozen=True, slots=True)
class Validator:
    """A program that names faults in files."""

    name: str
    command: str
    """Found on the path, or named by a variable such as CMA_CONTENT_VNU="java -jar vnu.jar"."""
    arguments: tuple[str, ...]
    """Before the files."""
    install: str
    """How it comes to a system."""
    read: Callable[[subprocess.CompletedProcess[str]], Iterable[tuple[str, Iterable[str]]]]
    """Each file that it looked at, by path or address, with its faults; any error means that there is no verdict."""
    address: bool = False
    """Whether it takes the address of a file, not its path; both are absolute, so that none looks like an option."""

    def installed(self) -> list[str]:
        """The command that calls it; raises `NoVerdictError` where there is none."""
        variable = f"CMA_CONTENT_{self.command.upper()}"
        try:
            program, *arguments = shlex.split(os.environ.get(variable, "")) or [self.command]
        except ValueError as error:
            raise NoVerdictError(f"{variable} is no command: {error}") from None
        found = shutil.which(program)
        if found is None:
            raise NoVerdictError(f"{program} is not installed: {self.install}, or set {variable} to its command")
        return [found, *arguments, *self.arguments]

    def faults(self, paths: Sequence[Path], command: Sequence[str] = ()) -> dict[Path, list[str]]:
        """The faults in each file, all validated by one call; `command` stands in for the one that is installed.

        Raises `NoVerdictError` where a file got none, or where there is none.
        """
        files = [path.absolute() for path in paths]
        if not files:
            raise NoVerdictError(f"{self.name} was given no file")
        line = [*(command or self.installed()), *(file.as_uri() if self.address else str(file) for file in files)]
        try:
            done = run(line, timeout=TIMEOUT, most=MOST_OUTPUT)
        except (OSError, subprocess.TimeoutExpired) as error:
            raise NoVerdictError(f"{self.name}: {error}") from None
        found: dict[Path, list[str]] = {file: [] for file in files}
        silent, reason = set(found), ""
        try:
            for file, faults in self.read(done):
                found[path_of(file)] += faults
                silent.discard(path_of(file))
        except (AttributeError, LookupError, RecursionError, TypeError, ValueError) as error:
            silent, reason = set(found), f"{type(error).__name__}: {error};"
        # One that says by its exit code that something is wrong, and not what, fell over.
        if silent or (done.returncode and not any(found.values())):
            about = ", ".join(sorted(file.name for file in silent or found))
            output = " ".join(f"{reason} {(done.stderr or done.stdout)[:10_000]}".split())[:_SHOWN]
            raise NoVerdictError(f"{self.name} gave no verdict on {about} (exit code {done.returncode}): {output}")
        return {path: found[file] for path, file in zip(paths, files, strict=True)}


def documents(text: str) -> Iterator[Any]:
    """The JSON documents in `text`, one after the other; raises `ValueError` for anything else."""
    decoder, at = json.JSONDecoder(), _next(text, 0)
    while at < len(text):
        document, end = decoder.raw_decode(text, at)
        yield document
        at = _next(text, end)


def _next(text: str, at: int) -> int:
    """Where what is no white space begins."""
    found = _SPACE.match(text, at)
    return found.end() if found else at


def path_of(file: str) -> Path:
    """The absolute path of a file that a validator names by path or address."""
    if not file.startswith("file:"):
        return Path(file).absolute()
    path = unquote(urlsplit(file).path)
    # Of file:///C:/a.html, the slash before the drive is no part of the path.
    return Path(path[1:] if os.name == "nt" else path)
