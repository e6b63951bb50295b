"""Problems in words: for people, and in the forms that programs read."""

import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from cma_content.diagnostics.escaping import WIDTH, Color, Line, cut, escaped, plain, width, wrapped
from cma_content.diagnostics.problem import MAX_SHOWN, Problem, Severity
from cma_content.diagnostics.rules import CATALOG, Rule
from cma_content.installed import version

_ALARM: Final[Mapping[Severity, Color]] = {"error": "red", "warning": "yellow"}


def as_text(problems: Sequence[Problem]) -> str:
    """The same as `text_lines`, as one text without colors."""
    return "\n".join(map(plain, text_lines(problems)))


def text_lines(problems: Sequence[Problem]) -> Iterator[Line]:
    """Each problem with its line, a caret under what is wrong, and what would fix it; of very many, the first."""
    for number, problem in enumerate(problems[:MAX_SHOWN]):
        if number:
            yield ""
        yield from _block(problem)
    if len(problems) > MAX_SHOWN:
        yield from ("", f"and {len(problems) - MAX_SHOWN:,} more")


def _block(problem: Problem) -> Iterator[Line]:
    yield from _headline(problem)
    # Without a line of the file it is about the file: words of its name could begin a line that looks like ours.
    yield from _excerpt(problem) if problem.excerpt else (f"  {problem.message}",)
    shown_above = (problem.message, *(text for _, text in problem.excerpt[-1:]))
    found = "" if any(problem.found.rstrip("…") in text for text in shown_above) else problem.found
    details = {"found": found, "expected": problem.expected, "hint": problem.hint}
    for name, value in details.items():
        if value:
            first, *others = _lines(value, 12)
            yield f"  {name + ':':<10}{first}"
            yield from (f"{' ' * 12}{line}" for line in others)


def _headline(problem: Problem) -> Iterator[Line]:
    """The code and the place, with the path of the field behind it or, where that is too long, below it."""
    label, place = f"{problem.severity}[{problem.code}]", f"{problem.file}:{problem.line}:{problem.column}"
    is_short = width(f"{label} {place}  {problem.path}") <= WIDTH
    path = f"  {problem.path}" if problem.path else ""
    yield (_ALARM[problem.severity], label), " ", ("bold", place), path if is_short else ""
    if not is_short and path:
        yield path


def _excerpt(problem: Problem) -> Iterator[Line]:
    """Lines of the file, as much of each as there is room for, and a caret with the message beside or below it."""
    gutter = len(str(problem.line))
    room = WIDTH - gutter - len("   | ")
    # A mark near the end of what is shown would have its words cut.
    start = max(0, problem.column - room // 2) if problem.column > room * 3 // 4 else 0
    for number, text in problem.excerpt:
        shown = cut(escaped(text[start : start + room].rstrip()), room)
        yield "  ", ("blue", f"{number:>{gutter}} |"), f" {shown}" if shown else ""
    line, at = problem.excerpt[-1][1][start:], problem.column - 1 - start
    # A fault may stand behind the end of its line.
    indent = width(line[:at]) + at - len(line[:at])
    caret = "^" * max(1, min(room, width(line[: at + problem.width])) - width(line[:at]))
    alarm = _ALARM[problem.severity]
    before: tuple[str | tuple[Color, str], ...] = (f"  {' ' * gutter} ", ("blue", "|"))
    if indent + len(caret) + 1 + width(problem.message) <= room:
        yield *before, f" {' ' * indent}", (alarm, f"{caret} {problem.message}")
        return
    yield *before, f" {' ' * indent}", (alarm, caret)
    for words in wrapped(problem.message, columns=room):
        yield *before, " ", (alarm, words)


def _lines(text: str, indent: int) -> list[str]:
    return wrapped(text, columns=WIDTH - indent)


def as_json(problems: Sequence[Problem]) -> str:
    """A list of objects, one a problem."""
    return json.dumps([_data(problem) for problem in problems], indent=2, ensure_ascii=False)


def _data(problem: Problem) -> dict[str, Any]:
    data = asdict(problem)
    del data["rule"], data["excerpt"]
    return {"code": problem.code, **data}


def as_github(problems: Sequence[Problem]) -> str:
    """The same as `workflow_commands`, as one text."""
    return "\n".join(map(escaped, workflow_commands(problems)))


def workflow_commands(problems: Sequence[Problem]) -> Iterator[str]:
    """Commands to GitHub, a line each, that mark the lines of a pull request."""
    for problem in problems:
        place = f"file={_percent(problem.file, ':,')},line={problem.line},col={problem.column}"
        yield f"::{problem.severity} {place},title={problem.code}::{_percent(problem.sentence)}"


def _percent(text: str, more: str = "") -> str:
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
            # Words in brackets before others in parentheses would be a link.
            "message": {"text": problem.sentence.replace("](", r"\](")},
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
    try:
        os.fsencode(file)
    except UnicodeEncodeError:
        # No file has that name.
        file = escaped(file)
    path = Path(file)
    if path.is_absolute():
        try:
            path = path.relative_to(Path.cwd())
        except (OSError, ValueError):
            # It lies elsewhere, as all does where the folder was deleted.
            return {"uri": path.as_uri()}
    return {"uri": quote(os.fsencode(path.as_posix())), "uriBaseId": "%SRCROOT%"}


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


def explained(rule: Rule) -> tuple[str, ...]:
    """A rule in full, by its lines."""
    return f"{rule.code}: {rule.title}", "", f"Cause:  {rule.cause}", f"Remedy: {rule.remedy}"
