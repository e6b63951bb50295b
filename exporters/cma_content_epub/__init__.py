"""The handout as an EPUB 3.3 book, written by EbookLib.

EbookLib is under the AGPL: only this package imports it, and only when a book is made.
"""

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


class EPUBExporter:
    """Writes a reflowable book: a cover, navigation, one file for each section."""

    media_type = "application/epub+zip"
    suffix = ".epub"
    named_by = ("layout", "sections", "cover", "preset", "region", "audience", "program")

    def export(self, handout: Handout, /) -> bytes:
        """The book; raises `MissingEngineError` without EbookLib, Pillow or the fonts."""
        try:
            from cma_content_epub.binding import bind
        except ImportError as error:
            raise lacking(f"{error.name} is missing", "epub") from None
        return bind(handout)

    def engines(self) -> Mapping[str, str]:
        """What decides the bytes beside the handout, with versions."""
        try:
            versions = {name: version(name) for name in ("EbookLib", "lxml", "pillow", *fonts.PACKAGES)}
        except PackageNotFoundError as error:
            raise lacking(f"{error.name} is missing", "epub") from None
        return {**versions, "zlib": zlib.ZLIB_RUNTIME_VERSION}

    def verify(self, path: Path, /) -> "Iterator[Finding]":
        """What a book proves of itself."""
        from cma_content_epub import verification

        return verification.findings(path)
