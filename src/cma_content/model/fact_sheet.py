"""What a fact sheet prints: parts of an article, named by id."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from cma_content.model.audience import Audience
from cma_content.model.authored import BulletList
from cma_content.model.base import BlockId, Id, Line, Model
from cma_content.model.blocks import KeyFigures, LocalPay, LocalRules
from cma_content.model.references import check_reference
from cma_content.model.scalars import AS_WHOLE


class Excerpt(Model):
    """A block of a section, taken over as it stands."""

    type: Literal["excerpt"]
    block: BlockId
    """The id of the block."""


_PICKED = {
    "career-steps": "career step",
    "credentials": "credential",
    "duties": "duty",
    "education-paths": "education path",
    "faqs": "faq",
    "next-steps": "next step",
    "skills": "skill",
}


_TEXTS = ("good-parts", "hard-parts", "key-points", "unknowns")
_NEVER_LEFT_OUT = {
    "career-steps": "where the work can lead is",
    "education-paths": "the ways in are",
    "hard-parts": "what is hard is",
}


class Pick(Model):
    """Some entries of a collection, each in a line or two: those with the `ids`, or the `first` few."""

    type: Literal["pick"]
    of: Literal[
        "career-steps",
        "credentials",
        "duties",
        "education-paths",
        "faqs",
        "good-parts",
        "hard-parts",
        "key-points",
        "next-steps",
        "skills",
        "unknowns",
    ]
    """The collection."""
    ids: tuple[Id, ...] = ()
    """In the order of print; for collections whose entries have ids."""
    first: Annotated[int, Field(ge=1), AS_WHOLE] | None = None
    """How many to print, from the first."""
    form: Literal["whole", "leads"] = "whole"
    """Of texts such as the hard parts: whole, or only the stressed words that lead each, with its sources."""
    intro: Line | None = None
    """What career steps have in common: with experience, in one field, with more school."""

    @model_validator(mode="after")
    def _picks(self) -> Self:
        if bool(self.ids) == bool(self.first):
            raise ValueError("a pick names either ids or how many of the first")
        if self.ids and self.of not in _PICKED:
            raise ValueError(f"the entries of {self.of} have no ids: write first")
        if self.form == "leads" and self.of not in _TEXTS:
            raise ValueError(f"the entries of {self.of} have no words that lead them: form is for {', '.join(_TEXTS)}")
        if (self.of == "career-steps") != bool(self.intro):
            raise ValueError("a pick of career steps, and no other, has an intro: what they have in common")
        for number, id_ in enumerate(self.ids):
            check_reference(_PICKED[self.of], id_, within=("ids", number))
        return self


class SheetPart(Model):
    """A titled part of a fact sheet, made of what the article says elsewhere."""

    id: Id
    title: Line
    """The heading of the part."""
    side: Literal["front", "back"] = "front"
    """The front stands alone; a sheet of one side has no back."""
    width: Literal["full", "half"] = "full"
    """Of the page. Of the halves of a side, the first and the second stand side by side, then the next two; where one
    of two is not printed, the other has all of the width."""
    priority: Annotated[int, Field(ge=1, le=9), AS_WHOLE]
    """1 is always printed; when the page is full, the part with the highest number is left out first."""
    audience: tuple[Audience, ...] = ()
    """Whom the part is for; one that names nobody is for all."""
    blocks: Annotated[
        tuple[
            Annotated[Excerpt | Pick | BulletList | KeyFigures | LocalPay | LocalRules, Field(discriminator="type")],
            ...,
        ],
        Field(min_length=1),
    ]
    """What the part is made of, in order."""

    @model_validator(mode="after")
    def _keeps_what_decides(self) -> Self:
        for block in self.blocks:
            if isinstance(block, Pick) and self.priority > 1 and not self.audience and block.of in _NEVER_LEFT_OUT:
                raise ValueError(f"{_NEVER_LEFT_OUT[block.of]} never left out of a sheet: write priority: 1")
        return self
