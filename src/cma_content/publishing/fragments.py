"""Sections of an article for a web page of somebody else."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from cma_content import deadline
from cma_content.errors import PluginError, UsageError
from cma_content.exporting.abilities import Embeds, Fragment
from cma_content.exporting.registry import called, get_exporter
from cma_content.handout import Limits, RenderOptions, build
from cma_content.handout.limits import USUAL
from cma_content.model.article import Article
from cma_content.publishing import bounds
from cma_content.publishing.publisher import check_kinds

_FORMAT: Final = "html"
LEVELS: Final = (2, 3, 4)
"""Those that leave room for the headings below."""


def fragment(
    article: Article,
    sections: str | Iterable[str],
    options: RenderOptions | None = None,
    *,
    heading_level: int = 2,
    limits: Limits = USUAL,
) -> Fragment:
    """Sections of `article`, with their sources and credit, as HTML and CSS that go into a page of yours.

    Raises `UsageError` for no section, one that the article lacks, a fact sheet, or a level of headings that is none of
    2, 3 and 4; else as `export` does.
    """
    check_kinds(article, options, limits)
    if heading_level not in LEVELS:
        raise UsageError(f"heading_level must be 2, 3 or 4, not {heading_level!r:.60}")
    chosen = (sections,) if isinstance(sections, str) else tuple(sections)
    options = replace(options or RenderOptions(), sections=chosen)
    if not options.sections:
        raise UsageError("a fragment needs the id of a section, or of several")
    bounds.check(article, options, limits)
    exporter = get_exporter(_FORMAT)
    if not isinstance(exporter, Embeds):
        raise PluginError(f"the exporter of {_FORMAT} that is installed makes no fragments")
    with deadline.within(limits.seconds):
        handout = build(article, options)
        made: Fragment = called(_FORMAT, "fragment", lambda: exporter.fragment(handout, heading_level))
    return made
