"""A stranger's zip, such as a book, a Word document or a workbook: its members, inflated within bounds.

Python's zipfile makes an object of each member before anyone can count them, takes quadratic time for a member's
extra fields and, in versions that we run on, reads members that overlap; so the few records that matter are read here.
"""

import struct
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

from cma_content.errors import UnreadableFileError
from cma_content.reading import BOUNDS, Bounds, read_bounded

STORED: Final = 0
DEFLATED: Final = 8
PIECE: Final = 1 << 18
"""Bytes that are read at a time of what is too large to hold."""
_END: Final = struct.Struct("<4s4H2LH")
_ENTRY: Final = struct.Struct("<4s4B4HL2L5H2L")
_LOCAL: Final = struct.Struct("<4s2B4HL2L2H")
_LONGEST_COMMENT: Final = 0xFFFF
# Encrypted, patched, strongly encrypted, headers masked.
_UNREADABLE_FLAGS: Final = 0x0001 | 0x0020 | 0x0040 | 0x2000
_UTF_8: Final = 0x0800


class Member(NamedTuple):
    """Where a member stands, and what the directory says of it."""

    method: int
    start: int
    """Of its packed bytes."""
    packed: int
    size: int
    crc: int


class _Entry(NamedTuple):
    header: int
    """Where the member's own header stands."""
    name: bytes
    flags: int
    member: Member


@dataclass(frozen=True, slots=True)
class Package:
    """A zip; each member is held to what the directory says of it, and to the bounds, when it is read."""

    content: bytes
    members: Mapping[str, Member]
    """By name, in the order in which they stand in the file."""
    bounds: Bounds

    def read(self, name: str) -> bytes:
        """A member's bytes; raises `UnreadableFileError` where there is none of that name, or it is broken."""
        return b"".join(self._pieces(name, self.bounds.member))

    def pieces(self, name: str) -> Iterator[bytes]:
        """The same in pieces, for what is too large to hold; that it is broken may show only at its end."""
        return self._pieces(name, self.bounds.streamed)

    def _pieces(self, name: str, most: int) -> Iterator[bytes]:
        if name not in self.members:
            raise UnreadableFileError(f"there is no member {name:.200}")
        return _pieces(self.content, name, self.members[name], most)


def open_package(path: Path) -> Package:
    """The zip in a file, all of whose members were read once; raises `UnreadableFileError` for anything else.

    Encrypted members and other methods than deflate are refused, as are members of one name and those that overlap.
    """
    package = package_of(read_bounded(path))
    left = package.bounds.inflated
    for name in package.members:
        left -= sum(map(len, package.pieces(name)))
        if left < 0:
            raise UnreadableFileError(f"its members inflate to more than {package.bounds.inflated:,} bytes")
    return package


def package_of(content: bytes, bounds: Bounds = BOUNDS) -> Package:
    """The zip in some bytes, of which the directory alone was read; raises `UnreadableFileError` as `open_package`."""
    return Package(content, dict(_members(content, bounds)), bounds)


def _members(content: bytes, bounds: Bounds) -> Iterator[tuple[str, Member]]:
    """Each member by its name, in the order of the file."""
    directory, count = _end(content, bounds)
    entries = sorted(_entries(content, directory, count, bounds))
    following = [entry.header for entry in entries[1:]] + [directory]
    seen: set[str] = set()
    for (header, raw, flags, member), end in zip(entries, following, strict=True) if entries else ():
        name = raw.decode("utf-8" if flags & _UTF_8 else "cp437", "replace")
        if name in seen:
            raise UnreadableFileError(f"two members are named {name}")
        seen.add(name)
        if flags & _UNREADABLE_FLAGS:
            raise UnreadableFileError(f"the member {name} is encrypted")
        if member.method not in (STORED, DEFLATED):
            raise UnreadableFileError(f"the member {name} is packed by method {member.method}, not deflate")
        start = _start(content, header, raw)
        if start + member.packed > end:
            raise UnreadableFileError(f"the member {name} overlaps what follows it")
        yield name, member._replace(start=start)


def _end(content: bytes, bounds: Bounds) -> tuple[int, int]:
    """Where the directory begins, and how many members it lists."""
    at = content.rfind(b"PK\5\6", max(0, len(content) - _END.size - _LONGEST_COMMENT))
    if at < 0 or at + _END.size > len(content):
        raise UnreadableFileError("it is no zip, or not a whole one")
    _, disk, first_disk, here, count, _, directory, _ = _END.unpack_from(content, at)
    if disk or first_disk or here != count or directory > at:
        raise UnreadableFileError("its directory is broken, or in another file, or has the form for more than 4 GB")
    if count > bounds.members:
        raise UnreadableFileError(f"it has {count:,} members, more than the {bounds.members:,} that are read")
    return directory, count


def _entries(content: bytes, at: int, count: int, bounds: Bounds) -> Iterator[_Entry]:
    """What the directory says of each member."""
    for _ in range(count):
        if at + _ENTRY.size > len(content) or content[at : at + 4] != b"PK\1\2":
            raise UnreadableFileError("its directory is broken")
        *_, flags, method, _, _, crc, packed, size, length, extra, comment, _, _, _, header = _ENTRY.unpack_from(
            content, at
        )
        if length > bounds.name:
            raise UnreadableFileError(f"a member's name has more than {bounds.name:,} bytes")
        name = content[at + _ENTRY.size : at + _ENTRY.size + length]
        yield _Entry(header, name, flags, Member(method, 0, packed, size, crc))
        at += _ENTRY.size + length + extra + comment


def _start(content: bytes, at: int, name: bytes) -> int:
    """Where the packed bytes of the member begin whose own header stands at `at`."""
    if at + _LOCAL.size > len(content) or content[at : at + 4] != b"PK\3\4":
        raise UnreadableFileError("its directory leads nowhere")
    *_, length, extra = _LOCAL.unpack_from(content, at)
    named = at + _LOCAL.size
    if content[named : named + length] != name:
        raise UnreadableFileError("a member has another name than its directory says")
    return int(named + length + extra)


def _pieces(content: bytes, name: str, member: Member, most: int) -> Iterator[bytes]:
    """A member's bytes, never more than `most`, whatever its sizes claim."""
    size = crc = 0
    for piece in _unpacked(content, name, member):
        size += len(piece)
        if size > most:
            raise UnreadableFileError(f"the member {name} has more than the {most:,} bytes that are read")
        crc = zlib.crc32(piece, crc)
        yield piece
    if size != member.size or crc != member.crc:
        raise UnreadableFileError(f"the member {name} is not what the directory says")


def _unpacked(content: bytes, name: str, member: Member) -> Iterator[bytes]:
    """A member's bytes in pieces."""
    inflater = zlib.decompressobj(-zlib.MAX_WBITS) if member.method == DEFLATED else None
    end = min(member.start + member.packed, len(content))
    for at in range(member.start, end, PIECE):
        packed = content[at : min(at + PIECE, end)]
        if not inflater:
            yield packed
            continue
        full = True
        # What follows the end of the packed data would be left over for ever.
        while (packed or full) and not inflater.eof:
            try:
                piece = inflater.decompress(packed, PIECE)
            except zlib.error:
                raise UnreadableFileError(f"the member {name} is broken") from None
            yield piece
            packed, full = inflater.unconsumed_tail, len(piece) == PIECE
