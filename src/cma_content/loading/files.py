"""A file's text, or why it cannot be read: bounded, from a regular file, never waited for."""

import codecs
import unicodedata
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import IO, Final

from cma_content.diagnostics import rules
from cma_content.diagnostics.problem import Problem, Text
from cma_content.diagnostics.rules import Rule
from cma_content.errors import UnreadableError
from cma_content.loading.document import lines_of
from cma_content.reading import open_regular, reason_of

_SAVE_AGAIN: Final = "save it again with the encoding UTF-8"
MAX_BYTES: Final = 8_000_000
"""What an article may hold, the files that it includes counted in."""


def read_file(folder: Traversable, file: str, name: str, *, most: int = MAX_BYTES) -> str:
    """The text of a file of `folder`, at most `most` bytes long; raises `UnreadableError`, which calls it `name`."""
    try:
        with _open(folder / file) as opened:
            raw = opened.read(most + 1)
    except (OSError, ValueError) as error:
        hint = nearest_file(folder, file) if isinstance(error, FileNotFoundError) else ""
        raise _unreadable(rules.MISSING_FILE, name, f"cannot read {name}: {reason_of(error)}", hint) from None
    return decode(raw, name, most=most)


def is_beside(folder: Traversable, file: str) -> bool:
    """Whether `file`, a plain name, is no link that leads out of `folder`."""
    try:
        return not isinstance(folder, Path) or (folder / file).resolve().parent == folder.resolve()
    except ValueError:  # no system takes such a name
        return False


def name_in(folder: Traversable, file: str) -> str:
    """`file` as `folder` spells it, where the two differ in nothing but the form of accented letters."""
    if file.isascii() or not isinstance(folder, Path) or _is_there(folder / file):
        return file
    meant = unicodedata.normalize("NFC", file)
    same = (other.name for other in folder.iterdir() if unicodedata.normalize("NFC", other.name) == meant)
    return next(same, file)


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # a name that is too long
        return False


def decode(raw: bytes, name: str, *, most: int = MAX_BYTES) -> str:
    """`raw` as UTF-8 text without its byte order mark; raises `UnreadableError`, which calls it `name`."""
    check_size(len(raw), name, most=most)
    if len(raw) > 1 and 0 in raw[:2]:
        # UTF-16 without its mark would be read as text with a null behind each letter.
        raise _unreadable(rules.NOT_UTF8, name, f"cannot read {name}: it is not UTF-8 text", _SAVE_AGAIN)
    content = raw.removeprefix(codecs.BOM_UTF8)
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        before = lines_of(content[: error.start].decode())
        shown = Text(name, lines_of(content.decode(errors="replace")))
        message = f"cannot read {name}: line {len(before)} is not UTF-8 text"
        mark = shown.mark(len(before) - 1, len(before[-1]))
        raise UnreadableError([mark.problem(rules.NOT_UTF8, message, hint=_SAVE_AGAIN)]) from None


def check_size(size: int, name: str, *, most: int = MAX_BYTES) -> None:
    """Raises `UnreadableError` if `size` is more bytes than `most`."""
    if size > most:
        rest = "" if most == MAX_BYTES else " with the files read before it"
        message = f"cannot read {name}: it is larger than {MAX_BYTES:,} bytes{rest}"
        raise _unreadable(rules.TOO_LARGE, name, message, "name the YAML file")


def _open(path: Traversable) -> IO[bytes]:
    return open_regular(path) if isinstance(path, Path) else path.open("rb")


def _unreadable(rule: Rule, name: str, message: str, hint: str) -> UnreadableError:
    return UnreadableError([Problem(rule, name, 1, 1, message, hint=hint)])


def nearest_file(folder: Traversable, file: str) -> str:
    """A hint to the file of `folder` whose name is most like `file`."""
    import difflib

    names = [other.name for other in folder.iterdir() if other.name != file] if folder.is_dir() else []
    near = difflib.get_close_matches(file[:255], names[:1000], n=1)
    return f"did you mean {near[0]!r}?" if near else ""
