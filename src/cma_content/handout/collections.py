"""The article's collections as blocks, whole or in part."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, Final

from cma_content.handout import careers, entries, figures, law_duties, law_states, law_words, locale, tree
from cma_content.handout.scope import Scope
from cma_content.model.blocks import View
from cma_content.model.careers import CareerStep, Credential, EducationPath
from cma_content.model.entries import NextStep, Skill
from cma_content.model.fact_sheet import Pick
from cma_content.model.inline import Link, Strong
from cma_content.model.text import Text

Maker = Callable[[Scope, str | None], Iterator[tree.Block]]


def picked(scope: Scope, pick: Pick) -> Iterator[tree.Block]:
    """Some entries of a collection, short enough for a fact sheet."""
    article, writer = scope.article, scope.writer
    held = getattr(article, pick.of.replace("-", "_"))
    if pick.ids:
        by_id = {entry.id: entry for entry in held}
        # The program may hide some.
        chosen = [by_id[id_] for id_ in pick.ids if id_ in by_id]
    else:
        chosen = held[: pick.first]
    if not chosen:
        return
    if pick.of == "faqs":
        for faq in chosen:
            writer.start_block()
            yield tree.Entry(faq.id, faq.question, entries.answer(scope, faq), kind="question")
    elif pick.of == "duties":
        yield from law_duties.lines(scope, chosen)
    elif pick.of == "education-paths":
        yield tree.Cards("boxes", tuple(_way_in(scope, path) for path in chosen))
    elif pick.of == "career-steps":
        yield _steps(scope, pick.intro or "", chosen)
    elif pick.form == "leads":
        yield tree.Bullets(tuple(_lead(scope, text) for text in chosen), titles=True)
    else:
        items = tuple(_brief(entry, scope) for entry in chosen)
        yield tree.Bullets(items, ordered=pick.of == "next-steps")


def _way_in(scope: Scope, path: EducationPath) -> tree.Card:
    """How long it takes, and what it is in a line."""
    writer = scope.writer
    length = figures.once(scope, path.time) if path.time else writer.runs(path.length)
    notes = () if path.time else writer.notes(path.sources)
    more = [writer.runs(path.in_short)] if path.in_short else []
    return tree.Card(path.brief or path.name, ((*length, *notes), *more))


def _steps(scope: Scope, intro: str, steps: Sequence[CareerStep]) -> tree.Field:
    """What some steps have in common, and their names in a line."""
    names = [step.brief or law_words.lowered(step.name) for step in steps]
    return tree.Field(intro, (locale.listed(names, scope.words["or"]),))


def _lead(scope: Scope, text: Text) -> tree.Runs:
    """The stressed words that lead a text, with all of its sources; the whole, where none do."""
    runs = scope.writer.runs(text)
    if not isinstance(runs[0], Strong):
        return runs
    return (runs[0].text, *(run for run in runs if isinstance(run, tree.Note)))


def _brief(entry: Any, scope: Scope) -> tree.Runs:
    """An entry in a line or two: its name, and what a reader must know with it."""
    writer = scope.writer
    match entry:
        case Text():
            return writer.runs(entry)
        case Skill():
            return (Strong(entry.name), ": ", *writer.runs(entry.why))
        case Credential():
            return (Strong(entry.mark), ": ", Link(entry.address, entry.issuer))
    assert isinstance(entry, NextStep)
    return writer.runs(entry.do)


def _texts(field: str, scope: Scope, only: str | None) -> Iterator[tree.Block]:
    yield from entries.texts(scope, getattr(scope.article, field))


VIEWS: Final[Mapping[str, Maker]] = {
    "acknowledged": entries.acknowledged,
    "career-steps": careers.career_steps,
    "credentials": careers.credentials,
    "duties": entries.duties,
    "education-paths": careers.education_paths,
    "faqs": entries.faqs,
    "glossary": entries.glossary,
    "good-parts": partial(_texts, "good_parts"),
    "hard-parts": partial(_texts, "hard_parts"),
    "hours": entries.hours,
    "limits": entries.limits,
    "next-steps": entries.next_steps,
    "similar-jobs": careers.similar_jobs,
    "skills": entries.skills,
    "state-rules": law_states.state_rules,
    "tools": entries.tools,
    "unknowns": partial(_texts, "unknowns"),
    "work-settings": careers.work_settings,
}
TABLES: Final[Mapping[str, Maker]] = {
    "credentials": careers.credential_table,
    "duties": entries.duty_table,
    "state-rules": law_states.state_table,
}
"""Collections that have a table beside their usual form."""


def view(scope: Scope, block: View) -> Iterator[tree.Block]:
    """A collection, or a group of it, in the form that the block asks for."""
    made = TABLES if block.form == "table" else VIEWS
    yield from made[block.of](scope, block.only)
