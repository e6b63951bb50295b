"""Problems in words: for people, and in the forms that programs read."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from typing import Any, Final

from cma_content.diagnostics.problem import Problem
from cma_content.diagnostics.rules import CATALOG, Rule

# How much of a long line is shown.
_SHOWN: Final = 100
_BOLD, _RED, _BLUE, _PLAIN = "\033[1m", "\033[31m", "\033[36m", "\033[0m"


def as_text(problems: Sequence[Problem], *, color: bool = False) -> str:
    """Each problem with its line, a caret under what is wrong, and what would mend it."""
    bold, red, blue, plain = (_BOLD, _RED, _BLUE, _PLAIN) if color else ("", "", "", "")
    blocks = []
    for problem in problems:
        path = f"  {problem.path}" if problem.path else ""
        place = f"{problem.file}:{problem.line}:{problem.column}"
        lines = [f"{red}error[{problem.rule.code}]{plain} {bold}{place}{plain}{path}"]
        gutter = len(str(problem.line))
        start = max(0, problem.column - _SHOWN // 2) if problem.column > _SHOWN * 3 // 4 else 0
        for number, text in problem.excerpt:
            lines.append(f"  {blue}{number:>{gutter}} |{plain} {_shown(text, start)}".rstrip())
        if problem.excerpt:
            indent = " " * (problem.column - 1 - start)
            caret = "^" * min(problem.width, _SHOWN - len(indent))
            lines.append(f"  {' ' * gutter} {blue}|{plain} {indent}{red}{caret} {problem.message}{plain}")
        else:
            lines.append(f"  {problem.message}")
        shown = [problem.message, *(text for _, text in problem.excerpt[-1:])]
        found = "" if any(problem.found.rstrip("…") in text for text in shown) else problem.found
        details = {"found": found, "expected": problem.expected, "hint": problem.hint}
        lines += [f"  {name + ':':<10}{value}" for name, value in details.items() if value]
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks)


def _shown(line: str, start: int) -> str:
    """The part of a line that is shown, with nothing in it that would move the caret or the terminal."""
    return "".join(letter if letter.isprintable() else " " for letter in line[start : start + _SHOWN])


def as_json(problems: Sequence[Problem]) -> str:
    """A list of objects, one a problem."""
    return json.dumps([_data(problem) for problem in problems], indent=2, ensure_ascii=False)


def _data(problem: Problem) -> dict[str, Any]:
    data = asdict(problem)
    del data["rule"], data["excerpt"]
    return {"code": problem.rule.code, **data}


def as_github(problems: Sequence[Problem]) -> str:
    """Workflow commands that mark the lines of a pull request."""
    return "\n".join(
        f"::error file={_escaped(problem.file, ':,')},line={problem.line},col={problem.column},"
        f"title={problem.rule.code}::{_escaped(problem.sentence)}"
        for problem in problems
    )


def _escaped(text: str, more: str = "") -> str:
    for sign in "%\r\n" + more:
        text = text.replace(sign, f"%{ord(sign):02X}")
    return text


def as_sarif(problems: Sequence[Problem]) -> str:
    """SARIF 2.1.0, for code scanning."""
    used = sorted({problem.rule.code for problem in problems})
    driver = {"name": "cma_content", "rules": [_sarif_rule(CATALOG[code]) for code in used]}
    results = [
        {
            "ruleId": problem.rule.code,
            "level": "error",
            "message": {"text": problem.sentence},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": problem.file.replace("\\", "/")},
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
