"""batch.jsonl: what became of each file of a batch, a line of JSON as soon as the file stands whole.

What a run that was killed has left is read as far as it goes: a line that is broken says nothing.
"""

import contextlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, BinaryIO, Final, Self

from cma_content.errors import OutputError, UnreadableFileError
from cma_content.exporting.registry import version_of
from cma_content.model.article import Article
from cma_content.model.frozen import frozen
from cma_content.publishing.drafts import lock
from cma_content.publishing.files import reason, write
from cma_content.reading import open_bounded

NAME: Final = "batch.jsonl"
FORM: Final = 1
"""The number of this form of record, which stands in its first line."""
_MAX_BYTES: Final = 1_000_000_000
_LONGEST: Final = 20_000
"""Bytes of a line."""


@frozen
class Entry:
    """What became of one file."""

    row: int
    file: str
    format: str
    status: str
    """written, kept or failed."""
    content: str
    """The content hash: of all that the file's bytes depend on."""
    sha256: str = ""
    size: int = 0
    code: str = ""
    """What `identify` reads in the file."""
    pages: int | None = None
    left_out: tuple[str, ...] = ()
    seconds: float = 0.0
    error: str = ""
    exit_code: int = 0


class Record:
    """The record of a batch that is being made."""

    def __init__(self, folder: Path, article: Article, entries: Iterable[Entry]) -> None:
        """Begins it with what is kept of an earlier one; raises `OutputError`, also while another batch has it."""
        self.path = folder / NAME
        head = {
            "batch": FORM,
            "cma_content": version_of("cma-content"),
            "article": article.id,
            "edition": article.edition,
        }
        # What is there is locked until its successor is: of two batches that begin at once, one gets both.
        with _locked(self.path):
            write(self.path, b"".join([_line(head), *(_line(asdict(entry)) for entry in entries)]))
            self._file = _locked(self.path)

    def add(self, entry: Entry) -> None:
        """Writes a line; raises `OutputError`."""
        try:
            self._file.write(_line(asdict(entry)))
            self._file.flush()
        except OSError as error:
            raise OutputError(f"cannot write {self.path}: {reason(error)}") from None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        # What could not be flushed has been reported.
        with contextlib.suppress(OSError):
            self._file.close()


def read(folder: Path) -> Iterator[Entry]:
    """The sound lines of a folder's record, in order; none where there is no record of this form."""
    try:
        file = open_bounded(folder / NAME, _MAX_BYTES)
    except UnreadableFileError:
        return
    with file:
        if _data(file.readline(_LONGEST)).get("batch") != FORM:
            return
        while line := file.readline(_LONGEST):
            data = _data(line)
            if line.endswith(b"\n") and _is_sound(data):
                yield Entry(**data | {"left_out": tuple(data["left_out"])})


def _locked(path: Path) -> BinaryIO:
    """The record, open for more lines and locked, made where it is not there."""
    try:
        file = path.open("a+b")
    except OSError as error:
        raise OutputError(f"cannot write {path}: {reason(error)}") from None
    if lock(file.fileno()) is False or not _is_at(path, file):
        file.close()
        raise OutputError(f"another batch is writing to {path.parent}")
    return file


def _is_at(path: Path, file: BinaryIO) -> bool:
    """Whether an open file is the one that has the name now."""
    try:
        return os.path.samestat(path.stat(), os.fstat(file.fileno()))
    except OSError:
        return False


def _line(data: Mapping[str, Any]) -> bytes:
    return json.dumps(data, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n"


def _data(line: bytes) -> dict[str, Any]:
    try:
        data = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}


def _is_sound(data: Mapping[str, Any]) -> bool:
    kinds = {name: type(value) for name, value in asdict(_EXAMPLE).items()}
    return data.keys() == kinds.keys() and all(
        type(value) is (list if kinds[name] is tuple else kinds[name]) or (name == "pages" and value is None)
        for name, value in data.items()
    )


_EXAMPLE: Final = Entry(1, "a.pdf", "pdf", "written", "", pages=1, seconds=0.1)
