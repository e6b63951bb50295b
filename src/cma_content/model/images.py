"""Pictures that authors and programs bring: PNG and JPEG, bounded and whole; their pixels are kept and nothing else."""

import io
import re
import struct
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from cma_content.errors import lacking
from cma_content.model.frozen import frozen

if TYPE_CHECKING:
    from PIL import Image

MAX_BYTES: Final = 500_000
MAX_PIXELS: Final = 4_000_000
PHOTO_BYTES: Final = 8_000_000
PHOTO_PIXELS: Final = 24_000_000
"""Of what an author brings; the others are of a program's logo."""
MAX_SCANS: Final = 64
"""Of a progressive JPEG: each costs a pass over all pixels, and a few bytes in the file."""
_SHRINK: Final = 0.8
_PNG: Final = b"\x89PNG\r\n\x1a\n"
_PNG_PIXELS: Final = frozenset((b"PLTE", b"tRNS", b"IDAT", b"IEND"))
_JPEG: Final = b"\xff\xd8"
# A marker; what stands between others, a zero byte after 0xFF and restart markers belong to the pixels.
_MARKER: Final = re.compile(rb"\xff([^\x00\x01\xd0-\xd8\xff])")
_END, _SCAN, _APPLICATION_1 = 0xD9, 0xDA, 0xE1
_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_BESIDE: Final = frozenset((*range(0xE0, 0xF0), 0xFE))
# Of what stands beside the pixels, these say how their colors are to be read.
_COLORS: Final = {0xE0: b"JFIF\0", 0xEE: b"Adobe"}
_EXIF: Final = b"Exif\0\0"
_ORIENTATION: Final = 0x0112


@frozen
class Bounds:
    """How much of a picture is taken, and how much is kept."""

    file: int
    """The most bytes of its file."""
    pixels: int
    """The most pixels that it has."""
    box: tuple[int, int]
    """The most pixels that are kept, across and down; a larger picture is made smaller."""
    kept: int
    """The most bytes that are kept."""


LOGO: Final = Bounds(MAX_BYTES, MAX_PIXELS, (840, 190), MAX_BYTES)
"""Pixels that print needs: the box of a logo is at most 70 × 16 mm, at 300 dots an inch."""
PHOTO: Final = Bounds(PHOTO_BYTES, PHOTO_PIXELS, (1200, 840), 1_800_000)
"""A column of 145 mm at 210 dots an inch, and seven tenths of it in height."""


class UnusablePictureError(ValueError):
    """What is wrong with a picture, in words that follow its name."""


def pixels(content: bytes, bounds: Bounds) -> bytes:
    """The pixels of a PNG or a JPEG as a new PNG, without metadata, turned as EXIF says, made smaller to fit `bounds`.

    Gray, RGB or RGBA of eight bits; the same bytes for the same picture, and for what it returned. Raises
    `UnusablePictureError`, and `MissingEngineError` without Pillow, which alone looks inside.
    """
    try:
        from PIL import Image
    except ImportError:
        raise lacking("a picture needs Pillow", "program") from None
    if len(content) > bounds.file:
        raise UnusablePictureError(f"is larger than {bounds.file // 1000:,} kB")
    try:
        bare, size, turn = _png(content) if content.startswith(_PNG) else _jpeg(content)
        if size[0] * size[1] > bounds.pixels:
            raise UnusablePictureError(f"has {size[0]:,} × {size[1]:,} pixels; {bounds.pixels:,} are the most")
        with Image.open(_Whole(bare), formats=["PNG", "JPEG"]) as opened:
            picture = _eight_bits(opened, _depth(bare))
    except UnusablePictureError:
        raise
    except (OSError, SyntaxError, ValueError, struct.error, Image.DecompressionBombError):
        raise UnusablePictureError("is a broken picture") from None
    if turn in _TURNS:
        picture = picture.transpose(Image.Transpose[_TURNS[turn]])
    return _written(picture, bounds)


def size_of(content: bytes) -> tuple[int, int]:
    """The width and height of what `pixels` returned."""
    width, height = struct.unpack_from(">II", content, 16)
    return width, height


_TURNS: Final = {
    2: "FLIP_LEFT_RIGHT",
    3: "ROTATE_180",
    4: "FLIP_TOP_BOTTOM",
    5: "TRANSPOSE",
    6: "ROTATE_270",
    7: "TRANSVERSE",
    8: "ROTATE_90",
}
"""What each orientation of EXIF asks for, as Pillow names it."""


def _written(picture: "Image.Image", bounds: Bounds) -> bytes:
    """A PNG within what is kept, so that it can be read again."""
    room = bounds.box
    while True:
        shown = picture.copy()
        shown.thumbnail(room)
        file = io.BytesIO()
        shown.save(file, "PNG", compress_level=9)
        if file.tell() <= bounds.kept:
            return file.getvalue()
        room = (round(shown.width * _SHRINK) or 1, round(shown.height * _SHRINK) or 1)


def _depth(bare: bytes) -> int:
    """The bits of a sample."""
    return bare[24] if bare.startswith(_PNG) else 8


def _eight_bits(opened: "Image.Image", depth: int) -> "Image.Image":
    """The picture in gray, RGB or RGBA, without what Pillow would write beside the pixels."""
    if opened.mode.startswith("I"):
        opened = _divided(opened)
    elif opened.mode in ("1", "L") and "transparency" in opened.info:
        # Pillow scales the samples to eight bits, and not the gray that is clear; of which the low bits count.
        most = 2**depth - 1
        clear = (opened.info["transparency"] & most) * (255 // most)
        # Its older versions keep no white of one bit clear.
        opened = opened.convert("L")
        opened.info["transparency"] = clear
    if opened.has_transparency_data:
        picture = opened.convert("RGBA")
        if picture.getchannel("A").getextrema() == (255, 255):
            picture = picture.convert("RGB")
    else:
        picture = opened.convert("L" if opened.mode in ("1", "L") else "RGB")
    picture.info = {}
    return picture


def _divided(opened: "Image.Image") -> "Image.Image":
    """Sixteen bits of gray in eight, which Pillow would cut off instead of dividing; with the gray that is clear."""
    picture = opened.convert("I").point(lambda value: value * (1 / 256) + 0).convert("L")
    clear = opened.info.get("transparency")
    picture.info = {} if clear is None else {"transparency": clear >> 8}
    return picture


def _png(content: bytes) -> tuple[bytes, tuple[int, int], int]:
    """The chunks that hold pixels, the width and height, and the orientation."""
    chunks: list[bytes] = []
    place, turn, kind = len(_PNG), 1, b""
    while kind != b"IEND":
        length, kind = struct.unpack_from(">I4s", content, place)
        chunk = content[place : place + 12 + length]
        if len(chunk) < 12 + length:
            raise UnusablePictureError("is a broken picture")
        if not chunks and kind != b"IHDR":
            raise UnusablePictureError("is a broken picture")
        if not chunks or kind in _PNG_PIXELS:
            chunks.append(chunk)
        elif kind == b"eXIf":
            turn = _orientation(chunk[8:-4])
        place += len(chunk)
    width, height = struct.unpack_from(">II", chunks[0], 8)
    return _PNG + b"".join(chunks), (width, height), turn


def _jpeg(content: bytes) -> tuple[bytes, tuple[int, int], int]:
    """The segments that hold pixels, the width and height, and the orientation."""
    if not content.startswith(_JPEG):
        raise UnusablePictureError("is neither a PNG nor a JPEG picture")
    kept, size, turn, scans = [_JPEG], (0, 0), 1, 0
    for marker, segment, data in _segments(content):
        body = segment[4:]
        if marker == _SCAN:
            scans += 1
        elif marker in _FRAMES:
            height, width = struct.unpack_from(">HH", body, 1)
            size = (max(width, size[0]), max(height, size[1]))
        elif marker == _APPLICATION_1 and body.startswith(_EXIF):
            turn = _orientation(body[len(_EXIF) :])
        if marker not in _BESIDE or (marker in _COLORS and body.startswith(_COLORS[marker])):
            kept += [segment, data]
    if scans > MAX_SCANS:
        raise UnusablePictureError(f"is a JPEG of {scans:,} scans; {MAX_SCANS} are the most")
    return b"".join(kept), size, turn


def _segments(content: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """Each marker up to the end of the picture, with its segment and, of a scan, the pixels that follow."""
    place = len(_JPEG)
    while found := _MARKER.search(content, place):
        marker, start = found[1][0], found.end() - 2
        if marker == _END:
            yield marker, content[start : found.end()], b""
            return
        (length,) = struct.unpack_from(">H", content, found.end())
        place = found.end() + max(length, 2)
        following = _MARKER.search(content, place)
        data = content[place : following.start() if following else None] if marker == _SCAN else b""
        yield marker, content[start:place], data
    raise UnusablePictureError("is a broken picture")


def _orientation(exif: bytes) -> int:
    """How EXIF says that the picture is to be turned, 1 to 8; 1 where it says nothing that can be read.

    Pillow's own reader of it warns, for the whole process, of what is wrong in it.
    """
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(exif[:4])
    if not order:
        return 1
    try:
        (start,) = struct.unpack_from(f"{order}I", exif, 4)
        (count,) = struct.unpack_from(f"{order}H", exif, start)
        for place in range(start + 2, start + 2 + 12 * count, 12):
            tag, kind, _, value = struct.unpack_from(f"{order}HHIH", exif, place)
            if (tag, kind) == (_ORIENTATION, 3):
                return int(value)
    except struct.error:
        pass
    return 1


class _Whole(io.BytesIO):
    """A file that may not be read past its end: half a picture is broken, whatever Pillow was set to make do with."""

    def read(self, size: int | None = -1, /) -> bytes:
        content = super().read(size)
        if size and not content and self.tell():
            raise OSError("the file ends before its picture does")
        return content
