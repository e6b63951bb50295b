"""Handout to one semantic element tree (HTML vocabulary) that HTML, PDF and EPUB draw from."""

import xml.etree.ElementTree as ET
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

from cma_content.charts import draw
from cma_content.handout import tree
from cma_content.inline import Emphasis, Link, Strong

Child = ET.Element | str
_INLINE = frozenset(("a", "em", "span", "strong"))


def element(tag: str, *children: Child, **attributes: str) -> ET.Element:
    """An element with text and elements as children; `class_` is class, `data_x` is data-x."""
    made = ET.Element(tag, {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()})
    for child in children:
        if isinstance(child, ET.Element):
            made.append(child)
        elif len(made):
            made[-1].tail = (made[-1].tail or "") + child
        else:
            made.text = (made.text or "") + child
    if tag not in _INLINE:
        made.tail = "\n"
    return made


def front(handout: tree.Handout) -> ET.Element:
    """The first page: title, main message, what to do, the short version."""
    return element(
        "header",
        element("h1", handout.title),
        element("p", handout.subtitle, class_="subtitle"),
        element(
            "div",
            element("h2", handout.message_title, class_="label"),
            element("p", *_runs(handout.message)),
            class_="message",
        ),
        element(
            "div",
            element("h2", handout.key_points_title, class_="label"),
            element("ul", *(element("li", *_runs(point)) for point in handout.key_points)),
            class_="key-points",
        ),
        element(
            "div",
            element("h2", handout.action_title, class_="label"),
            element("p", *_runs(handout.action)),
            class_="action",
        ),
        class_="front",
    )


def contents(handout: tree.Handout) -> ET.Element:
    """The list of sections, each a link."""
    parts = [*((part.id, part.title) for part in handout.sections), ("sources", handout.sources_title)]
    items = (element("li", element("a", title, href=f"#{id_}")) for id_, title in parts)
    title = element("h2", handout.contents_title, id="contents-title", class_="label")
    return element("nav", title, element("ol", *items), class_="contents", aria_labelledby="contents-title")


def sections(handout: tree.Handout) -> Iterator[ET.Element]:
    """Every section, and the sources last, each with its heading at level 2."""
    for part in handout.sections:
        yield element("section", element("h2", part.title), *_blocks(part.blocks), id=part.id)
    yield sources(handout)


def sources(handout: tree.Handout) -> ET.Element:
    """The numbered sources, the credits they ask for, and the imprint."""
    return element(
        "section",
        element("h2", handout.sources_title),
        element("ol", *(element("li", *_runs(cited.runs), id=f"source-{cited.number}") for cited in handout.sources)),
        *(element("p", credit, class_="credit") for credit in handout.credits),
        *(element("p", *_runs(line), class_="imprint") for line in handout.imprint),
        id="sources",
        class_="sources",
    )


def _blocks(blocks: Iterable[tree.Block]) -> Iterator[ET.Element]:
    for block in blocks:
        yield from _MAKERS[type(block)](block)


def _runs(runs: tree.Runs) -> Iterator[Child]:
    waiting = deque(runs)
    while waiting:
        run, notes = waiting.popleft(), []
        while waiting and isinstance(waiting[0], tree.Note):
            notes.append(_run(waiting.popleft()))
        if isinstance(run, str) and notes:
            # A note's number does not begin a line: it stays with the word before it.
            words, space, last = run.rpartition(" ")
            yield words + space
            yield element("span", last, *notes, class_="together")
        else:
            yield _run(run)
            yield from notes


def _run(run: tree.Run) -> Child:
    match run:
        case str():
            return run
        case Strong(text):
            return element("strong", text)
        case Emphasis(text):
            return element("em", text)
        case Link(href, text):
            return element("a", text, href=href)
        case tree.Defined(text, anchor):
            return element("a", text, href=f"#{anchor}", class_="term") if anchor else text
        case tree.Note(number):
            return element("a", f"[{number}]", href=f"#source-{number}", class_="ref", role="doc-noteref")


def _paragraph(block: tree.Paragraph) -> Iterator[ET.Element]:
    attributes = {} if block.role == "body" else {"class_": block.role}
    yield element("p", *_runs(block.runs), **attributes)


def _bullets(block: tree.Bullets) -> Iterator[ET.Element]:
    yield element("ol" if block.ordered else "ul", *(element("li", *_runs(item)) for item in block.items))


def _field(block: tree.Field) -> Iterator[ET.Element]:
    yield element("p", element("strong", f"{block.label}:"), " ", *_runs(block.runs), class_="field")


def _box(block: tree.Box) -> Iterator[ET.Element]:
    yield element("div", element("h3", block.title), *_blocks(block.blocks), class_=f"box {block.kind}")


def _entry(block: tree.Entry) -> Iterator[ET.Element]:
    yield element("div", element("h3", block.title), *_blocks(block.blocks), class_=block.kind, id=block.id)


def _grid(block: tree.Grid) -> Iterator[ET.Element]:
    def cell(index: int, runs: tree.Runs) -> ET.Element:
        style = {"class_": "number"} if index in block.numeric else {}
        return element("td", *_runs(runs), **style) if index else element("th", *_runs(runs), scope="row", **style)

    heads = (
        element("th", name, scope="col", **({"class_": "number"} if index in block.numeric else {}))
        for index, name in enumerate(block.columns)
    )
    rows = (
        element(
            "tr", *map(cell, range(len(row)), row), **({"class_": "emphasised"} if index in block.emphasised else {})
        )
        for index, row in enumerate(block.rows)
    )
    table = element(
        "table",
        element("caption", block.caption),
        element("thead", element("tr", *heads)),
        element("tbody", *rows),
    )
    # A scroll area that a keyboard can reach, for phones; it needs a name to be a landmark.
    size = "long " * (len(block.rows) > 12) + "wide " * (len(block.columns) > 4)
    yield element(
        "div", table, class_=f"{size}scroll", role="region", aria_label=block.caption, tabindex="0", id=block.id
    )
    if block.note:
        yield element("p", *_runs(block.note), class_="note-line")


def _key_figures(block: tree.KeyFigures) -> Iterator[ET.Element]:
    figures = (
        element(
            "li",
            element("strong", figure.value, class_="value"),
            " ",
            element("span", figure.label, class_="what"),
            " ",
            element("span", f"({figure.vintage})", *_runs((figure.note,)), class_="vintage"),
        )
        for figure in block.figures
    )
    yield element("ul", *figures, class_="key-figures")


def _chart(block: tree.Chart) -> Iterator[ET.Element]:
    caption = element("figcaption", element("strong", block.caption), ". ", *_runs(block.summary))
    yield element("figure", caption, draw(block), id=block.id)


def _timeline(block: tree.Timeline) -> Iterator[ET.Element]:
    moments = (
        element("li", element("strong", moment.time, class_="time"), " ", element("span", *_runs(moment.runs)))
        for moment in block.moments
    )
    yield element(
        "div",
        element("h3", block.caption),
        element("p", *_runs(block.note), class_="note"),
        element("ol", *moments),
        class_="timeline",
    )


def _glossary(block: tree.Glossary) -> Iterator[ET.Element]:
    for entry in block.entries:
        term = element("strong", entry.term, class_="word")
        yield element("p", term, ": ", *_runs(entry.runs), class_="definition", id=entry.id)


_MAKERS: Final[Mapping[type, Callable[[Any], Iterator[ET.Element]]]] = {
    tree.Box: _box,
    tree.Bullets: _bullets,
    tree.Chart: _chart,
    tree.Entry: _entry,
    tree.Field: _field,
    tree.Glossary: _glossary,
    tree.Grid: _grid,
    tree.KeyFigures: _key_figures,
    tree.Paragraph: _paragraph,
    tree.Timeline: _timeline,
}


def head(handout: tree.Handout, style: str) -> ET.Element:
    """The head of a page with its styles inside; dates come from the article."""
    article = handout.article
    named = {
        "viewport": "width=device-width, initial-scale=1",
        "description": handout.subtitle,
        "author": article.publisher,
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
