"""The article, the program and the files that a command names."""

import stat
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from cma_content.cli.terminal import complain, is_terminal
from cma_content.errors import UsageError

if TYPE_CHECKING:
    from cma_content.model.article import Article
    from cma_content.model.program import Program

STDIN = "-"


def article_of(source: str | None) -> "Article":
    """The article in a file, on standard input (-), or the guide where nothing is named."""
    from cma_content.loading.files import load, load_text

    if source != STDIN:
        return load(source)
    if sys.stdin is None:
        raise UsageError("there is no standard input to read")
    if is_terminal(sys.stdin):
        complain("Type or paste the article; end with Ctrl-D (on Windows, Ctrl-Z and Enter).")
    return load_text(_text(), name="<stdin>")


def program_of(file: str | None, article: "Article") -> "Program | None":
    """The program in a file, to be laid over the article."""
    from cma_content.loading.files import load_program

    return load_program(file, article) if file else None


def file_named(text: str) -> Path | None:
    """The file of that name, if there is one; what no system takes for a name names none."""
    try:
        return Path(text) if stat.S_ISREG(Path(text).stat().st_mode) else None
    except (OSError, ValueError):
        return None


def _text() -> str:
    from cma_content.diagnostics import rules
    from cma_content.diagnostics.problem import Problem
    from cma_content.errors import UnreadableError
    from cma_content.loading.files import MAX_BYTES

    raw = sys.stdin.buffer.read(MAX_BYTES + 1)
    if len(raw) > MAX_BYTES:
        message = f"standard input is larger than {MAX_BYTES:,} bytes"
        raise UnreadableError([Problem(rules.TOO_LARGE, "<stdin>", 1, 1, message)])
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        message, hint = f"standard input: line {line} is not UTF-8 text", "send it with the encoding UTF-8"
        raise UnreadableError([Problem(rules.NOT_UTF8, "<stdin>", line, 1, message, hint=hint)]) from None
