"""What `publish` returns."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from cma_content.errors import ContentError
from cma_content.handout import Handout
from cma_content.handout.tree import LeftOut
from cma_content.model.frozen import frozen


@frozen
class PublishedFile:
    """One format that was requested, and the file it became."""

    format: str
    path: Path | None
    """Nothing where it went to an open stream."""
    media_type: str
    size: int
    """In bytes."""
    sha256: str
    """Of the file's bytes, in hexadecimal."""
    seconds: float = field(compare=False)
    left_out: tuple[LeftOut, ...] = field(default=(), repr=False)
    """Parts of a fact sheet that had no room on its pages."""
    engines: Mapping[str, str] = field(default_factory=dict, repr=False, compare=False)
    """The libraries that the bytes depend on, with their versions."""
    handout: Handout = field(kw_only=True, repr=False, compare=False)
    """What was drawn."""

    @property
    def code(self) -> str:
        """What `identify` reads in the file."""
        return self.handout.code


@frozen
class FailedFormat:
    """One format that was requested, and why there is no file of it."""

    format: str
    error: ContentError


@dataclass(frozen=True, slots=True, repr=False)
class Published:
    """The files that were written and the formats that failed, in the order in which they were requested."""

    files: tuple[PublishedFile, ...]
    failed: tuple[FailedFormat, ...]
    manifest: Path | None = None

    def __repr__(self) -> str:
        written = ", ".join(file.path.name if file.path else file.format for file in self.files) or "nothing"
        failed = ", ".join(one.format for one in self.failed)
        return f"<Published: {written}{f'; failed: {failed}' if failed else ''}>"


Progress = Callable[[str, PublishedFile | FailedFormat | None], None]
"""Called with a format's name when the work on it starts, and again with what became of it."""
