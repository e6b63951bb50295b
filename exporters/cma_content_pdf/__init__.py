"""The handout as a tagged PDF (PDF/UA-1), set by WeasyPrint in fonts that travel with it."""

from collections.abc import Iterator
from pathlib import Path

from cma_content.errors import OutputError
from cma_content.exporting.verification import Finding
from cma_content.handout import Handout
from cma_content_pdf import engine, tags, verification
from cma_content_pdf.page import page


class PDFExporter:
    """Writes a PDF on the edition's paper."""

    media_type = "application/pdf"
    suffix = ".pdf"
    named_by = ("layout", "preset", "region", "audience", "program", "paper")

    def export(self, handout: Handout, /) -> bytes:
        """The PDF; raises `MissingEngineError` without WeasyPrint or Pango, `OutputError` for a glyph no font has."""
        weasyprint = engine.find()
        with engine.own_fonts(), engine.watched() as complaints:
            document = weasyprint.HTML(
                string=page(handout), url_fetcher=weasyprint.URLFetcher(allowed_protocols=("data",))
            )
            content: bytes = document.write_pdf(pdf_variant="pdf/ua-1", finisher=tags.finish)
        if complaints:
            raise OutputError("the PDF would be faulty: " + "; ".join(dict.fromkeys(complaints)))
        return content

    def pages(self, handout: Handout, /) -> int:
        """How many pages the handout takes; raises as `export` does."""
        weasyprint = engine.find()
        with engine.own_fonts(), engine.watched():
            fetcher = weasyprint.URLFetcher(allowed_protocols=("data",))
            return len(weasyprint.HTML(string=page(handout), url_fetcher=fetcher).render().pages)

    def verify(self, path: Path, /) -> Iterator[Finding]:
        """What a PDF proves of itself."""
        return verification.findings(path)
