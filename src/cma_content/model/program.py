"""A program's own part of a handout: who hands it out, laid over the article without touching it."""

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Annotated, Any, Final, Literal, Self

from pydantic import (
    AfterValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationInfo,
    field_validator,
    model_validator,
)

from cma_content.design import colors
from cma_content.diagnostics import rules
from cma_content.model import addresses, images
from cma_content.model.base import Id, Language, Line, Model, PlaceId, SectionId, WebAddress, form
from cma_content.model.period import Period
from cma_content.model.references import fault
from cma_content.model.text import check_words

ON_A_SHEET: Final = 240
_LEAST_CONTRAST: Final = 4.5
_folder: ContextVar[Path | None] = ContextVar("folder of the program", default=None)


@contextmanager
def reading_from(folder: Path) -> Iterator[None]:
    """While open, a program's logo is read from `folder`, and from nowhere else."""
    token = _folder.set(folder)
    try:
        yield
    finally:
        _folder.reset(token)


class Logo(Model):
    """A picture beside the program's name: PNG or JPEG, in the folder of the program's file."""

    model_config = ConfigDict(ser_json_bytes="base64", val_json_bytes="base64")

    file: Line
    """The bare name of the file."""
    alt: Line
    """The words of the logo, for readers who do not see it."""
    content: bytes = b""
    """Its pixels as a PNG, base64 in JSON; read from the file, never written by hand."""

    @model_validator(mode="before")
    @classmethod
    def _read(cls, data: Any) -> Any:
        folder = _folder.get()
        if folder is None or not isinstance(data, dict):
            return data
        name = data.get("file")
        path = folder / name if isinstance(name, str) and Path(name).name == name else folder
        inside = _is_file(path) and path.resolve().parent == folder.resolve()
        with path.open("rb") if inside else io.BytesIO() as file:
            return {**data, "content": file.read(images.MAX_BYTES + 1)}

    @field_validator("file")
    @classmethod
    def _is_beside(cls, name: str) -> str:
        folder = _folder.get()
        if folder is None:
            return name
        is_bare = Path(name).name == name
        if is_bare and not _is_file(folder / name):
            raise fault(rules.PICTURE, f"there is no file {name!r} beside the program's", at=name)
        if not is_bare or (folder / name).resolve().parent != folder.resolve():
            raise fault(rules.PICTURE, "a logo is a file in the program's own folder", at=name)
        with (folder / name).open("rb") as file:
            _pixels(file.read(images.MAX_BYTES + 1), name, at=name)
        return name

    @field_validator("content")
    @classmethod
    def _is_a_picture(cls, content: bytes, info: ValidationInfo) -> bytes:
        return _pixels(content, "the content of the logo") if "file" in info.data else content


def _pixels(content: bytes, name: str, **where: str) -> bytes:
    try:
        return images.pixels(content)
    except images.UnusablePictureError as error:
        raise fault(rules.PICTURE, f"{name} {error}", **where) from None


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # no system takes such a name
        return False


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
    value: Annotated[Line, Field(max_length=80)]
    period: Period
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
    language: Language | None = None
    """The language of the name, where it is not the guide's."""
    logo: Logo | None = None
    accent: Accent | None = None
    """The color of rules and headings; its contrast on white is at least 4.5 to 1."""
    contact: Contact | None = None
    scan: Scan | None = None
    statements: tuple[Statement, ...] = ()
    facts: Annotated[tuple[LocalFact, ...], Field(max_length=4)] = ()
    sections: Annotated[tuple[SectionId, ...], Field(min_length=1)] | None = None
    """The sections to print and their order; without it, all of them."""
    region: PlaceId | None = None
    """The region of its handouts, where the command names none."""

    @model_validator(mode="after")
    def _goes_together(self) -> Self:
        if sum(statement.on_sheet for statement in self.statements) > 3:
            reason = "a sheet has room for three statements"
            hint = "mark the others on_sheet: false"
            raise fault(rules.SENSE, reason, within=("statements", len(self.statements) - 1), hint=hint)
        if self.logo and self.logo.alt.casefold() == self.name.casefold():
            reason = "the logo's words are the program's name, which stands beside it"
            raise fault(rules.SENSE, reason, within=("logo", "alt"), hint="say what the logo shows")
        return self
