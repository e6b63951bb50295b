"""Problems in words: for people, and in the forms that programs read."""

import json
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from cma_content.diagnostics.problem import MAX_SHOWN, Problem, Severity
from cma_content.diagnostics.rules import CATALOG, Rule
from cma_content.installed import version

# How much of a long line is shown.
_SHOWN: Final = 100
_BOLD, _BLUE, _PLAIN = "\033[1m", "\033[36m", "\033[0m"
_ALARM: Final[Mapping[Severity, str]] = {"error": "\033[31m", "warning": "\033[33m"}


def as_text(problems: Sequence[Problem], *, color: bool = False) -> str:
    """Each problem with its line, a caret under what is wrong, and what would fix it; of very many, the first."""
    blocks = [_block(problem, color=color) for problem in problems[:MAX_SHOWN]]
    if len(problems) > MAX_SHOWN:
        blocks.append(f"and {len(problems) - MAX_SHOWN:,} more")
    return "\n\n".join(blocks)


def _block(problem: Problem, *, color: bool) -> str:
    bold, alarm, blue, plain = (_BOLD, _ALARM[problem.severity], _BLUE, _PLAIN) if color else ("", "", "", "")
    path = f"  {problem.path}" if problem.path else ""
    place = f"{problem.file}:{problem.line}:{problem.column}"
    lines = [f"{alarm}{problem.severity}[{problem.code}]{plain} {bold}{place}{plain}{path}"]
    gutter = len(str(problem.line))
    start = max(0, problem.column - _SHOWN // 2) if problem.column > _SHOWN * 3 // 4 else 0
    for number, text in problem.excerpt:
        lines.append(f"  {blue}{number:>{gutter}} |{plain} {_shown(text, start)}".rstrip())
    if problem.excerpt:
        before = problem.excerpt[-1][1][start : problem.column - 1]
        fault = problem.excerpt[-1][1][problem.column - 1 :][: problem.width]
        indent = " " * (_width(before) + problem.column - 1 - start - len(before))
        caret = "^" * max(1, min(_width(fault), _SHOWN - len(indent)))
        lines.append(f"  {' ' * gutter} {blue}|{plain} {indent}{alarm}{caret} {problem.message}{plain}")
    else:
        lines.append(f"  {problem.message}")
    shown = [problem.message, *(text for _, text in problem.excerpt[-1:])]
    found = "" if any(problem.found.rstrip("…") in text for text in shown) else problem.found
    details = {"found": found, "expected": problem.expected, "hint": problem.hint}
    lines += [f"  {name + ':':<10}{value}" for name, value in details.items() if value]
    return "\n".join(lines)


def _shown(line: str, start: int) -> str:
    """The part of a line that is shown, with nothing in it that would move the caret or the terminal."""
    return "".join(sign if _is_shown(sign) else " " for sign in line[start : start + _SHOWN])


def _is_shown(sign: str) -> bool:
    return sign.isprintable() and unicodedata.category(sign) != "Cf"


def _width(text: str) -> int:
    """How many columns of a terminal `text` takes: none for an accent, two for a Chinese character."""
    return sum(
        0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text
    )


def as_json(problems: Sequence[Problem]) -> str:
    """A list of objects, one a problem."""
    return json.dumps([_data(problem) for problem in problems], indent=2, ensure_ascii=False)


def _data(problem: Problem) -> dict[str, Any]:
    data = asdict(problem)
    del data["rule"], data["excerpt"]
    return {"code": problem.code, **data}


def as_github(problems: Sequence[Problem]) -> str:
    """Workflow commands that mark the lines of a pull request."""
    return "\n".join(
        f"::{problem.severity} file={_escaped(problem.file, ':,')},line={problem.line},col={problem.column},"
        f"title={problem.code}::{_escaped(problem.sentence)}"
        for problem in problems
    )


def _escaped(text: str, more: str = "") -> str:
    for sign in "%\r\n" + more:
        text = text.replace(sign, f"%{ord(sign):02X}")
    return text


def as_sarif(problems: Sequence[Problem]) -> str:
    """SARIF 2.1.0, for code scanning."""
    used = sorted({problem.code for problem in problems})
    driver = {"name": "cma_content", **_version(), "rules": [_sarif_rule(CATALOG[code]) for code in used]}
    results = [
        {
            "ruleId": problem.code,
            "ruleIndex": used.index(problem.code),
            "level": problem.severity,
            "message": {"text": problem.sentence},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": _artifact(problem.file),
                        "region": {
                            "startLine": problem.line,
                            "startColumn": problem.column,
                            "endColumn": problem.column + problem.width,
                        },
                    }
                }
            ],
        }
        for problem in problems
    ]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    schema = "https://json.schemastore.org/sarif-2.1.0.json"
    return json.dumps({"$schema": schema, "version": "2.1.0", "runs": [run]}, indent=2, ensure_ascii=False)


def _version() -> dict[str, str]:
    from importlib.metadata import PackageNotFoundError  # needed for one form of report alone, and slow to import

    try:
        return {"version": version("cma-content")}
    except PackageNotFoundError:
        return {}


def _artifact(file: str) -> dict[str, str]:
    """A file as code scanning finds it: by its way from the folder where the work is done, percent-encoded."""
    path = Path(file)
    if path.is_absolute():
        if not path.is_relative_to(Path.cwd()):
            return {"uri": path.as_uri()}
        path = path.relative_to(Path.cwd())
    return {"uri": quote(path.as_posix()), "uriBaseId": "%SRCROOT%"}


def _sarif_rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.code,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.cause},
        "help": {"text": rule.remedy},
    }


FORMATS: Final[Mapping[str, Callable[[Sequence[Problem]], str]]] = {
    "github": as_github,
    "json": as_json,
    "sarif": as_sarif,
    "text": as_text,
}
"""The forms a report can take, by name."""


def explained(rule: Rule) -> str:
    """A rule in full."""
    return f"{rule.code}: {rule.title}\n\nCause:  {rule.cause}\nRemedy: {rule.remedy}"
