"""A handout drawn: its PDF, and how many pages that has."""

import os
import weakref
from typing import Any, Final

from cma_content.handout import Handout
from cma_content_pdf import archive, engine, heights, line_breaks, page_numbers, tags
from cma_content_pdf.layout import TooManyPagesError, alone, laid_out
from cma_content_pdf.page import page

_laid_out: Final[dict[int, Any]] = {}
"""The document of the handout that was measured last, by its number, as long as that handout is there."""

if hasattr(os, "register_at_fork"):
    # What Pango has made in the parent is none of its child's.
    os.register_at_fork(after_in_child=_laid_out.clear)


def pdf(handout: Handout) -> bytes:
    """Raises `MissingEngineError` without WeasyPrint or Pango, `OutputError` for a glyph no font has."""
    engine.find()
    document = _laid_out.pop(id(handout), None)
    if document is None:
        with laid_out(page(handout)) as document:
            return _written(document)
    with alone():
        return _written(document)


def pages(handout: Handout, most: int) -> float:
    """At most one more than `most`, after which nothing is laid out any more; raises as `pdf` does.

    What fits is not laid out again to be written.
    """
    engine.find()
    try:
        with laid_out(page(handout), most) as document:
            count = len(document.pages) - 1 + heights.filled(document.pages[-1])
    except TooManyPagesError:
        return most + 1
    _keep(handout, document)
    return count


def shape(handout: Handout) -> bytes:
    """A digest of where the parts of its pages begin and end; raises as `pdf` does."""
    document = _laid_out.get(id(handout))
    if document is None:
        with laid_out(page(handout)) as document:
            pass
        _keep(handout, document)
    return heights.digest(document)


def _keep(handout: Handout, document: Any) -> None:
    _laid_out.clear()
    _laid_out[id(handout)] = document
    weakref.finalize(handout, _laid_out.pop, id(handout), None)


def _written(document: Any) -> bytes:
    page_numbers.fill(document)
    for laid in document.pages:
        laid.bookmarks = [(level, line_breaks.plain(label), *place) for level, label, *place in laid.bookmarks]
    tag = tags.finisher(document)

    def finish(document: Any, pdf: Any) -> None:
        tag(document, pdf)
        archive.declare(pdf)

    return archive.identified(document.write_pdf(pdf_variant="pdf/ua-1", finisher=finish))
