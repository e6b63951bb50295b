"""Blocks as elements: a mapping from block to a small function."""

import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

from cma_content import deadline
from cma_content.handout import tree
from cma_content.rendering import icons
from cma_content.rendering.html import authored
from cma_content.rendering.html.element import Child, element
from cma_content.rendering.html.inline import runs_of

Draw = Callable[[tree.Drawn], Iterable[ET.Element]]


def blocks_of(blocks: Iterable[tree.Block], draw: Draw) -> Iterator[ET.Element]:
    """The elements of `blocks`; `draw` makes the drawings of charts."""
    for block in blocks:
        deadline.check()
        match block:
            case tree.Box():
                inside = blocks_of(block.blocks, draw)
                yield element("div", element("h3", block.title), *inside, class_=f"box {block.kind}")
            case tree.Entry():
                inside = blocks_of(block.blocks, draw)
                yield element("div", element("h3", block.title), *inside, class_=block.kind, id=block.id)
            case tree.Chart() | tree.Paths():
                summary = (". ", *runs_of(block.summary)) if block.summary else ()
                caption = element("figcaption", element("strong", block.caption), *summary)
                spread = {"class_": "spread"} if isinstance(block, tree.Chart) and block.kind == "spread" else {}
                yield element("figure", caption, *draw(block), id=block.id, **spread)
                if block.below:
                    yield element("p", *runs_of(block.below), class_="note-line")
            case _:
                yield from _MAKERS[type(block)](block)


def _paragraph(block: tree.Paragraph) -> Iterator[ET.Element]:
    attributes = {} if block.role == "body" else {"class_": block.role}
    yield element("p", *runs_of(block.runs), **attributes)


def _cards(block: tree.Cards) -> Iterator[ET.Element]:
    cards = (
        element(
            "li",
            *([icons.draw(card.icon)] if card.icon else []),
            element(
                "span",
                element("strong", card.name, class_="name"),
                *(child for line in card.lines for child in (" ", element("span", *runs_of(line), class_="line"))),
                class_="words",
            ),
        )
        for card in block.cards
    )
    yield element("ul", *cards, class_=f"cards {block.kind}")


def field(block: tree.Field) -> Iterator[ET.Element]:
    """A labeled line."""
    yield element("p", element("strong", f"{block.label}:"), " ", *runs_of(block.runs), class_="field")


def _grid(block: tree.Grid) -> Iterator[ET.Element]:
    # In two columns the second says what the first is; more need a header at the side as well.
    headed = len(block.columns) > 2

    def cell(index: int, runs: tree.Runs) -> ET.Element:
        style = _of_column(block, index)
        if index or not headed:
            return element("td", *runs_of(runs), **style)
        return element("th", *runs_of(runs), scope="row", **style)

    heads = (element("th", name, scope="col", **_of_column(block, index)) for index, name in enumerate(block.columns))
    rows = (
        element(
            "tr", *map(cell, range(len(row)), row), **({"class_": "emphasized"} if index in block.emphasized else {})
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
    size = "wide " * (len(block.columns) > 4)
    yield element(
        "div", table, class_=f"{size}scroll", role="region", aria_label=block.caption, tabindex="0", id=block.id
    )
    if block.note:
        yield element("p", *runs_of(block.note), class_="note-line")


def _of_column(block: tree.Grid, index: int) -> dict[str, str]:
    names = ["number"] * (index in block.numeric) + ["answer"] * (0 < block.answer == index)
    return {"class_": " ".join(names)} if names else {}


def _value(figure: tree.KeyFigure) -> Iterator[Child]:
    before, large, after = figure.value.partition(figure.large) if figure.large else (figure.value, "", "")
    yield from (before, element("span", large, class_="large"), after) if large else (before,)


def _beside(field: tree.Field) -> ET.Element:
    return element("span", f"{field.label}: ", element("strong", *runs_of(field.runs)), class_="beside")


def key_figures(block: tree.KeyFigures) -> Iterator[ET.Element]:
    """A few figures side by side, each with what it is compared with."""
    figures = (
        element(
            "li",
            element("strong", *_value(figure), class_="value"),
            " ",
            element("span", figure.label, class_="what"),
            " ",
            element("span", *runs_of((f"({figure.vintage})", figure.note)), class_="vintage"),
            *(child for field in figure.compared for child in (" ", _beside(field))),
        )
        for figure in block.figures
    )
    yield element("div", element("ul", *figures), class_="key-figures")


def _timeline(block: tree.Timeline) -> Iterator[ET.Element]:
    moments = map(_moment, block.moments)
    yield element(
        "div",
        element("h3", block.caption),
        element("p", *runs_of(block.note), class_="note"),
        element("ol", *moments),
        class_="timeline",
    )


def _moment(moment: tree.Moment) -> ET.Element:
    time = element("strong", moment.time, class_="time")
    kind = (element("span", moment.kind, class_="kind"), " ") if moment.kind else ()
    shape = {"class_": moment.shape} if moment.shape else {}
    when = element("span", time, " ", *kind, class_="when")
    return element("li", when, element("span", *runs_of(moment.runs), class_="what"), **shape)


def _layers(block: tree.Layers) -> Iterator[ET.Element]:
    layers = (
        element(
            "li",
            element("span", *runs_of(layer.name), class_="layer"),
            ". ",
            element("span", *runs_of(layer.giver), ".", class_="giver"),
            " ",
            element("span", *runs_of(layer.meaning), class_="what"),
        )
        for layer in block.layers
    )
    yield element("div", element("h3", block.caption), element("ol", *layers), class_="layers")


def _glossary(block: tree.Glossary) -> Iterator[ET.Element]:
    for entry in block.entries:
        term = element("strong", entry.term, class_="word")
        yield element("p", term, ": ", *runs_of(entry.runs), class_="definition", id=entry.id)


_MAKERS: Final[Mapping[type, Callable[[Any], Iterator[ET.Element]]]] = {
    tree.Cards: _cards,
    tree.Field: field,
    tree.Glossary: _glossary,
    tree.Grid: _grid,
    tree.KeyFigures: key_figures,
    tree.Layers: _layers,
    tree.Paragraph: _paragraph,
    tree.Timeline: _timeline,
    **authored.MAKERS,
}
