"""YAML to a typed record: every problem of every file in one pass, at its line and column."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import BinaryIO, Final, Generic, TypeVar

from pydantic import ValidationError

from cma_content.diagnostics import rules
from cma_content.diagnostics.problem import Problem
from cma_content.errors import ArticleError, UsageError
from cma_content.loading import survey_table
from cma_content.loading.document import Document, mark_of
from cma_content.loading.files import MAX_BYTES, check_size, decode, read_file
from cma_content.loading.includes import include
from cma_content.loading.yaml_parser import read
from cma_content.model import regions
from cma_content.model.article import SCHEMA_VERSION, Article
from cma_content.model.base import Model
from cma_content.model.ids import ids_of
from cma_content.model.lookups import indexes_of
from cma_content.model.pictures import reading_from
from cma_content.model.program import Program
from cma_content.model.references import Ids, replacing, resolving
from cma_content.model.retired import remedies

GUIDE: Final = "clinical-medical-assistant.yaml"
START: Final = "start from a valid file: the command new article my-article.yaml writes one"
FIELDS: Final = "a name, a colon and a value on each line, such as title: My Article"
_NONE: Final[Ids] = {}
_STDIN: Final = "<stdin>"
_VERSION: Final = re.compile(r"[0-9]{1,4}\.[0-9]{1,4}")


M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class Loaded(Generic[M]):
    """A record and the document it was read from, which knows the line of every value."""

    record: M
    document: Document


def load_program(source: Path | str, article: Article) -> Program:
    """The program in a YAML file, to be laid over `article`; its logo is read from the same folder.

    Raises `ArticleError` with every problem found, a section or region that the article lacks among them.
    """
    return read_program(source, article).record


def load_text(text: str, *, name: str = "<text>") -> Article:
    """The article in YAML text; `name` stands for it in problems. `include` is not followed."""
    return read_text(text, name=name).record


def read_article(source: Path | str | None = None) -> Loaded[Article]:
    """What `load` loads, with its document."""
    return _load(Article, files("cma_content_data"), GUIDE, "") if source is None else read_file_as(Article, source)


def read_program(source: Path | str, article: Article) -> Loaded[Program]:
    """What `load_program` loads, with its document."""
    indexes = indexes_of(article)
    if "named" not in indexes:
        indexes["named"] = remedies(article), ids_of(article, Article.model_fields)
    retired, ids = indexes["named"]
    with replacing(retired):
        loaded = read_file_as(Program, source, ids)
    if loaded.record.region:
        try:
            regions.find(article, loaded.record.region)
        except UsageError as error:
            message, _, hint = str(error).partition("; ")
            problem = loaded.document.problem(("region",), rules.REGION, message, "", hint, "error")
            raise ArticleError([problem]) from None
    return loaded


def read_text(text: str, *, name: str = "<text>") -> Loaded[Article]:
    """What `load_text` loads, with its document."""
    # Half of a surrogate pair is text to Python; the reader names it.
    check_size(len(text.encode("utf-8", "surrogatepass")), name)
    return _validated(Article, read(text.removeprefix("\ufeff"), name))


def read_stream(stream: BinaryIO) -> Loaded[Article]:
    """The article in a stream of bytes such as `sys.stdin.buffer`, read to its end, with its document."""
    return read_text(decode(stream.read(MAX_BYTES + 1), _STDIN), name=_STDIN)


def read_file_as(model: type[M], source: Path | str, ids: Ids = _NONE) -> Loaded[M]:
    """The `model` that a YAML file holds, under the promises of `load`; only an article may include other files.

    References are held to `ids`; an article brings its own.
    """
    path = Path(source)
    with reading_from(path.parent):
        return _load(model, *_placed(path), ids)


def document_in(model: type[Model], path: Path) -> Document:
    """The document of a file that is to hold a `model`, with what an article includes."""
    return _document(model, *_placed(path))[0]


def _placed(path: Path) -> tuple[Path, str, str]:
    """The folder of a file, its name, and what stands before the names of that folder in problems."""
    return path.parent, path.name, str(path)[: -len(path.name)] if path.name else str(path)


def _load(model: type[M], folder: Traversable, file: str, prefix: str, ids: Ids = _NONE) -> Loaded[M]:
    """What a file of `folder` holds; problems name it, and what it includes, after `prefix`."""
    document, found = _document(model, folder, file, prefix)
    return _validated(model, document, ids, found)


def _document(
    model: type[Model], folder: Traversable, file: str, prefix: str
) -> tuple[Document, survey_table.Table | None]:
    document = read(read_file(folder, file, prefix + file), prefix + file)
    if model is not Article:
        return document, None
    include(document, folder, prefix)
    return document, survey_table.follow(document, folder, prefix)


def _validated(
    model: type[M], document: Document, ids: Ids = _NONE, found: survey_table.Table | None = None
) -> Loaded[M]:
    problems = document.problems
    if document.complete:
        known = ids_of(document.data, Article.model_fields) if model is Article else ids
        try:
            with resolving(known):
                record = model.model_validate(document.data)
        except ValidationError as error:
            # What puts errors into words is needed where there are some.
            from cma_content.loading.validation_errors import problems_of

            if found:
                survey_table.locate(document, found)
            # A number is tried as a whole one and as a decimal one, so both may complain; the error says it once.
            problems += refused(model, document) or problems_of(document, error, model, known)
        if not problems:
            return Loaded(record, document)
    raise ArticleError(problems)


def refused(model: type[Model], document: Document) -> list[Problem]:
    """One problem where a file cannot hold a `model`, or one of a newer schema: whatever else is wrong follows."""
    if not isinstance(document.data, dict):
        return [_no_mapping(document)]
    return _of_another_kind(model, document) or _of_a_newer_schema(document)


def _of_a_newer_schema(document: Document) -> list[Problem]:
    typed = document.data.get("schema_version") if isinstance(document.data, dict) else None
    if not isinstance(typed, str) or not _VERSION.fullmatch(typed) or _number(typed) <= _number(SCHEMA_VERSION):
        return []
    message = f"the file is of schema {typed}, and this version of cma_content reads {SCHEMA_VERSION}"
    mark = document.mark(("schema_version",))
    hint = "read it with a newer version of cma_content"
    return [mark.problem(rules.NEWER_SCHEMA, message, path="schema_version", found=typed, hint=hint)]


def _number(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))


def _of_another_kind(model: type[Model], document: Document) -> list[Problem]:
    """One problem where a program's file was named for an article, or the other way round."""
    keys = set(document.data) if isinstance(document.data, Mapping) else set()
    for kind, needs, message, hint in (
        (Program, "name", "this is a program's file, not an article", "name it with --program"),
        (Article, "title", "this is an article, not a program's file", "name it without --program"),
    ):
        if model in (Article, Program) and kind is not model and needs in keys and keys <= kind.model_fields.keys():
            return [document.text.mark(0, 0).problem(rules.ANOTHER_KIND, message, hint=hint)]
    return []


def _no_mapping(document: Document) -> Problem:
    if document.data is None:
        return document.text.mark(0, 0).problem(rules.EMPTY, "the file is empty", hint=START)
    mark = mark_of(document.text, document.values[()])
    found = "a list" if isinstance(document.data, list) else "text"
    return mark.problem(rules.NOT_A_MAPPING, f"the file must hold fields, not {found}", expected=FIELDS)
