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
from cma_content.reading import BOUNDS, read_bounded

STORED: Final = 0
DEFLATED: Final = 8
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
    """A zip all of whose members were inflated once, and are what its directory says."""

    content: bytes
    members: Mapping[str, Member]
    """By name, in the order in which they stand in the file."""

    def read(self, name: str) -> bytes:
        """A member's bytes; raises `UnreadableFileError` where there is none of that name."""
        if name not in self.members:
            raise UnreadableFileError(f"there is no member {name:.200}")
        return _inflated(self.content, name, self.members[name])


def open_package(path: Path) -> Package:
    """The zip in a file; raises `UnreadableFileError` for anything else, and for one beyond `BOUNDS`.

    Encrypted members and other methods than deflate are refused, as are members of one name and those that overlap.
    """
    content = read_bounded(path)
    members = dict(_members(content))
    left = BOUNDS.inflated
    for name, member in members.items():
        left -= len(_inflated(content, name, member))
        if left < 0:
            raise UnreadableFileError(f"its members inflate to more than {BOUNDS.inflated:,} bytes")
    return Package(content, members)


def _members(content: bytes) -> Iterator[tuple[str, Member]]:
    """Each member by its name, in the order of the file."""
    directory, count = _end(content)
    entries = sorted(_entries(content, directory, count))
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


def _end(content: bytes) -> tuple[int, int]:
    """Where the directory begins, and how many members it lists."""
    at = content.rfind(b"PK\5\6", max(0, len(content) - _END.size - _LONGEST_COMMENT))
    if at < 0 or at + _END.size > len(content):
        raise UnreadableFileError("it is no zip, or not a whole one")
    _, disk, first_disk, here, count, _, directory, _ = _END.unpack_from(content, at)
    if disk or first_disk or here != count or directory > at:
        raise UnreadableFileError("its directory is broken, or in another file, or has the form for more than 4 GB")
    if count > BOUNDS.members:
        raise UnreadableFileError(f"it has {count:,} members, more than the {BOUNDS.members:,} that are read")
    return directory, count


def _entries(content: bytes, at: int, count: int) -> Iterator[_Entry]:
    """What the directory says of each member."""
    for _ in range(count):
        if at + _ENTRY.size > len(content) or content[at : at + 4] != b"PK\1\2":
            raise UnreadableFileError("its directory is broken")
        *_, flags, method, _, _, crc, packed, size, length, extra, comment, _, _, _, header = _ENTRY.unpack_from(
            content, at
        )
        if length > BOUNDS.name:
            raise UnreadableFileError(f"a member's name has more than {BOUNDS.name:,} bytes")
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


def _inflated(content: bytes, name: str, member: Member) -> bytes:
    """A member's bytes, never more than the bound, whatever its sizes claim."""
    raw = content[member.start : member.start + member.packed]
    if member.method == DEFLATED:
        inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            raw = inflater.decompress(raw, BOUNDS.member + 1)
        except zlib.error:
            raise UnreadableFileError(f"the member {name} is broken") from None
    if len(raw) > BOUNDS.member:
        raise UnreadableFileError(f"the member {name} has more than the {BOUNDS.member:,} bytes that are read")
    if len(raw) != member.size or zlib.crc32(raw) != member.crc:
        raise UnreadableFileError(f"the member {name} is not what the directory says")
    return raw
