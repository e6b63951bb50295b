"""YAML to a typed record: every problem of every file in one pass, at its line and column."""

import difflib
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from cma_content.diagnostics import rules
from cma_content.diagnostics.problem import Problem, Text
from cma_content.errors import ArticleError, UnreadableError
from cma_content.loading import table
from cma_content.loading.document import Document, mark_of
from cma_content.loading.validation_errors import problems_of
from cma_content.loading.yaml_parser import lines_of, read
from cma_content.model.article import Article, ids_of
from cma_content.model.base import Model
from cma_content.model.program import Program, reading_from
from cma_content.model.references import resolving

MAX_BYTES = 8_000_000
GUIDE = "clinical-medical-assistant.yaml"
START = "start from a valid file: python -m cma_content new article my-article.yaml"
FIELDS = "a name, a colon and a value on each line, such as title: My Article"


M = TypeVar("M", bound=Model)


def load(source: Path | str | None = None) -> Article:
    """The article in a YAML file, or the guide that ships with this package when no file is named.

    Raises `ArticleError` with every problem found; `UnreadableError`, one of its kind, when there is nothing to read.
    """
    return _load(Article, files("cma_content_data"), GUIDE, "") if source is None else load_as(Article, source)


def load_as(model: type[M], source: Path | str) -> M:
    """The `model` that a YAML file holds, under the promises of `load`; only an article may include other files."""
    path = Path(source)
    with reading_from(path.parent):
        return _load(model, path.parent, path.name, str(path)[: -len(path.name)] if path.name else str(path))


def load_program(source: Path | str, article: Article) -> Program:
    """The program in a YAML file, to be laid over `article`; its logo is read from the same folder.

    Raises `ArticleError` with every problem found, a section or region that the article lacks among them.
    """
    with resolving(ids_of(article)):
        return load_as(Program, source)


def load_text(text: str, *, name: str = "<text>") -> Article:
    """The article in YAML text; `name` stands for it in problems. `include` is not followed."""
    return _validated(Article, read(text, name))


def _load(model: type[M], folder: Traversable, file: str, prefix: str) -> M:
    """What a file of `folder` holds; problems name it, and what it includes, after `prefix`."""
    document = read(_text(folder, file, prefix), prefix + file)
    if model is Article:
        _include(document, folder, prefix)
        found = table.follow(document, lambda named: _text(folder, named, prefix), prefix)
        return _validated(model, document, found)
    return _validated(model, document)


def _include(document: Document, folder: Traversable, prefix: str) -> None:
    """Adds the fields of the files that `include` names."""
    named = document.data.pop("include", None) if isinstance(document.data, dict) else None
    seen = {document.text.name}
    for index, part in enumerate(named if isinstance(named, list) else [] if named is None else [named]):
        event = document.values.get(("include", index)) or document.values[("include",)]
        # Of an article that was not read to its end, nothing can be said but this.
        known, document.complete = document.complete, False
        if not isinstance(part, str) or part != Path(part).name:
            hint = "name a file in the article's own folder"
            document.report(rules.INCLUDE, event, "include takes plain file names", path="include", hint=hint)
            continue
        if prefix + part in seen:
            document.report(rules.INCLUDE, event, f"{part} is part of the article already", path="include")
            continue
        seen.add(prefix + part)
        try:
            text = _text(folder, part, prefix)
        except UnreadableError as error:
            (problem,) = error.problems
            document.report(problem.rule, event, problem.message, path="include", hint=problem.hint)
            continue
        document.complete = known
        _merge(document, read(text, prefix + part))


def _text(folder: Traversable, file: str, prefix: str) -> str:
    """A file's text; raises `UnreadableError`."""
    name = prefix + file
    try:
        with (folder / file).open("rb") as opened:
            raw = opened.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        message, hint = f"cannot read {name}: {reason}", _nearest_file(folder, file)
        raise UnreadableError([Problem(rules.MISSING_FILE, name, 1, 1, message, hint=hint)]) from None
    if len(raw) > MAX_BYTES:
        message, hint = f"cannot read {name}: it is larger than {MAX_BYTES:,} bytes", "name the YAML file"
        raise UnreadableError([Problem(rules.TOO_LARGE, name, 1, 1, message, hint=hint)])
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = lines_of(raw[: error.start].decode("utf-8-sig", "ignore"))
        shown = Text(name, lines_of(raw.decode("utf-8-sig", "replace")))
        message = f"cannot read {name}: line {len(before)} is not UTF-8 text"
        hint = "save it again with the encoding UTF-8"
        mark = shown.mark(len(before) - 1, len(before[-1]))
        raise UnreadableError([mark.problem(rules.NOT_UTF8, message, hint=hint)]) from None


def _nearest_file(folder: Traversable, file: str) -> str:
    """A hint to the file of `folder` whose name is most like `file`."""
    names = [other.name for other in folder.iterdir() if other.name != file] if folder.is_dir() else []
    near = difflib.get_close_matches(file, names, n=1)
    return f"did you mean {near[0]!r}?" if near else ""


def _merge(document: Document, part: Document) -> None:
    """Adds the top-level fields of an included file."""
    document.problems += part.problems
    document.complete &= part.complete
    if not part.complete:
        return
    if not isinstance(part.data, dict) or not isinstance(document.data, dict):
        mark = mark_of(part.text, part.values[()]) if part.values else part.text.mark(0, 0)
        rule = rules.NOT_A_MAPPING if part.values else rules.EMPTY
        message = "an included file must hold fields" if part.values else "the included file is empty"
        document.problems.append(mark.problem(rule, message))
        return
    if ("include",) in part.keys:
        part.report(rules.INCLUDE, part.keys[("include",)], "an included file includes no others", path="include")
        document.problems.append(part.problems[-1])
        del part.data["include"]
    for key in part.data.keys() & document.data.keys():
        hint = f"it stands in {document.text_of((key,)).name} as well"
        part.report(
            rules.IN_TWO_FILES, part.keys[(key,)], f"the field {key!r} stands in two files", path=key, hint=hint
        )
        document.problems.append(part.problems[-1])
    document.add(part)


def _validated(model: type[M], document: Document, found: table.Table | None = None) -> M:
    problems = document.problems
    if document.complete and not isinstance(document.data, dict):
        problems.append(_no_mapping(document))
    elif document.complete:
        try:
            record = model.model_validate(document.data)
        except ValidationError as error:
            if found:
                table.locate(document, found)
            # A number is tried as a whole one and as a decimal one, so both may complain; the error says it once.
            problems += problems_of(document, error, model)
        if not problems:
            return record
    raise ArticleError(problems)


def _no_mapping(document: Document) -> Problem:
    if document.data is None:
        return document.text.mark(0, 0).problem(rules.EMPTY, "the file is empty", hint=START)
    mark = mark_of(document.text, document.values[()])
    found = "a list" if isinstance(document.data, list) else "text"
    return mark.problem(rules.NOT_A_MAPPING, f"the file must hold fields, not {found}", expected=FIELDS)
