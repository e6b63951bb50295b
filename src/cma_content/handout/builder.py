"""Article and options to handout."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import Any

from cma_content.design.tokens import design
from cma_content.handout import (
    anchors,
    branding,
    contents,
    edition_code,
    entries,
    figures,
    front_matter,
    imprint,
    labels,
    own_words,
    reading_time,
    references,
    sheets,
    tree,
    typography,
)
from cma_content.handout.blocks import MAKERS, filled
from cma_content.handout.law import Law
from cma_content.handout.options import RenderOptions
from cma_content.handout.scope import Scope, listed
from cma_content.handout.settled import settled
from cma_content.handout.text import Writer
from cma_content.model import regions
from cma_content.model.article import Article
from cma_content.model.blocks import Block, View
from cma_content.model.fact_sheet import SheetPart
from cma_content.model.inline import Strong
from cma_content.model.sections import Section


def build(
    article: Article,
    options: RenderOptions | None = None,
    *,
    left_out: Collection[str] = frozenset(),
    as_typed: bool = False,
) -> tree.Handout:
    """The handout of `article` that `options` asks for.

    `left_out` are parts of a fact sheet, by id, that the pages of one format have no room for; `as_typed` leaves words
    as the article has them, for whoever compares the two.
    Raises `UsageError` for a region that the article has no pay for, a fact sheet or a part that it does not describe,
    a language without words, or a label that does not fit.
    """
    return _Builder(article, options or RenderOptions(), left_out, as_typed=as_typed).handout()


class _Builder:
    def __init__(self, article: Article, options: RenderOptions, left_out: Collection[str], *, as_typed: bool) -> None:
        options = settled(article, options)
        place = regions.find(article, options.region) if options.region else None
        self.source = article
        branded = article.with_program(options.program)
        self.code = edition_code.code(branded, options)
        self.article = own_words.without_hidden(branded)
        self.options = options
        self.left_out = frozenset(left_out)
        self.as_typed = as_typed
        self.words = labels.words_of(article)
        self.is_sheet = options.layout != "guide"
        self.writer = Writer(self.article, self.words)
        self.chosen = () if self.is_sheet else contents.chosen(self.article, self.options)
        printed = [block for section in self.chosen for block in section.blocks]
        held = [block for section in self.article.sections for block in section.blocks]
        blocks = {block.id: block for block in held if block.id}
        tables = (
            block for block in printed if isinstance(block, View) and (block.of, block.form) == ("duties", "table")
        )
        scope = Scope(
            self.article,
            self.options,
            place,
            self.words,
            self.writer,
            blocks,
            Law.of(self.article, place),
            tabled=frozenset(block.only for block in tables),
        )
        self.scope = replace(scope, listed=frozenset(listed(filter(scope.is_for_reader, printed), place)))
        self.rows = sheets.rows(article)
        self.edition = imprint.edition_line(self.scope)
        self.noticed: set[str] = set()
        """The sides on which it says whom pay figures count."""

    def handout(self) -> tree.Handout:
        title = front_matter.title(self.scope, self.chosen)
        front = front_matter.front(self.scope, title)
        front_has_pay = self.writer.printed_pay
        cover = front_matter.cover(self.scope, front, self.chosen, self.edition) if self.options.cover else None
        if front_has_pay and self.is_sheet:
            # Right below the figures; what follows on the same side need not say it again.
            self.noticed.add("front")
            front = replace(front, note=(*self.pay_notice(), *figures.caution(self.scope)))
        made = map(self.part, sheets.parts(self.scope, self.left_out)) if self.is_sheet else self.guide()
        requested = [section for section in made if section.blocks]
        if front_has_pay and "front" not in self.noticed:
            self.writer.start_block()
            front = replace(front, note=self.pay_notice())
        action = sheets.action(self.scope) if self.is_sheet else None
        # Numbers of sources are known when all is written, and where links can lead when all ids are given.
        sections = anchors.identified(requested, len(self.writer.cited))
        chosen = {section.id for section in self.chosen}
        links = references.Links(
            {} if self.is_sheet else {section.part: section for section in sections if section.part},
            anchors.words(requested, sections),
            {section.id: section.title for section in self.article.sections if section.id not in chosen},
            self.words,
        )
        cover, front, sections, action = (links.resolved(part) for part in (cover, front, sections, action))
        parts = self.in_order(front, sections, (action, self.notices()), imprint.sources(self.scope, self.code))
        body = self.set((*[cover] * bool(cover), *parts))
        if not self.is_sheet:
            line = reading_time.line(body, self.words)
            body = tuple(replace(part, reading_time=line) if isinstance(part, tree.Front) else part for part in body)
        program, left_out = self.article.program, [part for part in self.article.fact_sheet if part.id in self.left_out]
        return tree.Handout(
            article=self.source,
            options=self.options,
            left_out=tuple(tree.LeftOut(part.id, self.set(part.title)) for part in left_out),
            design=design(self.options.preset, sheet=self.is_sheet, accent=(program and program.accent) or ""),
            meta=imprint.meta(self.scope, title, self.code, [part.id for part in left_out], self.set),
            outline=tuple(contents.outline(body)),
            body=body,
            footer=self.set(f"{self.article.title} · {self.edition}"),
            page_label=self.words["page"],
            page_reference=references.around_page(self.words),
            skip_label=self.words["skip"],
            all_columns_label=self.words["all_columns"],
            yes_label=self.words["yes"],
        )

    def set(self, value: Any) -> Any:
        """Words as print in the article's language has them."""
        return value if self.as_typed else typography.typeset(value, self.article.language)

    def in_order(
        self,
        front: tree.Front,
        sections: Sequence[tree.Section],
        foot: Sequence[tree.Action | tree.Notices | None],
        sources: tree.Sources,
    ) -> tuple[tree.Part, ...]:
        """The parts as they are printed: what to do and what a program must say close the front, the sources all."""
        first = [section for section in sections if section.side == "front" and not section.appendix]
        second = [section for section in sections if section.side != "front" or section.appendix]
        rest: list[tree.Part | None] = [*first, *foot, *second, sources]
        parts = [part for part in rest if part]
        listed = None if self.is_sheet else contents.contents(self.article, self.options, self.words, parts)
        return (front, listed, *parts) if listed else (front, *parts)

    def notices(self) -> tree.Notices | None:
        program = self.article.program
        statements = branding.statements(program, sheet=self.is_sheet) if program else ()
        return tree.Notices(anchors.Own.NOTICES, self.words["notices"], statements) if statements else None

    def guide(self) -> Iterator[tree.Section]:
        """The sections in the order of print; a whole guide has the program's own before its appendices."""
        body = [section for section in self.chosen if not section.appendix]
        yield from map(self.section, body)
        if not self.options.sections:
            for own in own_words.section(self.scope, self.article.program, self.block):
                yield replace(own, blocks=(*filled(own.blocks), *self.notice("front", once=False)))
        yield from map(self.section, self.chosen[len(body) :])

    def section(self, section: Section) -> tree.Section:
        self.writer.start_section()
        self.writer.printed_pay = False
        blocks = (made for block in section.blocks if self.scope.is_for_reader(block) for made in self.block(block))
        made = (*filled(blocks), *self.notice("front", once=False))
        return tree.Section(section.id, section.title, made, part=section.id, appendix=section.appendix)

    def part(self, part: SheetPart) -> tree.Section:
        """A part of a fact sheet; a sheet has no room to explain words."""
        self.writer.start_section()
        self.writer.printed_pay = False
        blocks: list[tree.Block] = []
        for block in part.blocks:
            self.writer.start_block()
            blocks += filled(MAKERS[type(block)](self.scope, block))
            self.writer.forget_new_terms()
        blocks += self.notice(part.side, once=True)
        return tree.Section(part.id, part.title, tuple(blocks), part.side, self.rows[part.id], part.id)

    def notice(self, side: str, *, once: bool) -> Iterator[tree.Block]:
        """Whom pay figures count, below any section that prints one; of a sheet, once a side is enough."""
        if self.writer.printed_pay and not (once and side in self.noticed):
            self.noticed.add(side)
            self.writer.start_block()
            yield tree.Paragraph(self.pay_notice(), role="note")

    def pay_notice(self) -> tree.Runs:
        short = self.article.pay_notice_in_short if self.is_sheet else None
        own = self.words["all_workers_in_short" if short else "all_workers"] if self.article.program else ""
        return (*self.writer.runs(short or self.article.pay_notice), *([f" {own}"] if own else []))

    def block(self, block: Block) -> Iterator[tree.Block]:
        """What `block` becomes, and below it the words it used for the first time, explained."""
        self.writer.start_block()
        yield from MAKERS[type(block)](self.scope, block)
        if isinstance(block, View):
            # Nor has a view, below each of its entries.
            self.writer.forget_new_terms()
        elif terms := self.writer.new_terms():
            self.writer.start_block()
            gloss: list[tree.Run] = [f"{self.words['gloss']}: "]
            for number, term in enumerate(terms):
                gloss += ["; "] * bool(number) + [
                    Strong(entries.term_name(term)),
                    ": ",
                    *self.writer.runs(term.plain),
                ]
            gloss.append(".")
            self.writer.forget_new_terms()
            yield tree.Paragraph(tuple(gloss), role="gloss")
