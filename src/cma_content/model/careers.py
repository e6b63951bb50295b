"""The entries that speak of ways in and of ways on: training, credentials, jobs, places of work."""

from typing import Annotated, Literal

from pydantic import Field

from cma_content.model.base import CredentialId, FactId, Id, Line, Model, SourceId, WebAddress
from cma_content.model.text import Text

Sources = tuple[SourceId, ...]
Soc = Annotated[Line, Field(description="The code of the job in the SOC of 2018, such as 29-1141.")]


class EducationPath(Model):
    """One way into the work."""

    id: Id
    name: Line
    """What the way is called."""
    brief: Line | None = None
    """The same in fewer words, for a fact sheet."""
    time: FactId | None = None
    """How long it takes, as a figure in months."""
    length: Text
    """How long it takes, in words; behind `time` where there is one."""
    in_short: Text | None = None
    """What it is and whom it suits, in a line, for a fact sheet."""
    award: Text
    """What you hold at the end."""
    cost: Text
    """What it costs you, and who may pay."""
    opens: tuple[CredentialId, ...] = ()
    """The credentials whose exam it lets you take."""
    good_for: Text
    """Whom it suits."""
    watch_for: Text
    """What to check before you sign up."""
    sources: Sources = ()
    """The ids of the sources that it rests on."""


class Route(Model):
    """One way to be let into an exam."""

    kind: Literal["student", "graduate", "education", "work", "military", "apprenticeship", "instructor", "renewal"]
    """What lets you in: school, work, service, teaching, or a credential that ran out."""
    text: Text
    """Who may take it."""


class Fee(Model):
    """What somebody pays for an exam or for keeping a credential."""

    amount: FactId
    """The id of the fact that says how much."""
    who: Line
    """Who pays it, or when: students and recent graduates."""


class Credential(Model):
    """A private certification, named as its issuer names it; what is not given was not found."""

    id: Id
    mark: Line
    """The short form, exactly as the issuer writes it."""
    name: Line
    """Its full name, as its issuer writes it."""
    issuer: Line
    """Who grants it."""
    address: WebAddress
    """The issuer's own page; the place to check before you pay."""
    side: Id
    """The side of the work that it is for, as duties have one."""
    accredited_by: Text | None = None
    """Who looked at the program of the credential itself."""
    routes: tuple[Route, ...] = ()
    """Who may take the exam."""
    questions: FactId | None = None
    """How many questions the exam has."""
    minutes: FactId | None = None
    """How long the exam is, in minutes."""
    fees: tuple[Fee, ...] = ()
    """What the exam costs."""
    attempts: FactId | None = None
    """How often one may try."""
    retake: Text | None = None
    """How long to wait between tries."""
    window: FactId | None = None
    """How long after graduation one may pass, in months."""
    validity: FactId | None = None
    """How long it holds, in months."""
    upkeep: Text | None = None
    """What keeps it."""
    upkeep_fees: tuple[Fee, ...] = ()
    """What keeping it costs."""
    pass_rate: FactId | None = None
    """The share of those who pass, where a current figure is known."""
    note: Text | None = None
    """What else a reader should know of it."""
    sources: Annotated[Sources, Field(min_length=1)]
    """The ids of the sources that it rests on."""


class CareerStep(Model):
    """A role, specialty or profession that people move to."""

    id: Id
    name: Line
    """What the role or profession is called."""
    brief: Line | None = None
    """The same in fewer words, for a fact sheet."""
    kind: Id
    """What kind of step it is, in a word of the article's own, by which a view can choose: role, schooling."""
    what: Text
    """What the work is."""
    needs: Text
    """What it takes to get there."""
    soc: Soc | None = None
    """Its code in the Standard Occupational Classification of 2018, such as 29-1141."""
    education: Line | None = None
    """The schooling that people in it usually have."""
    license: Line | None = None
    """Whether the law asks for a license."""
    pay: FactId | None = None
    """What it pays."""
    sources: Sources = ()
    """The ids of the sources that it rests on."""


class SimilarJob(Model):
    """A job that people weigh against this one, or mistake for it."""

    id: Id
    name: Line
    """What the job is called."""
    soc: Soc | None = None
    """Its code in the Standard Occupational Classification of 2018, such as 29-1141."""
    what: Text
    """What the work is, and how it differs."""
    training: Text
    """How long the training takes."""
    license: Text
    """Whether the law asks for a license."""
    pay: FactId | None = None
    """What it pays."""
    growth: FactId | None = None
    """How the number of jobs is expected to change."""
    sources: Sources = ()
    """The ids of the sources that it rests on."""


class WorkSetting(Model):
    """A kind of place where people do this work."""

    id: Id
    name: Line
    """What such a place is called."""
    jobs: FactId | None = None
    """How many people do the work there."""
    share: FactId | None = None
    """Its share of the jobs."""
    pay: FactId | None = None
    """What it pays."""
    note: Text | None = None
    """What else to know of it."""
    sources: Sources = ()
    """The ids of the sources that it rests on."""
