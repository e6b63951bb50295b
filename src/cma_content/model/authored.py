"""Blocks of words and pictures that an author sets: lists, checklists, quotes, lines to fill in, pictures, links."""

from collections.abc import Mapping
from functools import cache
from itertools import zip_longest
from typing import Annotated, Any, Final, Literal, Self

from pydantic import (
    AfterValidator,
    Field,
    GetCoreSchemaHandler,
    TypeAdapter,
    ValidatorFunctionWrapHandler,
    model_validator,
)
from pydantic_core import CoreSchema, core_schema

from cma_content.diagnostics.rules import PICTURE, SENSE
from cma_content.model import images
from cma_content.model.base import Line, LongLine, Model, SourceId, WebAddress
from cma_content.model.block_fields import BlockFields
from cma_content.model.pictures import PictureFile
from cma_content.model.references import fault
from cma_content.model.scalars import AS_WHOLE
from cma_content.model.text import Text

WIDTHS: Final[Mapping[str, float]] = {"column": 1.0, "half": 0.5}
"""How much of its column a picture takes."""
_TALLEST: Final = 0.7
"""How tall a picture may be, in widths of its column: a third of a page."""


class Point(Model):
    """An item of a list that holds a list of its own."""

    text: Text
    """The words of the item."""
    items: Annotated[tuple[Text, ...], Field(min_length=1)]
    """The points under it, in no order."""


_FIELDS: Final = frozenset(Point.model_fields)


class _Either:
    """How pydantic reads an item: fields make a `Point`, and all else is held to be a text."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        either = core_schema.union_schema([handler.generate_schema(Text), handler.generate_schema(Point)])
        return core_schema.no_info_wrap_validator_function(_item, either)


def _item(value: Any, _: ValidatorFunctionWrapHandler) -> Text | Point:
    # Other fields are a text with a colon in it, and no quotes around it.
    if isinstance(value, Point) or (isinstance(value, Mapping) and not _FIELDS.isdisjoint(value)):
        return Point.model_validate(value)
    return _text().validate_python(value)


@cache
def _text() -> TypeAdapter[Text]:
    return TypeAdapter(Text)


Item = Annotated[Text | Point, _Either]
"""A text, or a text with points under it."""


class BulletList(BlockFields):
    """Points in no order; more than seven want sub-headings instead."""

    type: Literal["list"]
    intro: Text | None = None
    """The sentence that leads into the list."""
    items: Annotated[tuple[Item, ...], Field(min_length=1)]
    """The points; one with points of its own is written with text and items."""


class Steps(BlockFields):
    """Points in order, printed with numbers."""

    type: Literal["steps"]
    intro: Text | None = None
    """The sentence that leads into the steps."""
    items: Annotated[tuple[Item, ...], Field(min_length=1)]
    """The steps; one with points of its own is written with text and items."""


class Checklist(BlockFields):
    """Things to do or to ask, each with a box to check on paper."""

    type: Literal["checklist"]
    intro: Text | None = None
    """The sentence that leads into the list."""
    items: Annotated[tuple[Text, ...], Field(min_length=1)]
    """What is checked off, one by one."""


class Subheading(BlockFields):
    """A heading below the section's own, over the blocks that follow it."""

    type: Literal["subheading"]
    title: Line
    """The words of the heading."""


def _head(blocks: tuple[BlockFields, ...]) -> tuple[BlockFields, ...]:
    for number, (block, following) in enumerate(zip_longest(blocks, blocks[1:])):
        if isinstance(block, Subheading) and (following is None or isinstance(following, Subheading)):
            hint = "put a block below it, or take it away"
            raise fault(SENSE, "nothing stands below the subheading", within=(number,), hint=hint)
    return blocks


SUBHEADINGS_HEAD: Final = AfterValidator(_head)
"""Holds that each subheading among blocks has some below it."""


class Quote(BlockFields):
    """What somebody else says, word for word, with who says it and where it was read."""

    type: Literal["quote"]
    text: Annotated[tuple[Text, ...], Field(min_length=1, max_length=6)]
    """Paragraphs, without marks of quotation around them."""
    by: Line
    """Who says it."""
    source: SourceId
    """The id of the source where it was read."""


class Blank(Model):
    """A label with room to write by hand."""

    label: Line
    """What is to be written there."""
    lines: Annotated[int, Field(ge=1, le=8), AS_WHOLE] = 1
    """How many lines there are to write on."""


class FillIn(BlockFields):
    """Lines to write on, by hand or in Word."""

    type: Literal["fill-in"]
    intro: Text | None = None
    """The sentence that says what they are for."""
    blanks: Annotated[tuple[Blank, ...], Field(min_length=1, max_length=20)]
    """What is to be written, in order."""


class Picture(PictureFile, BlockFields):
    """A photo or a drawing: PNG or JPEG, in the folder of the article's file; published as its pixels alone."""

    bounds = images.PHOTO
    what = "picture"
    holder = "article"

    type: Literal["picture"]
    alt: Annotated[LongLine, Field(description="What the picture shows, for readers who do not see it.")]
    caption: Text | None = None
    """What is printed below it."""
    credit: Text | None = None
    """Whose picture it is, and by what right it is printed."""
    width: Literal["column", "half"] = "column"
    """How much of its column it takes; a tall picture takes less."""

    @model_validator(mode="after")
    def _says_more_than_its_caption(self) -> Self:
        if self.caption and self.alt.casefold() == self.caption.casefold():
            reason, hint = (
                "the words in place of the picture are its caption, which stands below it",
                "say what it shows",
            )
            raise fault(PICTURE, reason, within=("alt",), hint=hint)
        return self

    @property
    def share(self) -> float:
        """How much of the width of its column it takes, so that it is not too tall."""
        width, height = images.size_of(self.content)
        return min(WIDTHS[self.width], _TALLEST * width / height)


class CodedLink(BlockFields):
    """A web address to open, to type and to scan: a label, the address in print, and its QR code."""

    type: Literal["link"]
    address: Annotated[WebAddress, Field(max_length=120)]
    """Short: a code of a long address is hard to scan, and nobody types it."""
    label: Annotated[Line, Field(max_length=80)]
    """What the reader gets there."""
