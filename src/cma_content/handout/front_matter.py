"""What stands before the sections: a cover, where it is wanted, and the first page."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from cma_content.handout import branding, figures, tree
from cma_content.handout.scope import Scope
from cma_content.model.program import Program
from cma_content.model.sections import Section

_NAMED: Final = 3
"""Titles of chosen sections that a title has room for."""


def title(scope: Scope, chosen: Sequence[Section]) -> str:
    """The title of the handout; that of chosen sections names them, where they are few."""
    article, words = scope.article, scope.words
    if not scope.options.sections:
        return article.title
    titles = [section.title for section in chosen]
    if len(titles) > _NAMED or not titles:
        return words["title_of_many"].format(title=article.title)
    return words["title_of_few"].format(title=article.title, sections="; ".join(titles))


def front(scope: Scope, title: str) -> tree.Front:
    """The first page; of chosen sections, who hands them out and the title."""
    article, program, words, runs = scope.article, scope.article.program, scope.words, scope.writer.runs
    is_guide, is_whole = scope.options.layout == "guide", not scope.options.sections
    made = tree.Front(
        masthead=_masthead(scope, program) if program else None,
        title=title,
        subtitle=article.subtitle if is_guide and is_whole else "",
        message_title=words["message"] if is_guide and is_whole else "",
        message=runs(article.main_message) if is_whole else (),
        figures=figures.headline(scope) if is_whole else tree.KeyFigures(()),
        action_title=words["action"],
        action=runs(article.call_to_action) if is_guide and is_whole else (),
        key_points_title=words["key_points"],
        key_points=tuple(map(runs, article.key_points)) if is_guide and is_whole else (),
        note=(),
    )
    # The first page has no room to explain words; the sections do.
    scope.writer.forget_new_terms()
    return made


def _masthead(scope: Scope, program: Program) -> tree.Masthead:
    """Who hands it out; how to reach them stands at the foot of a sheet, and in a pack on the page of their name."""
    is_guide = scope.options.layout == "guide"
    made = branding.masthead(program, scope.words, sheet=not is_guide or bool(scope.options.sections))
    if is_guide:
        return made
    return replace(made, contact_title="", contact=(), code=None, facts=())


def cover(scope: Scope, front: tree.Front, chosen: Sequence[Section], edition: str) -> tree.Cover:
    """The page before the first: below the article's title, what it is about, or the sections that alone follow."""
    article, masthead = scope.article, front.masthead
    words = scope.writer.runs(article.main_message)
    scope.writer.forget_new_terms()
    return tree.Cover(
        article.title,
        "; ".join(section.title for section in chosen) if scope.options.sections else article.subtitle,
        words,
        masthead.name if masthead else "",
        masthead.language if masthead else "",
        masthead.logo if masthead else None,
        edition,
    )
