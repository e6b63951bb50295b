"""Article and edition to handout."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from cma_content import blocks as source_blocks
from cma_content.article import Article, Section
from cma_content.facts import Source
from cma_content.handout import tree, views, wording
from cma_content.handout.running import Writer
from cma_content.inline import Link, Strong


def build(article: Article, edition: tree.Edition | None = None) -> tree.Handout:
    """The handout of `article` that `edition` asks for; raises `UsageError` for a language without words."""
    return _Builder(article, edition or tree.Edition()).handout()


class _Builder:
    def __init__(self, article: Article, edition: tree.Edition) -> None:
        self.article = article
        self.edition = edition
        self.words = wording.words_of(article.language)
        self.writer = Writer(article)

    def handout(self) -> tree.Handout:
        article, words, runs = self.article, self.words, self.writer.runs
        message, action = runs(article.main_message), runs(article.call_to_action)
        key_points = tuple(map(runs, article.key_points))
        # The first page has no room to explain words; the sections do.
        self.writer.forget_new_terms()
        sections = tuple(map(self.section, article.sections))
        dates = {
            "reviewed": wording.day(article.reviewed),
            "due": wording.day(article.next_review_due),
            "data": wording.day(article.data_as_of),
        }
        short = {
            "reviewed": wording.day(article.reviewed, short=True),
            "due": wording.day(article.next_review_due, short=True),
            "data": wording.day(article.data_as_of, short=True),
        }
        return tree.Handout(
            article=article,
            edition=self.edition,
            language=article.language,
            title=article.title,
            subtitle=article.subtitle,
            message_title=words["message"],
            message=message,
            action_title=words["action"],
            action=action,
            key_points_title=words["key_points"],
            key_points=key_points,
            contents_title=words["contents"],
            sections=sections,
            sources_title=words["sources"],
            sources=tuple(self.source(number, cited) for number, cited in enumerate(self.writer.cited, start=1)),
            credits=tuple(dict.fromkeys(cited.credit for cited in self.writer.cited if cited.credit)),
            imprint=tuple(self.imprint(dates)),
            footer=words["footer"].format(
                title=article.title, edition=article.edition, licence=article.licence, **short
            ),
            page_label=words["page"],
            skip_label=words["skip"],
        )

    def imprint(self, dates: Mapping[str, str]) -> Iterator[tree.Runs]:
        article, words = self.article, self.words
        yield (f"{words['edition'].format(edition=article.edition)}. {words['checked'].format(**dates)}",)
        before, after = words["licence"].format(publisher=article.publisher, licence="\0").split("\0")
        yield (before, Link(article.licence_address, article.licence), after)
        if article.contact:
            yield (Link(article.contact, article.contact),)

    def source(self, number: int, cited: Source) -> tree.CitedSource:
        text = self.words["source"].format(
            publisher=cited.publisher,
            title="\0",
            dated=wording.period(cited.dated) or self.words["undated"],
            retrieved=wording.day(cited.retrieved),
        )
        before, after = text.split("\0")
        return tree.CitedSource(number, (before, Link(cited.address, cited.title), after))

    def section(self, section: Section) -> tree.Section:
        self.writer.printed_pay = False
        blocks = [made for block in section.blocks for made in self.block(block)]
        if self.writer.printed_pay:
            self.writer.start_block()
            blocks.append(tree.Paragraph(self.writer.runs(self.article.pay_notice), role="note"))
        return tree.Section(section.id, section.title, tuple(blocks))

    def block(self, block: source_blocks.Block) -> Iterator[tree.Block]:
        """What `block` becomes, and below it the words it used for the first time, explained."""
        self.writer.start_block()
        yield from _MAKERS[type(block)](self, block)
        if isinstance(block, source_blocks.View):
            # Nor has a view, below each of its entries.
            self.writer.forget_new_terms()
        elif terms := self.writer.new_terms():
            self.writer.start_block()
            gloss: list[tree.Run] = [f"{self.words['gloss']}: "]
            for number, term in enumerate(terms):
                gloss += ["; "] * bool(number) + [Strong(views.term_name(term)), ": ", *self.writer.runs(term.plain)]
            gloss.append(".")
            self.writer.forget_new_terms()
            yield tree.Paragraph(tuple(gloss), role="gloss")

    def paragraph(self, block: source_blocks.Paragraph) -> Iterator[tree.Block]:
        yield tree.Paragraph(self.writer.runs(block.text))

    def bullets(self, block: source_blocks.BulletList | source_blocks.Steps) -> Iterator[tree.Block]:
        if block.intro:
            yield tree.Paragraph(self.writer.runs(block.intro), role="intro")
        items = tuple(map(self.writer.runs, block.items))
        yield tree.Bullets(items, ordered=isinstance(block, source_blocks.Steps))

    def box(self, block: source_blocks.Callout) -> Iterator[tree.Block]:
        inside = tuple(tree.Paragraph(self.writer.runs(text)) for text in block.text)
        yield tree.Box(block.kind, block.title, inside)

    def grid(self, block: source_blocks.Table) -> Iterator[tree.Block]:
        rows = tuple(tuple(map(self.writer.runs, row)) for row in block.rows)
        note = self.writer.runs(block.note) if block.note else ()
        yield tree.Grid(_anchor(block.caption), block.caption, block.columns, rows, note=note)

    def timeline(self, block: source_blocks.Timeline) -> Iterator[tree.Block]:
        note = self.writer.runs(block.note)
        moments = tuple(tree.Moment(moment.time, self.writer.runs(moment.text)) for moment in block.moments)
        yield tree.Timeline(block.caption, note, moments)

    def key_figures(self, block: source_blocks.KeyFigures) -> Iterator[tree.Block]:
        figures = []
        for fact in map(self.writer.facts.__getitem__, block.facts):
            self.writer.printed_pay |= fact.unit in ("USD/year", "USD/hour")
            note = self.writer.note(fact.source)
            figures.append(tree.KeyFigure(wording.amount(fact), fact.label, self.writer.vintage(fact), note))
        yield tree.KeyFigures(tuple(figures))

    def bar_chart(self, block: source_blocks.BarChart) -> Iterator[tree.Block]:
        facts = [self.writer.facts[id_] for id_ in block.facts]
        self.writer.printed_pay |= any(fact.unit == "USD/year" for fact in facts)
        bars = tuple(tree.Bar(fact.label, float(fact.value), wording.amount(fact)) for fact in facts)
        origins = dict.fromkeys((self.writer.vintage(fact), self.writer.note(fact.source)) for fact in facts)
        summary = [*self.writer.runs(block.summary)]
        for vintage, note in origins:
            summary += [f" ({vintage})", note]
        yield tree.Chart(_anchor(block.caption), "bars", block.caption, bars, tuple(summary), _alt(block.caption, bars))

    def pay_chart(self, block: source_blocks.PayChart) -> Iterator[tree.Block]:
        pay = self.article.pay
        if pay is None:
            return
        self.writer.printed_pay = True
        nation = pay.areas[0]
        levels = nation.yearly
        named = {"p10": levels.p10, "p25": levels.p25, "half": levels.median, "p75": levels.p75, "p90": levels.p90}
        bars = tuple(
            tree.Bar(self.words[name], float(value), f"${wording.number(value)}") for name, value in named.items()
        )
        place = self.writer.places[nation.place].short
        origin = (f" ({place}, {wording.period(pay.period)})", self.writer.note(pay.source))
        summary = (*self.writer.runs(block.summary), *origin)
        yield tree.Chart(_anchor(block.caption), "spread", block.caption, bars, summary, _alt(block.caption, bars))

    def pay_table(self, block: source_blocks.PayTable) -> Iterator[tree.Block]:
        pay = self.article.pay
        if pay is None:
            return
        self.writer.printed_pay = True
        weak = " *"
        rows = []
        for area in pay.areas:
            name: tree.Runs = (self.writer.places[area.place].name,)
            cells = [
                f"${wording.number(area.hourly.median, 'USD/hour')}",
                *(f"${wording.number(value)}" for value in (area.yearly.p10, area.yearly.median, area.yearly.p90)),
                wording.number(area.jobs),
            ]
            rows.append(((*name, weak) if area.wage_error > 5 else name, *((cell,) for cell in cells)))
        columns = tuple(self.words[name] for name in ("area", "hour", "p10_year", "year", "p90_year", "jobs"))
        note: list[tree.Run] = [f"{pay.universe}. {wording.period(pay.period)}.", self.writer.note(pay.source)]
        if any(area.wage_error > 5 for area in pay.areas):
            note.append(f" * {self.words['weak']}")
        if block.note:
            note += [" ", *self.writer.runs(block.note)]
        yield tree.Grid(
            _anchor(block.caption),
            block.caption,
            columns,
            tuple(rows),
            frozenset(range(1, len(columns))),
            tuple(note),
            frozenset({0}),
        )

    def view(self, block: source_blocks.View) -> Iterator[tree.Block]:
        yield from views.VIEWS[block.of](self.article, self.writer, self.words, block.only)


def _anchor(caption: str) -> str:
    """An id made of a caption's words."""
    words = "".join(letter if letter.isalnum() and letter.isascii() else " " for letter in caption.lower()).split()
    return "-".join(["figure", *words])


def _alt(caption: str, bars: tuple[tree.Bar, ...]) -> str:
    return f"{caption}. " + "; ".join(f"{bar.label}: {bar.printed}" for bar in bars) + "."


_MAKERS: Final[Mapping[type, Callable[[_Builder, Any], Iterator[tree.Block]]]] = {
    source_blocks.BarChart: _Builder.bar_chart,
    source_blocks.BulletList: _Builder.bullets,
    source_blocks.Callout: _Builder.box,
    source_blocks.KeyFigures: _Builder.key_figures,
    source_blocks.Paragraph: _Builder.paragraph,
    source_blocks.PayChart: _Builder.pay_chart,
    source_blocks.PayTable: _Builder.pay_table,
    source_blocks.Steps: _Builder.bullets,
    source_blocks.Table: _Builder.grid,
    source_blocks.Timeline: _Builder.timeline,
    source_blocks.View: _Builder.view,
}
