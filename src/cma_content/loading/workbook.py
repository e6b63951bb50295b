"""The sheets of a stranger's workbook (.xlsx), row by row, of bounded time and memory however large it is.

Read as a stream by our own hand: with openpyxl, a sheet that packs into 120 kB took 3 GB of memory, and the number of
one row took as long as it pleased.
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from cma_content.errors import UnreadableFileError
from cma_content.markup import parse_xml, read_xml
from cma_content.packages import Package
from cma_content.reading import Budget

Row = dict[int, str]
"""The cells that hold something, by the number of their column from 0; numbers as the file types them."""


class Line(NamedTuple):
    """A row with its number, or cells that are merged, which a workbook says behind all rows."""

    number: int
    """From 1, as the file gives it."""
    cells: Row
    formulas: tuple[int, ...] = ()
    """The columns whose cells hold a formula; what they hold is what it came to."""
    merged: str = ""
    """Such as A1:C1."""


MOST_STRINGS: Final = 1_000_000
MOST_TEXT: Final = 32_000_000
"""Characters of all strings that cells share."""
LONGEST_CELL: Final = 32_767
"""Characters; Excel's own bound."""
MOST_COLUMNS: Final = 200
MOST_PARTS: Final = 200_000_000
"""Tags and attributes of all sheets and texts; the Bureau's workbook of all data has about 95 million."""
_BOOK: Final = "xl/workbook.xml"
_VALUES: Final = frozenset({"v", "t"})
_LETTERS: Final = re.compile("[A-Z]{1,3}")
_NUMBER: Final = re.compile("[0-9]{1,9}")
_LONGEST_NAME: Final = 40
_RELATION: Final = re.compile(r"\{[^}]*/relationships\}id")


def is_workbook(package: Package) -> bool:
    """Whether a zip is a workbook."""
    return _BOOK in package.members


def sheets(package: Package) -> Iterator[tuple[str, Iterator[Row]]]:
    """The name and the rows of each sheet, in the order of the workbook; raises `UnreadableFileError`."""
    for name, lines in sheets_by_line(package, MOST_PARTS):
        yield name, (line.cells for line in lines if line.cells)


def sheets_by_line(package: Package, most: int) -> Iterator[tuple[str, Iterator[Line]]]:
    """The same with what else is known of each row; of at most so many tags and attributes."""
    budget, parts = Budget(), Budget(most)
    members: dict[str, str] = {}
    strings: list[str] = []
    for one in parse_xml(package.read("xl/_rels/workbook.xml.rels"), budget):
        target, kind = one.get("Target", ""), one.get("Type", "").rpartition("/")[2]
        member = target[1:] if target.startswith("/") else f"xl/{target}"
        if kind == "worksheet":
            members[one.get("Id", "")] = member
        elif kind == "sharedStrings" and not strings:
            strings = list(_strings(package, member, parts))
    for sheet in parse_xml(package.read(_BOOK), budget).iterfind("{*}sheets/{*}sheet"):
        relation = next((value for name, value in sheet.items() if _RELATION.fullmatch(name)), "")
        if relation in members:
            yield sheet.get("name", ""), _rows(package, members[relation], strings, parts)


def _strings(package: Package, member: str, parts: Budget) -> Iterator[str]:
    """The texts that cells share, in the order of their numbers."""
    text = _Text()
    found: list[str] = []

    def start(name: str, _: dict[str, str]) -> None:
        kind = _local(name)
        text.open = kind == "t"
        if kind == "si":
            text.take()

    def end(name: str) -> None:
        kind = _local(name)
        text.open = False
        if kind == "si":
            found.append(text.take())

    count = size = 0
    for _ in read_xml(package.pieces(member), parts, start, end, text.add):
        count, size = count + len(found), size + sum(map(len, found))
        if count > MOST_STRINGS or size > MOST_TEXT:
            raise UnreadableFileError(
                f"its cells share more than the {MOST_STRINGS:,} texts or {MOST_TEXT:,} characters that are read"
            )
        yield from found
        found.clear()


def _rows(package: Package, member: str, strings: list[str], parts: Budget) -> Iterator[Line]:
    """The rows of a sheet that hold something, and what is merged."""
    text = _Text()
    rows: list[Line] = []
    row: Row = {}
    columns: dict[str, int] = {}
    formulas: list[int] = []
    number, column, kind = 0, -1, ""

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal row, number, column, kind
        name = _local(name)
        if name == "c":
            place = attributes.get("r", "").rstrip("0123456789")
            # A cell that does not say where it stands, stands behind the one before it.
            column = (columns.get(place) or _column(place, columns)) if place else column + 1
            kind = attributes.get("t", "n")
            text.take()
        elif name in _VALUES:
            text.open = True
        elif name == "f":
            formulas.append(column)
        elif name == "row":
            row, column = {}, -1
            typed = attributes.get("r", "")
            number = int(typed) if _NUMBER.fullmatch(typed) else number + 1
        elif name == "mergeCell":
            rows.append(Line(number, {}, merged=attributes.get("ref", "")[:_LONGEST_NAME]))

    def end(name: str) -> None:
        name = _local(name)
        if name in _VALUES:
            text.open = False
        elif name == "c":
            if (value := text.take()) and column < MOST_COLUMNS:
                row[column] = _shared(value, strings) if kind == "s" else value
        elif name == "row":
            if row or formulas:
                rows.append(Line(number, row, tuple(formulas)))
            formulas.clear()

    for _ in read_xml(package.pieces(member), parts, start, end, text.add):
        yield from rows
        rows.clear()


class _Text:
    """The text of the element that is open, if it is one that holds text."""

    def __init__(self) -> None:
        self.open = False
        self._parts: list[str] = []
        self._size = 0

    def add(self, part: str) -> None:
        """Takes a part of a text."""
        if self.open:
            self._size += len(part)
            if self._size > LONGEST_CELL:
                raise UnreadableFileError(f"a cell has more than {LONGEST_CELL:,} characters")
            self._parts.append(part)

    def take(self) -> str:
        """The text so far; the next begins empty."""
        parts, self._parts, self._size = self._parts, [], 0
        return parts[0] if len(parts) == 1 else "".join(parts)


def _local(name: str) -> str:
    """The name of an element without the prefix of its namespace."""
    return name.rpartition(":")[2] if ":" in name else name


def _column(letters: str, columns: dict[str, int]) -> int:
    """The number of a column: 0 for A, 26 for AA."""
    if not _LETTERS.fullmatch(letters):
        raise UnreadableFileError(f"{letters!r:.40} is no column of a sheet")
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("A") + 1
    columns[letters] = number - 1
    return number - 1


def _shared(value: str, strings: list[str]) -> str:
    try:
        return strings[int(value)] if value.isascii() and value.isdigit() else strings[len(strings)]
    except (IndexError, ValueError):
        raise UnreadableFileError(f"a cell holds the text number {value:.40}, which the workbook lacks") from None
