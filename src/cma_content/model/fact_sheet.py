"""What a fact sheet prints: parts of an article, named by id."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from cma_content.model.base import BlockId, Id, Line, Model
from cma_content.model.blocks import KeyFigures, LocalPay, LocalRules
from cma_content.model.references import check_reference
from cma_content.model.scalars import AS_WHOLE


class Excerpt(Model):
    """A block of a section, taken over as it stands."""

    type: Literal["excerpt"]
    block: BlockId


_PICKED = {
    "credentials": "credential",
    "duties": "duty",
    "education-paths": "education path",
    "faqs": "faq",
    "next-steps": "next step",
    "skills": "skill",
}


class Pick(Model):
    """Some entries of a collection, each in a line or two: those with the `ids`, or the `first` few."""

    type: Literal["pick"]
    of: Literal[
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

    @model_validator(mode="after")
    def _picks(self) -> Self:
        if bool(self.ids) == bool(self.first):
            raise ValueError("a pick names either ids or how many of the first")
        if self.ids and self.of not in _PICKED:
            raise ValueError(f"the entries of {self.of} have no ids: write first")
        for number, id_ in enumerate(self.ids):
            check_reference(_PICKED[self.of], id_, within=("ids", number))
        return self


class SheetPart(Model):
    """A titled part of a fact sheet, made of what the article says elsewhere."""

    id: Id
    title: Line
    side: Literal["front", "back"] = "front"
    """The front stands alone; a sheet of one side has no back."""
    column: Literal["wide", "main", "side"] = "main"
    """Where there is room for two columns: across both, in the wide one, in the narrow one beside it; in that order."""
    priority: Annotated[int, Field(ge=1, le=9), AS_WHOLE]
    """1 is always printed; when the page is full, the part with the highest number is left out first."""
    blocks: Annotated[
        tuple[Annotated[Excerpt | Pick | KeyFigures | LocalPay | LocalRules, Field(discriminator="type")], ...],
        Field(min_length=1),
    ]
    """What the part is made of, in order."""
