"""The handout as a tagged PDF (PDF/UA-1), laid out by WeasyPrint in fonts that travel with it."""

import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from cma_content.errors import INSTALL, MissingEngineError
from cma_content.handout import Handout
from cma_content.installed import version
from cma_content.rendering import fonts
from cma_content_pdf import engine, tags
from cma_content_pdf.layout import laid_out
from cma_content_pdf.page import page

if TYPE_CHECKING:
    from cma_content.exporting.verification import Finding


class PDFExporter:
    """Writes a PDF on the edition's paper."""

    media_type = "application/pdf"
    suffix = ".pdf"
    named_by = ("layout", "preset", "region", "audience", "program", "paper")

    def export(self, handout: Handout, /) -> bytes:
        """The PDF; raises `MissingEngineError` without WeasyPrint or Pango, `OutputError` for a glyph no font has."""
        engine.find()
        with laid_out(page(handout)) as document:
            content: bytes = document.write_pdf(pdf_variant="pdf/ua-1", finisher=tags.finisher(document))
        return content

    def pages(self, handout: Handout, /) -> int:
        """How many pages the handout takes; raises as `export` does."""
        engine.find()
        with laid_out(page(handout)) as document:
            return len(document.pages)

    def missing_glyphs(self, text: str, /) -> str:
        """The characters of `text` that no bundled font has, each once; WeasyPrint is not needed to know."""
        try:
            return fonts.missing(text)
        except ImportError as error:
            raise MissingEngineError(f"{error.name} is missing; {INSTALL.format(extra='pdf')}") from None

    def engines(self) -> Mapping[str, str]:
        """What decides the bytes beside the handout, with versions; raises `MissingEngineError` as `export` does."""
        packages = ("weasyprint", "pydyf", "fonttools", *fonts.PACKAGES)
        return {**engine.c_versions(), **{name: version(name) for name in packages}, "zlib": zlib.ZLIB_RUNTIME_VERSION}

    def verify(self, path: Path, /) -> "Iterator[Finding]":
        """What a PDF proves of itself."""
        from cma_content_pdf import verification

        return verification.findings(path)
