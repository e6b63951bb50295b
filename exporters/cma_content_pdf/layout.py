"""A page laid out by WeasyPrint: one at a time, within bounds, in our fonts alone, no complaint of it unheard."""

import contextlib
import logging
import math
import threading
from collections.abc import Iterator
from typing import Any

from cma_content import deadline
from cma_content.errors import ContentError, OutputError
from cma_content_pdf import engine, typefaces


class TooManyPagesError(Exception):
    """The document has more pages than whoever measures it has room for."""


@contextlib.contextmanager
def laid_out(html: str, most_pages: float = math.inf) -> Iterator[Any]:
    """The document that WeasyPrint makes of `html`; while it is open, no other thread has one.

    Raises `TooManyPagesError` as soon as there are more than `most_pages`.
    Raises `DeadlineError` where the time is up, `OutputError` for whatever WeasyPrint raises meanwhile, and
    at the end for what it complained of (a rule dropped, a glyph no font has, a picture without words).
    """
    weasyprint = engine.find()
    with engine.lock, _complaints() as complaints:
        try:
            fetcher = weasyprint.URLFetcher(allowed_protocols=("data",))
            yield _document(
                weasyprint, weasyprint.HTML(string=html, url_fetcher=fetcher), typefaces.configuration(html), most_pages
            )
        except (ContentError, TooManyPagesError):
            raise
        except Exception as error:
            message = str(error) or "no reason given"
            raise OutputError(f"WeasyPrint cannot lay this handout out: {type(error).__name__}, {message}") from error
    if complaints:
        raise OutputError("the PDF would be faulty: " + "; ".join(dict.fromkeys(complaints)))


def _document(weasyprint: Any, html: Any, fonts: Any, most_pages: float) -> Any:
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
            _keep_references(context.target_collector)
            return context

    document = Limited._render(html, fonts, None, None, {**weasyprint.DEFAULT_OPTIONS, "pdf_variant": "pdf/ua-1"})
    document.fonts = typefaces.Embedded()
    return document


def _keep_references(collector: Any) -> None:
    """Makes WeasyPrint set every page number that it prints anew, whenever what it stands for moves to another page.

    It does not hold which target each number is of: where numbers set in one pass moved the lines behind them, others
    kept the page of the pass before.
    """
    cache = collector.cache_target_page_counters

    def cached(anchor: Any, counters: Any, index: int, page_maker: Any) -> None:
        held = collector.target_lookup_items.get(anchor)
        before = held.cached_page_counter_values.get("page") if held else None
        cache(anchor, counters, index, page_maker)
        if before not in (None, counters.get("page")):
            for (_, kind), lookup in collector.counter_lookup_items.items():
                place = lookup.page_maker_index
                if kind == "content" and place is not None and place < len(page_maker):
                    page_maker[place][-1]["content_changed"] = True
                    lookup.parse_again(lookup.cached_page_counter_values)

    collector.cache_target_page_counters = cached


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
