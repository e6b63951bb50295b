"""Which sections a guide prints and in which order, and its contents."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Final

from cma_content.errors import UsageError
from cma_content.handout import tree
from cma_content.handout.options import RenderOptions, check_name
from cma_content.model.article import Article
from cma_content.model.retired import remedies
from cma_content.model.sections import Section

_FEW: Final = 3
"""Chosen sections that are found without contents."""
LIST: Final = "export --list-sections lists them"


def chosen(article: Article, options: RenderOptions) -> tuple[Section, ...]:
    """The sections that are wanted, in the order of the options, of the program or of the groups; appendices last.

    Raises `UsageError` as `check_section`, for an id that the program hides, and where it hides all of them.
    """
    by_id = {section.id: section for section in article.sections}
    for id_ in (*options.omit, *options.sections):
        try:
            check_section(article, id_, by_id)
        except UsageError as error:
            raise UsageError(f"{error} ({LIST})" if id_ in options.sections else str(error)) from None
    program = options.program.sections if options.program else ()
    hidden = options.program.hide.sections if options.program and options.program.hide else ()
    for id_ in options.sections:
        if id_ in hidden:
            raise UsageError(f"the section {id_!r} is hidden by the file of the program, under hide")
    grouped = [id_ for group in article.groups for id_ in group.sections]
    ids = dict.fromkeys(options.sections or program or [*grouped, *by_id])
    wanted = [id_ for id_ in ids if id_ not in options.omit]
    sections = [by_id[id_] for id_ in wanted if id_ not in hidden]
    if wanted and not sections:
        raise UsageError("the file of the program hides every section: leave one under hide")
    return tuple(sorted(sections, key=lambda section: section.appendix))


def check_section(article: Article, id_: str, known: Collection[str]) -> None:
    """Raises `UsageError`, with what took its place or the nearest, for an id that is none of the `known` sections'."""
    if id_ not in known and (remedy := remedies(article).get(("section", id_))):
        raise UsageError(f"there is no section {id_!r}; {remedy}")
    check_name("section", id_, known)


def contents(
    article: Article, options: RenderOptions, words: Mapping[str, str], body: Sequence[tree.Part]
) -> tree.Contents | None:
    """The list of what stands in `body`, which its sources close; nothing for a few chosen sections."""
    sections = [part for part in body if isinstance(part, tree.Section)]
    if options.sections and len(sections) <= _FEW:
        return None
    groups = list(_groups(article, sections))
    end = [entry for entry in outline(body) if entry.level == 1 and entry.id not in _ids(groups)]
    if len(groups) == 1 and not groups[0].title and not any(section.appendix for section in sections):
        groups = [tree.ContentsGroup("", (*groups[0].entries, *end))]
    else:
        groups.append(tree.ContentsGroup(words["at_the_end"], tuple(end)))
    return tree.Contents(words["contents"], tuple(groups))


def _groups(article: Article, sections: Sequence[tree.Section]) -> Iterator[tree.ContentsGroup]:
    """The sections that are no appendices in their groups; in one without a title, where the order parts a group."""
    title_of = {id_: group.title for group in article.groups for id_ in group.sections}
    number_of = {id_: number for number, group in enumerate(article.groups) for id_ in group.sections}
    body = [section for section in sections if not section.appendix]
    found = [(number, list(some)) for number, some in groupby(body, lambda section: number_of.get(section.part))]
    if len({number for number, _ in found}) < len(found):
        found = [(None, body)]
    for number, some in found:
        title = "" if number is None else title_of[some[0].part]
        yield tree.ContentsGroup(title, tuple(tree.OutlineEntry(part.id, part.title, 1) for part in some))


def _ids(groups: Sequence[tree.ContentsGroup]) -> set[str]:
    return {entry.id for group in groups for entry in group.entries}


def outline(body: Sequence[tree.Part]) -> Iterator[tree.OutlineEntry]:
    """Every heading that a link can lead to."""
    for part in body:
        if isinstance(part, tree.Section | tree.Action | tree.Notices | tree.Sources):
            yield tree.OutlineEntry(part.id, part.title, 1)
        if isinstance(part, tree.Section):
            entries = (block for block in part.blocks if isinstance(block, tree.Entry | tree.Subheading))
            yield from (tree.OutlineEntry(entry.id, entry.title, 2) for entry in entries)
