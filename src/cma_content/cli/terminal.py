"""How results and problems are put to the user of a terminal."""

import os
from typing import Final

from cma_content.diagnostics import reports
from cma_content.errors import ArticleError

PROGRAM: Final = "python -m cma_content"


def report(error: ArticleError, form: str, color: bool) -> str:
    if form == "text":
        return reports.as_text(error.problems, color=color and "NO_COLOR" not in os.environ)
    return reports.FORMATS[form](error.problems)


def count(error: ArticleError) -> str:
    number = len(error.problems)
    files = len({problem.file for problem in error.problems})
    return f"{number} problem{'s' * (number != 1)} in {files} file{'s' * (files != 1)}"


def size_of(size: int) -> str:
    return f"{size / 1000:,.0f} kB" if size >= 1000 else f"{size} bytes"
