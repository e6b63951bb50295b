"""check: every problem of every source, and whether it can be exported."""

import argparse
from collections.abc import Sequence
from datetime import UTC, datetime

from cma_content.checking.check import Report, check, check_program
from cma_content.cli.progress import Progress
from cma_content.cli.sources import read_source, whose_ids
from cma_content.cli.terminal import PROGRAM, complain, say, say_commands, say_json
from cma_content.diagnostics import reports
from cma_content.diagnostics.problem import Problem
from cma_content.errors import ArticleError
from cma_content.handout.limits import Limits
from cma_content.loading.loader import Loaded, read_program
from cma_content.model.article import Article


def run(options: argparse.Namespace) -> int:
    """Reports on the sources in the order named."""
    limits = Limits.named(dict(options.limit))
    problems: list[Problem] = []
    unchecked: list[str] = []
    first: Loaded[Article] | None = None
    # The one clock that is read: what is too old depends on the day of the check.
    as_of = options.as_of or datetime.now(UTC).date()
    code = acknowledged = 0
    with Progress(shown=True) as progress:
        for number, source in enumerate(options.sources or [None]):
            progress.says(f"Checking {source or 'the guide'} ...")
            try:
                loaded = read_source(source)
                first = loaded if number == 0 else first
                report = check(loaded, limits, as_of)
            except ArticleError as error:
                report, code = Report(error.problems), max(code, error.exit_code)
            problems += report.problems
            unchecked += report.unchecked
            acknowledged += report.acknowledged
        if options.program and first and not _errors(problems):
            progress.says(f"Checking {options.program} ...")
            try:
                report = check_program(read_program(options.program, first.record), first.record, limits)
            except ArticleError as error:
                report, code = Report(error.problems), max(code, error.exit_code)
                unchecked += whose_ids(error.problems, next(iter(options.sources), None))
            problems += report.problems
            unchecked += report.unchecked
        elif options.program:
            unchecked.append(f"the program {options.program} was not checked: that needs an article without errors.")
    together = ArticleError(problems).problems
    _print(together, options.format, acknowledged)
    for reason in dict.fromkeys(unchecked):
        complain(f"{reason[0].upper()}{reason[1:]}")
    return code or int(_errors(together) or (options.strict and bool(together)))


def _errors(problems: Sequence[Problem]) -> bool:
    return any(problem.severity == "error" for problem in problems)


def _print(problems: Sequence[Problem], form: str, acknowledged: int) -> None:
    if form == "github":
        say_commands(*reports.workflow_commands(problems))
    elif form != "text":
        say_json(reports.FORMATS[form](problems))
    elif problems:
        say(*reports.text_lines(problems), "")
        say(f"{count(problems)}. Explain a code: {PROGRAM} explain {problems[0].code}")
    else:
        say("No problems.")
    if form == "text" and acknowledged:
        several = "warnings are" if acknowledged > 1 else "warning is"
        say(f"{acknowledged:,} more {several} accepted; the article says why.")


def count(problems: Sequence[Problem]) -> str:
    """3 errors and 1 warning in 2 files."""
    files = len({problem.file for problem in problems})
    numbers = [(sum(one.severity == severity for one in problems), severity) for severity in ("error", "warning")]
    words = " and ".join(f"{number:,} {severity}{'s' * (number != 1)}" for number, severity in numbers if number)
    return f"{words} in {files} file{'s' * (files != 1)}"
