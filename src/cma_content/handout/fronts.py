"""What stands before the sections: a cover, where it is wanted, and the first page."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from cma_content.handout import branding, figures, tree
from cma_content.handout.scope import Scope
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
    """The first page; of chosen sections, who hands them out and the title; of a sheet, what stands at its head."""
    article, program, words, runs = scope.article, scope.article.program, scope.words, scope.writer.runs
    is_guide, is_whole = scope.options.layout == "guide", not scope.options.sections
    is_whole_guide = is_guide and is_whole
    masthead = branding.masthead(program, words, sheet=not is_guide) if program else None
    if masthead and not is_guide:
        # The ways to reach it stand at the foot of a sheet.
        masthead = replace(masthead, contact=(), code=None, facts=())
    made = tree.Front(
        masthead=masthead,
        title=title,
        subtitle=article.subtitle if is_whole_guide else "",
        message_title=words["message"] if is_whole_guide else "",
        message=runs(article.main_message) if is_whole else (),
        figures=figures.headline(scope) if is_whole else tree.KeyFigures(()),
        action_title=words["action"] if is_whole_guide else "",
        action=runs(article.call_to_action) if is_whole_guide else (),
        key_points_title=words["key_points"],
        key_points=tuple(map(runs, article.key_points)) if is_whole_guide else (),
        note=(),
    )
    # The first page has no room to explain words; the sections do.
    scope.writer.forget_new_terms()
    return made


def cover(scope: Scope, front: tree.Front, edition: str) -> tree.Cover:
    """The page before the first."""
    masthead, words = front.masthead, scope.writer.runs(scope.article.main_message)
    scope.writer.forget_new_terms()
    return tree.Cover(
        front.title,
        scope.article.subtitle,
        words,
        masthead.name if masthead else "",
        masthead.language if masthead else "",
        masthead.logo if masthead else None,
        edition,
    )
