"""Handout to one semantic element tree (HTML vocabulary) that HTML, PDF and EPUB draw from."""

import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Callable, Iterator

from cma_content.handout import anchors, tree
from cma_content.handout.anchors import Own
from cma_content.rendering import charts
from cma_content.rendering.charts.paint import Paint, resolved
from cma_content.rendering.html.blocks import blocks_of, key_figures
from cma_content.rendering.html.breaks import ease
from cma_content.rendering.html.element import Child, element
from cma_content.rendering.html.inline import runs_of
from cma_content.rendering.html.masthead import masthead, name_of, ways_to_reach
from cma_content.rendering.html.rows import in_rows

__all__ = ["Child", "contents", "ease", "element", "front", "grouped", "head", "in_rows", "sections"]


def front(handout: tree.Handout) -> ET.Element:
    """The first page: who hands it out, title, main message, figures, the short version, what to do; after a cover."""
    made = handout.front
    return element(
        "header",
        *(_cover(part) for part in handout.body if isinstance(part, tree.Cover)),
        *([name_of(made.masthead)] if made.masthead else []),
        element("h1", made.title),
        *([element("p", made.subtitle, class_="subtitle")] if made.subtitle else []),
        *_said(made),
        *(element("p", *runs_of(runs), class_="note") for runs in (made.reading_time, made.note) if runs),
        *(ways_to_reach(made.masthead) if made.masthead else []),
        class_="front" + " branded" * bool(made.masthead) + " of-some" * (not made.message),
    )


def _said(made: tree.Front) -> Iterator[ET.Element]:
    """What the first page says below its title."""
    if made.message:
        yield _labeled("message", made.message_title, element("p", *runs_of(made.message)))
    if made.figures.figures:
        yield from key_figures(made.figures)
    if made.key_points:
        points = element("ul", *(element("li", *runs_of(point)) for point in made.key_points))
        yield _labeled("key-points", made.key_points_title, points)
    if made.action:
        yield _labeled("action", made.action_title, element("p", *runs_of(made.action)))


def _cover(part: tree.Cover) -> ET.Element:
    """The page before the first; its title is no heading, for the first page has it again."""
    return element(
        "div",
        *([masthead(part.name, part.language, part.logo)] if part.name else []),
        element("p", part.title, class_="cover-title"),
        element("p", part.subtitle, class_="subtitle"),
        element("p", *runs_of(part.message), class_="cover-message"),
        element("p", part.edition, class_="cover-edition"),
        class_="cover",
    )


def _labeled(kind: str, label: str, body: ET.Element) -> ET.Element:
    return element("div", *([element("h2", label, class_="label")] if label else []), body, class_=kind)


def contents(handout: tree.Handout) -> Iterator[ET.Element]:
    """The list of parts, each a link, in their groups; nothing where the handout has no contents."""
    for part in handout.body:
        if isinstance(part, tree.Contents):
            title = element("h2", part.title, id=Own.CONTENTS_TITLE, class_="label")
            listed = element("ol", *grouped(part, lambda id_: f"#{id_}"))
            yield element("nav", title, listed, class_="contents", aria_labelledby=Own.CONTENTS_TITLE)


def grouped(part: tree.Contents, address: Callable[[str], str]) -> Iterator[ET.Element]:
    """The items of a list of contents: links, or titles of groups with the links of each in a list of its own."""
    for group in part.groups:
        links = [element("li", element("a", entry.title, href=address(entry.id))) for entry in group.entries]
        if group.title:
            yield element("li", element("span", group.title, class_="group"), element("ol", *links))
        else:
            yield from links


def sections(
    handout: tree.Handout,
    *chart_widths: float,
    half_width: float = 0.0,
    paint: Paint | None = None,
    finer: charts.Finer | None = None,
) -> Iterator[ET.Element]:
    """What stands after the front and the contents, in its order, each with its heading at level 2.

    Each chart is drawn for each of `chart_widths`, the room for it in units of which its text is 15 high; `half_width`
    is that in one of two sections which stand side by side, where they do. Without `paint`, charts have the colors of
    the handout's design; tall ones are `finer`, where it says so.
    """
    rows = Counter((section.side, section.row) for section in handout.sections)
    chosen = paint or resolved(handout.design.colors)

    def drawn(section: tree.Section) -> Iterator[ET.Element]:
        is_half = half_width and rows[section.side, section.row] > 1 and handout.is_sheet

        def draw(picture: tree.Drawn) -> list[ET.Element]:
            # On a sheet, the percentiles stand beside their caption.
            beside = handout.is_sheet and isinstance(picture, tree.Chart) and picture.kind == "spread"
            widths = (half_width,) if half_width and (is_half or beside) else chart_widths
            return [charts.draw(picture, chosen, width, finer) for width in widths]

        return blocks_of(section.blocks, draw)

    for part in handout.body:
        match part:
            case tree.Section():
                kind = f"on-{part.side} row-{part.row}" if handout.is_sheet else "appendix" if part.appendix else ""
                named = {"class_": kind} if kind else {}
                yield element("section", element("h2", part.title), *drawn(part), id=part.id, **named)
            case tree.Action():
                yield _action(part)
            case tree.Notices():
                statements = (element("p", text) for text in part.statements)
                yield element("section", element("h2", part.title), *statements, id=part.id, class_="notices")
            case tree.Sources():
                yield _sources(part)
            case tree.Cover() | tree.Front() | tree.Contents():
                pass


def _action(part: tree.Action) -> ET.Element:
    """What to do, and beside it how to reach who hands the sheet out."""
    reach = ways_to_reach(part.masthead) if part.masthead else ()
    return element(
        "section", element("h2", part.title), element("p", *runs_of(part.runs)), *reach, id=part.id, class_="do-next"
    )


def _sources(part: tree.Sources) -> ET.Element:
    """The numbered sources, the credits they ask for, and the imprint."""
    cited = (element("li", *runs_of(one.runs), id=anchors.source(one.number)) for one in part.cited)
    return element(
        "section",
        element("h2", part.title),
        *([element("p", *runs_of(part.read), class_="read")] if part.read else []),
        *([element("ol", *cited)] if part.cited else []),
        *(element("p", credit, class_="credit") for credit in part.credits),
        *(element("p", *runs_of(line), class_="imprint") for line in part.imprint),
        id=part.id,
        class_="sources" if part.cited else "sources about",
    )


def head(handout: tree.Handout, style: str = "") -> ET.Element:
    """The head of a page, with styles that stand in it; dates come from the article."""
    meta = handout.meta
    named = {
        "viewport": "width=device-width, initial-scale=1",
        "description": meta.subtitle,
        "author": meta.publisher,
        "keywords": ", ".join(meta.keywords),
        "dcterms.created": meta.reviewed.isoformat(),
        "dcterms.modified": meta.reviewed.isoformat(),
    }
    return element(
        "head",
        element("meta", charset="utf-8"),
        element("title", meta.title),
        *(element("meta", name=name, content=content) for name, content in named.items()),
        *([element("style", style)] if style else []),
    )
