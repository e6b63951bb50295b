"""What a handout prints, line by line in the order of print, for rules about what a reader meets first."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from cma_content.handout import tree
from cma_content.handout.runs import Runs


@dataclass(frozen=True)
class Line:
    """A paragraph, an item, a cell or a label with its text."""

    runs: Runs
    block: int
    """Which block it stands in, by its number in the handout; the first page is one."""
    is_name: bool = False
    """Whether it names something: a heading, a caption, a label, the head of a row or a column."""
    entry: str = ""
    """The id of the entry that holds it."""

    @cached_property
    def words(self) -> str:
        """Its words; notes are not read."""
        return "".join(run if isinstance(run, str) else getattr(run, "text", "") for run in self.runs)


def lines_of(handout: tree.Handout) -> Iterator[Line]:
    """The lines of the first page and of the sections, without the glossary and the sources."""
    front = handout.front
    action = next((part.runs for part in handout.body if isinstance(part, tree.Action)), front.action)
    yield from (Line(runs, 0) for runs in (front.message, action, *front.key_points))
    yield from (Line(runs, 0, is_name) for runs, is_name in _in(front.figures))
    number = 0
    for section in handout.sections:
        for block in section.blocks:
            number += 1
            entry = block.id if isinstance(block, tree.Entry) else ""
            yield from (Line(runs, number, is_name, entry) for runs, is_name in _in(block))


def _in(block: tree.Block) -> Iterator[tuple[Runs, bool]]:
    match block:
        case tree.Paragraph(role="gloss"):
            pass  # it explains
        case tree.Paragraph():
            yield block.runs, False
        case tree.Bullets():
            yield from ((line, False) for line in block.lines)
        case tree.Cards():
            for card in block.cards:
                yield (card.name,), True
                yield from ((line, False) for line in card.lines)
        case tree.Field():
            yield block.runs, False
        case tree.Subheading():
            yield (block.title,), True
        case tree.Quote():
            yield from ((runs, False) for runs in (*block.paragraphs, block.by))
        case tree.FillIn():
            yield from (((blank.label,), True) for blank in block.blanks)
        case tree.Illustration():
            yield block.caption, False
        case tree.CodedLink():
            yield (block.code.says,), True
        case tree.Box() | tree.Entry():
            yield (block.title,), True
            for inner in block.blocks:
                yield from _in(inner)
        case tree.Grid():
            yield from (((words,), True) for words in (block.caption, *block.columns))
            for first, *others in block.rows:
                yield first, True
                yield from ((cell, False) for cell in others)
            yield block.note, False
        case tree.KeyFigures():
            yield from (((figure.label,), True) for figure in block.figures)
        case tree.Chart():
            yield (block.caption,), True
            yield from (((bar.label,), True) for bar in block.bars)
            yield from ((words, False) for words in (block.summary, block.below))
        case tree.Paths():
            yield from (((words,), True) for words in (block.caption, *block.words))
            yield from ((words, False) for words in (block.summary, block.below))
        case tree.Layers():
            yield (block.caption,), True
            yield from ((words, True) for layer in block.layers for words in (layer.name,))
            yield from ((words, False) for layer in block.layers for words in (layer.giver, layer.meaning))
        case tree.Timeline():
            yield (block.caption,), True
            yield block.note, False
            yield from ((moment.runs, False) for moment in block.moments)
