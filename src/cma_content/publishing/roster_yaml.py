"""The rows of a roster in YAML: a list, of which each item has the columns as its fields."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from cma_content.diagnostics import rules
from cma_content.diagnostics.problem import Mark, Problem
from cma_content.errors import ArticleError, UsageError
from cma_content.loading.document import Data, Document
from cma_content.loading.files import read_file
from cma_content.loading.yaml_parser import read
from cma_content.publishing.roster_lines import Line, column_named, formula, is_formula


def lines(path: Path, columns: Sequence[str]) -> Iterator[Line]:
    """Each item; a file that cannot be read, or holds no list, raises `ArticleError`."""
    name = str(path)
    document = read(read_file(path.parent, path.name, name), name)
    if document.problems:
        raise ArticleError(document.problems)
    if not isinstance(document.data, list) or not document.data:
        mark, hint = document.mark(()), "the command new roster roster.yaml writes one to start from"
        message = "the roster is empty" if not document.data else "a roster is a list: each row begins with a hyphen"
        rule = rules.EMPTY if not document.data else rules.ROSTER_COLUMNS
        raise ArticleError([mark.problem(rule, message, hint=hint)])
    for number, item in enumerate(document.data):
        yield _line(document, number, item, columns)


def _line(document: Document, number: int, item: Data, columns: Sequence[str]) -> Line:
    place = document.mark((number,))
    if not isinstance(item, dict):
        message, hint = "a row has fields, such as region: WA", f"the columns are {', '.join(columns)}"
        return Line(place.line, {}, lambda _: place, [place.problem(rules.ROSTER_COLUMNS, message, hint=hint)])
    keys: dict[str, str] = {}
    cells: dict[str, str] = {}
    problems: list[Problem] = []
    for key, value in item.items():
        try:
            column = column_named(key, columns)
        except UsageError as error:
            message, _, hint = str(error).partition("; ")
            mark = document.mark((number, key), key=True)
            problems.append(mark.problem(rules.ROSTER_COLUMNS, message, found=key, hint=hint))
            continue
        keys[column] = key
        texts = value if isinstance(value, list) else [value or ""]
        if isinstance(value, dict) or not all(isinstance(text, str) for text in texts):
            mark, message = document.mark((number, key)), f"{column} takes a word, or a list of words"
            problems.append(mark.problem(rules.ROSTER_CELL, message, path=column))
            continue
        text = ", ".join(map(str, texts)).strip()
        if is_formula(text):
            problems.append(formula(document.mark((number, key)), column, text))
        if text:
            cells[column] = text

    def mark_of(column: str) -> Mark:
        return document.mark((number, keys[column])) if column in keys else place

    return Line(place.line, cells, mark_of, problems)
