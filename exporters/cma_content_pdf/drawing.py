"""A handout drawn: its PDF, and how many pages that has."""

from typing import Any

from cma_content.handout import Handout
from cma_content_pdf import engine, page_numbers, tags
from cma_content_pdf.layout import TooManyPagesError, laid_out
from cma_content_pdf.page import page


def pdf(handout: Handout) -> bytes:
    """Raises `MissingEngineError` without WeasyPrint or Pango, `OutputError` for a glyph no font has."""
    engine.find()
    with laid_out(page(handout)) as document:
        page_numbers.fill(document)
        content: bytes = document.write_pdf(pdf_variant="pdf/ua-1", finisher=tags.finisher(document))
    return content


def pages(handout: Handout, most: int) -> float:
    """At most one more than `most`, after which nothing is laid out any more; raises as `pdf` does."""
    engine.find()
    try:
        with laid_out(page(handout), most) as document:
            return len(document.pages) - 1 + _filled(document.pages[-1]._page_box)
    except TooManyPagesError:
        return most + 1


def _filled(page_box: Any) -> float:
    """How much of the height of a page its content takes: above nothing, and the whole where it reaches the foot."""
    top, height = page_box.content_box_y(), page_box.height
    return float(min(1.0, max(0.001, (_bottom(page_box) - top) / height)))


def _bottom(box: Any) -> float:
    """Where the lowest line or picture in a page's flow ends."""
    from weasyprint.formatting_structure import boxes

    lowest = 0.0
    left = [box]
    while left:
        held = left.pop()
        if isinstance(held, boxes.LineBox | boxes.ReplacedBox):
            lowest = max(lowest, held.position_y + held.height)
        elif not isinstance(held, boxes.MarginBox):
            left += getattr(held, "children", ())
    return lowest
