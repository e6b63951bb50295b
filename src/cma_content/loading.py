"""YAML to `Article`: every problem of every file in one pass, at its line and column."""

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from pydantic import ValidationError

from cma_content import rules
from cma_content.article import Article
from cma_content.errors import ArticleError, UnreadableError
from cma_content.explaining import problems_of
from cma_content.problems import Problem
from cma_content.yaml_events import Document, mark_of, read

MAX_BYTES = 8_000_000
GUIDE = "clinical-medical-assistant.yaml"


def load(source: Path | str | None = None) -> Article:
    """The article in a YAML file, or the guide that ships with this package when no file is named.

    Raises `ArticleError` with every problem found; `UnreadableError`, one of its kind, when there is nothing to read.
    """
    if source is None:
        folder = files("cma_content_data")
        return _load(folder, GUIDE, "")
    path = Path(source)
    return _load(path.parent, path.name, str(path)[: -len(path.name)] if path.name else str(path))


def load_text(text: str, *, name: str = "<text>") -> Article:
    """The article in YAML text; `name` stands for it in problems. `include` is not followed."""
    return _article(read(text, name))


def _load(folder: Traversable, file: str, prefix: str) -> Article:
    """The article in a file of `folder`; problems name it, and what it includes, after `prefix`."""
    document = read(_text(folder / file, prefix + file), prefix + file)
    parts = document.data.pop("include", None) if isinstance(document.data, dict) else None
    for index, part in enumerate(parts if isinstance(parts, list) else [] if parts is None else [parts]):
        event = document.values.get(("include", index)) or document.values[("include",)]
        if not isinstance(part, str) or part != Path(part).name:
            hint = "name a file in the article's own folder"
            document.report(rules.INCLUDE, event, "include takes plain file names", path="include", hint=hint)
            continue
        try:
            text = _text(folder / part, prefix + part)
        except UnreadableError as error:
            (problem,) = error.problems
            document.report(problem.rule, event, problem.message, path="include")
            continue
        _merge(document, read(text, prefix + part))
    return _article(document)


def _text(source: Traversable, name: str) -> str:
    """A file's text; raises `UnreadableError`."""
    try:
        with source.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise UnreadableError([Problem(rules.MISSING_FILE, name, 1, 1, f"cannot read {name}: {reason}")]) from None
    if len(raw) > MAX_BYTES:
        message = f"cannot read {name}: it is larger than {MAX_BYTES:,} bytes"
        raise UnreadableError([Problem(rules.TOO_LARGE, name, 1, 1, message)])
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = error.start - (raw.rfind(b"\n", 0, error.start) + 1) + 1
        message = f"cannot read {name}: line {line} is not UTF-8 text"
        raise UnreadableError([Problem(rules.NOT_UTF8, name, line, column, message)]) from None


def _merge(document: Document, part: Document) -> None:
    """Adds the top-level fields of an included file."""
    document.problems += part.problems
    document.complete &= part.complete
    if not part.complete:
        return
    if not isinstance(part.data, dict) or not isinstance(document.data, dict):
        mark = mark_of(part.text, part.values[()]) if part.values else part.text.mark(0, 0)
        rule = rules.NOT_A_MAPPING if part.values else rules.EMPTY
        document.problems.append(mark.problem(rule, "an included file must hold fields"))
        return
    for key in part.data.keys() & document.data.keys():
        hint = f"it stands in {document.text_of((key,)).name} as well"
        part.report(
            rules.IN_TWO_FILES, part.keys[(key,)], f"the field {key!r} stands in two files", path=key, hint=hint
        )
        document.problems.append(part.problems[-1])
    document.add(part)


def _article(document: Document) -> Article:
    problems = document.problems
    if document.complete and not isinstance(document.data, dict):
        problems.append(_no_mapping(document))
    elif document.complete:
        try:
            article = Article.model_validate(document.data)
        except ValidationError as error:
            # A number is tried as a whole one and as a decimal one, so both may complain; the error says it once.
            problems += problems_of(document, error)
        if not problems:
            return article
    raise ArticleError(problems)


def _no_mapping(document: Document) -> Problem:
    if document.data is None:
        return document.text.mark(0, 0).problem(rules.EMPTY, "the file is empty")
    mark = mark_of(document.text, document.values[()])
    return mark.problem(rules.NOT_A_MAPPING, "an article is a mapping of fields", expected="fields, such as title: …")
