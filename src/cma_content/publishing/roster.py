"""A roster: which handouts are to be made, a row for each, in a table or in YAML."""

import os
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any, Final, get_args

from cma_content.design.tokens import Preset
from cma_content.diagnostics import rules
from cma_content.diagnostics.problem import Problem
from cma_content.errors import ArticleError, UsageError
from cma_content.exporting.registry import format_of
from cma_content.handout import RenderOptions, sheets
from cma_content.handout.contents import check_section
from cma_content.handout.options import Layout, Paper, check_name
from cma_content.loading.loader import load_program
from cma_content.model import regions
from cma_content.model.article import Article
from cma_content.model.audience import Audience
from cma_content.model.pictures import seen_once
from cma_content.model.program import Program
from cma_content.publishing import roster_lines, roster_yaml
from cma_content.publishing.batch_rows import Row, named
from cma_content.publishing.roster_lines import Line

COLUMNS: Final = (
    *("program", "region", "layout", "preset", "paper", "audience", "sections", "cover", "formats", "name"),
)
MAX_ROWS: Final = 100_000
MAX_PROGRAMS: Final = 2_000
"""Files of programs, each of which may bring a logo."""
_MOST_PROBLEMS: Final = 1_000
_YAML: Final = frozenset({".yaml", ".yml"})
_YES_OR_NO: Final = dict.fromkeys(("yes", "true", "1", "x"), True) | dict.fromkeys(("no", "false", "0"), False)
_OUTSIDE: Final = "a program's file lies in the folder of the roster, or in one below it"


def load_roster(path: os.PathLike[str] | str, article: Article, *, name: str = "") -> tuple[Row, ...]:
    """The rows of a roster for `publish_many`: a table (CSV, XLSX) or a list in YAML.

    The columns, any of which may be missing or empty: `program`, a program's file in the roster's folder or below it;
    `region`, `layout`, `preset`, `paper`, `audience`, `sections` and `cover` as in `RenderOptions`; `formats`, without
    which it is pdf; and `name`, of the files, as `publish_many` takes it. Several words have commas, semicolons or
    spaces between. `name` is the template for rows without a name.

    Raises `ArticleError` with every problem of every row and of the files of programs, each at its place: what the
    article lacks and names that two files would have among them. Cells that are formulas or begin as one are refused.
    """
    file = Path(path)
    read = roster_yaml.lines if file.suffix.casefold() in _YAML else roster_lines.lines
    rows: list[Row] = []
    problems: list[Problem] = []
    reading = _Reading(article, file)
    with seen_once():
        for line in read(file, COLUMNS):
            found = reading.row(line)
            if isinstance(found, Row):
                rows.append(found)
            elif found:
                problems += found
            if reading.count > MAX_ROWS:
                message, hint = f"the roster has more than {MAX_ROWS:,} rows", "divide it"
                problems.append(line.problem(rules.ROSTER_ROWS, COLUMNS[0], message, hint=hint))
                break
            if len(problems) >= _MOST_PROBLEMS:
                break
    try:
        named(article, rows, name)
    except ArticleError as error:
        problems += error.problems
    if problems:
        raise ArticleError(problems)
    return tuple(rows)


class _Reading:
    """What cells mean to an article; each text is looked up once, each program's file read once."""

    def __init__(self, article: Article, file: Path) -> None:
        self.count = 0
        self._article, self._file = article, file
        self._sections = [section.id for section in article.sections]
        self._programs: dict[str, Program | None] = {}
        self._known: dict[tuple[str, str], Any] = {}

    def row(self, line: Line) -> Row | list[Problem]:
        """The row of a line, or what is wrong with it; nothing where that was reported with an earlier one."""
        self.count += bool(line.cells)
        problems = [*line.problems]
        at_fault = {problem.path for problem in problems}
        values: dict[str, Any] = {}
        for column, text in line.cells.items():
            if column in at_fault:
                continue
            try:
                values[column] = self._value(column, text)
            except UsageError as error:
                message, _, hint = str(error).partition("; ")
                problems.append(line.problem(rules.ROSTER_CELL, column, message, found=text, hint=hint))
            except ArticleError as error:
                problems += error.problems
        if problems or values.get("program", self) is None:
            return problems
        formats, name = values.pop("formats", ("pdf",)), values.pop("name", "")
        try:
            options = RenderOptions(**values)
            if options.layout != "guide":
                sheets.held(self._article, options)
            if options.program and options.program.region and not options.region:
                self._value("region", options.program.region)
        except UsageError as error:
            column = next((one for one in ("sections", "cover", "layout") if one in values), "program")
            message, _, hint = str(error).partition("; ")
            return [line.problem(rules.ROSTER_CELL, column, message, hint=hint)]
        place = line.mark("name").column if "name" in line.cells else 1
        return Row(options, formats, name, str(self._file), line.number, place)

    def _value(self, column: str, text: str) -> Any:
        """What a cell means; raises `UsageError` for what means nothing, `ArticleError` for a program's file once."""
        if column == "program":
            return self._program(text)
        if column == "name":
            return text
        key = (column, text)
        if key not in self._known:
            self._known[key] = _VALUES[column](self, text)
        return self._known[key]

    def region(self, text: str) -> str:
        """The id of a place that the article has pay for."""
        return regions.find(self._article, text).id

    def sections(self, text: str) -> tuple[str, ...]:
        """Ids of sections of the article."""
        found = tuple(_words(text))
        for word in found:
            check_section(self._article, word, self._sections)
        return found

    def _program(self, text: str) -> Program | None:
        """The program in a file; nothing where that has been reported."""
        typed = text.replace("\\", "/")
        if typed in self._programs:
            return self._programs[typed]
        self._programs[typed] = None
        if len(self._programs) > MAX_PROGRAMS:
            raise UsageError(f"the roster names more than {MAX_PROGRAMS:,} files of programs; divide it")
        folder, path = self._file.parent, PurePosixPath(typed)
        if path.is_absolute() or ".." in path.parts or re.match("[A-Za-z]:", typed):
            raise UsageError(f"{text!r:.100} leads out of the roster's folder; {_OUTSIDE}")
        try:
            found = (folder / path).resolve()
            if not found.is_relative_to(folder.resolve()):
                raise UsageError(f"{text!r:.100} leads out of the roster's folder; {_OUTSIDE}")
            found.stat()
        except (OSError, ValueError, RuntimeError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise UsageError(f"cannot read {text!r:.100}: {reason}; {_OUTSIDE}") from None
        self._programs[typed] = load_program(folder / path, self._article)
        return self._programs[typed]


def _words(text: str) -> Iterator[str]:
    """Words with commas, semicolons or spaces between."""
    return (word for word in re.split(r"[,;\s]+", text) if word)


def _one_of(what: str, known: tuple[str, ...]) -> Callable[[_Reading, str], str]:
    def choose(_: _Reading, text: str) -> str:
        word = text.casefold()
        check_name(what, word, known)
        return word

    return choose


def _audience(_: _Reading, text: str) -> tuple[str, ...]:
    found = tuple(word.casefold() for word in _words(text))
    for word in found:
        check_name("audience", word, get_args(Audience))
    return found


def _cover(_: _Reading, text: str) -> bool:
    if text.casefold() not in _YES_OR_NO:
        raise UsageError(f"cover is yes or no, not {text!r:.80}")
    return _YES_OR_NO[text.casefold()]


_VALUES: Final[Mapping[str, Callable[[_Reading, str], Any]]] = {
    "region": _Reading.region,
    "layout": _one_of("layout", get_args(Layout)),
    "preset": _one_of("preset", get_args(Preset)),
    "paper": _one_of("paper", get_args(Paper)),
    "audience": _audience,
    "sections": _Reading.sections,
    "cover": _cover,
    "formats": lambda _, text: tuple(dict.fromkeys(map(format_of, _words(text)))),
}
