"""A handout drawn for the page, or the error that stands in its place."""

import io
import time
from collections.abc import Callable
from typing import Final

from cma_content import deadline
from cma_content.errors import ContentError
from cma_content.handout import Limits
from cma_content.handout.options import RenderOptions
from cma_content.model.article import Article
from cma_content.publishing.publisher import publish

Made = tuple[bytes, tuple[str, ...]]
"""A handout, and what to know of it."""
Draw = Callable[[Article, RenderOptions, Callable[[], bool]], Made]
"""Draws a handout, or raises a `ContentError`; the last argument says when nobody wants it any more."""
_PATIENCE: Final = 1.0
"""Seconds that a page gets which is not wanted: whoever saves at each key press is to see something meanwhile."""
_REPORT: Final = "Please report it, with the article or as much of it as brings it about."


def page(limits: Limits) -> Draw:
    """What draws web pages, in the thread that calls it."""

    def draw(article: Article, options: RenderOptions, unwanted: Callable[[], bool]) -> Made:
        started = time.monotonic()
        with deadline.unless(lambda: time.monotonic() - started > _PATIENCE and unwanted()):
            return drawn(article, "html", options, limits)

    return draw


def drawn(article: Article, name: str, options: RenderOptions, limits: Limits) -> Made:
    """A handout as `publish` makes it."""
    stream = io.BytesIO()
    published = publish(article, [name], stream, options, limits=limits)
    for failed in published.failed:
        raise failed.error
    (file,) = published.files
    return stream.getvalue(), tuple(f"Left out, to fit: {part.title} ({part.id})" for part in file.left_out)


def internal(error: Exception) -> ContentError:
    """What would have ended a command; a preview shows it and goes on."""
    return ContentError(f"internal error of cma_content: {type(error).__name__}: {error}"[:500], _REPORT)
