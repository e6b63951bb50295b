"""Handout to one semantic element tree (HTML vocabulary) that HTML, PDF and EPUB draw from."""

import xml.etree.ElementTree as ET
from collections.abc import Iterator

from cma_content.handout import tree
from cma_content.rendering import charts
from cma_content.rendering.html.blocks import blocks_of
from cma_content.rendering.html.element import Child, element
from cma_content.rendering.html.inline import runs_of
from cma_content.rendering.html.masthead import name_of, ways_to_reach

__all__ = ["Child", "contents", "element", "front", "head", "sections", "sources"]


def front(handout: tree.Handout) -> ET.Element:
    """The first page: who hands it out, title, main message, the short version, what to do."""
    points = element("ul", *(element("li", *runs_of(point)) for point in handout.key_points))
    return element(
        "header",
        *([name_of(handout.masthead)] if handout.masthead else []),
        element("h1", handout.title),
        element("p", handout.subtitle, class_="subtitle"),
        _labeled("message", handout.message_title, element("p", *runs_of(handout.message))),
        *([_labeled("key-points", handout.key_points_title, points)] if handout.key_points else []),
        _labeled("action", handout.action_title, element("p", *runs_of(handout.action))),
        *(ways_to_reach(handout.masthead) if handout.masthead else []),
        class_="front branded" if handout.masthead else "front",
    )


def _labeled(kind: str, label: str, body: ET.Element) -> ET.Element:
    return element("div", element("h2", label, class_="label"), body, class_=kind)


def contents(handout: tree.Handout) -> Iterator[ET.Element]:
    """The list of sections, each a link; nothing where the handout has no contents."""
    if not handout.contents_title:
        return
    notices = [("notices", handout.notices_title)] if handout.masthead and handout.masthead.statements else []
    parts = [*((part.id, part.title) for part in handout.sections), *notices, ("sources", handout.sources_title)]
    items = (element("li", element("a", title, href=f"#{id_}")) for id_, title in parts)
    title = element("h2", handout.contents_title, id="contents-title", class_="label")
    yield element("nav", title, element("ol", *items), class_="contents", aria_labelledby="contents-title")


def sections(handout: tree.Handout, chart_width: float) -> Iterator[ET.Element]:
    """Every section with its heading at level 2, the program's notices after those of the front, the sources last.

    `chart_width` is the room for a chart, in units of which its text is 15 high.
    """

    def draw(chart: tree.Chart) -> ET.Element:
        return charts.draw(chart, handout.design.colors, chart_width)

    fronts = [part for part in handout.sections if part.side == "front"]
    for part in (*fronts, None, *(part for part in handout.sections if part.side == "back")):
        if part is None:
            yield from _notices(handout)
        else:
            column = {"class_": f"on-{part.side} {part.column}"} if not handout.contents_title else {}
            yield element("section", element("h2", part.title), *blocks_of(part.blocks, draw), id=part.id, **column)
    yield sources(handout)


def _notices(handout: tree.Handout) -> Iterator[ET.Element]:
    """The words that the program must print, as they are."""
    if handout.masthead and handout.masthead.statements:
        statements = (element("p", text) for text in handout.masthead.statements)
        yield element("section", element("h2", handout.notices_title), *statements, id="notices", class_="notices")


def sources(handout: tree.Handout) -> ET.Element:
    """The numbered sources, the credits they ask for, and the imprint."""
    return element(
        "section",
        element("h2", handout.sources_title),
        element("ol", *(element("li", *runs_of(cited.runs), id=f"source-{cited.number}") for cited in handout.sources)),
        *(element("p", credit, class_="credit") for credit in handout.credits),
        *(element("p", *runs_of(line), class_="imprint") for line in handout.imprint),
        id="sources",
        class_="sources",
    )


def head(handout: tree.Handout, style: str) -> ET.Element:
    """The head of a page with its styles inside; dates come from the article."""
    article = handout.article
    named = {
        "viewport": "width=device-width, initial-scale=1",
        "description": handout.subtitle,
        "author": article.publisher,
        "keywords": handout.code,
        "dcterms.created": article.reviewed.isoformat(),
        "dcterms.modified": article.data_as_of.isoformat(),
    }
    return element(
        "head",
        element("meta", charset="utf-8"),
        element("title", handout.title),
        *(element("meta", name=name, content=content) for name, content in named.items()),
        element("style", style),
    )
