"""The edition code in a handout's file, found in bounded time and memory whatever the file is."""

import re
import zlib
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Final

from cma_content.errors import UnreadableFileError, UsageError
from cma_content.reading import read_bounded

_MOST: Final = 16_000_000
"""Bytes of a file; a handout has a tenth of that at most."""
_MOST_INFLATED: Final = 2_000_000
"""Bytes of one compressed part; what says the code is a few kilobytes."""
_MOST_PARTS: Final = 8
_MOST_HEADERS: Final = 10_000
"""Places where such a part may begin."""
_MOST_CANDIDATES: Final = 1000
_LONGEST: Final = 600

_DIGEST: Final = re.compile(rb"(?<![0-9A-Za-z-])[0-9A-HJKMNP-TV-Z]{4}(?:-[0-9A-HJKMNP-TV-Z]{4}){2}(?![0-9A-Za-z-])")
# Between the edition and the digest stand short words; the last edition before the digest is its own.
_BEFORE: Final = re.compile(r'.*(?<![\d.])(\d{4}\.\d{1,2} · (?:[^·\n<>"]{1,300} · ){0,8})$', re.DOTALL)
_ZIP, _PDF = b"PK\x03\x04", b"%PDF-"
# Where a book and a Word document say what they are.
_DESCRIPTIONS: Final = (b".opf", b"docProps/core.xml")


def read_code(path: Path) -> str:
    """The code that the file carries; raises `UsageError` where there is none or it cannot be read."""
    try:
        content = read_bounded(path, _MOST)
    except UnreadableFileError as error:
        raise UsageError(f"cannot read {path}: {error}") from None
    for part in _parts(content):
        if code := _find(part):
            return code
    if content.lstrip()[:1] == b"{":
        raise UsageError(f"{path} is data, which has no edition code: it is the same whatever the choices")
    raise UsageError(f"{path} holds no edition code; is it a handout of this program?")


def _find(content: bytes) -> str:
    for digest in islice(_DIGEST.finditer(content), _MOST_CANDIDATES):
        before = content[max(0, digest.start() - _LONGEST) : digest.start()].decode("utf-8", "replace")
        if found := _BEFORE.match(before):
            return f"{found[1]}{digest[0].decode()}"
    return ""


def _parts(content: bytes) -> Iterator[bytes]:
    """Where a file of that kind says its code."""
    if content.startswith(_ZIP):
        return islice(_zipped(content), _MOST_PARTS)
    if _PDF in content[:1024]:
        return islice(_metadata(content), _MOST_PARTS)
    return iter((content,))


def _zipped(content: bytes) -> Iterator[bytes]:
    """The parts of a zip that describe it, by their own headers: its directory may claim anything."""
    for at in _places(content, _ZIP):
        length, extra = (int.from_bytes(content[at + place : at + place + 2], "little") for place in (26, 28))
        name = content[at + 30 : at + 30 + min(length, 200)]
        start = at + 30 + length + extra
        if name.endswith(_DESCRIPTIONS):
            is_packed = content[at + 8 : at + 10] != b"\0\0"
            part = content[start : start + _MOST_INFLATED]
            yield _inflated(part, -zlib.MAX_WBITS) if is_packed else part


def _metadata(content: bytes) -> Iterator[bytes]:
    """The metadata streams of a PDF, which say once more what its pages say."""
    for at in _places(content, b"/Metadata"):
        start = content.find(b"stream", at, at + 300)
        if start >= 0:
            is_packed = b"/Filter" in content[max(0, at - 100) : start]
            part = content[start + 6 : start + _MOST_INFLATED].lstrip(b"\r\n")
            yield _inflated(part, zlib.MAX_WBITS) if is_packed else part


def _places(content: bytes, mark: bytes) -> Iterator[int]:
    at = content.find(mark)
    for _ in range(_MOST_HEADERS):
        if at < 0:
            return
        yield at
        at = content.find(mark, at + len(mark))


def _inflated(part: bytes, window: int) -> bytes:
    try:
        return zlib.decompressobj(window).decompress(part, _MOST_INFLATED)
    except zlib.error:
        return b""
