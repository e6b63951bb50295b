"""A page laid out by WeasyPrint: one at a time, within bounds, in our fonts alone, no complaint of it unheard."""

import contextlib
import copy
import functools
import logging
import math
import threading
from collections.abc import Iterator
from typing import Any, Final

from cma_content import deadline
from cma_content.errors import ContentError, OutputError
from cma_content_pdf import engine, typefaces
from cma_content_pdf.page import Page

_UNUSED: Final = ("footnote-call", "footnote-marker", "note-call", "note-marker", "note-callback")
"""What WeasyPrint's own style sheet styles once for each element, and no handout has."""


class TooManyPagesError(Exception):
    """The document has more pages than whoever measures it has room for."""


@contextlib.contextmanager
def laid_out(page: Page | str, most_pages: float = math.inf) -> Iterator[Any]:
    """The document that WeasyPrint makes of a page, or of HTML; while it is open, no other thread has one.

    Raises `TooManyPagesError` as soon as there are more than `most_pages`, and what `alone` raises.
    """
    with alone() as weasyprint:
        text = page if isinstance(page, str) else page.style + "".join(page.root.itertext())
        yield _document(weasyprint, page, typefaces.configuration(text), most_pages)


@contextlib.contextmanager
def alone() -> Iterator[Any]:
    """The module `weasyprint`, which no other thread uses while it is open.

    Raises `DeadlineError` where the time is up, `OutputError` for whatever WeasyPrint raises meanwhile, and
    at the end for what it complained of (a rule dropped, a glyph no font has, a picture without words).
    """
    weasyprint = engine.find()
    with engine.lock, _complaints() as complaints:
        try:
            yield weasyprint
        except (ContentError, TooManyPagesError):
            raise
        except Exception as error:
            message = str(error) or "no reason given"
            raise OutputError(f"WeasyPrint cannot lay this handout out: {type(error).__name__}, {message}") from error
    if complaints:
        raise OutputError("the PDF would be faulty: " + "; ".join(dict.fromkeys(complaints)))


def _document(weasyprint: Any, page: Page | str, fonts: Any, most_pages: float) -> Any:
    from weasyprint.document import Document

    class Limited(Document):  # type: ignore[misc] # WeasyPrint has no types
        @classmethod
        def _build_layout_context(cls, *arguments: Any) -> Any:
            context = super()._build_layout_context(*arguments)
            overflows = context.overflows_page

            # Called for each line and block; progress is logged once a page, and only at a level that is not ours.
            def overflows_page(*place: Any) -> Any:
                deadline.check()
                if context.current_page > most_pages:
                    raise TooManyPagesError
                return overflows(*place)

            context.overflows_page = overflows_page
            return context

    styles = [] if isinstance(page, str) else [weasyprint.CSS(string=page.own), _style_sheet(page.shared)]
    options = {**weasyprint.DEFAULT_OPTIONS, "pdf_variant": "pdf/ua-1", "stylesheets": styles}
    document = Limited._render(_html(weasyprint, page), fonts, None, None, options)
    document.fonts = typefaces.Embedded()
    return document


def _html(weasyprint: Any, page: Page | str) -> Any:
    fetcher = weasyprint.URLFetcher(allowed_protocols=("data",))
    if isinstance(page, str):
        return weasyprint.HTML(string=page, url_fetcher=fetcher)
    from cssselect2 import ElementWrapper

    root = page.root

    class Tree(weasyprint.HTML):  # type: ignore[misc] # WeasyPrint has no types
        """A page that is a tree already, of which no text is made to be parsed again."""

        def __init__(self) -> None:
            self.base_url, self.url_fetcher, self.media_type = None, fetcher, "print"
            self.wrapper_element = ElementWrapper.from_html_root(root, content_language=None)
            self.etree_element = self.wrapper_element.etree_element

        def _ua_stylesheets(self, forms: bool = False) -> list[Any]:
            return [_base(*super()._ua_stylesheets(forms))]

    return Tree()


@functools.lru_cache(maxsize=8)
def _style_sheet(style: str) -> Any:
    """A style sheet as WeasyPrint reads it: pages that share it share the work."""
    from weasyprint import CSS

    return CSS(string=style)


@functools.cache
def _base(sheet: Any) -> Any:
    """WeasyPrint's own style sheet without what it has for every element, and markers for the items of lists alone."""
    made, matcher = copy.copy(sheet), copy.copy(sheet.matcher)
    kinds = {kind: [one for one in matcher.other_selectors if one[3] == kind] for kind in (*_UNUSED, "marker")}
    left_out = [one for some in kinds.values() for one in some]
    matcher.other_selectors = [one for one in matcher.other_selectors if one not in left_out]
    by_tag = matcher.lower_local_name_selectors
    matcher.lower_local_name_selectors = {**by_tag, "li": [*by_tag["li"], *kinds["marker"]]}
    made.matcher = matcher
    return made


@contextlib.contextmanager
def _complaints() -> Iterator[list[str]]:
    """While open, what WeasyPrint warns of in this thread."""
    complaints: list[str] = []
    thread = threading.get_ident()

    class Collect(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if record.thread == thread:
                complaints.append(record.getMessage())

    logger, collect = logging.getLogger("weasyprint"), Collect(logging.WARNING)
    logger.addHandler(collect)
    try:
        yield complaints
    finally:
        logger.removeHandler(collect)
