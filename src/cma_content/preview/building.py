"""Requests to outcomes: a thread a kind builds what is newest, and drops what nobody waits for."""

import time
from collections.abc import Callable

from cma_content import deadline
from cma_content.checking.check import check
from cma_content.errors import ArticleError, ContentError, LimitError, OutputError
from cma_content.handout import Limits
from cma_content.loading.loader import Loaded
from cma_content.model.article import Article
from cma_content.preview.drawing import Draw, internal
from cma_content.preview.form import form_of
from cma_content.preview.session import Kind, Outcome, Request, Session
from cma_content.preview.sources import Sources


def build(session: Session, sources: Sources, kind: Kind, draw: Draw, limits: Limits) -> None:
    """Builds until the session ends."""
    while request := session.next(kind):
        started = time.perf_counter()
        content, notes, failure = b"", tuple[str, ...](), None
        try:
            content, notes = _made(session, sources, request, draw, limits)
        except ContentError as error:
            failure = error
        except Exception as error:
            failure = internal(error)
        # An error of what nobody waited for to its end is no news, and the next is due.
        if not (failure and session.is_stale(request.number)):
            seconds = time.perf_counter() - started
            session.finish(kind, Outcome(request.number, content, failure, notes, seconds))


def _made(
    session: Session, sources: Sources, request: Request, draw: Draw, limits: Limits
) -> tuple[bytes, tuple[str, ...]]:
    def unwanted() -> bool:
        return session.is_stale(request.number)

    loaded = sources.read(request.revision)
    session.offer(form_of(loaded.record, tuple(sources.programs)))
    options = sources.options(request, loaded.record)
    try:
        return draw(loaded.record, options, unwanted)
    except (LimitError, OutputError) as error:
        raise located(error, loaded, limits, unwanted) from None


def located(error: ContentError, loaded: Loaded[Article], limits: Limits, unwanted: Callable[[], bool]) -> ContentError:
    """The error that `check` reports at its lines in place of one that stopped the drawing; else that one itself."""
    with deadline.unless(unwanted):
        found = [problem for problem in check(loaded, limits).problems if problem.severity == "error"]
    return ArticleError(found) if found else error
