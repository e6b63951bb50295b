"""Any program as an exporter: `exec:COMMAND` gets a handout as JSON and writes a file's bytes.

Only a person at the command line or a Python program names a command; the registry, which articles, program files and
rosters go by, knows none.
"""

import json
import shlex
import subprocess
from typing import Final

from cma_content import deadline
from cma_content.errors import DeadlineError, LimitError, MissingEngineError, PluginError, UsageError
from cma_content.exporting.handout_data import data_of
from cma_content.exporting.limited_process import TooMuchError, piped
from cma_content.exporting.registry import PREFIX
from cma_content.handout import Handout, Limits

_LINES: Final = 3
"""Of what a program says when it fails, from the end."""
_LONGEST: Final = 300


class CommandExporter:
    """Starts a program without a shell for each handout, within the time and the size that `limits` allow.

    Raises `UsageError` for a command that is none.
    """

    media_type = "application/octet-stream"
    suffix = ""
    """Its file has the name that it is given."""

    def __init__(self, name: str, limits: Limits) -> None:
        try:
            self._words = shlex.split(name.removeprefix(PREFIX))
        except ValueError as error:
            raise UsageError(f"{name!r:.{_LONGEST}} is no command: {error}") from None
        if not self._words:
            raise UsageError(f"{PREFIX} needs a command: {PREFIX}'perl cards.pl'")
        self._limits = limits

    def export(self, handout: Handout, /) -> bytes:
        """What the program writes to its standard output; its first word is looked for as a shell does."""
        seconds = min(deadline.left(), self._limits.seconds)
        content = json.dumps(data_of(handout), ensure_ascii=False).encode()
        program = f"the program {self._words[0]!r}"
        try:
            done = piped(self._words, content, timeout=seconds, most=self._limits.output_bytes)
        except FileNotFoundError:
            raise MissingEngineError(f"{program} is not on this system") from None
        except subprocess.TimeoutExpired:
            raise DeadlineError(
                f"{program} takes longer than the limit seconds, which is {self._limits.seconds:,}: "
                "raise it with --limit seconds=NUMBER"
            ) from None
        except TooMuchError:
            most = f"{self._limits.output_bytes:,} bytes"
            message = f"{program} writes more than the limit output_bytes, which is {most}"
            raise LimitError([f"{message}: raise it with --limit output_bytes=NUMBER"], ["output_bytes"]) from None
        except (OSError, ValueError) as error:
            raise PluginError(f"{program} cannot be started: {error}") from None
        said = " | ".join(done.stderr.decode("utf-8", "replace").strip().splitlines()[-_LINES:])[-_LONGEST:]
        if done.returncode:
            ended = (
                f"was stopped by signal {-done.returncode}"
                if done.returncode < 0
                else f"ended with exit code {done.returncode}"
            )
            raise PluginError(f"{program} {ended}{f': {said}' if said else ' and said nothing'}")
        if not done.stdout:
            raise PluginError(f"{program} wrote nothing to its standard output{f': {said}' if said else ''}")
        return done.stdout
