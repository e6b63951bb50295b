"""Each block of an article as blocks of a handout: one small function for each."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from cma_content.handout import anchors, collections, figures, law_states, pay_tables, tree
from cma_content.handout.scope import Scope
from cma_content.model.blocks import (
    BarChart,
    BulletList,
    Callout,
    KeyFigures,
    LocalPay,
    LocalRules,
    Paragraph,
    PayChart,
    PayMap,
    PayTable,
    Steps,
    Table,
    Timeline,
    View,
)
from cma_content.model.fact_sheet import Excerpt, Pick


def paragraph(scope: Scope, block: Paragraph) -> Iterator[tree.Block]:
    yield tree.Paragraph(scope.writer.runs(block.text))


def bullets(scope: Scope, block: BulletList | Steps) -> Iterator[tree.Block]:
    if block.intro:
        yield tree.Paragraph(scope.writer.runs(block.intro), role="intro")
    items = tuple(map(scope.writer.runs, block.items))
    yield tree.Bullets(items, ordered=isinstance(block, Steps))


def box(scope: Scope, block: Callout) -> Iterator[tree.Block]:
    inside = tuple(tree.Paragraph(scope.writer.runs(text)) for text in block.text)
    yield tree.Box(block.kind, block.title, inside)


def grid(scope: Scope, block: Table) -> Iterator[tree.Block]:
    rows = tuple(tuple(map(scope.writer.runs, row)) for row in block.rows)
    note = scope.writer.runs(block.note) if block.note else ()
    yield tree.Grid(anchors.figure(block.caption), block.caption, block.columns, rows, note=note)


def timeline(scope: Scope, block: Timeline) -> Iterator[tree.Block]:
    note = scope.writer.runs(block.note)
    moments = tuple(tree.Moment(moment.time, scope.writer.runs(moment.text)) for moment in block.moments)
    yield tree.Timeline(block.caption, note, moments)


def excerpt(scope: Scope, block: Excerpt) -> Iterator[tree.Block]:
    held = scope.blocks[block.block]
    if scope.is_for_reader(held):
        yield from MAKERS[type(held)](scope, held)


def pick(scope: Scope, block: Pick) -> Iterator[tree.Block]:
    yield from collections.picked(scope, block)


def filled(blocks: Iterable[tree.Block]) -> Iterator[tree.Block]:
    """The blocks that say something: no title without what it is of, no list or chart of nothing."""
    for block in blocks:
        match block:
            case tree.Box() | tree.Entry():
                if inside := tuple(filled(block.blocks)):
                    yield replace(block, blocks=inside)
            case (
                tree.Paragraph(runs=())
                | tree.Field(runs=())
                | tree.Bullets(items=())
                | tree.Cards(cards=())
                | tree.Grid(rows=())
                | tree.KeyFigures(figures=())
                | tree.Chart(bars=())
                | tree.Timeline(moments=())
                | tree.Glossary(entries=())
            ):
                pass
            case _:
                yield block


MAKERS: Final[Mapping[type, Callable[[Scope, Any], Iterator[tree.Block]]]] = {
    BarChart: figures.bar_chart,
    BulletList: bullets,
    Callout: box,
    Excerpt: excerpt,
    KeyFigures: figures.key_figures,
    LocalPay: pay_tables.local_pay,
    LocalRules: law_states.local_rules,
    Paragraph: paragraph,
    PayChart: figures.pay_chart,
    PayMap: figures.pay_map,
    PayTable: pay_tables.pay_table,
    Pick: pick,
    Steps: bullets,
    Table: grid,
    Timeline: timeline,
    View: collections.view,
}
