"""Each block of an article as blocks of a handout: one small function for each."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from cma_content.handout import anchors, authored, charts, collections, drawn, figures, law_states, pay_tables, tree
from cma_content.handout.scope import Scope
from cma_content.model.blocks import (
    Callout,
    KeyFigures,
    LocalPay,
    LocalRules,
    Paragraph,
    PayTable,
    Table,
    View,
)
from cma_content.model.drawn import BarChart, CareerPaths, CollectionChart, Layers, PayChart, PayMap, Timeline
from cma_content.model.fact_sheet import Excerpt, Pick


def paragraph(scope: Scope, block: Paragraph) -> Iterator[tree.Block]:
    yield tree.Paragraph(scope.writer.runs(block.text))


def box(scope: Scope, block: Callout) -> Iterator[tree.Block]:
    inside = tuple(tree.Paragraph(scope.writer.runs(text)) for text in block.text)
    yield tree.Box(block.kind, block.title, inside)


def grid(scope: Scope, block: Table) -> Iterator[tree.Block]:
    rows = tuple(tuple(map(scope.writer.runs, row)) for row in block.rows)
    note = scope.writer.runs(block.note) if block.note else ()
    yield tree.Grid(anchors.figure(block.caption), block.caption, block.columns, rows, note=note)


def excerpt(scope: Scope, block: Excerpt) -> Iterator[tree.Block]:
    # The program may hide it.
    held = scope.blocks.get(block.block)
    if held and scope.is_for_reader(held):
        yield from MAKERS[type(held)](scope, held)


def pick(scope: Scope, block: Pick) -> Iterator[tree.Block]:
    yield from collections.picked(scope, block)


def filled(blocks: Iterable[tree.Block]) -> Iterator[tree.Block]:
    """The blocks that say something: no title without what it is of, no list or chart of nothing."""
    waiting: list[tree.Block] = []
    for block in _filled(blocks):
        # What stood below a subheading may be for other readers.
        if isinstance(block, tree.Subheading):
            waiting = [block]
        else:
            yield from (*waiting, block)
            waiting = []


def _filled(blocks: Iterable[tree.Block]) -> Iterator[tree.Block]:
    for block in blocks:
        match block:
            case tree.Box() | tree.Entry():
                if inside := tuple(filled(block.blocks)):
                    yield replace(block, blocks=inside)
            case (
                tree.Paragraph(runs=())
                | tree.Field(runs=())
                | tree.Bullets(items=())
                | tree.FillIn(blanks=())
                | tree.Cards(cards=())
                | tree.Grid(rows=())
                | tree.KeyFigures(figures=())
                | tree.Chart(bars=())
                | tree.Layers(layers=())
                | tree.Timeline(moments=())
                | tree.Glossary(entries=())
            ):
                pass
            case _:
                yield block


MAKERS: Final[Mapping[type, Callable[[Scope, Any], Iterator[tree.Block]]]] = {
    BarChart: charts.bar_chart,
    Callout: box,
    CareerPaths: drawn.career_paths,
    CollectionChart: charts.collection_chart,
    Excerpt: excerpt,
    KeyFigures: figures.key_figures,
    Layers: drawn.layers,
    LocalPay: pay_tables.local_pay,
    LocalRules: law_states.local_rules,
    Paragraph: paragraph,
    PayChart: charts.pay_chart,
    PayMap: charts.pay_map,
    PayTable: pay_tables.pay_table,
    Pick: pick,
    Table: grid,
    Timeline: drawn.timeline,
    View: collections.view,
    **authored.MAKERS,
}
