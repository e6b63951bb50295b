"""Pictures that lie beside the file that names them, read from its folder and from nowhere else."""

import base64
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any, ClassVar, Final

from pydantic import ConfigDict, ValidationInfo, ValidatorFunctionWrapHandler, field_validator, model_validator

from cma_content.diagnostics import rules
from cma_content.model import images
from cma_content.model.base import Line, Model
from cma_content.model.references import fault

_MOST_SEEN: Final = 64
"""Pictures that are kept until all files are read."""
MOST_FILES: Final = 100
"""Pictures that one file may name: each costs up to a second."""
_ALPHABET: Final = str.maketrans("-_", "+/")


class Pixels(bytes):
    """What `images.pixels` made: no one need look inside a second time."""

    __slots__ = ()


class _Carried(str):
    """The name of a file that need not be there: its pixels come along."""

    __slots__ = ()


class PictureFile(Model):
    """A picture: PNG or JPEG, in the folder of the file that names it; published as its pixels alone."""

    model_config = ConfigDict(ser_json_bytes="base64", val_json_bytes="base64")
    bounds: ClassVar[images.Bounds]
    what: ClassVar[str]
    """What error messages call it."""
    holder: ClassVar[str]
    """Whose file it lies beside."""

    file: Line
    """The bare name of the file."""
    alt: Line
    """What the picture shows, for readers who do not see it."""
    content: bytes = b""
    """Its pixels as a PNG, base64 in JSON; read from the file, never written by hand."""

    @model_validator(mode="before")
    @classmethod
    def _carries(cls, data: Any) -> Any:
        if isinstance(data, dict) and data.get("content") and isinstance(data.get("file"), str):
            return {**data, "file": _Carried(data["file"])}
        return data

    @field_validator("file", mode="wrap")
    @classmethod
    def _is_beside(cls, typed: Any, handler: ValidatorFunctionWrapHandler) -> str:
        name: str = handler(typed)
        folder = _folder.get()
        if folder and not isinstance(typed, _Carried):
            folder.read(name, cls)
        return name

    @field_validator("content", mode="before")
    @classmethod
    def _is_a_picture(cls, content: Any, info: ValidationInfo) -> Any:
        if "file" not in info.data:
            return b""
        if not content and (folder := _folder.get()):
            return folder.found[cls.what, info.data["file"]]
        if not content:
            reason = f"{info.data['file']!r} is read from the folder of the {cls.holder}'s file, and there is no file"
            raise fault(rules.PICTURE, reason, hint="name a file, or give the picture in JSON")
        if isinstance(content, str):
            try:
                # Either alphabet: JSON takes the one for addresses.
                content = base64.b64decode(content.translate(_ALPHABET), validate=True)
            except ValueError:
                raise fault(rules.PICTURE, f"the content of the {cls.what} is not in base64") from None
        return cls.pixels(content, f"the content of the {cls.what}") if isinstance(content, bytes) else content

    @classmethod
    def pixels(cls, content: bytes, name: str, **where: str) -> Pixels:
        """The pixels of what is called `name`; raises a validation error at `where` for what is no such picture."""
        if type(content) is Pixels:
            return content
        try:
            return Pixels(images.pixels(content, cls.bounds))
        except images.UnusablePictureError as error:
            raise fault(rules.PICTURE, f"{name} {error}", **where) from None


class _Folder:
    """A folder, and the pictures that were read from it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.found: dict[tuple[str, str], Pixels] = {}
        """By what each is and its name."""
        self._tried = 0

    def read(self, name: str, kind: type[PictureFile]) -> None:
        """Reads the picture that a field names; raises a validation error where it cannot be used."""
        if (kind.what, name) in self.found:
            return
        self._tried += 1
        if self._tried > MOST_FILES:
            raise fault(rules.PICTURE, f"more than {MOST_FILES} pictures for one file", at=name)
        is_bare = Path(name).name == name
        if is_bare and not _is_file(self.path / name):
            raise fault(rules.PICTURE, f"there is no file {name!r} beside the {kind.holder}'s", at=name)
        if not is_bare or (self.path / name).resolve().parent != self.path.resolve():
            raise fault(rules.PICTURE, f"a {kind.what} is a file in the {kind.holder}'s own folder", at=name)
        with (self.path / name).open("rb") as file:
            content = file.read(kind.bounds.file + 1)
        seen, key = _seen.get({}), (kind.what, hashlib.sha256(content).digest())
        found = seen.get(key) or kind.pixels(content, name, at=name)
        if len(seen) < _MOST_SEEN:
            seen[key] = found
        self.found[kind.what, name] = found


_seen: ContextVar[dict[tuple[str, bytes], Pixels]] = ContextVar("pictures that were read")


@contextmanager
def seen_once() -> Iterator[None]:
    """While open, a picture that many files share is decoded once: that takes longer than to read all else."""
    token = _seen.set({})
    try:
        yield
    finally:
        _seen.reset(token)


_folder: ContextVar[_Folder | None] = ContextVar("folder of the file", default=None)


@contextmanager
def reading_from(folder: Path) -> Iterator[None]:
    """While open, pictures are read from `folder`, and from nowhere else."""
    token = _folder.set(_Folder(folder))
    try:
        yield
    finally:
        _folder.reset(token)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # no system takes such a name
        return False
