"""The entries of an article about the work itself, as blocks: one small function for each collection."""

from collections.abc import Iterator

from cma_content.handout import anchors, law_duties, law_words, tree
from cma_content.handout.scope import Scope
from cma_content.model.entries import FAQ, Duty, StandingLimit, Term
from cma_content.model.inline import Link, Strong
from cma_content.model.text import Text


def field(scope: Scope, label: str, text: Text, sources: tuple[str, ...] = ()) -> tree.Field:
    """A labeled line of a text and its sources."""
    return tree.Field(scope.words[label], (*scope.writer.runs(text), *scope.writer.notes(sources)))


def duties(scope: Scope, only: str | None) -> Iterator[tree.Block]:
    """Each duty with what it involves, what is not yours to do, and its limits where no table has them.

    For a region, with what the law of each state says; what no state there allows stands apart, at the end.
    """
    allowed, ruled_out = law_duties.divided(scope, _duties(scope, only))
    yield from (_duty(scope, duty) for duty in allowed)
    if ruled_out:
        heading = law_duties.not_in(scope, scope.law.states)
        yield tree.Paragraph((Strong(heading), ": ", scope.words["ruled_out"]), role="intro")
        yield from (_duty(scope, duty) for duty in ruled_out)


def _duties(scope: Scope, only: str | None) -> Iterator[Duty]:
    return (duty for duty in scope.article.duties if only in (None, duty.side))


def _duty(scope: Scope, duty: Duty) -> tree.Entry:
    scope.writer.start_block()
    items = [*map(scope.writer.runs, duty.involves)]
    notes = scope.writer.notes(duty.sources)
    if not duty.not_yours:
        items[-1] = (*items[-1], *notes)
    blocks = [*law_duties.fields(scope, duty), tree.Bullets(tuple(items))]
    if duty.not_yours:
        blocks.append(tree.Field(scope.words["not_yours"], (*scope.writer.runs(duty.not_yours), *notes)))
    if duty.limits and scope.tabled.isdisjoint((None, duty.side)):
        names = ", ".join(str(scope.article.limit(id_).name) for id_ in duty.limits)
        blocks.append(tree.Field(scope.words["limits"], (names,)))
    return tree.Entry(duty.id, law_duties.title(scope, duty), tuple(blocks))


def duty_table(scope: Scope, only: str | None) -> Iterator[tree.Block]:
    """Duties by the limits that each carries, marked by words; for a region, with what the law says there."""
    limits = scope.article.limits
    rows = tuple(
        ((duty.name,), *((_limit_cell(scope, duty, limit),) for limit in limits)) for duty in _duties(scope, only)
    )
    caption = scope.words["duty_table"]
    columns = (scope.words["duty"], *(str(limit.name) for limit in limits))
    yield tree.Grid(anchors.figure(caption), caption, columns, rows)


def _limit_cell(scope: Scope, duty: Duty, limit: StandingLimit) -> str:
    if limit.id not in duty.limits:
        return "\N{EN DASH}"
    return law_duties.cell(scope, duty) if limit.by_law and scope.law.states else scope.words["yes"]


def skills(scope: Scope, only: str | None) -> Iterator[tree.Block]:
    """Each skill, why it matters and where it is learned."""
    for skill in scope.article.skills:
        if only in (None, skill.kind):
            scope.writer.start_block()
            why = tree.Paragraph((*scope.writer.runs(skill.why), *scope.writer.notes(skill.sources)))
            rated = (
                [tree.Field(scope.words["importance"], (scope.words[f"importance_{skill.importance}"],))]
                if skill.importance
                else []
            )
            yield tree.Entry(skill.id, skill.name, (why, *rated, field(scope, "learned", skill.learned)))


def faqs(scope: Scope, only: str | None) -> Iterator[tree.Block]:
    """Questions and answers."""
    for faq in scope.article.faqs:
        if faq.on_sheets_only:
            continue
        scope.writer.start_block()
        yield tree.Entry(faq.id, faq.question, answer(scope, faq), kind="question")


def answer(scope: Scope, faq: FAQ) -> tuple[tree.Block, ...]:
    """The answer to a question, on a sheet its first paragraph; of one about the law, what is known for the region."""
    if faq.topics and scope.law.states:
        return law_words.answer(scope, faq)
    texts = faq.answer[:1] if scope.options.layout != "guide" else faq.answer
    return tuple(tree.Paragraph(scope.writer.runs(text)) for text in texts)


def tools(scope: Scope, only: str | None) -> Iterator[tree.Block]:
    """Each tool and what it is for."""
    items = [
        (f"{tool.name}: ", *scope.writer.runs(tool.use), *scope.writer.notes(tool.sources))
        for tool in scope.article.tools
    ]
    yield tree.Bullets(tuple(items))


def hours(scope: Scope, only: str | None) -> Iterator[tree.Block]:
    """When the work is done, and what to ask."""
    hours = scope.article.hours
    if hours is None:
        return
    yield tree.Paragraph(scope.writer.runs(hours.usual))
    yield tree.Paragraph((*scope.writer.runs(hours.other), *scope.writer.notes(hours.sources)))
    if hours.ask:
        yield tree.Paragraph((f"{scope.words['ask']}:",), role="intro")
        yield tree.Bullets(tuple(map(scope.writer.runs, hours.ask)))


def limits(scope: Scope, only: str | None) -> Iterator[tree.Block]:
    """The standing limits in full."""
    for limit in scope.article.limits:
        scope.writer.start_block()
        paragraph = tree.Paragraph(scope.writer.runs(limit.text))
        yield tree.Entry(anchors.limit(limit.id), str(limit.name), (paragraph,))


def term_name(term: Term) -> str:
    """A term with what its letters stand for, where it is an abbreviation."""
    return f"{term.term} ({term.spelled_out})" if term.spelled_out else term.term


def glossary(scope: Scope, only: str | None) -> Iterator[tree.Block]:
    """Every term, by the alphabet."""
    entries = []
    for term in sorted(scope.article.glossary, key=lambda term: term.term.casefold()):
        scope.writer.start_block()
        entries.append(tree.Definition(anchors.word(term.id), term_name(term), scope.writer.runs(term.plain)))
    yield tree.Glossary(tuple(entries))


def texts(scope: Scope, of: tuple[Text, ...]) -> Iterator[tree.Block]:
    """Texts as a list: the hard parts, the good ones, what the guide cannot tell."""
    yield tree.Bullets(tuple(map(scope.writer.runs, of)))


def acknowledged(scope: Scope, only: str | None) -> Iterator[tree.Block]:
    """What checks find and what stands all the same: the reasons, as a list."""
    yield tree.Bullets(tuple(scope.writer.runs(one.reason) for one in scope.article.acknowledged))


def next_steps(scope: Scope, only: str | None) -> Iterator[tree.Block]:
    """What to do, why, and where, in order."""
    steps: list[tree.Runs] = []
    for step in scope.article.next_steps:
        place: tree.Runs = (" ", Link(step.address, step.address_label or step.address)) if step.address else ()
        steps.append((*scope.writer.runs(step.do), " ", *scope.writer.runs(step.why), *place))
    yield tree.Bullets(tuple(steps), ordered=True)
