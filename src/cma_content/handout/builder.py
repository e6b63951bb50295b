"""Article and options to handout."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date

from cma_content.design.tokens import design
from cma_content.errors import UsageError
from cma_content.handout import branding, collections, edition_code, locale, regions, tree
from cma_content.handout.anchors import told_apart
from cma_content.handout.blocks import MAKERS
from cma_content.handout.options import RenderOptions, check_name
from cma_content.handout.scope import Scope
from cma_content.handout.text import Writer
from cma_content.model.article import Article, Section
from cma_content.model.blocks import Block, View
from cma_content.model.fact_sheet import SheetPart
from cma_content.model.facts import Source
from cma_content.model.inline import Link, Strong


def build(
    article: Article, options: RenderOptions | None = None, *, left_out: Collection[str] = frozenset()
) -> tree.Handout:
    """The handout of `article` that `options` asks for.

    `left_out` are parts of a fact sheet, by id, that the pages of one format have no room for.
    Raises `UsageError` for a region that the article has no pay for, a fact sheet or a part that it does not describe,
    or a language without words.
    """
    return _Builder(article, options or RenderOptions(), left_out).handout()


class _Builder:
    def __init__(self, article: Article, options: RenderOptions, left_out: Collection[str]) -> None:
        program = options.program or article.program
        named = options.region or (program and program.region)
        place = regions.find(article, named) if named else None
        self.article = article.model_copy(update={"program": program})
        self.options = replace(options, program=program, region=place.id if place else "")
        self.words = locale.words_of(article.language)
        self.left_out = frozenset(left_out)
        self.is_sheet = options.layout != "guide"
        self.chosen = () if self.is_sheet else self.sections_chosen()
        self.writer = Writer(self.article, self.anchors())
        self.scope = Scope(self.article, self.options, place, self.words, self.writer)
        self.noticed: set[str] = set()
        self.code = edition_code.code(self.article, self.options)

    def handout(self) -> tree.Handout:
        words, program, runs, sheet = self.words, self.article.program, self.writer.runs, self.is_sheet
        message, action = runs(self.article.main_message), runs(self.article.call_to_action)
        key_points = () if sheet else tuple(map(runs, self.article.key_points))
        # The first page has no room to explain words; the sections do.
        self.writer.forget_new_terms()
        sections = tuple(map(self.part, self.parts()) if sheet else map(self.section, self.chosen))
        long, short = ({name: locale.day(day, short=brief) for name, day in self.dates()} for brief in (False, True))
        return tree.Handout(
            article=self.article,
            options=self.options,
            left_out=tuple(
                tree.LeftOut(part.id, part.title) for part in self.article.fact_sheet if part.id in self.left_out
            ),
            design=design(self.options.preset, sheet=sheet, accent=(program and program.accent) or ""),
            masthead=branding.masthead(program, words, sheet=sheet) if program else None,
            name=edition_code.name(self.article, self.options),
            code=self.code,
            language=self.article.language,
            title=self.article.title,
            subtitle=self.article.subtitle,
            message_title=words["message"],
            message=message,
            action_title=words["action"],
            action=action,
            key_points_title=words["key_points"],
            key_points=key_points,
            contents_title="" if sheet else words["contents"],
            sections=told_apart(section for section in sections if section.blocks),
            notices_title=words["notices"],
            sources_title=words["sources"],
            sources=tuple(self.source(number, cited) for number, cited in enumerate(self.writer.cited, start=1)),
            credits=tuple(dict.fromkeys(cited.credit for cited in self.writer.cited if cited.credit)),
            imprint=tuple(self.imprint_of_sheet(short) if sheet else self.imprint(long)),
            # A sheet has room for one line below each side, which is to tell it from every other.
            footer=self.code
            if sheet
            else words["footer"].format(
                title=self.article.title, code=self.code, license=self.article.license, **short
            ),
            page_label=words["page"],
            skip_label=words["skip"],
        )

    def dates(self) -> Iterator[tuple[str, date]]:
        yield "reviewed", self.article.reviewed
        yield "due", self.article.next_review_due
        yield "data", self.article.data_as_of

    def sections_chosen(self) -> tuple[Section, ...]:
        """The sections of a guide that have something for this reader, in the program's order where it has one."""
        by_id = {section.id: section for section in self.article.sections}
        program = self.article.program
        ids = program.sections if program and program.sections else tuple(by_id)
        for id_ in self.options.omit:
            check_name("section", id_, by_id)
        wanted = (by_id[id_] for id_ in dict.fromkeys(ids) if id_ not in self.options.omit)
        return tuple(section for section in wanted if any(map(self.is_for_reader, section.blocks)))

    def is_for_reader(self, block: Block) -> bool:
        return not block.audience or not set(block.audience).isdisjoint(self.options.audience)

    def parts(self) -> tuple[SheetPart, ...]:
        """The parts of the fact sheet that these options print."""
        sides = ("front", "back") if self.options.layout == "two-sided" else ("front",)
        # Readers without sight of the columns hear the main one first.
        parts = [
            part
            for side in sides
            for column in ("wide", "main", "side")
            for part in self.article.fact_sheet
            if (part.side, part.column) == (side, column)
        ]
        if not parts:
            raise UsageError(f"the article {self.article.id} does not say what belongs on a fact sheet")
        for id_ in self.options.omit:
            check_name("part of the fact sheet", id_, [part.id for part in self.article.fact_sheet])
        left_out = {*self.options.omit, *self.left_out}
        return tuple(part for part in parts if part.id not in left_out)

    def anchors(self) -> frozenset[str]:
        """What a link can lead to: the sections and, where there is a glossary, its words."""
        views_of = {
            block.of
            for section in self.chosen
            for block in section.blocks
            if isinstance(block, View) and self.is_for_reader(block)
        }
        words = {f"word-{term.id}" for term in self.article.glossary} if "glossary" in views_of else set()
        return frozenset(section.id for section in self.chosen) | words

    def imprint(self, dates: Mapping[str, str]) -> Iterator[tree.Runs]:
        article, words = self.article, self.words
        yield (
            f"{words['edition'].format(edition=article.edition, code=self.code)}. {words['checked'].format(**dates)}",
        )
        before, after = words["license"].format(publisher=article.publisher, license="\0").split("\0")
        yield (before, Link(article.license_address, article.license), after)
        if article.contact:
            yield (Link(article.contact, article.contact),)

    def imprint_of_sheet(self, dates: Mapping[str, str]) -> Iterator[tree.Runs]:
        article = self.article
        line = self.words["imprint_of_sheet"].format(publisher=article.publisher, license="\0", **dates)
        before, after = line.split("\0")
        yield (before, Link(article.license_address, article.license), after)

    def source(self, number: int, cited: Source) -> tree.CitedSource:
        text = self.words["source"].format(
            publisher=cited.publisher,
            title="\0",
            dated=locale.period(cited.dated) or self.words["undated"],
            retrieved=locale.day(cited.retrieved),
        )
        before, after = text.split("\0")
        return tree.CitedSource(number, (before, Link(cited.address, cited.title), after))

    def section(self, section: Section) -> tree.Section:
        self.writer.printed_pay = False
        blocks = [made for block in section.blocks if self.is_for_reader(block) for made in self.block(block)]
        return tree.Section(section.id, section.title, (*blocks, *self.pay_notice()), part=section.id)

    def part(self, part: SheetPart) -> tree.Section:
        """A part of a fact sheet; a sheet has no room to explain words."""
        self.writer.printed_pay = False
        blocks: list[tree.Block] = []
        for block in part.blocks:
            self.writer.start_block()
            blocks += MAKERS[type(block)](self.scope, block)
            self.writer.forget_new_terms()
        if part.side not in self.noticed and (notice := tuple(self.pay_notice())):
            # Once a side is enough.
            self.noticed.add(part.side)
            blocks += notice
        return tree.Section(part.id, part.title, tuple(blocks), part.side, part.column, part.id)

    def pay_notice(self) -> Iterator[tree.Block]:
        """Whom pay figures count, below any section that prints one."""
        if self.writer.printed_pay:
            self.writer.start_block()
            program = self.article.program
            own = (" " + self.words["all_workers"],) if program else ()
            yield tree.Paragraph((*self.writer.runs(self.article.pay_notice), *own), role="note")

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
                    Strong(collections.term_name(term)),
                    ": ",
                    *self.writer.runs(term.plain),
                ]
            gloss.append(".")
            self.writer.forget_new_terms()
            yield tree.Paragraph(tuple(gloss), role="gloss")
