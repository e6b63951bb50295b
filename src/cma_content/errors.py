"""One family of errors; each class knows the exit code of the command line. All can be pickled."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

from cma_content.diagnostics.escaping import plain

if TYPE_CHECKING:
    from cma_content.diagnostics.problem import Problem


class ContentError(Exception):
    """Anything that this library reports; catch it to catch all. Each argument is a line of the message, escaped."""

    exit_code = 1

    def __str__(self) -> str:
        return "\n".join(plain(str(line)) for line in self.args)


class ArticleError(ContentError, ValueError):
    """The YAML does not hold what it should; `problems` holds every fault found, by place."""

    exit_code = 1

    def __init__(self, problems: "Iterable[Problem]") -> None:
        from cma_content.diagnostics.problem import MAX_SHOWN

        self.problems = tuple(sorted(dict.fromkeys(problems), key=lambda problem: problem.place))
        more = len(self.problems) - MAX_SHOWN
        rest = [f"and {more:,} more"] if more > 0 else []
        super().__init__(*map(str, self.problems[:MAX_SHOWN]), *rest)

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.problems,)


class UnreadableError(ArticleError, OSError):
    """A source cannot be read at all."""

    exit_code = 3


class UnreadableFileError(ContentError):
    """A finished file cannot be read within the bounds of `cma_content.reading`; the message is the reason alone."""

    exit_code = 3


class WagesError(ContentError, ValueError):
    """A file of the wage survey does not hold what the table of an article needs; nothing was written."""

    exit_code = 1


class UnknownIdError(ContentError, LookupError):
    """An article has no entry of that kind with that id; the message names the nearest."""

    exit_code = 2


class UsageError(ContentError, ValueError):
    """The request makes no sense, whatever the article."""

    exit_code = 2


class UnknownExporterError(UsageError, LookupError):
    """No installed exporter has that name."""


class MissingEngineError(ContentError, ImportError):
    """An exporter needs a library that is not on this system; `remedy` is the line that installs it here."""

    exit_code = 4

    def __init__(self, message: str, remedy: str = "") -> None:
        self.what, self.remedy = message, remedy
        super().__init__(f"{message}; install it: {remedy}" if remedy else message)

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.what, self.remedy)


def lacking(what: str, extra: str) -> MissingEngineError:
    """The error for something missing that an extra of this project brings."""
    from cma_content.diagnostics.install_lines import packages

    return MissingEngineError(what, packages(extra))


class OutputError(ContentError, OSError):
    """A handout could not be made or written; no part of it is left behind."""

    exit_code = 5


class FitError(OutputError):
    """The parts of a fact sheet that must be printed do not fit the pages of `side`, front or back."""

    def __init__(self, message: str, side: str) -> None:
        self.side = side
        super().__init__(message)

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (*self.args, self.side)


class LimitError(ContentError):
    """A handout would be, or is, larger than `Limits` allow; `limits` are the names of those that it passes."""

    exit_code = 1

    def __init__(self, lines: "Iterable[str]", limits: "Iterable[str]") -> None:
        self.limits = tuple(limits)
        super().__init__(*lines)

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.args, self.limits)


class DeadlineError(ContentError, TimeoutError):
    """Drawing took longer than the `seconds` of `Limits`; no part of the file is left behind."""

    exit_code = 7


class PluginError(ContentError):
    """An exporter does not keep the contract; the message names the distribution that it comes from."""

    exit_code = 6


INTERNAL_ERROR: Final = 70
"""The exit code of an error that is in no one's hands but ours."""


class WorkerError(ContentError):
    """A worker failed at a row of a batch in a way that no one but us can change; it costs that row."""

    exit_code = INTERNAL_ERROR
