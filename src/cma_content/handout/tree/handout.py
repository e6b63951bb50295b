"""The handout as a whole, and what it says of itself."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from cma_content.design.tokens import Design
from cma_content.handout.options import RenderOptions
from cma_content.handout.tree.parts import Front, OutlineEntry, Part, Section, Sources
from cma_content.model.article import Article
from cma_content.model.frozen import frozen


@frozen
class Salary:
    """Pay figures of this occupation that the handout prints of one place, for whoever reads by machine."""

    place: str
    """As it is printed."""
    kind: str
    """What the place is: nation, state, metro."""
    unit: str
    """The currency and the time that it is paid for: USD/year, EUR/hour."""
    levels: tuple[tuple[str, Decimal], ...]
    """median, and percentiles as p10; each with its figure."""


@frozen
class Code:
    """A code of exactly this occupation, in a classification of occupations."""

    scheme: str
    version: str
    code: str
    label: str


@frozen
class Occupation:
    """What the article says of the occupation, for whoever reads by machine; a handout may print less of it."""

    codes: tuple[Code, ...]
    duties: tuple[tuple[str, ...], ...]
    """The names of each, as they are printed; of skills and ways in as well."""
    skills: tuple[tuple[str, ...], ...]
    ways_in: tuple[tuple[str, ...], ...]


@frozen
class Meta:
    """What the handout says of itself."""

    title: str
    occupation: str
    """The title of the article, which that of chosen sections goes on from."""
    subtitle: str
    language: str
    name: str
    """Of its files, without an ending."""
    code: str
    """What tells this handout from every other: 2026.1 · sheet · WA · 7K3F-9QX2-MMRT; `identify` reads it."""
    edition: str
    reviewed: date
    next_review_due: date
    publisher: str
    license: str
    license_address: str
    keywords: tuple[str, ...]
    """The code, and what was left out to fit the pages: for the properties of a file."""
    salaries: tuple[Salary, ...]
    described: Occupation


@frozen
class LeftOut:
    """A part of a fact sheet that its pages had no room for."""

    id: str
    title: str


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Handout:
    """Everything that is printed, in order: `body` is the whole of it, `meta` and `outline` say what it is.

    Exporters that draw read this alone. The article that it was made of is for those that write data.
    """

    article: Article = field(hash=False)
    options: RenderOptions
    """As requested, the region by its id."""
    left_out: tuple[LeftOut, ...]
    """What had to go to fit the pages; nothing but in a format that has pages."""
    design: Design = field(hash=False)
    meta: Meta
    outline: tuple[OutlineEntry, ...]
    body: tuple[Part, ...]
    """In the order of print."""
    footer: str
    """What it is, in one short line for the foot of a page; the code stands beside it."""
    page_label: str
    """The word before a page number."""
    page_reference: tuple[str, str]
    """What stands around the number of a page that a text refers to, where there are pages."""
    skip_label: str
    """The words of a link past the contents."""
    all_columns_label: str
    """The words of a control that shows what a narrow screen has no room for."""
    yes_label: str
    """All that a table says where its column holds."""

    @property
    def name(self) -> str:
        """Of its files, without an ending."""
        return self.meta.name

    @property
    def code(self) -> str:
        """What tells this handout from every other."""
        return self.meta.code

    @property
    def front(self) -> Front:
        """The first page."""
        (front,) = (part for part in self.body if isinstance(part, Front))
        return front

    @property
    def sections(self) -> tuple[Section, ...]:
        """The sections of the body."""
        return tuple(part for part in self.body if isinstance(part, Section))

    @property
    def sources(self) -> Sources:
        """The last part of the body."""
        (sources,) = (part for part in self.body if isinstance(part, Sources))
        return sources

    @property
    def is_sheet(self) -> bool:
        """Whether it is a fact sheet of one or two sides."""
        return self.options.layout != "guide"

    def __repr__(self) -> str:
        return f"Handout({self.meta.title!r}, {self.options.layout}, {len(self.body)} parts)"
