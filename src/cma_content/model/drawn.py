"""The blocks that are drawn: charts, paths, layers and days."""

from typing import Annotated, Final, Literal, Self

from pydantic import Field, model_validator

from cma_content.diagnostics.rules import SENSE
from cma_content.model.base import DutyId, FactId, Id, Line, Model
from cma_content.model.block_fields import BlockFields
from cma_content.model.references import check_reference, fault
from cma_content.model.scalars import AS_WHOLE
from cma_content.model.text import Text
from cma_content.model.time_of_day import Clock

FIGURES: Final = {
    "education-paths": ("time",),
    "similar-jobs": ("pay", "growth"),
    "work-settings": ("jobs", "share", "pay"),
}
"""The figures that the entries of each collection have."""
_KINDS: Final = {
    "education-paths": "education path",
    "similar-jobs": "similar job",
    "work-settings": "work setting",
}


class BarChart(BlockFields):
    """Facts of one unit as bars, the highest first."""

    type: Literal["bar-chart"]
    caption: Line
    """The finding, as a headline."""
    facts: Annotated[tuple[FactId, ...], Field(min_length=2, max_length=15)]
    """The ids of the facts, each a bar; all in one unit."""
    about: FactId | None = None
    """The one of `facts` that the chart is about, which is marked."""
    summary: Text | None = None
    """What else the chart shows, in a sentence or two."""

    @model_validator(mode="after")
    def _is_about_one_of_them(self) -> Self:
        if self.about and self.about not in self.facts:
            raise fault(SENSE, f"about is {self.about}, which is none of the facts", within=("about",))
        return self


class CollectionChart(BlockFields):
    """A figure of each entry of a collection as bars, the highest first; entries without it are left out.

    Of `education-paths`, those without a figure have their words in its place.
    """

    type: Literal["collection-chart"]
    of: Literal["education-paths", "similar-jobs", "work-settings"]
    """The collection."""
    figure: Literal["growth", "jobs", "pay", "share", "time"]
    """A field of its entries: `pay` or `growth` of jobs, `jobs`, `share` or `pay` of settings, `time` of paths."""
    caption: Line
    """The finding, as a headline."""
    about: Id | None = None
    """The id of the entry that the chart is about, which is marked."""
    beside: tuple[FactId, ...] = ()
    """Other facts to compare with, such as the pay of all jobs."""
    first: Annotated[int, Field(ge=2), AS_WHOLE] | None = None
    """How many bars to draw, from the highest; the one that the chart is about is among them."""
    summary: Text | None = None
    """What else the chart shows, in a sentence or two."""

    @model_validator(mode="after")
    def _has_that_figure(self) -> Self:
        known = FIGURES[self.of]
        if self.figure not in known:
            reason = f"{self.of} have no {self.figure}"
            raise fault(SENSE, reason, within=("figure",), hint=f"choose {' or '.join(known)}")
        if self.about:
            check_reference(_KINDS[self.of], self.about, within=("about",))
        return self


class PayChart(BlockFields):
    """The nation's yearly pay percentiles, drawn."""

    type: Literal["pay-chart"]
    caption: Line
    """The finding, as a headline."""
    summary: Text
    """What the chart shows, in a sentence or two."""


class PayMap(BlockFields):
    """Median yearly pay of the states, each a tile where it lies on the map."""

    type: Literal["pay-map"]
    caption: Line
    """The finding, as a headline."""
    summary: Text
    """What the map shows, in a sentence or two."""


class Way(Model):
    """One way on: the steps of one kind."""

    kind: Id
    """The kind of career steps."""
    name: Line
    """What it takes, in a few words: more experience."""


class CareerPaths(BlockFields):
    """Where the work can lead, drawn: a box for the start, and one for each career step, with its pay where known."""

    type: Literal["career-paths"]
    caption: Line
    """The finding, as a headline."""
    start: Line
    """The job that the paths start from."""
    pay: FactId | None = None
    """What it pays."""
    ways: Annotated[tuple[Way, ...], Field(min_length=1, max_length=3)]
    """The ways on, side by side."""
    summary: Text | None = None
    """What else the picture shows, in a sentence or two."""


class Layer(Model):
    """One of several things that people mix up."""

    name: Text
    """What it is called."""
    giver: Text
    """Who gives it."""
    meaning: Text
    """What it means for the reader: whether it is needed."""


class Layers(BlockFields):
    """Things that people mix up as layers, from the lightest to the one that binds most."""

    type: Literal["layers"]
    caption: Line
    """The finding, as a headline."""
    layers: Annotated[tuple[Layer, ...], Field(min_length=2, max_length=5)]
    """The things, from the lightest to the one that binds most."""


class MomentKind(Model):
    """A kind of moments of a day, with a marker of its own."""

    id: Id
    """By which moments name the kind."""
    name: Line
    """In a word or a few."""
    shape: Literal["circle", "square", "triangle", "dot"]
    """Its marker: a full circle, an open square, a triangle or a small dot."""


class Moment(Model):
    """One entry of a timeline."""

    time: Clock
    """The time of day: "7:45 a.m." or "07:45"."""
    kind: Id | None = None
    """One of the kinds of the timeline."""
    text: Text
    """What happens then."""
    duties: tuple[DutyId, ...] = ()
    """The duties this moment shows."""


class Timeline(BlockFields):
    """A day in its order; `note` must say whose day it is (a composite is labeled as one)."""

    type: Literal["timeline"]
    caption: Line
    """The finding, as a headline."""
    note: Text
    """Whose day it is."""
    kinds: Annotated[tuple[MomentKind, ...], Field(max_length=4)] = ()
    """The kinds of moments; each has its own marker. With kinds, each moment needs one."""
    moments: Annotated[tuple[Moment, ...], Field(min_length=2)]
    """What happens, in the order of the day."""

    @model_validator(mode="after")
    def _kinds_are_known(self) -> Self:
        known: list[str] = [kind.id for kind in self.kinds]
        for index, kind in enumerate(self.kinds):
            if kind.id in known[:index] or kind.shape in [other.shape for other in self.kinds[:index]]:
                reason = f"the kind {kind.id} has the id or the shape of another"
                raise fault(SENSE, reason, within=("kinds", index), hint="give each kind its own id and shape")
        for number, moment in enumerate(self.moments):
            if (moment.kind in known) != bool(known) or (moment.kind and not known):
                reason = f"the moment is of the kind {moment.kind}" if moment.kind else "the moment has no kind"
                hint = f"one of {', '.join(known)}" if known else "list the kinds of the day in kinds"
                raise fault(SENSE, reason, within=("moments", number), hint=hint)
        return self
