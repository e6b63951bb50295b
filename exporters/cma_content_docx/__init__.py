"""The handout as a Word document to edit and hand on: real styles, lists, tables and links; no text boxes."""

import zlib
from collections.abc import Iterator, Mapping
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from typing import TYPE_CHECKING

from cma_content.errors import lacking
from cma_content.handout import Handout
from cma_content.installed import version
from cma_content.rendering import fonts

if TYPE_CHECKING:
    from cma_content.exporting.verification import Finding


class DOCXExporter:
    """Writes an Office Open XML document on the edition's paper."""

    media_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    suffix = ".docx"
    named_by = ("layout", "sections", "cover", "preset", "region", "audience", "program", "paper")

    def export(self, handout: Handout, /) -> bytes:
        """The document; raises `MissingEngineError` without python-docx, Pillow or the fonts."""
        try:
            from cma_content_docx.binding import bind
        except ImportError as error:
            raise lacking(f"{error.name} is missing", "docx") from None
        return bind(handout)

    def engines(self) -> Mapping[str, str]:
        """What decides the bytes beside the handout, with versions."""
        try:
            versions = {name: version(name) for name in ("python-docx", "lxml", "pillow", *fonts.PACKAGES)}
        except PackageNotFoundError as error:
            raise lacking(f"{error.name} is missing", "docx") from None
        return {**versions, "zlib": zlib.ZLIB_RUNTIME_VERSION}

    def verify(self, path: Path, /) -> "Iterator[Finding]":
        """What a document proves of itself."""
        from cma_content_docx import verification

        return verification.findings(path)
