"""The entries of an article's collections: duties, skills, questions, credentials and the rest."""

from typing import Annotated, Final, Literal

from pydantic import Field

from cma_content.model.base import DutyId, Id, Line, Model, PlaceId, SourceId, WebAddress
from cma_content.model.references import refers_to
from cma_content.model.text import Text

Limit = Literal["delegated", "supervised", "state-law", "trained"]
# What a duty's limit refers to: the article's `limits` has to hold it.
WORDING: Final = "wording of the limit"
Codes = tuple["ClassificationCode", ...]
Sources = tuple[SourceId, ...]


class ClassificationCode(Model):
    """A code of a published classification; schemes change, so a code needs its version."""

    scheme: Literal["SOC", "O*NET-SOC", "O*NET task", "ISCO", "CIP", "ESCO"]
    """The classification."""
    version: Line
    code: Line
    label: Line
    match: Literal["exact", "close", "broad", "narrow"] = "exact"
    """How well the code fits: exactly, closely, or as a part of it or the other way round."""


class Duty(Model):
    """Something a medical assistant does, with the limits it carries."""

    id: Id
    name: Line
    side: Literal["clinical", "administrative"]
    """Where the work is done: with patients, or in the office."""
    involves: Annotated[tuple[Text, ...], Field(min_length=1)]
    """What you do, point by point."""
    limits: tuple[Annotated[Limit, refers_to(WORDING)], ...] = ()
    """The standing limits that apply; the article words them once, in `limits`."""
    not_yours: Text | None = None
    """What in this duty belongs to someone else."""
    codes: Codes = ()
    sources: Sources = ()


class Skill(Model):
    """An ability the work asks for."""

    id: Id
    name: Line
    kind: Literal["technical", "interpersonal"]
    """Whether it is about tasks or about people."""
    why: Text
    """Why it matters to a patient or the practice."""
    learned: Text
    """Where people learn it."""
    duties: tuple[DutyId, ...] = ()
    """Duties that use it."""
    sources: Sources = ()


class FAQ(Model):
    """A question people ask, and its answer."""

    id: Id
    question: Line
    answer: Annotated[tuple[Text, ...], Field(min_length=1)]
    """Paragraphs; the first one answers."""


class EducationPath(Model):
    """One way into the work."""

    id: Id
    name: Line
    length: Text
    """How long it takes."""
    award: Text
    """What you hold at the end."""
    good_for: Text
    """Whom it suits."""
    watch_for: Text
    """What to check before you sign up."""
    sources: Sources = ()


class Credential(Model):
    """A private certification, named as its issuer names it."""

    id: Id
    mark: Line
    """The short form, exactly as the issuer writes it."""
    name: Line
    issuer: Line
    address: WebAddress
    """The issuer's own page; the place to check before you pay."""
    routes: Text
    """Who may take the exam."""
    exam: Text
    """What the exam is like."""
    renewal: Text
    """How long it holds, and what keeps it."""
    sources: Annotated[Sources, Field(min_length=1)]


class CareerStep(Model):
    """A role, specialty or profession that people move to."""

    id: Id
    name: Line
    kind: Literal["role", "specialty", "schooling"]
    """`role`: within a practice. `specialty`: set by the practice you join. `schooling`: needs a new program."""
    what: Text
    """What the work is."""
    needs: Text
    """What it takes to get there."""
    sources: Sources = ()


class StateRule(Model):
    """What one state's law says of medical assistants."""

    id: Id
    place: PlaceId
    rule: Text
    """What the law says, in plain words."""
    sources: Annotated[Sources, Field(min_length=1)]


class Term(Model):
    """A word of the trade in plain words."""

    id: Id
    term: Line
    plain: Text
    """What it means, as a phrase without a full stop."""
    spelled_out: Line | None = None
    """What an abbreviation stands for."""


class NextStep(Model):
    """Something to do now."""

    do: Text
    """What to do."""
    why: Text
    """Why it helps."""
