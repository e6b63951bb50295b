"""How much one handout may print; an owner can raise each bound."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Final, Self

from cma_content.errors import UsageError
from cma_content.handout.options import check_name
from cma_content.model.frozen import frozen


@frozen
class Limits:
    """The most that one handout may hold: counts, known before it is drawn, then bytes and seconds.

    Each count is at least sixteen times that of the guide. Those of the first kind are of the whole guide with the
    blocks for every audience, or of the fact sheet. Raises `UsageError` for what is no number above zero.
    """

    characters: int = 3_500_000
    """Printed characters, each as often as it is printed."""
    repeated: int = 160_000
    """Printed characters beyond those that the article holds: of a collection shown twice, of an excerpt, of a word."""
    sections: int = 500
    """Sections of the guide."""
    sheet_parts: int = 250
    """Parts of the fact sheet."""
    blocks: int = 3_500
    """Paragraphs, lists, boxes, tables, charts and views; explanations of words and statements of a program as well."""
    entries: int = 2_000
    """Duties, skills, questions and the like, as often as views and picks print them."""
    duty_limits: int = 2_500
    """Names of the limits that duties carry."""
    items: int = 9_000
    """Items of lists, moments of timelines, glossary words, cited sources."""
    cells: int = 18_000
    """Cells of tables, those of pay as well."""
    charts: int = 120
    """Charts, maps and codes to scan."""
    bars: int = 1_500
    """Bars of charts, tiles of maps."""
    pictures: int = 24
    """Pictures, each of at most 1.8 MB."""
    figures: int = 200
    """Key figures."""
    notes: int = 15_000
    """References to a source."""
    marks: int = 4_500
    """Stressed words, links, and words that the glossary explains."""
    pieces: int = 3_000
    """All of the above but characters, and the lines of entries, beyond one for every 40 characters printed.

    Two cells count as one.
    """
    output_bytes: int = 64_000_000
    """The size of a file."""
    seconds: int = 600
    """How long one file may take to draw: the last stop."""

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if type(value) is not int or value < 1:
                raise UsageError(f"the limit {field.name} must be a whole number above zero, not {value!r:.60}")

    @classmethod
    def named(cls, numbers: Mapping[str, int]) -> Self:
        """The usual limits but for those named; raises `UsageError`, with the nearest, for a name that is none."""
        for name in numbers:
            check_name("limit", name, NAMES)
        return cls(**numbers)


USUAL: Final = Limits()
"""Those of whoever names none."""


def remedy(limit: str) -> str:
    """What to do where a limit is passed."""
    return f"divide the article, or raise it with --limit {limit}=NUMBER"


NAMES: Final = tuple(field.name for field in fields(Limits))
"""Every limit, in order."""
COUNTED: Final = NAMES[:-2]
"""Those that are counts, which an article alone decides."""
