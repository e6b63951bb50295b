"""manifest.json: what was published and with what, so that anyone can check the files or make them again."""

import hashlib
import json
import re
import stat
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from cma_content.exporting.registry import owner_of, version_of
from cma_content.handout import Handout, edition_code
from cma_content.publishing.published import FailedFormat, PublishedFile

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
        "failed": [{"format": one.format, "error": str(one.error)} for one in failed],
    }
    return json.dumps(data, indent=2, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n"


def _listed(file: PublishedFile) -> dict[str, Any]:
    assert file.path, "a manifest stands beside its files"
    return {
        "name": file.path.name,
        "format": file.format,
        "media_type": file.media_type,
        "size": file.size,
        "sha256": file.sha256,
        "code": file.code,
        "exporter": owner_of(file.format),
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
    files = [one for one in listed if _is_sound(one)] if isinstance(listed, list) else []
    faults = [] if isinstance(listed, list) and len(files) == len(listed) else ["a file without name, size or hash"]
    yield family("a manifest that can be read", faults if data.get("manifest") == FORM else ["of an unknown form"])
    there = [one for one in files if _is_file(path.parent / one["name"])]
    yield family("every file is there", (one["name"] for one in files if one not in there), of=len(files))
    sized = [one for one in there if (path.parent / one["name"]).stat().st_size == one["size"]]
    yield family("sizes are as listed", (one["name"] for one in there if one not in sized), of=len(there))
    changed = (one["name"] for one in sized if _sha256(path.parent / one["name"]) != one["sha256"])
    yield family("SHA-256 is as listed", changed, of=len(sized))


def _read(path: Path) -> Mapping[str, Any]:
    try:
        if path.suffix.casefold() != ".json" or not _is_file(path) or path.stat().st_size > _MAX_BYTES:
            return {}
        data = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
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


def _is_file(path: Path) -> bool:
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except (OSError, ValueError):
        return False


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
