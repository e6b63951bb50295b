"""One row of a batch, and what its files are called."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import field, replace
from typing import Final

from cma_content.diagnostics import rules
from cma_content.diagnostics.problem import Problem
from cma_content.errors import ArticleError, UsageError
from cma_content.exporting.registry import get_exporter
from cma_content.handout import RenderOptions, edition_code
from cma_content.handout.options import check_name
from cma_content.handout.settled import settled
from cma_content.model.article import Article
from cma_content.model.frozen import frozen
from cma_content.publishing import batch_record
from cma_content.publishing.files import is_for_every_system

_FIELD: Final = re.compile(r"\{(\w*)\}")
_SAFE: Final = re.compile(r"\w[\w.-]*")
_LONGEST_SUFFIX: Final = 10
_APART: Final = "name the files of each row apart: with a column name, or --name and fields such as {program}-{region}"


@frozen
class Row:
    """One handout of a batch: the choices, the formats, and what its files are called."""

    options: RenderOptions = field(default_factory=RenderOptions)
    formats: tuple[str, ...] = ("pdf",)
    name: str = ""
    """Of its files, without an ending, or a template for it; without one, as the batch says."""
    file: str = field(default="<rows>", compare=False)
    """The roster that it stands in."""
    line: int = field(default=0, compare=False)
    """Its number, from one; of a roster, that of the line or row of its file."""
    column: int = field(default=1, compare=False)
    """Where its name stands there, or would."""

    def __post_init__(self) -> None:
        if not isinstance(self.options, RenderOptions):
            raise UsageError(f"the options of a row must be RenderOptions(...), not {self.options!r:.60}")
        is_list = isinstance(self.formats, tuple | list) and all(isinstance(name, str) for name in self.formats)
        if not is_list or not self.formats:
            raise UsageError(f"the formats of a row are a list of names, such as ('pdf',), not {self.formats!r:.60}")
        if not isinstance(self.name, str):
            raise UsageError(f"the name of a row is text, not {self.name!r:.60}")


def named(article: Article, rows: Sequence[Row], template: str) -> tuple[Row, ...]:
    """The rows, settled for the article, each with the name of its files; no two files have one name.

    A template is text with fields in braces, those of `FIELDS`; an empty one takes the hyphen beside it along. Without
    a template, files are called by the article and every choice that is not the usual one. Raises `ArticleError` with
    every row whose region the article lacks, and every name that cannot be.
    """
    found: list[Row] = []
    problems: list[Problem] = []
    taken: dict[str, Row | None] = {_key(batch_record.NAME): None}
    suffixes: dict[str, str] = {}
    for row in rows:
        try:
            options = settled(article, row.options)
            stem = _stem(article, options, row, template)
            for name in row.formats:
                suffix = suffixes.get(name) or suffixes.setdefault(name, get_exporter(name).suffix)
                if stem.casefold().endswith(suffix):
                    plain = stem[: -len(suffix)]
                    raise UsageError(f"{stem!r:.100} has the ending of its format, which is added; write {plain:.80}")
                _take(taken, stem + suffix, row)
            is_settled = options is row.options and stem == row.name
            found.append(row if is_settled else replace(row, options=options, name=stem))
        except UsageError as error:
            problems.append(problem(row, rules.ROSTER_NAME, str(error)))
    if problems:
        raise ArticleError(problems)
    return tuple(found)


def problem(row: Row, rule: rules.Rule, message: str) -> Problem:
    """A fault of a row."""
    message, _, hint = message.partition("; ")
    return Problem(rule, row.file, row.line, row.column, message, path="name", hint=hint)


def _take(taken: dict[str, Row | None], file: str, row: Row) -> None:
    """Takes the name for a row; raises `UsageError` where it is taken."""
    key = _key(file)
    if key not in taken:
        taken[key] = row
        return
    other = taken[key]
    if other is None:
        raise UsageError(f"{file} is the name of the record of a batch; {_APART}")
    if other is row:
        raise UsageError(f"two formats of this row would both be written to {file}; take one of them away")
    raise UsageError(f"{file} is written by row {other.line} already; {_APART}")


def _key(file: str) -> str:
    """The same for two names that some system does not tell from each other."""
    return unicodedata.normalize("NFC", file).casefold()


def _stem(article: Article, options: RenderOptions, row: Row, template: str) -> str:
    """The name of a row's files; raises `UsageError` where not every system takes it."""
    # A Mac types an accent as a sign of its own.
    if typed := unicodedata.normalize("NFC", row.name or template):
        stem = "-".join(part for part in _filled(typed, article, options, row.line).split("-") if part)
    else:
        stem = edition_code.name(article, options) + (f"-{options.paper}" if options.paper != "letter" else "")
    if not _SAFE.fullmatch(stem) or stem.endswith("."):
        reason = f"{stem!r:.100} is no name for a file"
        raise UsageError(
            f"{reason}; it holds letters, digits, hyphens, points and _, and begins with none of the signs"
        )
    if not is_for_every_system(f"{stem}.{'x' * _LONGEST_SUFFIX}"):
        raise UsageError(f"{stem!r:.100} is no name for a file; not every system takes it")
    return stem


def _filled(template: str, article: Article, options: RenderOptions, line: int) -> str:
    def value(found: re.Match[str]) -> str:
        check_name("field", found[1], FIELDS)
        return FIELDS[found[1]](article, options, line)

    if set("{}") & set(_FIELD.sub("", template)):
        raise UsageError(f"{template!r:.100} has a brace that holds no field; one is written as {{region}}")
    return _FIELD.sub(value, template)


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
