"""Handouts to files: whole ones or none."""

import os
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from cma_content.article import Article
from cma_content.errors import ContentError, MissingEngineError, OutputError
from cma_content.exporting import get_exporter
from cma_content.handout import Edition, build


@dataclass(frozen=True, slots=True)
class Published:
    """One format that was asked for: the file it became, or why it did not."""

    name: str
    path: Path
    size: int = 0
    """In bytes."""
    seconds: float = 0.0
    error: ContentError | None = None


def publish(
    article: Article, to: Iterable[str], directory: Path | str, edition: Edition | None = None
) -> Iterator[Published]:
    """Writes `article` to `directory` in each format of `to` and yields each as it is done.

    A format whose engine is missing is yielded with its error and the others are still written.
    Raises `UnknownExporterError` before any work, and `OutputError` when a file cannot be written.
    """
    exporters = {name: get_exporter(name) for name in dict.fromkeys(to)}
    handout = build(article, edition)
    folder = Path(directory)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"cannot make the folder {folder}: {error.strerror}") from None
    for name, exporter in exporters.items():
        path = folder / f"{article.id}{exporter.suffix}"
        started = time.perf_counter()
        try:
            content = exporter.export(handout)
        except MissingEngineError as error:
            yield Published(name, path, error=error)
            continue
        write(path, content)
        yield Published(name, path, len(content), time.perf_counter() - started)


def write(path: Path, content: bytes) -> None:
    """Puts `content` at `path` in one step: a failure leaves what was there before."""
    draft = None
    try:
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
        draft = Path(name)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.chmod(0o666 & ~_umask())
        draft.replace(path)
    except OSError as error:
        raise OutputError(f"cannot write {path}: {error.strerror}") from None
    finally:
        if draft:
            draft.unlink(missing_ok=True)


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
