"""manifest.json: what was published and with what, so that anyone can check the files or make them again."""

import hashlib
import json
import re
import stat
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from cma_content.errors import UnreadableFileError
from cma_content.exporting.registry import is_command, owner_of, public_name, version_of
from cma_content.handout import Handout, edition_code
from cma_content.publishing.published import FailedFormat, PublishedFile
from cma_content.reading import BOUNDS, read_bounded

if TYPE_CHECKING:
    from cma_content.exporting.verification import Finding

NAME: Final = "manifest.json"
FORM: Final = 1
"""The number of this form of manifest, which stands in each."""
_MAX_BYTES: Final = 8_000_000


def as_json(handout: Handout, files: Sequence[PublishedFile], failed: Sequence[FailedFormat]) -> bytes:
    """What was published: the article, the options, each file with its SHA-256, engines and parts left out."""
    article = handout.article
    data = {
        "manifest": FORM,
        "article": article.id,
        "edition": article.edition,
        "language": article.language,
        "schema_version": article.schema_version,
        "cma_content": version_of("cma-content"),
        "options": edition_code.choices(handout.options),
        "files": [_listed(file) for file in files],
        "failed": [{"format": public_name(one.format), "error": str(one.error)} for one in failed],
    }
    return json.dumps(data, indent=2, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n"


def _listed(file: PublishedFile) -> dict[str, Any]:
    assert file.path, "a manifest stands beside its files"
    return {
        "name": file.path.name,
        "format": public_name(file.format),
        "media_type": file.media_type,
        "size": file.size,
        "sha256": file.sha256,
        "code": file.code,
        "exporter": "a command" if is_command(file.format) else owner_of(file.format),
        "engines": dict(file.engines),
        "left_out": [part.id for part in file.left_out],
    }


def is_manifest(path: Path) -> bool:
    """Whether a file is one of our manifests, sound or not."""
    return isinstance(_read(path).get("manifest"), int)


def findings(path: Path) -> "Iterator[Finding]":
    """Whether each file that a manifest lists is there, beside it, with its size and its SHA-256."""
    # To write a manifest, nothing is verified.
    from cma_content.exporting.verification import family

    data = _read(path)
    listed = data.get("files")
    files = {one["name"]: one for one in listed if _is_sound(one)} if isinstance(listed, list) else {}
    yield family("a manifest that can be read", _faults(data, len(files)))
    if len(files) > BOUNDS.listed:
        return
    sizes = {name: size for name in files if (size := _size(path.parent / name)) is not None}
    yield family("every file is there", (name for name in files if name not in sizes), of=len(files))
    wrong = [name for name, size in sizes.items() if size != files[name]["size"]]
    yield family("sizes are as listed", wrong, of=len(sizes))
    sized = sizes.keys() - set(wrong)
    changed = _changed(path.parent, {name: one["sha256"] for name, one in files.items() if name in sized})
    yield family("SHA-256 is as listed", changed, of=len(sized))


def _faults(data: Mapping[str, Any], sound: int) -> Iterator[str]:
    listed = data.get("files")
    if data.get("manifest") != FORM or not isinstance(listed, list):
        yield "of an unknown form"
    elif len(listed) > BOUNDS.listed:
        yield f"it lists {len(listed):,} files, more than the {BOUNDS.listed:,} that are read"
    elif sound < len(listed):
        yield "a file without name, size or hash, or listed twice"


def _changed(folder: Path, hashes: Mapping[str, str]) -> Iterator[str]:
    """The names of those files whose bytes have another SHA-256, or are more than are read."""
    left = BOUNDS.hashed
    for name, sha256 in hashes.items():
        try:
            content = read_bounded(folder / name, min(left, BOUNDS.file))
        except UnreadableFileError as error:
            yield f"{name} cannot be read: {error}"
            continue
        left -= len(content)
        if hashlib.sha256(content).hexdigest() != sha256:
            yield name


def _read(path: Path) -> Mapping[str, Any]:
    if path.suffix.casefold() != ".json":
        return {}
    try:
        data = json.loads(read_bounded(path, _MAX_BYTES))
    except (UnreadableFileError, ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}


def _is_sound(one: object) -> bool:
    """Whether an entry names a file of the manifest's own folder, its size and its hash."""
    if not isinstance(one, dict):
        return False
    name, size, sha256 = one.get("name"), one.get("size"), one.get("sha256")
    return (
        isinstance(name, str)
        and bool(re.fullmatch(r"[^/\\\0:]+", name))
        and name not in (".", "..")
        and isinstance(size, int)
        and isinstance(sha256, str)
    )


def _size(path: Path) -> int | None:
    """The size of a file; of what is none, nothing."""
    try:
        status = path.stat()
    except (OSError, ValueError):
        return None
    return status.st_size if stat.S_ISREG(status.st_mode) else None
