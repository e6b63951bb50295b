"""Errors as the page shows them: each with its file, its line and what stands there."""

from typing import Any, Final

from cma_content.diagnostics.escaping import escaped
from cma_content.diagnostics.problem import MAX_SHOWN, Problem
from cma_content.errors import ArticleError, ContentError

_BEFORE: Final = 60
_AFTER: Final = 120
"""Characters of a line that are shown around what is wrong in it."""


def faults(error: ContentError | None) -> list[dict[str, Any]]:
    """What is wrong, as plain data; of very many, the first."""
    if error is None:
        return []
    if not isinstance(error, ArticleError):
        return [{"message": str(error)}]
    more = len(error.problems) - MAX_SHOWN
    rest = [{"message": f"and {more:,} more"}] if more > 0 else []
    return [*map(_fault, error.problems[:MAX_SHOWN]), *rest]


def _fault(problem: Problem) -> dict[str, Any]:
    details = {"found": problem.found, "expected": problem.expected, "hint": problem.hint}
    return {
        "code": problem.code,
        "severity": problem.severity,
        "file": escaped(problem.file),
        "line": problem.line,
        "column": problem.column,
        "path": problem.path,
        "message": problem.message,
        "excerpt": [{"line": number, "parts": _parts(problem, number, text)} for number, text in problem.excerpt],
        "details": {name: value for name, value in details.items() if value},
    }


def _parts(problem: Problem, number: int, text: str) -> list[str]:
    """A line in one piece, or what is wrong in it between what stands before and behind."""
    if number != problem.line:
        return [escaped(text[:_AFTER])]
    start, end = problem.column - 1, problem.column - 1 + problem.width
    cut = max(0, start - _BEFORE)
    return [
        escaped(text[cut:start]),
        escaped(text[start : min(end, start + _AFTER)]),
        escaped(text[end : end + _AFTER]),
    ]
