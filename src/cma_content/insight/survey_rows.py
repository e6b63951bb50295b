"""What the files of the survey hold of one occupation: its rows as they are typed, and which release they are of."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from cma_content.errors import WagesError
from cma_content.loading.survey_columns import COLUMNS

_WHICH: Final = ("NAICS", "I_GROUP", "OWN_CODE", "OCC_CODE")
NEEDED: Final = (*COLUMNS, *_WHICH)
"""The columns of the survey's workbook that are read."""
MOST_ROWS: Final = 2_000_000
"""Of whatever occupation; all data has about 400,000."""
MOST_KEPT: Final = 10_000
"""Rows of the occupation."""
LONGEST: Final = 300
"""Characters of a cell of one."""
_MONTHS: Final = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
                  "November", "December")  # fmt: skip
_MONTH: Final = re.compile(r"(?i)(?:all )?([a-z]{3,9}) ((?:19|20)\d\d)(?: data)?")
# The M is for May, the month of every release since 2004.
_FILE: Final = re.compile(r"(?i)_M_?((?:19|20)\d\d)(?=_|\W|$)|\boesm(\d\d)")


@dataclass(slots=True)
class Found:
    """The rows of an occupation for all industries and owners together, and what is said of their release."""

    occupation: str
    rows: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    """Each with the name of its file."""
    releases: dict[str, str] = field(default_factory=dict)
    """Where each release is named, by its month: 2025-05."""
    others: dict[str, None] = field(default_factory=dict)
    """The first few of the other occupations."""
    count: int = 0
    """Rows of whatever occupation."""
    by_industry: int = 0
    """Rows of the occupation in one industry, or of one kind of owner."""

    def name(self, place: str, name: str) -> None:
        """Notes the releases that the name of a file or a sheet holds."""
        if (words := _MONTH.fullmatch(name.strip())) and (month := words[1].capitalize()) in _MONTHS:
            self.date(f"{words[2]}-{_MONTHS.index(month) + 1:02}", place)
        for year, short in _FILE.findall(name):
            self.date(f"{year or f'20{short}'}-05", place)

    def date(self, month: str, place: str) -> None:
        """Notes a release; two are too many already."""
        if len(self.releases) < 3:
            self.releases.setdefault(month, place)

    def keep(self, file: str, row: dict[str, str]) -> None:
        """Takes a row of the occupation."""
        if len(self.rows) == MOST_KEPT:
            raise WagesError(f"{file} has more than {MOST_KEPT:,} rows of {self.occupation}")
        if any(len(cell) > LONGEST for cell in row.values()):
            raise WagesError(f"{file} has a row of {self.occupation} with a cell of more than {LONGEST} characters")
        self.rows.append((file, row))

    def add(self, file: str, header: Iterable[str], rows: Iterator[Mapping[int, str]]) -> None:
        """Takes the rows of the occupation from a table of any size."""
        columns = _columns(file, header)
        occupation, group, owner, industry = (columns[name] for name in ("OCC_CODE", "I_GROUP", "OWN_CODE", "NAICS"))
        for row in rows:
            self.count += 1
            if self.count > MOST_ROWS:
                raise WagesError(f"{file} has more than the {MOST_ROWS:,} rows that are read")
            code = row.get(occupation, "").strip()
            if code != self.occupation:
                if len(self.others) < 3 and code:
                    self.others[code] = None
                continue
            together = row.get(group, "").strip().casefold() == "cross-industry"
            if together and whole(row.get(owner, "")) == "1235" and not whole(row.get(industry, "")).strip("0"):
                self.keep(file, {name: row.get(at, "").strip() for name, at in columns.items()})
            else:
                self.by_industry += 1


def _columns(file: str, header: Iterable[str]) -> dict[str, int]:
    """Where each column that is needed stands."""
    names = [name.strip().upper() for name in header]
    missing = [name for name in NEEDED if name not in names]
    twice = [name for name in NEEDED if names.count(name) > 1]
    if missing or twice:
        what = (
            f"lacks the column{'s' * (len(missing) > 1)} {', '.join(missing)}" if missing else f"has {twice[0]} twice"
        )
        raise WagesError(
            f"{file} {what}",
            "Name a file of the Bureau's Occupational Employment and Wage Statistics as it was downloaded, "
            "such as oesm25all.zip.",
        )
    return {name: names.index(name) for name in NEEDED}


def whole(typed: str) -> str:
    """A code that a workbook may hold as a number: 1235 of 1235.0."""
    return typed.strip().removesuffix(".0")


def in_words(period: str) -> str:
    """A release as it is called, May 2025; another period as it stands."""
    year, _, number = period.partition("-")
    return f"{_MONTHS[int(number) - 1]} {year}" if len(number) == 2 and number.isdigit() else period
