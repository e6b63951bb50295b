"""The handout as a Word document to edit and hand on: real styles, lists, tables and links; no text boxes."""

import zlib
from collections.abc import Iterator, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from cma_content.errors import MissingEngineError
from cma_content.handout import Handout
from cma_content.verifying import Finding
from cma_content_docx import verifying


class DOCXExporter:
    """Writes an Office Open XML document on the edition's paper."""

    media_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    suffix = ".docx"

    def export(self, handout: Handout, /) -> bytes:
        """The document; raises `MissingEngineError` without python-docx, Pillow or the fonts."""
        try:
            from cma_content_docx.binding import bind
        except ImportError as error:
            raise MissingEngineError(f"{error.name} is missing; install it: pip install 'cma-content[docx]'") from None
        return bind(handout)

    def engines(self) -> Mapping[str, str]:
        """What decides the bytes beside the handout, with versions."""
        try:
            versions = {
                name: version(name) for name in ("python-docx", "lxml", "pillow", "fontpkg-atkinson-hyperlegible")
            }
        except PackageNotFoundError as error:
            raise MissingEngineError(f"{error.name} is missing; install it: pip install 'cma-content[docx]'") from None
        return {**versions, "zlib": zlib.ZLIB_RUNTIME_VERSION}

    def verify(self, path: Path, /) -> Iterator[Finding]:
        """What a document proves of itself."""
        return verifying.findings(path)
