"""The handout as a tagged PDF (PDF/UA-1 and PDF/A-2a), laid out by WeasyPrint in fonts that travel with it.

A file is verified without what draws one, so each is loaded when it is needed.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from cma_content.errors import lacking

if TYPE_CHECKING:
    from cma_content.exporting.verification import Finding
    from cma_content.handout import Handout


class PDFExporter:
    """Writes a PDF on the edition's paper."""

    media_type = "application/pdf"
    suffix = ".pdf"
    named_by = ("layout", "sections", "cover", "preset", "region", "audience", "program", "paper")

    def export(self, handout: "Handout", /) -> bytes:
        """The PDF; raises `MissingEngineError` without WeasyPrint or Pango, `OutputError` for a glyph no font has."""
        from cma_content_pdf import drawing

        return drawing.pdf(handout)

    def pages(self, handout: "Handout", most: int, /) -> float:
        """How many pages the handout fills, the last in part, or one more than `most`; raises as `export` does."""
        from cma_content_pdf import drawing

        return drawing.pages(handout, most)

    def shape(self, handout: "Handout", /) -> bytes:
        """A digest of where the parts of its pages begin and end; raises as `export` does."""
        from cma_content_pdf import drawing

        return drawing.shape(handout)

    def page_count(self, content: bytes, /) -> int:
        """The number of pages of a PDF that `export` made."""
        from cma_content_pdf import counting

        return counting.page_count(content)

    def missing_glyphs(self, text: str, /) -> str:
        """The characters of `text` that no bundled font has, each once; WeasyPrint is not needed to know."""
        from cma_content.rendering import fonts

        try:
            return fonts.missing(text)
        except ImportError as error:
            raise lacking(f"{error.name} is missing", "pdf") from None

    def engines(self) -> Mapping[str, str]:
        """What decides the bytes beside the handout, with versions; raises `MissingEngineError` as `export` does."""
        from cma_content_pdf import engine

        return engine.versions()

    def verify(self, path: Path, /) -> "Iterator[Finding]":
        """What a PDF proves of itself."""
        from cma_content_pdf import verification

        return verification.findings(path)
