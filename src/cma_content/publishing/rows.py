"""One row of a batch, and the files that it asks for."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from typing import Final

from cma_content.diagnostics import rules
from cma_content.diagnostics.problem import Problem
from cma_content.errors import ArticleError, UsageError
from cma_content.exporting.registry import get_exporter
from cma_content.handout import RenderOptions, edition_code
from cma_content.handout.options import check_name
from cma_content.model.article import Article
from cma_content.model.frozen import frozen
from cma_content.publishing import record
from cma_content.publishing.files import is_for_every_system
from cma_content.publishing.jobs import Target

_FIELD: Final = re.compile(r"\{(\w*)\}")
_SAFE: Final = re.compile(r"\w[\w.-]*")
_LONGEST_SUFFIX: Final = 10
_ROWS: Final = "<rows>"


@frozen
class Row:
    """One handout of a batch: the choices, the formats, and what its files are called."""

    options: RenderOptions = field(default_factory=RenderOptions)
    formats: tuple[str, ...] = ("pdf",)
    name: str = ""
    """Of its files, without an ending, or a template for it; without one, as the batch says."""
    file: str = field(default=_ROWS, compare=False)
    """The roster that it stands in."""
    line: int = field(default=0, compare=False)
    """Its number, from one; of a roster, that of the line or row of its file."""
    column: int = field(default=1, compare=False)
    """Where its name stands there, or would."""


def targets_of(article: Article, rows: Sequence[Row], template: str) -> list[tuple[Target, ...]]:
    """The files of each row, all of different names; raises `ArticleError` with every name that cannot be.

    A template is text with fields in braces: article, edition, program, region, layout, preset, paper, audience,
    sections, cover, row. A field that is empty takes the hyphen beside it along. Without a template, files are called
    by the article and every choice that is not the usual one.
    """
    found: list[tuple[Target, ...]] = []
    problems: list[Problem] = []
    suffixes: dict[str, str] = {}
    holders: dict[str, int] = {record.NAME.casefold(): -1}
    for number, row in enumerate(rows):
        try:
            stem = _stem(article, row, template, row.line)
        except UsageError as error:
            problems.append(_problem(row, str(error)))
            found.append(())
            continue
        made = []
        for name in row.formats:
            suffix = suffixes.get(name) or suffixes.setdefault(name, get_exporter(name).suffix)
            made.append(Target(name, stem + suffix))
            # Case and the form of accents do not tell files from each other on every system.
            key = unicodedata.normalize("NFC", stem + suffix).casefold()
            other = holders.setdefault(key, number)
            if other != number or len({target.file.casefold() for target in made}) < len(made):
                problems.append(_problem(row, _taken(rows, other, number, stem + suffix)))
                break
        found.append(tuple(made))
    if problems:
        raise ArticleError(problems)
    return found


def _taken(rows: Sequence[Row], other: int, number: int, file: str) -> str:
    if other < 0:
        return f"{file} is the name of the record of a batch"
    if other == number:
        return f"two formats of this row would both be written to {file}"
    return f"{file} is written by row {rows[other].line} already"


def _problem(row: Row, message: str) -> Problem:
    hint = "name the files of each row apart: with a column name, or with --name and fields such as {program}-{region}"
    return Problem(rules.ROSTER_NAME, row.file, row.line, row.column, message, path="name", hint=hint)


def _stem(article: Article, row: Row, template: str, line: int) -> str:
    """The name of a row's files; raises `UsageError` where not every system takes it."""
    options = row.options
    typed = row.name or template
    if typed:
        stem = _filled(typed, article, options, line)
    else:
        stem = edition_code.name(article, options) + (f"-{options.paper}" if options.paper != "letter" else "")
    if not _SAFE.fullmatch(stem) or stem.endswith("."):
        raise UsageError(f"{stem!r:.100} is no name for a file: it holds letters, digits, hyphens, points and _ alone")
    if not is_for_every_system(f"{stem}.{'x' * _LONGEST_SUFFIX}"):
        raise UsageError(f"{stem!r:.100} is no name for a file: not every system takes it")
    return stem


def _filled(template: str, article: Article, options: RenderOptions, line: int) -> str:
    def value(found: re.Match[str]) -> str:
        check_name("field", found[1], FIELDS)
        return FIELDS[found[1]](article, options, line)

    filled = _FIELD.sub(value, template)
    if "{" in filled or "}" in filled:
        raise UsageError(f"{template!r:.100} has a brace without the other: a field is written as {{region}}")
    return re.sub(r"-{2,}", "-", filled).strip("-")


def _program(_: Article, options: RenderOptions, __: int) -> str:
    return options.program.id if options.program else ""


FIELDS: Final[Mapping[str, Callable[[Article, RenderOptions, int], str]]] = {
    "article": lambda article, _, __: article.id,
    "edition": lambda article, _, __: article.edition,
    "program": _program,
    "region": lambda _, options, __: options.region,
    "layout": lambda _, options, __: options.layout,
    "preset": lambda _, options, __: options.preset,
    "paper": lambda _, options, __: options.paper,
    "audience": lambda _, options, __: "-".join(options.audience),
    "sections": lambda _, options, __: "_".join(options.sections),
    "cover": lambda _, options, __: "cover" * options.cover,
    "row": lambda _, __, line: str(line),
}
"""What a template may name, with what stands for it."""
