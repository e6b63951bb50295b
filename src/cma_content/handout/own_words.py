"""A program's own words in a guide, marked as its own, and the guide without what the program hides."""

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from pydantic import BaseModel

from cma_content.handout import anchors, tree
from cma_content.handout.scope import Scope
from cma_content.model.article import Article
from cma_content.model.blocks import Block
from cma_content.model.lookups import look_up_in
from cma_content.model.program import Program

_SELECTED: Final = ("sections", "blocks")
"""What is hidden where sections are chosen and drawn, not in a collection."""


def without_hidden(article: Article) -> Article:
    """The article as its program prints it; what is hidden is still found by its id, for whatever refers to it."""
    hide = article.program.hide if article.program else None
    if hide is None:
        return article
    kept: dict[str, object] = {
        field: tuple(entry for entry in getattr(article, field) if entry.id not in ids)
        for field, ids in hide
        if ids and field not in _SELECTED
    }
    if hide.blocks:
        kept["sections"] = tuple(
            BaseModel.model_copy(
                section, update={"blocks": tuple(block for block in section.blocks if block.id not in hide.blocks)}
            )
            for section in article.sections
        )
    made = BaseModel.model_copy(article, update=kept)
    look_up_in(made, article)
    return made


def section(
    scope: Scope, program: Program | None, draw: Callable[[Block], Iterable[tree.Block]]
) -> Iterator[tree.Section]:
    """The program's own section, with its questions behind it; nothing where it has neither.

    Its first line says whose words they are, and so does its title.
    """
    if program is None or not (program.section or program.faqs):
        return
    words, own = scope.words, program.section
    scope.writer.start_section()
    scope.writer.printed_pay = False
    blocks: list[tree.Block] = [tree.Paragraph((words["own_words"].format(name=program.name),), role="note")]
    for block in own.blocks if own else ():
        if scope.is_for_reader(block):
            blocks += draw(block)
    for number, faq in enumerate(program.faqs, start=1):
        scope.writer.start_block()
        answer = tuple(tree.Paragraph(scope.writer.runs(text)) for text in faq.answer)
        blocks.append(tree.Entry(f"{anchors.by(program.id)}-{number}", faq.question, answer, kind="question"))
    scope.writer.forget_new_terms()
    title = words["own_title"].format(name=program.name, title=own.title if own else words["own_questions"])
    yield tree.Section(anchors.by(program.id), title, tuple(blocks))
