"""The lines of each kind of block."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from cma_content import deadline
from cma_content.handout.tree.authored import CodedLink, FillIn, Illustration, Quote, Subheading
from cma_content.handout.tree.blocks import (
    Block,
    Box,
    Bullets,
    Cards,
    Entry,
    Field,
    Glossary,
    KeyFigures,
    Paragraph,
)
from cma_content.handout.tree.drawn import Chart, Layers, Paths, Timeline
from cma_content.handout.tree.grid import Grid
from cma_content.handout.tree.line import Line, Lines, coded, items, line
from cma_content.model.inline import Emphasis, Strong


def of_blocks(blocks: Iterable[Block]) -> Lines:
    """Those of some blocks, each followed by what it holds; raises where the time is up."""
    for block in blocks:
        deadline.check()
        yield from LINES[type(block)](block)


def _paragraph(block: Paragraph) -> Lines:
    yield from line("text", block, *block.runs)


def _subheading(block: Subheading) -> Lines:
    yield from line("heading", block, block.title, level=3, id=block.id)


def _bullets(block: Bullets) -> Lines:
    for item, (_, inner) in zip(items(block, block.items, ordered=block.ordered), block.nested, strict=True):
        yield item
        yield from items(block, inner, level=2)


def _cards(block: Cards) -> Lines:
    for card in block.cards:
        yield from line("item", block, Strong(card.name), level=1)
        yield from items(block, card.lines, level=2)


def _fill_in(block: FillIn) -> Lines:
    for blank in block.blanks:
        yield from line("blank", block, f"{blank.label}:", number=blank.lines)


def _quote(block: Quote) -> Lines:
    for runs in (*block.paragraphs, block.by):
        yield from line("text", block, *runs)


def _illustration(block: Illustration) -> Lines:
    yield from line("picture", block, block.picture.alt)
    yield from line("caption", block, *block.caption)


def _coded_link(block: CodedLink) -> Lines:
    yield from coded(block, block.code, block.id)


def _field(block: Field) -> Lines:
    yield from line("text", block, Strong(f"{block.label}:"), " ", *block.runs)


def _box(block: Box) -> Lines:
    yield from line("heading", block, block.title, level=3)
    yield from of_blocks(block.blocks)


def _entry(block: Entry) -> Lines:
    yield from line("heading", block, block.title, level=3, id=block.id)
    yield from of_blocks(block.blocks)


def _grid(block: Grid) -> Lines:
    yield from line("caption", block, block.caption, id=block.id)
    yield Line("header", tuple((column,) for column in block.columns), block)
    for row in block.rows:
        yield Line("row", row, block)
    yield from line("text", block, *block.note)


def _key_figures(block: KeyFigures) -> Lines:
    for figure in block.figures:
        about = f" {figure.label} ({figure.vintage})"
        yield from line("item", block, Strong(figure.value), about, figure.note, level=1)
        yield from items(block, ((f"{one.label}: ", *one.runs) for one in figure.compared), level=2)


def _drawing(block: Chart | Paths) -> Lines:
    summary = (". ", *block.summary) if block.summary else ()
    yield from line("caption", block, block.caption, *summary, id=block.id)
    yield from line("picture", block, block.alt)
    yield from line("text", block, *block.below)


def _layers(block: Layers) -> Lines:
    yield from line("heading", block, block.caption, level=3)
    layers = ((*layer.name, ". ", *layer.giver, ". ", *layer.meaning) for layer in block.layers)
    yield from items(block, layers, ordered=True)


def _timeline(block: Timeline) -> Lines:
    yield from line("heading", block, block.caption, level=3)
    yield from line("text", block, *block.note)
    for moment in block.moments:
        kind = (Emphasis(moment.kind), " ") if moment.kind else ()
        yield from line("item", block, Strong(moment.time), " ", *kind, *moment.runs, level=1)


def _glossary(block: Glossary) -> Lines:
    for entry in block.entries:
        yield from line("text", entry, Strong(entry.term), ": ", *entry.runs, id=entry.id)


LINES: Final[Mapping[type, Callable[[Any], Lines]]] = {
    Box: _box,
    Bullets: _bullets,
    Cards: _cards,
    Chart: _drawing,
    CodedLink: _coded_link,
    Entry: _entry,
    Field: _field,
    FillIn: _fill_in,
    Glossary: _glossary,
    Grid: _grid,
    Illustration: _illustration,
    KeyFigures: _key_figures,
    Layers: _layers,
    Paragraph: _paragraph,
    Paths: _drawing,
    Quote: _quote,
    Subheading: _subheading,
    Timeline: _timeline,
}
