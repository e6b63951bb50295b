"""A stranger's file: opened only where it is a regular file, read within bounds, never waited for."""

import os
import stat
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from cma_content.errors import UnreadableFileError


@dataclass(frozen=True, slots=True)
class Bounds:
    """What is read of a finished file, a workbook or any zip; each bound is at least ten times what our own have."""

    file: int = 64_000_000
    """Bytes of the file itself."""
    members: int = 10_000
    """Files in a zip."""
    member: int = 32_000_000
    """Bytes of one of them, inflated."""
    streamed: int = 32_000_000
    """The same of one that is read in pieces."""
    inflated: int = 256_000_000
    """Bytes of all of them, inflated."""
    xml: int = 8_000_000
    """Bytes of an XML document."""
    text: int = 16_000_000
    """Bytes of a page, or of data."""
    nodes: int = 500_000
    """Elements, attributes, namespaces and escapes of one page, or of all XML documents of a zip together."""
    tag: int = 1_000_000
    """Bytes of a tag, a comment or an instruction of a document that is read as a stream."""
    depth: int = 500
    """Elements that stand in each other."""
    values: int = 320_000
    """Values of a JSON document."""
    markdown: int = 2_000_000
    """Bytes of a Markdown text."""
    marks: int = 200_000
    """Characters of a Markdown text that may be markup, and what costs as much as one to read."""
    listed: int = 20_000
    """Files that a manifest names."""
    hashed: int = 4_000_000_000
    """Bytes of all of them together."""
    name: int = 1_000
    """Characters of the name of a member or a namespace."""


BOUNDS: Final = Bounds()
SURVEY: Final = Bounds(file=128_000_000, member=128_000_000, streamed=1_500_000_000)
"""For the Bureau's own files, of which the workbook of all data has 81 MB, and its one sheet about 600 MB."""


class Budget:
    """The elements and attributes that may still be read, of one document or of several that belong together.

    What else costs as much as one of them is paid for as well, such as an escaped character.
    """

    def __init__(self, nodes: int = BOUNDS.nodes) -> None:
        self._most = self._left = nodes

    def spend(self, nodes: int) -> None:
        """Takes `nodes` from what is left; raises `UnreadableFileError` where less is."""
        self._left -= nodes
        if self._left < 0:
            raise UnreadableFileError(
                f"it has more than the {self._most:,} elements, attributes and escapes that are read"
            )


_KINDS: Final[Mapping[Callable[[int], bool], str]] = {
    stat.S_ISDIR: "Is a directory",
    stat.S_ISFIFO: "it is a pipe, not a file",
    stat.S_ISSOCK: "it is a socket, not a file",
    stat.S_ISCHR: "it is a device, not a file",
    stat.S_ISBLK: "it is a device, not a file",
}
# Windows opens text by default; a pipe without a writer would keep us waiting.
_FLAGS: Final = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)


def open_regular(path: Path) -> BinaryIO:
    """The opened file; raises `OSError` where it is no regular file, such as a pipe or a device, or cannot be read."""
    # Looked at first, since to open a device or a socket can do something; and again, since it may have changed.
    _check_regular(path.stat())
    descriptor = os.open(path, _FLAGS)
    try:
        _check_regular(os.fstat(descriptor))
        return os.fdopen(descriptor, "rb")
    except BaseException:
        os.close(descriptor)
        raise


def open_bounded(path: Path, most: int = BOUNDS.file) -> BinaryIO:
    """The opened file, which has at most `most` bytes by its status; raises `UnreadableFileError`."""
    try:
        file = open_regular(path)
    except (OSError, ValueError) as error:
        raise UnreadableFileError(reason_of(error)) from None
    size = os.fstat(file.fileno()).st_size
    if size > most:
        file.close()
        raise UnreadableFileError(f"it has {size:,} bytes, more than the {most:,} that are read")
    return file


def read_bounded(path: Path, most: int = BOUNDS.file) -> bytes:
    """The file's bytes, at most `most`; raises `UnreadableFileError`."""
    try:
        with open_bounded(path, most) as file:
            content = file.read(most + 1)
    except OSError as error:
        raise UnreadableFileError(reason_of(error)) from None
    # Files of /proc have no size, and others grow.
    if len(content) > most:
        raise UnreadableFileError(f"it has more than the {most:,} bytes that are read")
    return content


def reason_of(error: Exception) -> str:
    """Why a file cannot be opened, in the system's words."""
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


def _check_regular(status: os.stat_result) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise OSError(0, next((words for is_one, words in _KINDS.items() if is_one(status.st_mode)), "it is no file"))
