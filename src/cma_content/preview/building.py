"""Requests to outcomes: a thread a kind builds what is newest, and drops what nobody waits for."""

import time

from cma_content.errors import ContentError
from cma_content.preview.drawing import Draw, internal
from cma_content.preview.form import form_of
from cma_content.preview.session import Kind, Outcome, Request, Session
from cma_content.preview.sources import Sources


def build(session: Session, sources: Sources, kind: Kind, draw: Draw) -> None:
    """Builds until the session ends."""
    while request := session.next(kind):
        outcome = _outcome(session, sources, request, draw)
        # An error of what nobody waited for to its end is no news, and the next is due.
        if not (outcome.error and session.is_stale(request.number)):
            session.finish(kind, outcome)


def _outcome(session: Session, sources: Sources, request: Request, draw: Draw) -> Outcome:
    content, notes, failure, started = b"", tuple[str, ...](), None, time.perf_counter()
    try:
        article = sources.article(request.revision)
        session.offer(form_of(article, tuple(sources.programs)))
        options = sources.options(request, article)
        content, notes = draw(article, options, lambda: session.is_stale(request.number))
    except ContentError as error:
        failure = error
    except Exception as error:
        failure = internal(error)
    return Outcome(request.number, content, failure, notes, time.perf_counter() - started)
