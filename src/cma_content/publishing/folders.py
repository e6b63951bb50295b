"""Where the files of a batch go: a folder of this machine, or one that all its workers reach by an fsspec URL."""

import contextlib
import hashlib
import secrets
from pathlib import Path
from typing import Any, Protocol

from cma_content.errors import MissingEngineError, OutputError, UnreadableFileError, UsageError, lacking
from cma_content.model.frozen import frozen
from cma_content.publishing.drafts import sweep
from cma_content.publishing.files import check_writable, make_folder, reason, write
from cma_content.reading import read_bounded


class Folder(Protocol):
    """A folder that can be pickled; its methods raise `OutputError`, and a file is under its name when it is whole."""

    def make(self) -> None:
        """Makes it where it is not there, and removes what was left half-written in it."""

    def check(self, name: str) -> None:
        """Whether a file of that name could be written: better before the work than after it."""

    def write(self, name: str, content: bytes) -> None:
        """Puts a file there in one step."""

    def holds(self, name: str, size: int, sha256: str) -> bool:
        """Whether a file stands there with those bytes; never raises."""

    def clear(self) -> None:
        """Removes what was left half-written in it, as far as that can be known."""


@frozen
class LocalFolder:
    """A folder of the file system."""

    path: Path

    def make(self) -> None:
        """Makes it and those above it."""
        make_folder(self.path)
        self.clear()

    def check(self, name: str) -> None:
        """Looks at what is there."""
        check_writable(self.path / name)

    def write(self, name: str, content: bytes) -> None:
        """Through a draft beside it, which is on the disk before it takes the name."""
        write(self.path / name, content)

    def holds(self, name: str, size: int, sha256: str) -> bool:
        """Reads the file if it has the size."""
        path = self.path / name
        try:
            return path.stat().st_size == size and _is(read_bounded(path, size), sha256)
        except (OSError, UnreadableFileError):
            return False

    def clear(self) -> None:
        """Removes drafts that no process has locked."""
        sweep(self.path)


@frozen
class SharedFolder:
    """A folder behind a URL that fsspec knows, such as an object store; messages do not show the URL, which may hold
    a password.
    """

    url: str

    def make(self) -> None:
        """Makes it, as far as its kind has folders."""
        system, path = _opened(self.url)
        try:
            system.makedirs(path, exist_ok=True)
        except Exception as error:
            raise OutputError(f"cannot make the shared folder: {_reason(error)}") from None

    def check(self, name: str) -> None:
        """Only trying shows it."""

    def write(self, name: str, content: bytes) -> None:
        """Under a draft's name, which is then changed."""
        system, path = _opened(self.url)
        draft = f"{path}/.cma-content-{secrets.token_hex(8)}.part"
        try:
            system.pipe_file(draft, content)
            system.mv(draft, f"{path}/{name}")
        except Exception as error:
            with contextlib.suppress(Exception):
                system.rm_file(draft)
            raise OutputError(f"cannot write {name} to the shared folder: {_reason(error)}") from None

    def holds(self, name: str, size: int, sha256: str) -> bool:
        """Reads the file, and no more of it than it should have."""
        system, path = _opened(self.url)
        try:
            content: bytes = system.cat_file(f"{path}/{name}", start=0, end=size + 1)
        except Exception:
            return False
        return len(content) == size and _is(content, sha256)

    def clear(self) -> None:
        """Whose drafts there are cannot be known."""


def shared_folder(url: str) -> Folder:
    """The folder of an fsspec URL or path; raises `UsageError`, and `MissingEngineError` where a library is needed."""
    system, path = _opened(url)
    return LocalFolder(Path(path)) if "file" in _protocols(system) else SharedFolder(url)


def _opened(url: str) -> tuple[Any, str]:
    """The file system of a URL, and the path in it."""
    try:
        from fsspec.core import url_to_fs
    except ImportError:
        raise lacking("a shared folder needs fsspec", "cluster") from None
    try:
        system, path = url_to_fs(url)
    except ImportError as error:
        raise MissingEngineError(f"the shared folder needs another library: {_reason(error)}") from None
    except Exception as error:
        raise UsageError(f"the shared folder cannot be reached by its URL: {_reason(error)}") from None
    return system, path.rstrip("/")


def _protocols(system: Any) -> tuple[str, ...]:
    return (system.protocol,) if isinstance(system.protocol, str) else system.protocol


def _reason(error: Exception) -> str:
    return reason(error).splitlines()[0]


def _is(content: bytes, sha256: str) -> bool:
    return hashlib.sha256(content).hexdigest() == sha256
