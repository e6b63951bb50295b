"""Pictures that a program brings: only PNG and JPEG, only whole ones, only small ones."""

import io
from typing import Final

from cma_content.errors import INSTALL, MissingEngineError

MAX_BYTES: Final = 500_000
MAX_PIXELS: Final = 4_000_000


def why_unusable(content: bytes) -> str:
    """What is wrong with a picture, in words that follow its name; nothing if it can be used.

    Raises `MissingEngineError` without Pillow, which alone looks inside.
    """
    try:
        from PIL import Image, UnidentifiedImageError
    except ImportError:
        raise MissingEngineError(f"a logo needs Pillow; {INSTALL.format(extra='program')}") from None
    if len(content) > MAX_BYTES:
        return f"is larger than {MAX_BYTES // 1000:,} kB"
    try:
        with Image.open(_Whole(content), formats=["PNG", "JPEG"]) as picture:
            width, height = picture.size
            if width * height > MAX_PIXELS:
                return f"has {width:,} × {height:,} pixels; {MAX_PIXELS:,} are the most"
            picture.load()
    except UnidentifiedImageError:
        return "is neither a PNG nor a JPEG picture"
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return "is a broken picture"
    return ""


def media_type(content: bytes) -> str:
    """image/png or image/jpeg."""
    return "image/png" if content.startswith(b"\x89PNG") else "image/jpeg"


class _Whole(io.BytesIO):
    """A file that may not be read past its end: half a picture is broken, whatever Pillow was set to make do with."""

    def read(self, size: int | None = -1, /) -> bytes:
        content = super().read(size)
        if size and not content and self.tell():
            raise OSError("the file ends before its picture does")
        return content
