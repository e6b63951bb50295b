"""A stranger's text, line by line, of bounded memory however long it is."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from cma_content.errors import UnreadableFileError
from cma_content.packages import PIECE
from cma_content.reading import open_bounded, reason_of

LONGEST: Final = 20_000
"""Bytes of a line."""


def lines_of_file(path: Path, most: int, *, ended: bool = False) -> Iterator[str]:
    """The lines of a file that are not empty, without their ends; raises `UnreadableFileError`.

    With `ended`, a last line without an end is that of a file that was cut.
    """
    try:
        with open_bounded(path, most) as file:
            yield from lines_of_pieces(iter(lambda: file.read(PIECE), b""), ended=ended)
    except (OSError, UnreadableFileError) as error:
        raise UnreadableFileError(f"{path.name}: {reason_of(error)}") from None


def lines_of_pieces(pieces: Iterable[bytes], *, ended: bool = False) -> Iterator[str]:
    """The same of bytes that come in pieces."""
    rest, first = b"", True
    for piece in pieces:
        *lines, rest = (rest + piece).split(b"\n")
        if len(rest) > LONGEST:
            raise UnreadableFileError(f"a line has more than {LONGEST:,} bytes")
        for line in lines:
            if text := _decoded(line, first=first):
                yield text
            first = False
    if rest and ended:
        raise UnreadableFileError("it ends in the middle of a line: a part of the file is missing")
    if text := _decoded(rest, first=first):
        yield text


def _decoded(line: bytes, *, first: bool) -> str:
    try:
        return line.decode("utf-8-sig" if first else "utf-8").strip("\r\n")
    except UnicodeDecodeError:
        raise UnreadableFileError("it is not UTF-8 text; save it again with the encoding UTF-8") from None
