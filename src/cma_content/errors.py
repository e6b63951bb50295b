"""One family of errors; each class knows the exit code of the command line."""

from collections.abc import Sequence
from dataclasses import dataclass


class ContentError(Exception):
    """Anything that this library reports; catch it to catch all."""

    exit_code = 1


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault of an article, where it stands and what would mend it."""

    file: str
    line: int
    column: int
    path: str
    """Where in the article, by id: `duties[give-injections].limits`."""
    message: str
    hint: str = ""

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}:{self.column}"
        path = f" {self.path}:" if self.path else ""
        hint = f" ({self.hint})" if self.hint else ""
        return f"{where}:{path} {self.message}{hint}"


class ArticleError(ContentError, ValueError):
    """The YAML is not an article; `problems` holds every fault found, by place."""

    exit_code = 1

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(map(str, self.problems)))


class UnreadableError(ContentError, OSError):
    """The source cannot be read at all."""

    exit_code = 3


class UsageError(ContentError, ValueError):
    """The request makes no sense, whatever the article."""

    exit_code = 2


class UnknownExporterError(UsageError, LookupError):
    """No installed exporter has that name, or two have it."""


class MissingEngineError(ContentError, ImportError):
    """An exporter needs a library that is not on this system; the message holds the line that installs it."""

    exit_code = 4


class OutputError(ContentError, OSError):
    """A handout could not be made or written; no part of it is left behind."""

    exit_code = 5
