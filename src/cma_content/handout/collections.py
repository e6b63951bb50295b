"""The article's collections as blocks: one small function for each."""

from collections.abc import Callable, Iterator, Mapping
from operator import attrgetter
from typing import Any, Final

from cma_content.handout import anchors, locale, tree
from cma_content.handout.text import Writer
from cma_content.model.article import Article
from cma_content.model.entries import Credential, Duty, EducationPath, NextStep, Skill, Term
from cma_content.model.fact_sheet import Pick
from cma_content.model.inline import Link, Strong
from cma_content.model.text import Text

Labels = Mapping[str, str]
View = Callable[[Article, Writer, Labels, str | None], Iterator[tree.Block]]


def _field(writer: Writer, label: str, text: Text, sources: tuple[str, ...] = ()) -> tree.Field:
    return tree.Field(label, (*writer.runs(text), *writer.notes(sources)))


def duties(article: Article, writer: Writer, labels: Labels, only: str | None) -> Iterator[tree.Block]:
    """Each duty with what it involves, its limits by name, and what is not yours to do."""
    for duty in article.duties:
        if only not in (None, duty.side):
            continue
        writer.start_block()
        blocks: list[tree.Block] = [tree.Bullets(tuple(map(writer.runs, duty.involves)))]
        if duty.not_yours:
            blocks.append(_field(writer, labels["not_yours"], duty.not_yours))
        notes = writer.notes(duty.sources)
        if duty.limits or notes:
            names = ". ".join(map(locale.limit_name, duty.limits))
            words = (f"{names}.",) if names else ()
            blocks.append(tree.Field(labels["limits"] if names else labels["sources"], (*words, *notes)))
        yield tree.Entry(duty.id, duty.name, tuple(blocks))


def skills(article: Article, writer: Writer, labels: Labels, only: str | None) -> Iterator[tree.Block]:
    """Each skill, why it matters and where it is learned."""
    for skill in article.skills:
        if only in (None, skill.kind):
            writer.start_block()
            why = tree.Paragraph((*writer.runs(skill.why), *writer.notes(skill.sources)))
            yield tree.Entry(skill.id, skill.name, (why, _field(writer, labels["learned"], skill.learned)))


def faqs(article: Article, writer: Writer, labels: Labels, only: str | None) -> Iterator[tree.Block]:
    """Questions and answers."""
    for faq in article.faqs:
        writer.start_block()
        answer = tuple(tree.Paragraph(writer.runs(text)) for text in faq.answer)
        yield tree.Entry(faq.id, faq.question, answer, kind="question")


def education_paths(article: Article, writer: Writer, labels: Labels, only: str | None) -> Iterator[tree.Block]:
    """Each way in: how long, what it earns, whom it suits, what to check."""
    for path in article.education_paths:
        writer.start_block()
        fields = (
            _field(writer, labels["length"], path.length),
            _field(writer, labels["award"], path.award),
            _field(writer, labels["good_for"], path.good_for),
            _field(writer, labels["watch_for"], path.watch_for, path.sources),
        )
        yield tree.Entry(path.id, path.name, fields)


def credentials(article: Article, writer: Writer, labels: Labels, only: str | None) -> Iterator[tree.Block]:
    """Each credential by its issuer's own name for it."""
    for credential in sorted(article.credentials, key=lambda credential: credential.issuer):
        writer.start_block()
        issuer = (Link(credential.address, credential.issuer),)
        fields = (
            tree.Paragraph((credential.name,)),
            tree.Field(labels["issuer"], issuer),
            _field(writer, labels["routes"], credential.routes),
            _field(writer, labels["exam"], credential.exam),
            _field(writer, labels["renewal"], credential.renewal, credential.sources),
        )
        yield tree.Entry(credential.id, credential.mark, fields)


def career_steps(article: Article, writer: Writer, labels: Labels, only: str | None) -> Iterator[tree.Block]:
    """Each step: what the work is and what it takes to get there."""
    for step in article.career_steps:
        if only in (None, step.kind):
            writer.start_block()
            what = tree.Paragraph((*writer.runs(step.what), *writer.notes(step.sources)))
            yield tree.Entry(step.id, step.name, (what, _field(writer, labels["needs"], step.needs)))


def limits(article: Article, writer: Writer, labels: Labels, only: str | None) -> Iterator[tree.Block]:
    """The standing limits in full."""
    for limit, text in article.limits.items():
        writer.start_block()
        paragraph = tree.Paragraph(writer.runs(text))
        yield tree.Entry(anchors.limit(limit), locale.limit_name(limit), (paragraph,))


def state_rules(article: Article, writer: Writer, labels: Labels, only: str | None) -> Iterator[tree.Block]:
    """What each state's law says."""
    for rule in article.state_rules:
        writer.start_block()
        runs = (*writer.runs(rule.rule), *writer.notes(rule.sources))
        yield tree.Entry(rule.id, writer.places[rule.place].name, (tree.Paragraph(runs),))


def term_name(term: Term) -> str:
    """A term with what its letters stand for, where it is an abbreviation."""
    return f"{term.term} ({term.spelled_out})" if term.spelled_out else term.term


def glossary(article: Article, writer: Writer, labels: Labels, only: str | None) -> Iterator[tree.Block]:
    """Every term, by the alphabet."""
    entries = []
    for term in sorted(article.glossary, key=lambda term: term.term.casefold()):
        writer.start_block()
        entries.append(tree.Definition(anchors.word(term.id), term_name(term), writer.runs(term.plain)))
    yield tree.Glossary(tuple(entries))


def hard_parts(article: Article, writer: Writer, labels: Labels, only: str | None) -> Iterator[tree.Block]:
    """What is hard about the job."""
    yield tree.Bullets(tuple(map(writer.runs, article.hard_parts)))


def unknowns(article: Article, writer: Writer, labels: Labels, only: str | None) -> Iterator[tree.Block]:
    """What the guide cannot tell."""
    yield tree.Bullets(tuple(map(writer.runs, article.unknowns)))


def next_steps(article: Article, writer: Writer, labels: Labels, only: str | None) -> Iterator[tree.Block]:
    """What to do, and why, in order."""
    steps = ((*writer.runs(step.do), " ", *writer.runs(step.why)) for step in article.next_steps)
    yield tree.Bullets(tuple(steps), ordered=True)


_FOUND_BY_ID: Final[Mapping[str, Callable[[Article], Callable[[str], Any]]]] = {
    "credentials": attrgetter("credential"),
    "duties": attrgetter("duty"),
    "education-paths": attrgetter("education_path"),
    "faqs": attrgetter("faq"),
    "skills": attrgetter("skill"),
}


def picked(article: Article, writer: Writer, labels: Labels, pick: Pick) -> Iterator[tree.Block]:
    """Some entries of a collection, short enough for a fact sheet."""
    if pick.ids:
        chosen = [*map(_FOUND_BY_ID[pick.of](article), pick.ids)]
    else:
        chosen = getattr(article, pick.of.replace("-", "_"))[: pick.first]
    if pick.of == "faqs":
        for faq in chosen:
            writer.start_block()
            yield tree.Entry(faq.id, faq.question, (tree.Paragraph(writer.runs(faq.answer[0])),), kind="question")
    else:
        items = tuple(_brief(entry, writer) for entry in chosen)
        yield tree.Bullets(items, ordered=pick.of == "next-steps")


def _brief(entry: Any, writer: Writer) -> tree.Runs:
    """An entry in a line or two: its name, and what a reader must know with it."""
    match entry:
        case Text():
            return writer.runs(entry)
        case Duty():
            # Where the law of a state decides, no list of tasks goes without saying so.
            law = f" ({locale.limit_name('state-law').lower()})" if "state-law" in entry.limits else ""
            return (f"{entry.name}{law}",)
        case Skill():
            return (Strong(entry.name), ": ", *writer.runs(entry.why))
        case EducationPath():
            return (Strong(entry.name), ": ", *writer.runs(entry.length), *writer.notes(entry.sources))
        case Credential():
            return (Strong(entry.mark), ": ", Link(entry.address, entry.issuer))
        case NextStep():
            return writer.runs(entry.do)
    raise AssertionError(entry)


VIEWS: Final[Mapping[str, View]] = {
    "career-steps": career_steps,
    "credentials": credentials,
    "duties": duties,
    "education-paths": education_paths,
    "faqs": faqs,
    "glossary": glossary,
    "hard-parts": hard_parts,
    "limits": limits,
    "next-steps": next_steps,
    "skills": skills,
    "state-rules": state_rules,
    "unknowns": unknowns,
}
