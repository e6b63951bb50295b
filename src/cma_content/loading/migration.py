"""A file with every id that was retired replaced by what took its place; all else in it stays as it was typed."""

import codecs
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from cma_content.diagnostics import rules
from cma_content.diagnostics.problem import Problem
from cma_content.errors import ArticleError, OutputError
from cma_content.loading.document import Data, Document, Location
from cma_content.loading.files import decode, name_in
from cma_content.loading.loader import document_in, refused
from cma_content.loading.positions import position_of
from cma_content.loading.validation_errors import way
from cma_content.loading.yaml_parser import read
from cma_content.model import inline
from cma_content.model.article import Article
from cma_content.model.base import Model
from cma_content.model.ids import ids_of
from cma_content.model.pictures import reading_from
from cma_content.model.program import Program
from cma_content.model.references import Ids, resolving
from cma_content.model.retired import Key, in_text, successors
from cma_content.reading import read_bounded

_LINE_END: Final = re.compile("\r\n|[\n\r]")
_NONE: Final[Ids] = {}
_Place = tuple[int, int]
"""A line and a column, from zero."""


@dataclass(frozen=True, slots=True)
class Migration:
    """The files that change, and what is left for a person."""

    files: Mapping[Path, tuple[str, str]]
    """What each holds, and what it is to hold; a byte order mark and the ends of lines with it."""
    left: Sequence[Problem]
    """Retired ids that nothing took the place of, or whose successor cannot be put there by a program."""


@dataclass(frozen=True, slots=True)
class _Change:
    """A value that refers to a retired id, and what it is to be."""

    location: Location
    old: str
    new: str
    start: _Place
    end: _Place
    rewrite: Callable[[str], str]
    """Makes of what is typed there, quotes and line breaks with it, what is to be typed."""


def migrated_article(source: Path | str) -> Migration:
    """The files of an article whose references to ids that it has `retired` lead to their successors.

    Raises `ArticleError` where they cannot be read, or are of a newer schema.
    """
    return _migrated(Article, Path(source), None)


def migrated_program(source: Path | str, article: Article) -> Migration:
    """The same of a program's file, for the ids that `article` has retired."""
    return _migrated(Program, Path(source), article)


def _migrated(model: type[Model], path: Path, article: Article | None) -> Migration:
    document = document_in(model, path)
    if problems := document.problems or refused(model, document):
        raise ArticleError(problems)
    found = _Changes(document, successors(article or document.data))
    with reading_from(path.parent):
        found.gather(model, ids_of(article, Article.model_fields) if article else _NONE)
    files = {}
    for name, changes in found.by_file().items():
        file = path.parent / name_in(path.parent, Path(name).name)
        before, after, failed = _rewritten(file, name, changes)
        for change in failed:
            found.leave(change.location, _there(change.new))
        if before != after:
            files[file] = before, after
    return Migration(files, sorted(dict.fromkeys(found.left), key=lambda problem: problem.place))


class _Changes:
    """What is to change in a document, whose data change with it, and what is left for a person."""

    def __init__(self, document: Document, after: Mapping[Key, str]) -> None:
        self.left: list[Problem] = []
        self._document, self._after = document, after
        self._seen: dict[Location, _Change | None] = {}
        self._lists: dict[Location, set[str]] = {}

    def gather(self, model: type[Model], ids: Ids) -> None:
        """Asks the validator of `model` until it knows of no further reference to a retired id."""
        # A check of several values comes to its turn when each of them is right by itself.
        known = -1
        while known < len(self._seen):
            known = len(self._seen)
            for location, kind in list(self._references(model, ids)):
                if location not in self._seen and isinstance(typed := self._document.at(location), str):
                    self._seen[location] = self._change(location, kind, typed)

    def by_file(self) -> Mapping[str, Sequence[_Change]]:
        """The changes by the name of their file."""
        found: dict[str, list[_Change]] = {}
        for location, change in self._seen.items():
            if change:
                found.setdefault(self._document.text_of(location).name, []).append(change)
        return found

    def leave(self, location: Location, hint: str, at: str = "") -> None:
        """Reports what a person has to change."""
        problem = self._document.problem(location, rules.UNKNOWN_ID, "this id was retired", at, hint, "error")
        self.left.append(problem)

    def _references(self, model: type[Model], ids: Ids) -> Iterator[tuple[Location, str]]:
        """The place of each value that refers to a retired id, and the kind of the id."""
        try:
            with resolving(ids):
                model.model_validate(self._document.data)
        except ValidationError as error:
            lists: set[Location] = set()
            for details in error.errors(include_url=False):
                context = details.get("ctx", {})
                if details["type"] != "unknown_reference" or (context["kind"], context["id"]) not in self._after:
                    continue
                location, kind = position_of(self._document, way(details), model).steps, context["kind"]
                yield location, kind
                # Of a list, its check may have looked no further.
                if location[:-1] not in lists and isinstance(beside := self._document.at(location[:-1]), list):
                    lists.add(location[:-1])
                    for number, typed in enumerate(beside):
                        if isinstance(typed, str) and (kind, typed) in self._after:
                            yield (*location[:-1], number), kind

    def _change(self, location: Location, kind: str, typed: str) -> _Change | None:
        """The change of a value; nothing where a person has to make it."""
        if (kind, typed) not in self._after:
            return self._made(location, typed, self._text(location, typed), lambda text: in_text(text, self._after))
        new, holder = self._after[kind, typed], self._document.at(location[:-1])
        if not new:
            self.leave(location, _there(new))
            return None
        if isinstance(holder, list):
            if location[:-1] not in self._lists:
                self._lists[location[:-1]] = {each for each in holder if isinstance(each, str)}
            if new in self._lists[location[:-1]]:
                self.leave(location, f"take it away: {new!r:.90} stands beside it")
                return None
            self._lists[location[:-1]].add(new)
        return self._made(location, typed, new, lambda text: text.replace(typed, new))

    def _made(self, location: Location, old: str, new: str, rewrite: Callable[[str], str]) -> _Change | None:
        holder: Any = self._document.at(location[:-1])
        holder[location[-1]] = new
        event = self._document.values[location]
        assert event.start_mark
        assert event.end_mark
        start, end = ((mark.line, mark.column) for mark in (event.start_mark, event.end_mark))
        return _Change(location, old, new, start, end, rewrite) if new != old else None

    def _text(self, location: Location, text: str) -> str:
        """The text with the successors; what is typed in a way of its own is left."""
        new = in_text(text, self._after)
        for key in dict.fromkeys(inline.references(inline.parse(new.strip()))):
            if key in self._after:
                self.leave(location, _there(self._after[key]), key[1])
        return new


def _there(new: str) -> str:
    return f"write {new!r:.90} in its place" if new else "nothing took its place: take it away"


def _rewritten(file: Path, name: str, changes: Sequence[_Change]) -> tuple[str, str, Sequence[_Change]]:
    """What a file holds, what it is to hold, and the changes that cannot be made where an id is typed in parts."""
    raw = read_bounded(file)
    text = decode(raw, name)
    values = _values(read(text, name))
    if any(values.get(change.start) != change.old for change in changes):
        raise OutputError(f"{name} was changed while it was read: try again")
    held = changes
    for _ in range(2):
        made = _applied(text, held)
        # By their order: a new id may be longer than the old one.
        new = dict(zip(values, _values(read(made, name)).values(), strict=True))
        held = [change for change in held if new[change.start] == change.new]
    assert new == values | {change.start: change.new for change in held}
    mark = "\ufeff" * raw.startswith(codecs.BOM_UTF8)
    return mark + text, mark + made, [change for change in changes if new[change.start] != change.new]


def _values(document: Document) -> dict[_Place, Data]:
    """Each value of a text that holds no others, by where it starts, in order."""
    found: dict[_Place, Data] = {}
    for location, event in document.values.items():
        value = document.at(location)
        if event.start_mark and not isinstance(value, dict | list):
            found[event.start_mark.line, event.start_mark.column] = value
    return found


def _applied(text: str, changes: Iterable[_Change]) -> str:
    starts = [0, *(found.end() for found in _LINE_END.finditer(text))]
    pieces, end = list[str](), 0
    for change in sorted(changes, key=lambda change: change.start):
        first, last = (starts[line] + column for line, column in (change.start, change.end))
        pieces += (text[end:first], change.rewrite(text[first:last]))
        end = last
    return "".join([*pieces, text[end:]])
