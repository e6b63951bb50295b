"""The article, the program and the files that a command names."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from cma_content.cli.terminal import complain, is_terminal
from cma_content.errors import ArticleError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cma_content.diagnostics.problem import Problem
    from cma_content.loading.loader import Loaded
    from cma_content.model.article import Article
    from cma_content.model.program import Program

STDIN = "-"


def article_of(source: str | None) -> "Article":
    """The article in a file, on standard input (-), or the guide where nothing is named."""
    from cma_content.loading.load import load

    return load() if source is None else read_source(source).record


def read_source(source: str | None) -> "Loaded[Article]":
    """The same with the document that it was read from."""
    from cma_content.loading.loader import read_article, read_stream

    if source != STDIN:
        return read_article(source)
    if sys.stdin is None:
        raise UsageError("there is no standard input to read")
    if is_terminal(sys.stdin):
        complain("Type or paste the article; end with Ctrl-D (on Windows, Ctrl-Z and Enter).")
    return read_stream(sys.stdin.buffer)


def program_of(file: str | None, article: "Article", source: str | None) -> "Program | None":
    """The program in a file, to be laid over the article that was read from a source."""
    if not file:
        return None
    from cma_content.loading.loader import load_program

    try:
        return load_program(file, article)
    except ArticleError as error:
        for line in whose_ids(error.problems, source):
            error.add_note(line)
        raise


def whose_ids(problems: "Iterable[Problem]", source: str | None) -> "Iterator[str]":
    """What to say behind the problems of a program's file that may be for another article than the guide."""
    from cma_content.diagnostics.rules import UNKNOWN_ID

    if source is None and any(problem.rule is UNKNOWN_ID for problem in problems):
        yield "No article is named, so the ids are held to the guide's. If the file is for another, name that one too."


def path_named(text: str) -> Path | None:
    """What has that name, be it a file or not, if there is anything; what no system takes for a name names nothing."""
    try:
        Path(text).stat()
    except PermissionError:
        # It may be there; whoever opens it says why it cannot be read.
        pass
    except (OSError, ValueError):
        return None
    return Path(text) if text else None
