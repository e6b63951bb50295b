"""check: every problem of every source."""

import argparse
import sys
from collections.abc import Sequence
from typing import TextIO

from cma_content.cli.sources import article_of, program_of
from cma_content.cli.terminal import PROGRAM, complain, say, say_json, use_color
from cma_content.diagnostics import reports
from cma_content.diagnostics.problem import Problem
from cma_content.errors import ArticleError
from cma_content.model.article import Article


def run(options: argparse.Namespace) -> int:
    """Reports on the sources in the order named."""
    problems: list[Problem] = []
    articles: list[Article | None] = []
    code = 0
    for source in options.sources or [None]:
        try:
            articles.append(article_of(source))
        except ArticleError as error:
            articles.append(None)
            problems += error.problems
            code = max(code, _code(error, strict=options.strict))
    first = articles[0]
    if options.program and first is None:
        complain(f"{options.program} was not checked: that needs an article without problems.")
    elif options.program and first:
        try:
            program_of(options.program, first)
        except ArticleError as error:
            problems += error.problems
            code = max(code, _code(error, strict=options.strict))
    together = ArticleError(problems).problems
    if options.format in ("json", "sarif"):
        say_json(report(together, options.format))
    elif options.format == "github":
        if together:
            say(report(together, options.format))
    elif together:
        say(report(together, "text", sys.stdout))
        say(f"\n{count(together)}. Explain a code: {PROGRAM} explain {together[0].rule.code}")
    else:
        say("No problems.")
    return code


def report(problems: Sequence[Problem], form: str, stream: TextIO | None = None) -> str:
    """The problems in one of the forms of a report; as text, colored where the stream shows colors."""
    if form == "text":
        return reports.as_text(problems, color=use_color(stream))
    return reports.FORMATS[form](problems)


def count(problems: Sequence[Problem]) -> str:
    """3 errors and 1 warning in 2 files."""
    files = len({problem.file for problem in problems})
    numbers = [(sum(_severity(one) == severity for one in problems), severity) for severity in ("error", "warning")]
    said = " and ".join(f"{number:,} {severity}{'s' * (number != 1)}" for number, severity in numbers if number)
    return f"{said} in {files} file{'s' * (files != 1)}"


def _code(error: ArticleError, *, strict: bool) -> int:
    """The exit code of what was found: a warning stops nobody who is not strict."""
    return error.exit_code if strict or any(_severity(one) == "error" for one in error.problems) else 0


def _severity(problem: Problem) -> str:
    """Whether a problem stops or only warns."""
    severity: str = getattr(problem, "severity", "error")
    return severity
