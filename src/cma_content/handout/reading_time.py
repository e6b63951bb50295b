"""How many words a handout has to read, how long that takes, and what a reader in a hurry takes first.

Words are counted as the Markdown export prints them, without marks of sources, targets of links, the list of sources,
and what is looked up and not read: appendices, and tables of many rows.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from cma_content.handout import references, tree
from cma_content.handout.runs import Note, Run, Runs

A_MINUTE: Final = 200
"""Words. Adults read 238 words of English nonfiction a minute silently, as the mean of 144 studies (Brysbaert, 2019,
Journal of Memory and Language 109, 104047); fewer leave time to whoever is young or reads a second language."""
LOOKED_UP: Final = 30
"""Rows: a table of as many is looked up."""
IN_A_HURRY: Final = 3
"""Minutes of the short way through."""
_EXACT: Final = 10
_STEP: Final = 5
# From its first letter or digit on.
_WORD: Final = re.compile(r"[^\W_][^\s\u2014]*")


def words(parts: Iterable[tree.Part]) -> int:
    """The words of the parts of a body; those that name the reading time are not among what it counts."""
    texts: list[str] = []
    for part in parts:
        texts += _part(part)
    return count(*texts)


def count(*texts: str) -> int:
    """The words of texts: what stands between spaces or long dashes and holds a letter or a digit."""
    return sum(len(_WORD.findall(text)) for text in texts)


def minutes(number: int) -> int:
    """The minutes for a number of words: rounded up, from ten on to a multiple of five."""
    exact = max(1, -(-number // A_MINUTE))
    return exact if exact <= _EXACT else -(-exact // _STEP) * _STEP


def line(body: Sequence[tree.Part], labels: Mapping[str, str]) -> Runs:
    """The reading time of a guide in a line for its front, with the short way through, where there is one."""
    (front,) = (part for part in body if isinstance(part, tree.Front))
    time = minutes(words(body))
    runs: list[Run] = [labels["reading_time" if time > 1 else "reading_time_of_one"].format(minutes=time)]
    sections = [part for part in body if isinstance(part, tree.Section) and not part.appendix]
    chosen = short_way(front, sections) if front.message else None
    if chosen is not None:
        label = labels["in_a_hurry_then" if chosen else "in_a_hurry"]
        runs.append(" " + label.format(minutes=IN_A_HURRY))
    for index, section in enumerate(chosen or (), start=1 - len(chosen or ())):
        runs += [
            references.cross_reference(section, labels),
            "." if index == 0 else labels["and_then"] if index == -1 else ", ",
        ]
    return tuple(runs)


def short_way(front: tree.Front, sections: Sequence[tree.Section]) -> tuple[tree.Section, ...] | None:
    """The first sections that can be read after the front within the time of a hurry.

    Half a minute more is still about that long. None where there is no shorter way: the front takes longer alone, or
    the whole takes no longer.
    """
    left = IN_A_HURRY * A_MINUTE + A_MINUTE // 2 - words([front])
    if left < 0:
        return None
    chosen: list[tree.Section] = []
    for section in sections:
        left -= words([section])
        if left < 0:
            return tuple(chosen)
        chosen.append(section)
    return None


def plain(runs: Runs) -> str:
    """Runs as they are read, without the marks of sources."""
    return "".join(run if isinstance(run, str) else run.text for run in runs if not isinstance(run, Note))


def _part(part: tree.Part) -> Iterator[str]:
    match part:
        case tree.Cover():
            yield from (part.name, part.title, part.subtitle, plain(part.message), part.edition)
        case tree.Front():
            yield from (part.title, part.subtitle)
            yield from (part.message_title, plain(part.message)) if part.message else ()
            yield from _blocks((part.figures,))
            if part.key_points:
                yield from (part.key_points_title, *map(plain, part.key_points))
            yield from (part.action_title, plain(part.action)) if part.action else ()
            yield plain(part.note)
            yield from _masthead(part.masthead) if part.masthead else ()
        case tree.Contents():
            yield part.title
            for group in part.groups:
                yield from (group.title, *(entry.title for entry in group.entries))
        case tree.Section(appendix=False):
            yield part.title
            yield from _blocks(part.blocks)
        case tree.Action():
            yield from (part.title, plain(part.runs))
            yield from _masthead(part.masthead) if part.masthead else ()
        case tree.Notices():
            yield from (part.title, *part.statements)


def _masthead(masthead: tree.Masthead) -> Iterator[str]:
    yield masthead.name
    yield masthead.contact_title
    yield from map(plain, masthead.contact)
    if masthead.code:
        yield from (masthead.code.says, masthead.code.link.text)
    yield from _blocks(masthead.facts)


def _blocks(blocks: Iterable[tree.Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case tree.Paragraph():
                yield plain(block.runs)
            case tree.Field():
                yield from (block.label, plain(block.runs))
            case tree.Bullets():
                yield from map(plain, block.lines)
            case tree.Cards():
                for card in block.cards:
                    yield from (card.name, *map(plain, card.lines))
            case tree.Subheading():
                yield block.title
            case tree.Quote():
                yield from map(plain, (*block.paragraphs, block.by))
            case tree.FillIn():
                yield from (blank.label for blank in block.blanks)
            case tree.Illustration():
                yield from (block.label, block.picture.alt, plain(block.caption))
            case tree.CodedLink():
                yield from (block.code.says, block.code.link.text)
            case tree.Box() | tree.Entry():
                yield block.title
                yield from _blocks(block.blocks)
            case tree.Grid():
                yield from _grid(block)
            case tree.Chart() | tree.Paths():
                # What is drawn is read in the text below it, or in a table or entries of the handout.
                yield from (block.caption, plain(block.summary), plain(block.below))
            case tree.Layers():
                yield block.caption
                for layer in block.layers:
                    yield from map(plain, (layer.name, layer.giver, layer.meaning))
            case tree.KeyFigures():
                for figure in block.figures:
                    yield from (figure.value, figure.label, figure.vintage)
                    yield from _blocks(figure.compared)
            case tree.Timeline():
                yield from (block.caption, plain(block.note))
                yield from (text for moment in block.moments for text in (moment.time, moment.kind, plain(moment.runs)))
            case tree.Glossary():
                yield from (text for entry in block.entries for text in (entry.term, plain(entry.runs)))


def _grid(grid: tree.Grid) -> Iterator[str]:
    if len(grid.rows) < LOOKED_UP:
        yield from (grid.caption, *grid.columns, plain(grid.note))
        yield from (plain(cell) for row in grid.rows for cell in row)
