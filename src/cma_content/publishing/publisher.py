"""Handouts to bytes and to files: whole ones or none."""

import hashlib
import json
import os
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from cma_content.errors import ContentError, MissingEngineError, OutputError
from cma_content.exporting.fitting import fit
from cma_content.exporting.registry import get_exporter
from cma_content.handout import Handout, RenderOptions, build, edition_code
from cma_content.model.article import Article

# What Windows keeps for devices, whatever the ending; and the longest name that common file systems take.
_RESERVED = frozenset(
    ("aux", "con", "nul", "prn", *(f"{port}{digit}" for port in ("com", "lpt") for digit in "123456789"))
)
_LONGEST_NAME = 240


@dataclass(frozen=True, slots=True)
class Published:
    """One format that was asked for: the file it became, or why it did not."""

    name: str
    path: Path
    size: int = 0
    """In bytes."""
    sha256: str = ""
    """Of the file's bytes, in hexadecimal."""
    seconds: float = 0.0
    error: ContentError | None = None
    handout: Handout | None = None
    """What was drawn; of a fact sheet, its `left_out` names the parts that had no room."""


def export(article: Article, to: str, options: RenderOptions | None = None) -> bytes:
    """`article` as a file's bytes in the format named `to`: pdf, epub, html, json, or any installed exporter's."""
    exporter = get_exporter(to)
    return exporter.export(fit(article, options, exporter))


def publish(
    article: Article, to: Iterable[str], directory: Path | str, options: RenderOptions | None = None
) -> Iterator[Published]:
    """Writes `article` to `directory` in each format of `to` and yields each as it is done.

    A format whose engine is missing is yielded with its error and the others are still written.
    Raises `UnknownExporterError` and, where a file could not be written, `OutputError` before any work.
    """
    exporters = {name: get_exporter(name) for name in dict.fromkeys(to)}
    full = build(article, options)
    paths = {name: Path(directory) / f"{full.name}{exporter.suffix}" for name, exporter in exporters.items()}
    if clash := [name for name, path in paths.items() if list(paths.values()).count(path) > 1]:
        raise OutputError(f"{' and '.join(clash)} would both be written to {paths[clash[0]]}: export them one by one")
    try:
        Path(directory).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"cannot make the folder {directory}: {error.strerror}") from None
    for path in paths.values():
        check_writable(path)
    for name, exporter in exporters.items():
        path = paths[name]
        started = time.perf_counter()
        try:
            handout = fit(article, options, exporter)
            content = exporter.export(handout)
        except MissingEngineError as error:
            yield Published(name, path, error=error, handout=full)
            continue
        write(path, content)
        digest = hashlib.sha256(content).hexdigest()
        yield Published(name, path, len(content), digest, time.perf_counter() - started, handout=handout)


def manifest(made: Iterable[Published]) -> bytes:
    """What was published, as JSON: the article, the choices, and each file with its size and SHA-256."""
    made = list(made)
    handout = made[0].handout
    assert handout is not None, "a file that was written was made of a handout"
    article = handout.article
    files: list[dict[str, object]] = []
    for one in made:
        files.append({"name": one.path.name, "format": one.name, "size": one.size, "sha256": one.sha256})
        if one.handout and one.handout.left_out:
            files[-1]["left_out"] = [part.id for part in one.handout.left_out]
    data = {
        "article": article.id,
        "edition": article.edition,
        "language": article.language,
        "schema_version": article.schema_version,
        "cma_content": version("cma-content"),
        "code": handout.code,
        "choices": edition_code.choices(handout.options),
        "files": files,
    }
    return json.dumps(data, indent=2, ensure_ascii=False).encode() + b"\n"


def check_writable(path: Path) -> None:
    """Raises `OutputError` where `write` could not put a file: better before the work than after it."""
    folder = path.parent
    if path.stem.casefold() in _RESERVED or len(os.fsencode(path.name)) > _LONGEST_NAME:
        raise OutputError(f"cannot write {path}: not every system takes that name")
    if not folder.is_dir():
        raise OutputError(f"cannot write {path}: there is no folder {folder}")
    if path.is_dir():
        raise OutputError(f"cannot write {path}: a folder has that name")
    if not os.access(folder, os.W_OK | os.X_OK):
        raise OutputError(f"cannot write {path}: the folder {folder} is read-only")


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
