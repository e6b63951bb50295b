"""A program's own part of a handout: who hands it out, laid over the article without touching it."""

import re
from collections.abc import Iterator
from typing import Annotated, Final, Literal, Self

from pydantic import (
    AfterValidator,
    Field,
    StringConstraints,
    ValidationInfo,
    field_validator,
    model_validator,
)

from cma_content.design import colors
from cma_content.diagnostics import rules
from cma_content.model import addresses, images
from cma_content.model.base import Id, Language, Line, Model, SectionId, WebAddress, form
from cma_content.model.own_words import KINDS, Hidden, OwnQuestion, OwnSection, references
from cma_content.model.period import Period
from cma_content.model.pictures import PictureFile
from cma_content.model.references import check_reference, fault
from cma_content.model.text import check_words

ON_A_SHEET: Final = 240
_LEAST_CONTRAST: Final = 4.5
_CODE: Final = re.compile(r"[A-Z]{2,8}-[A-Z0-9]{1,12}")
"""The id of a region; what else names one is a name, or the end of its id."""


def _check_region(region: str) -> str:
    if _CODE.fullmatch(region):
        check_reference("place", region)
    return region


class Logo(PictureFile):
    """A picture beside the program's name: PNG or JPEG, in the folder of the program's file."""

    bounds = images.LOGO
    what = "logo"
    holder = "program"


def _check_accent(color: str) -> str:
    found = colors.contrast(color, colors.PAPER)
    if found >= _LEAST_CONTRAST:
        return color.lower()
    nearest = colors.with_contrast(color, colors.PAPER, _LEAST_CONTRAST)
    reason = f"{color} has a contrast of {found:.1f} to 1 on white paper; text needs {_LEAST_CONTRAST} to 1"
    raise fault(rules.CONTRAST, reason, at=color, hint=f"the nearest that passes is {nearest!r}")


def _check_phone(typed: str) -> str:
    try:
        addresses.telephone(typed)
    except addresses.AddressError:
        reason, hint = f"{typed!r} is no number of a telephone", "write its digits, such as 555-0100"
        raise fault(rules.ADDRESS, reason, at=typed, hint=hint) from None
    return typed


def _check_email(typed: str) -> str:
    try:
        addresses.email(typed)
    except addresses.AddressError as error:
        raise fault(rules.ADDRESS, str(error), at=typed, hint=error.hint) from None
    return typed


class Contact(Model):
    """How to reach the program; each line is printed as typed."""

    lines: Annotated[tuple[Line, ...], Field(min_length=1, max_length=3)]
    """Room, street, office hours, a person to ask for."""
    phone: (
        Annotated[
            str,
            form(addresses.NUMBER, "a phone number such as 555-0100 or 555-0100 x12"),
            AfterValidator(_check_phone),
        ]
        | None
    ) = None
    """A number to call; an extension stands behind x or ext."""
    email: (
        Annotated[
            str,
            form(r"^[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+$", "an e-mail address", max_length=80),
            AfterValidator(_check_email),
        ]
        | None
    ) = None
    """An address to write to."""


class Scan(Model):
    """A QR code, with the address that it holds in print beside it."""

    address: Annotated[WebAddress, Field(max_length=80)]
    """Short, and yours: a printed code cannot be corrected."""
    says: Annotated[Line, Field(max_length=60)]
    """What the reader gets there."""


def _check_verbatim(text: str) -> str:
    text = check_words(text)
    if found := re.search(r"\s{2}|[^\S ]|^\s|\s$", text):
        raise fault(rules.VERBATIM, "line breaks and double spaces would not print as typed", at=found[0])
    return text


class Statement(Model):
    """Words that a law, a funder or an accreditor asks for, printed exactly as typed; no markup."""

    slot: Literal[
        "accreditation",
        "equal-opportunity",
        "funding",
        "language-assistance",
        "minimum-expectations",
        "nondiscrimination",
        "other",
    ]
    """What the words are for."""
    on_sheet: bool = True
    """Whether fact sheets print it; the guide always does."""
    text: Annotated[str, StringConstraints(min_length=1, max_length=2000), AfterValidator(_check_verbatim)]
    """The words, as they must be printed."""

    @field_validator("text")
    @classmethod
    def _fits(cls, text: str, info: ValidationInfo) -> str:
        if info.data.get("on_sheet") and len(text) > ON_A_SHEET:
            reason = f"the statement has {len(text)} characters; a sheet has room for {ON_A_SHEET}"
            hint = "shorten it, or keep it to the guide with on_sheet: false"
            raise fault(rules.STATEMENT, reason, at=text[:20], hint=hint)
        return text


class LocalFact(Model):
    """A figure of the program's own, with its own source; it stands beside the guide's facts and changes none."""

    label: Line
    """What the figure counts."""
    value: Annotated[Line, Field(max_length=80)]
    """The figure with its unit, as it is to be printed: 38 weeks."""
    period: Period
    """The time that the figure is of."""
    source: Line
    """Who says so: Our course catalog."""
    address: WebAddress | None = None
    """Where that can be read."""


Accent = Annotated[str, form(r"^#[0-9a-fA-F]{6}$", "a color such as #0b5563, in quotes"), AfterValidator(_check_accent)]


class Program(Model):
    """Who hands the guide out: a school, an employer, a workforce board."""

    schema_version: Literal["1.0"]
    """The version of this form."""
    id: Id
    """Part of file names."""
    name: Annotated[Line, Field(max_length=60)]
    """The name that its handouts carry."""
    language: Language | None = None
    """The language of the name, where it is not the guide's."""
    logo: Logo | None = None
    """The picture beside its name."""
    accent: Accent | None = None
    """The color of rules and headings; its contrast on white is at least 4.5 to 1."""
    contact: Contact | None = None
    """How to reach it."""
    scan: Scan | None = None
    """A code to scan, with the address that it leads to."""
    statements: tuple[Statement, ...] = ()
    """Notices that it has to print, in their order."""
    facts: Annotated[tuple[LocalFact, ...], Field(max_length=4)] = ()
    """Figures of its own, which its handouts print as its own."""
    sections: Annotated[tuple[SectionId, ...], Field(min_length=1)] | None = None
    """The sections to print and their order; without it, all of them."""
    region: Annotated[Line, Field(max_length=80), AfterValidator(_check_region)] | None = None
    """The state or metropolitan area of its handouts, where the command names none: US-WA, WA, Washington, Seattle."""
    section: OwnSection | None = None
    """A section of its own, which a whole guide prints after those of the guide."""
    faqs: Annotated[tuple[OwnQuestion, ...], Field(max_length=12)] = ()
    """Questions that it is asked, with its answers; printed in its own section, or in one for them alone."""
    hide: Hidden | None = None
    """What its handouts leave out of the guide."""

    def refers(self) -> Iterator[tuple[str, str]]:
        """The kind and id of every part of the article that it names; a region is a place where it is no name."""
        yield from (("section", id_) for id_ in self.sections or ())
        yield from (("place", id_) for id_ in [self.region] if id_ and _CODE.fullmatch(id_))
        for field, ids in self.hide or ():
            yield from ((KINDS[field], id_) for id_ in ids)
        yield from references((self.section, self.faqs))

    @model_validator(mode="after")
    def _goes_together(self) -> Self:
        if sum(statement.on_sheet for statement in self.statements) > 3:
            reason = "a sheet has room for three statements"
            hint = "mark the others on_sheet: false"
            raise fault(rules.SENSE, reason, within=("statements", len(self.statements) - 1), hint=hint)
        if self.logo and self.logo.alt.casefold() == self.name.casefold():
            reason = "the logo's words are the program's name, which stands beside it"
            raise fault(rules.SENSE, reason, within=("logo", "alt"), hint="say what the logo shows")
        for number, id_ in enumerate(self.hide.sections if self.hide else ()):
            if id_ in (self.sections or ()):
                reason = f"the section {id_!r} is hidden, and among those to print"
                raise fault(rules.SENSE, reason, within=("hide", "sections", number), hint="take it out of one of them")
        return self
