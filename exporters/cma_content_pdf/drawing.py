"""A handout drawn: its PDF, and how many pages that has."""

from cma_content.handout import Handout
from cma_content_pdf import engine, tags
from cma_content_pdf.layout import TooManyPagesError, laid_out
from cma_content_pdf.page import page


def pdf(handout: Handout) -> bytes:
    """Raises `MissingEngineError` without WeasyPrint or Pango, `OutputError` for a glyph no font has."""
    engine.find()
    with laid_out(page(handout)) as document:
        content: bytes = document.write_pdf(pdf_variant="pdf/ua-1", finisher=tags.finisher(document))
    return content


def pages(handout: Handout, most: int) -> int:
    """At most one more than `most`, after which nothing is laid out any more; raises as `pdf` does."""
    engine.find()
    try:
        with laid_out(page(handout), most) as document:
            return len(document.pages)
    except TooManyPagesError:
        return most + 1
