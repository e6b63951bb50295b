"""Where a fault stands and what is reported of it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, Literal

from cma_content.diagnostics.escaping import escaped, plain
from cma_content.diagnostics.rules import Rule

Severity = Literal["error", "warning"]
"""An error stops; a warning does not, unless the check is strict."""
MAX_SHOWN: Final = 200
"""How many problems are put into words for people; programs get all."""
# Enough for every name of a file, too little for the file itself.
_LONGEST: Final = 2000
_WORDS: Final = ("message", "path", "found", "expected", "hint")


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault: its place, its rule, what was found and what would fix it.

    Its words are escaped, each on one line; `file` and `excerpt` are as they are.
    """

    rule: Rule
    file: str
    line: int
    """From one; so is `column`."""
    column: int
    message: str
    path: str = ""
    """Where in the data, by id: `duties[give-injections].limits`."""
    found: str = ""
    expected: str = ""
    hint: str = ""
    width: int = 1
    """How many characters of the line are at fault."""
    excerpt: tuple[tuple[int, str], ...] = field(default=(), compare=False)
    """The line at fault, after the one before it, with their numbers."""
    severity: Severity = "error"

    def __post_init__(self) -> None:
        for name in _WORDS:
            object.__setattr__(self, name, escaped(getattr(self, name)[:_LONGEST]))

    @property
    def code(self) -> str:
        """The code of the rule, such as CC303."""
        return self.rule.code

    @property
    def place(self) -> tuple[str, int, int, str]:
        """What problems are sorted by."""
        return self.file, self.line, self.column, self.code

    @property
    def sentence(self) -> str:
        """The message with what would fix it, on one line."""
        remedy = self.hint or (f"expected: {self.expected}" if self.expected else "")
        return f"{self.message} ({remedy})" if remedy else self.message

    def __str__(self) -> str:
        path = f" {self.path}:" if self.path else ""
        return plain(f"{self.file}:{self.line}:{self.column}: {self.code}{path} {self.sentence}")


@dataclass(slots=True)
class Text:
    """A file's text, by lines, for the excerpts of problems."""

    name: str
    lines: list[str]

    def mark(self, line: int, column: int, width: int = 1) -> "Mark":
        """The place at `line` and `column`, both from zero as YAML's parser counts."""
        return Mark(self, line + 1, column + 1, max(1, width))


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in a text; line and column count from one."""

    text: Text
    line: int
    column: int
    width: int = 1

    def problem(self, rule: Rule, message: str, *, severity: Severity = "error", **details: str) -> Problem:
        """A fault at this place; `details` are `path`, `found`, `expected` and `hint`."""
        return Problem(
            rule,
            self.text.name,
            self.line,
            self.column,
            message,
            **details,
            width=max(1, min(self.width, self._length() - self.column + 1)),
            excerpt=tuple(self._excerpt()),
            severity=severity,
        )

    def _length(self) -> int:
        return len(self.text.lines[self.line - 1]) if self.line <= len(self.text.lines) else 0

    def _excerpt(self) -> Iterator[tuple[int, str]]:
        for number in (self.line - 1, self.line):
            if 1 <= number <= len(self.text.lines):
                yield number, self.text.lines[number - 1]
