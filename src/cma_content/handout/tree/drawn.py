"""What is drawn: charts and paths as pictures; layers and days as text with marks beside it."""

from collections.abc import Iterator
from typing import Literal

from cma_content.handout.runs import Runs
from cma_content.handout.tree.grid import Grid
from cma_content.model.frozen import frozen


@frozen
class Bar:
    """One value of a chart: its label, its size and the size as printed."""

    label: str
    value: float
    printed: str
    mark: str = ""
    """A short form of the label, where there is no room: WA."""
    brief: str = ""
    """A short form of what is printed: $46k."""
    emphasized: bool = False
    """Whether the chart is about this one; then its `alt` says so too."""
    start: float = 0
    """Where it begins: the low end of a range."""
    band: int = 0
    """Of a place: the class of its value, among `bands` of the chart."""


@frozen
class Chart:
    """A drawing of `bars`, all of one unit: lengths side by side, percentiles on a scale (`spread`), or places.

    Places are drawn as tiles: on a `map` of the United States, or in rows as they are listed (`tiles`).
    """

    id: str
    kind: Literal["bars", "spread", "map", "tiles"]
    caption: str
    bars: tuple[Bar, ...]
    summary: Runs
    alt: str
    """What it shows, in words: what it is about, and the values that stand out."""
    columns: tuple[str, str]
    """What would head the labels and the values of a table."""
    twin: str = ""
    """Its values as text, printed below it, where no table of the handout has them."""
    note: Runs = ()
    """Where and when its values hold, and their sources; printed behind the twin."""
    bands: tuple[str, ...] = ()
    """Of places, the bounds of each class of values, from the lowest."""

    @property
    def below(self) -> Runs:
        """What is printed below it."""
        return _joined((self.twin,) if self.twin else (), self.note)

    @property
    def words(self) -> Iterator[str]:
        """All that is drawn as text."""
        yield from self.bands
        for bar in self.bars:
            yield from (bar.label, bar.printed, bar.mark, bar.brief)

    def as_table(self) -> Grid:
        """The same as a table, for values that no drawing can compare, or words that no font of a drawing has."""
        rows = tuple(((bar.label,), (bar.printed,)) for bar in self.bars)
        return Grid(
            self.id,
            self.caption,
            self.columns,
            rows,
            frozenset({1}),
            _joined(self.summary, self.note),
        )


@frozen
class Stop:
    """A box of a drawing of paths."""

    name: str
    detail: str


@frozen
class Branch:
    """One way on, and where it leads."""

    name: str
    stops: tuple[Stop, ...]


@frozen
class Paths:
    """A drawing of the ways on from one place."""

    id: str
    caption: str
    start: Stop
    branches: tuple[Branch, ...]
    summary: Runs
    alt: str
    """Every box in words, or how many there are where entries of the handout say the same."""
    columns: tuple[str, str, str]
    """What would head the ways, the steps and what is said of them in a table."""
    twin: str = ""
    """Every box as text, printed below it, where no entries of the handout say the same."""
    note: Runs = ()
    """Where and when its figures hold, and their sources; printed behind the twin."""

    @property
    def below(self) -> Runs:
        """What is printed below it."""
        return _joined((self.twin,) if self.twin else (), self.note)

    @property
    def words(self) -> Iterator[str]:
        """All that is drawn as text."""
        yield from (self.start.name, self.start.detail)
        for branch in self.branches:
            yield branch.name
            for stop in branch.stops:
                yield from (stop.name, stop.detail)

    def as_table(self) -> Grid:
        """The same as a table, for words that no font of a drawing has."""
        rows = tuple(
            ((branch.name,), (stop.name,), (stop.detail,)) for branch in self.branches for stop in branch.stops
        )
        return Grid(
            self.id,
            self.caption,
            self.columns,
            rows,
            note=_joined(self.summary, self.note),
        )


def _joined(one: Runs, other: Runs) -> Runs:
    return (*one, *([" "] if one and other else []), *other)


Drawn = Chart | Paths
"""What is drawn as a picture with a text alternative."""


@frozen
class Layer:
    """One of several things that people mix up: who gives it, and what it means for the reader."""

    name: Runs
    giver: Runs
    meaning: Runs


@frozen
class Layers:
    """Layers that lie on each other, the heaviest last; drawn as boxes whose text is text."""

    caption: str
    layers: tuple[Layer, ...]


@frozen
class Moment:
    """One entry of a timeline."""

    time: str
    runs: Runs
    kind: str = ""
    """What kind of moment it is, in a few words with a full stop; empty where the day has no kinds."""
    shape: Literal["", "circle", "square", "triangle", "dot"] = ""
    """The marker of its kind."""


@frozen
class Timeline:
    """A day in its order."""

    caption: str
    note: Runs
    moments: tuple[Moment, ...]
