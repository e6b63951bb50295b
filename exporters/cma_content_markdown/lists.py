"""Blocks that Markdown writes as lists: cards, key figures, moments of a day, layers, and words with their meanings."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from cma_content.handout import tree
from cma_content.model.inline import Emphasis, Strong
from cma_content_markdown.authored import Writing

Lines = Iterator[str]


def _cards(writer: Writing, block: tree.Cards) -> Lines:
    yield writer.stacked([(Strong(card.name),), *card.lines] for card in block.cards)


def _key_figures(writer: Writing, block: tree.KeyFigures) -> Lines:
    yield writer.stacked(
        [
            (Strong(figure.value), f" {figure.label} ({figure.vintage})", figure.note),
            *((f"{field.label}: ", *field.runs) for field in figure.compared),
        ]
        for figure in block.figures
    )


def _timeline(writer: Writing, block: tree.Timeline) -> Lines:
    yield writer.heading(3, block.caption)
    yield writer.paragraph(*block.note)
    kinds = ((Emphasis(moment.kind), " ") if moment.kind else () for moment in block.moments)
    rest = zip(kinds, block.moments, strict=True)
    yield writer.items((Strong(moment.time), " ", *kind, *moment.runs) for kind, moment in rest)


def _layers(writer: Writing, block: tree.Layers) -> Lines:
    yield writer.heading(3, block.caption)
    items = ((*layer.name, ". ", *layer.giver, ". ", *layer.meaning) for layer in block.layers)
    yield writer.items(items, ordered=True)


def _glossary(writer: Writing, block: tree.Glossary) -> Lines:
    for entry in block.entries:
        writer.name(entry.id)
        yield writer.paragraph(Strong(entry.term), ": ", *entry.runs)


MAKERS: Final[Mapping[type, Callable[[Any, Any], Lines]]] = {
    tree.Cards: _cards,
    tree.Glossary: _glossary,
    tree.KeyFigures: _key_figures,
    tree.Layers: _layers,
    tree.Timeline: _timeline,
}
