"""Costs beside costs, as tables in Markdown, and whether each is within its bound."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from rounds import Cost, Measured


@dataclass(frozen=True, slots=True)
class Comparison:
    """One command's time as a multiple of another's, and the most that it may be."""

    what: str
    beside: str
    most: float | None = None
    less: float = 0.0
    """Seconds that `what` may take beyond that."""
    by: Literal["cpu", "wall"] = "cpu"

    def ratio(self, measured: Measured) -> float | None:
        """The median of what the rounds had; None where one of the two was not measured."""
        return measured.ratio(self.what, self.beside, self.less, self.by)

    def exceeded(self, measured: Measured) -> bool:
        """Whether it is more than it may be; what was not measured is not."""
        ratio = self.ratio(measured)
        return self.most is not None and ratio is not None and ratio > self.most

    def row(self, measured: Measured) -> tuple[str, str, str, str]:
        """What is compared with what, the ratio, and the bound."""
        ratio = self.ratio(measured)
        allowed = "" if self.most is None else f"{self.most:g}" + f" and {self.less:g} s" * bool(self.less)
        shown = "not measured" if ratio is None else f"{ratio:.2f}" + " by the clock" * (self.by == "wall")
        return self.what, self.beside, shown, allowed


def costs(measured: Measured) -> str:
    """The table of what every command cost, with the reason where one was not measured."""
    rows = [(name, *_numbers(measured.median(name))) for name, each in measured.costs.items() if each]
    rows += [(name, f"not measured: {why}", "", "") for name, why in measured.failed.items()]
    return table(("What runs, as a whole process", "CPU s", "clock s", "peak MB"), rows)


def ratios(measured: Measured, comparisons: Iterable[Comparison]) -> str:
    """The table of comparisons."""
    head = ("What", "beside", "times its CPU", "at most")
    return table(head, (comparison.row(measured) for comparison in comparisons))


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown; numbers stand at the right."""
    rows = [[cell.replace("|", "\\|") for cell in row] for row in rows]
    rules = [
        "---" if all(row[column] and not _is_number(row[column]) for row in rows) else "--:"
        for column in range(len(head))
    ]
    return "".join(f"| {' | '.join(line)} |\n" for line in (head, rules, *rows))


def _is_number(cell: str) -> bool:
    return cell.replace(".", "").replace(",", "").isdecimal()


def _numbers(cost: Cost) -> tuple[str, str, str]:
    return f"{cost.cpu:.2f}", f"{cost.wall:.2f}", f"{cost.peak:.0f}"
