"""What a program adds to the guide in its own words, and what of the guide its handouts leave out."""

from collections.abc import Iterator
from typing import Annotated, Any, Final

from pydantic import BaseModel, Field

from cma_content.model import inline
from cma_content.model.authored import (
    SUBHEADINGS_HEAD,
    BulletList,
    Checklist,
    CodedLink,
    FillIn,
    Steps,
    Subheading,
)
from cma_content.model.base import BlockId, CredentialId, DutyId, Id, Line, Model, SectionId
from cma_content.model.blocks import Callout, Paragraph, Table
from cma_content.model.ids import REFERRED
from cma_content.model.references import refers_to
from cma_content.model.text import Text

KINDS: Final = {path.rpartition(".")[2]: kind for kind, path in REFERRED.items()}
"""What an id names, by the field that holds it."""
_MOST_HIDDEN: Final = Field(max_length=200)


class OwnQuestion(Model):
    """A question that a program is asked, and its own answer."""

    question: Annotated[Line, Field(max_length=160)]
    """The question, as people ask it."""
    answer: Annotated[tuple[Text, ...], Field(min_length=1, max_length=4)]
    """Paragraphs; the first one answers."""


class OwnSection(Model):
    """A section in a program's own words, printed under its name, after those of the guide; no figure changes by it."""

    title: Annotated[Line, Field(max_length=80)]
    """The heading of the section, printed behind the program's name."""
    blocks: Annotated[
        tuple[
            Annotated[
                Paragraph | Subheading | BulletList | Steps | Checklist | FillIn | CodedLink | Callout | Table,
                Field(discriminator="type"),
            ],
            ...,
        ],
        Field(min_length=1, max_length=30),
        SUBHEADINGS_HEAD,
    ]
    """What it is made of, in order."""


class Hidden(Model):
    """What a program's handouts leave out of the guide, by id.

    What bounds the work, the law, sources and notices of pay have no place here: they are always printed with what
    they belong to.
    """

    sections: Annotated[tuple[SectionId, ...], _MOST_HIDDEN] = ()
    """Sections, by id."""
    blocks: Annotated[tuple[BlockId, ...], _MOST_HIDDEN] = ()
    """Blocks of sections, of those that have an id."""
    duties: Annotated[tuple[DutyId, ...], _MOST_HIDDEN] = ()
    """Duties, by id."""
    skills: Annotated[tuple[Annotated[Id, refers_to("skill")], ...], _MOST_HIDDEN] = ()
    """Skills, by id."""
    faqs: Annotated[tuple[Annotated[Id, refers_to("faq")], ...], _MOST_HIDDEN] = ()
    """Questions, by id."""
    education_paths: Annotated[tuple[Annotated[Id, refers_to("education path")], ...], _MOST_HIDDEN] = ()
    """Ways in, by id."""
    credentials: Annotated[tuple[CredentialId, ...], _MOST_HIDDEN] = ()
    """Credentials, by id."""
    similar_jobs: Annotated[tuple[Annotated[Id, refers_to("similar job")], ...], _MOST_HIDDEN] = ()
    """Similar jobs, by id."""
    work_settings: Annotated[tuple[Annotated[Id, refers_to("work setting")], ...], _MOST_HIDDEN] = ()
    """Workplaces, by id."""
    tools: Annotated[tuple[Annotated[Id, refers_to("tool")], ...], _MOST_HIDDEN] = ()
    """Tools, by id."""
    career_steps: Annotated[tuple[Annotated[Id, refers_to("career step")], ...], _MOST_HIDDEN] = ()
    """Career steps, by id."""
    next_steps: Annotated[tuple[Annotated[Id, refers_to("next step")], ...], _MOST_HIDDEN] = ()
    """Next steps, by id."""


def references(value: Any) -> Iterator[tuple[str, str]]:
    """The kind and id of whatever texts in a record refer to."""
    if isinstance(value, Text):
        yield from inline.references(value.runs)
    elif isinstance(value, tuple):
        for item in value:
            yield from references(item)
    elif isinstance(value, BaseModel):
        for item in value.__dict__.values():
            yield from references(item)
