"""From handout to the blocks of a Markdown text."""

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

from cma_content import deadline
from cma_content.handout import tree
from cma_content.handout.anchors import Own
from cma_content.model.inline import Emphasis, Link, Strong
from cma_content_markdown import authored, lists
from cma_content_markdown.text import APART, address, escaped, inline, line, lines, slug, stressed

Lines = Iterator[str]


def write(handout: tree.Handout) -> str:
    """The whole text; blocks are parted by an empty line."""
    # A link may lead to a heading that comes later, so the headings are counted first.
    headings = _Writer({})
    for _ in headings.text(handout):
        pass
    return "\n\n".join(_Writer(headings.found).text(handout)) + "\n"


class _Writer:
    def __init__(self, anchors: Mapping[str, str]) -> None:
        self.anchors = anchors
        """The heading's anchor by the id of what stands below it."""
        self.found: dict[str, str] = {}
        self.taken: dict[str, int] = {}
        self.here = ""
        self.last = ""
        """The kind of list that was written last, if nothing came after it."""

    def text(self, handout: tree.Handout) -> Lines:
        for part in handout.body:
            match part:
                case tree.Front():
                    yield from self.front(part)
                case tree.Cover():
                    yield from self.cover(part)
                case tree.Contents():
                    yield self.heading(2, part.title)
                    yield "\n".join(self.contents(part))
                case tree.Section():
                    yield self.heading(2, part.title, part.id)
                    yield from self.blocks(part.blocks)
                case tree.Action():
                    yield self.heading(2, part.title, part.id)
                    yield self.paragraph(*part.runs)
                    yield from self.ways_to_reach(part.masthead) if part.masthead else ()
                case tree.Notices():
                    yield self.heading(2, part.title, part.id)
                    yield from map(self.paragraph, part.statements)
                case tree.Sources():
                    yield from self.sources(part)
        yield "---"
        yield self.paragraph(handout.footer)
        yield self.paragraph(handout.code)

    def cover(self, cover: tree.Cover) -> Lines:
        yield from [self.paragraph(Strong(cover.name))] if cover.name else []
        yield self.paragraph(Strong(cover.title))
        yield self.paragraph(cover.subtitle)
        yield self.paragraph(*cover.message)
        yield self.paragraph(cover.edition)

    def contents(self, part: tree.Contents) -> Lines:
        """A list of links, those of a group nested below its title."""
        for group in part.groups:
            if group.title:
                yield f"- {line(escaped(group.title))}"
            indent = "  " * bool(group.title)
            yield from (f"{indent}- {self.link(entry.id, entry.title)}" for entry in group.entries)

    def front(self, front: tree.Front) -> Lines:
        masthead = front.masthead
        if masthead:
            yield self.paragraph(Strong(masthead.name))
        yield self.heading(1, front.title)
        if front.subtitle:
            yield self.paragraph(front.subtitle)
        if front.message_title:
            yield self.heading(2, front.message_title)
        if front.message:
            yield self.paragraph(*front.message)
        yield from self.blocks([front.figures] if front.figures.figures else [])
        if front.key_points:
            yield self.heading(2, front.key_points_title)
            yield self.items(front.key_points)
        if front.action:
            yield self.heading(2, front.action_title)
            yield self.paragraph(*front.action)
        yield from (self.paragraph(*runs) for runs in (front.reading_time, front.note) if runs)
        if masthead:
            yield from self.ways_to_reach(masthead)

    def ways_to_reach(self, masthead: tree.Masthead) -> Lines:
        if not (masthead.code or masthead.contact or masthead.facts):
            return
        if masthead.contact_title:
            yield self.heading(2, masthead.contact_title)
        if masthead.code:
            yield self.paragraph(Strong(masthead.code.says), " ", masthead.code.link)
        for contact in masthead.contact:
            yield self.paragraph(*contact)
        yield from self.blocks(masthead.facts)

    def sources(self, part: tree.Sources) -> Lines:
        yield self.heading(2, part.title, part.id)
        if part.read:
            yield self.paragraph(*part.read)
        if part.cited:
            yield self.items((source.runs for source in part.cited), ordered=True)
        for credit in part.credits:
            yield self.paragraph(credit)
        for runs in part.imprint:
            yield self.paragraph(*runs)

    def blocks(self, blocks: Iterable[tree.Block]) -> Lines:
        for block in blocks:
            deadline.check()
            yield from _MAKERS[type(block)](self, block)

    def heading(self, level: int, title: str, id_: str = "") -> str:
        self.last = ""
        self.here = slug(title, self.taken)
        self.name(id_)
        return f"{'#' * level} {inline(escaped(title))}"

    def name(self, id_: str) -> None:
        """Lets links to `id_` lead to the heading above."""
        if id_:
            self.found[id_] = self.here

    def paragraph(self, *runs: tree.Run) -> str:
        self.last = ""
        return line(self.runs(runs))

    def items(self, items: Iterable[tree.Runs], *, ordered: bool = False) -> str:
        """A list."""
        marks = (f"{number}." if ordered else "-" for number in itertools.count(1))
        made = [f"{mark} {line(self.runs(item))}" for mark, item in zip(marks, items, strict=False)]
        return self.listed(made, ordered=ordered)

    def stacked(self, items: Iterable[Iterable[tree.Runs]]) -> str:
        """A list whose items have several lines each."""
        made = ("\\\n  ".join(lines(map(self.runs, item))) for item in items)
        return self.listed([f"- {item}" for item in made], ordered=False)

    def listed(self, items: list[str], *, ordered: bool) -> str:
        """A list of the items with their marks; two of a kind that touch are one to Pandoc, whatever their marks."""
        kind = "ordered" if ordered else "bullets"
        apart = f"{APART}\n\n" if self.last == kind else ""
        self.last = kind
        return apart + "\n".join(items)

    def runs(self, runs: Iterable[tree.Run]) -> str:
        made = ""
        before: tree.Run = ""
        for run, following in itertools.pairwise((*runs, "")):
            if isinstance(before, tree.Note) and isinstance(run, tree.Note):
                made += ","
            before = run
            if isinstance(run, Strong | Emphasis):
                after = self.run(following)[:1]
                made += stressed(run.text, "**" if isinstance(run, Strong) else "*", made[-1:], after)
            else:
                made += self.run(run)
        return made

    def run(self, run: tree.Run) -> str:
        match run:
            case str() as words:
                return escaped(words)
            case Strong(words) | Emphasis(words):
                return escaped(words)
            case tree.CrossReference(anchor, words):
                return self.link(anchor, words)
            case Link(href, words):
                return f"[{escaped(words)}]({address(href)})"
            case tree.Defined(text=words, anchor=""):
                return escaped(words)
            case tree.Defined(text=words, anchor=anchor):
                return self.link(anchor, words)
            case tree.Note(number):
                return self.link(Own.SOURCES, f"[{number}]")

    def link(self, id_: str, words: str) -> str:
        return f"[{escaped(words)}](#{self.anchors.get(id_, '')})"

    def table(self, rows: Iterable[Iterable[str]], columns: int, numeric: Iterable[int] = ()) -> str:
        """A pipe table, the first row its head."""
        self.last = ""
        rule = ["---:" if index in numeric else "---" for index in range(columns)]
        head, *body = rows
        return "\n".join(f"| {' | '.join(map(inline, row))} |" for row in (head, rule, *body))

    def plain(self, block: tree.Paragraph) -> Lines:
        yield self.paragraph(*block.runs)

    def field(self, block: tree.Field) -> Lines:
        yield self.paragraph(Strong(f"{block.label}:"), " ", *block.runs)

    def box(self, block: tree.Box) -> Lines:
        inside = [self.heading(3, block.title), *self.blocks(block.blocks)]
        yield "\n".join(f"> {row}".rstrip() for row in "\n\n".join(inside).split("\n"))

    def entry(self, block: tree.Entry) -> Lines:
        yield self.heading(3, block.title, block.id)
        yield from self.blocks(block.blocks)

    def grid(self, block: tree.Grid) -> Lines:
        self.name(block.id)
        yield self.paragraph(Strong(block.caption))
        rows = [map(escaped, block.columns), *(map(self.runs, row) for row in block.rows)]
        yield self.table(rows, len(block.columns), block.numeric)
        if block.note:
            yield self.paragraph(*block.note)

    def picture(self, block: tree.Drawn) -> Lines:
        """What it shows and its values as text; nothing is drawn."""
        self.name(block.id)
        yield self.paragraph(Strong(block.caption), *((". ", *block.summary) if block.summary else ()))
        if block.below:
            yield self.paragraph(*block.below)


_MAKERS: Final[Mapping[type, Callable[[_Writer, Any], Lines]]] = {
    tree.Box: _Writer.box,
    tree.Chart: _Writer.picture,
    tree.Entry: _Writer.entry,
    tree.Field: _Writer.field,
    tree.Grid: _Writer.grid,
    tree.Paragraph: _Writer.plain,
    tree.Paths: _Writer.picture,
    **authored.MAKERS,
    **lists.MAKERS,
}
