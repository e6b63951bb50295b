"""A handout line by line: whoever draws these lines has drawn every block."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from cma_content import deadline
from cma_content.handout.tree import block_lines
from cma_content.handout.tree.block_lines import of_blocks
from cma_content.handout.tree.blocks import Block
from cma_content.handout.tree.line import Line, Lines, coded, items, line
from cma_content.handout.tree.parts import Action, Contents, Cover, Front, Masthead, Notices, Part, Section, Sources
from cma_content.model.inline import Link


def walk(nodes: Iterable[Part | Block]) -> Lines:
    """Every line of some parts or blocks in the order of print: `walk(handout.body)`, `walk(entry.blocks)`.

    What a block holds follows it. Raises `DeadlineError` where the time is up.
    """
    for node in nodes:
        deadline.check()
        yield from LINES[type(node)](node)


def _cover(part: Cover) -> Lines:
    yield from line("picture", part, *([part.logo.alt] if part.logo else []))
    for words in (part.name, part.title, part.subtitle):
        yield from line("text", part, words)
    yield from line("text", part, *part.message)
    yield from line("text", part, part.edition)


def _front(part: Front) -> Lines:
    if part.masthead:
        yield from line("picture", part, *([part.masthead.logo.alt] if part.masthead.logo else []))
        yield from line("text", part, part.masthead.name)
    yield from line("title", part, part.title)
    yield from line("text", part, part.subtitle)
    yield from line("heading", part, part.message_title, level=2)
    yield from line("text", part, *part.message)
    yield from of_blocks([part.figures])
    if part.key_points:
        yield from line("heading", part, part.key_points_title, level=2)
        yield from items(part, part.key_points)
    if part.action:
        yield from line("heading", part, part.action_title, level=2)
        yield from line("text", part, *part.action)
    yield from line("text", part, *part.reading_time)
    yield from line("text", part, *part.note)
    yield from _ways_to_reach(part, part.masthead)


def _ways_to_reach(part: Front | Action, masthead: Masthead | None) -> Lines:
    if masthead:
        yield from line("heading", part, masthead.contact_title, level=2)
        yield from coded(part, masthead.code) if masthead.code else ()
        for runs in masthead.contact:
            yield from line("text", part, *runs)
        yield from of_blocks(masthead.facts)


def _contents(part: Contents) -> Lines:
    yield from line("heading", part, part.title, level=2)
    for group in part.groups:
        yield from line("contents", part, group.title, level=1)
        for entry in group.entries:
            link = Link(f"#{entry.id}", entry.title)
            yield from line("contents", part, link, level=2 if group.title else 1)


def _section(part: Section) -> Lines:
    yield from line("heading", part, part.title, level=2, id=part.id)
    yield from of_blocks(part.blocks)


def _action(part: Action) -> Lines:
    yield from line("heading", part, part.title, level=2, id=part.id)
    yield from line("text", part, *part.runs)
    yield from _ways_to_reach(part, part.masthead)


def _notices(part: Notices) -> Lines:
    yield from line("heading", part, part.title, level=2, id=part.id)
    for statement in part.statements:
        yield from line("text", part, statement)


def _sources(part: Sources) -> Lines:
    yield from line("heading", part, part.title, level=2, id=part.id)
    yield from line("text", part, *part.read)
    for source in part.cited:
        yield Line("item", (source.runs,), part, 1, source.number)
    for credit in part.credits:
        yield from line("text", part, credit)
    for runs in part.imprint:
        yield from line("text", part, *runs)


LINES: Final[Mapping[type, Callable[[Any], Lines]]] = {
    **block_lines.LINES,
    Action: _action,
    Contents: _contents,
    Cover: _cover,
    Front: _front,
    Notices: _notices,
    Section: _section,
    Sources: _sources,
}
