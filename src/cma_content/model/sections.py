"""The sections of an article, the groups in which its contents show them, and its appendices."""

from collections.abc import Sequence
from typing import Annotated

from pydantic import Field

from cma_content.diagnostics.rules import SENSE
from cma_content.model.authored import SUBHEADINGS_HEAD
from cma_content.model.base import Id, Line, Model, SectionId
from cma_content.model.blocks import Block
from cma_content.model.references import fault
from cma_content.model.words import Named, lines


class Section(Model):
    """A titled part of the article."""

    id: Id
    title: Line
    """The heading of the section."""
    appendix: bool = False
    """Whether it is looked up and not read: it stands behind all other sections, and in no group."""
    blocks: Annotated[tuple[Block, ...], Field(min_length=1), SUBHEADINGS_HEAD]
    """What the part is made of, in order."""

    def text(self, article: Named | None = None) -> str:
        """The section in plain text, a line for each paragraph, item, moment or row of a table.

        It holds the title and what the blocks say themselves, those for any reader: captions, notes and summaries too,
        but not the figures of a chart, nor the entries that a view takes from the article. For `article`, see `plain`.
        """
        return "\n".join([self.title, *(line for block in self.blocks for line in lines(block, article))])


class Group(Model):
    """Sections that belong together, under a title in the contents."""

    title: Line
    """The heading above them in the contents."""
    sections: Annotated[tuple[SectionId, ...], Field(min_length=1)]
    """In the order of print."""


def check_groups(groups: Sequence[Group], sections: Sequence[Section]) -> None:
    """Raises for a section in two groups, and for an appendix in one; one that stands in none comes after them."""
    appendices = {section.id for section in sections if section.appendix}
    seen: set[str] = set()
    for number, group in enumerate(groups):
        for index, id_ in enumerate(group.sections):
            within = ("groups", number, "sections", index)
            if id_ in seen:
                raise fault(
                    SENSE, f"the section {id_!r} stands in the groups twice", within=within, hint="name it once"
                )
            if id_ in appendices:
                reason = f"the section {id_!r} is an appendix, which stands behind all groups"
                raise fault(SENSE, reason, within=within, hint="take it away")
            seen.add(id_)
