"""The few figures that a first page prints large, each with others that it can be compared with."""

from collections.abc import Callable, Iterator
from typing import Annotated, Any

from pydantic import Field

from cma_content.diagnostics.rules import SENSE
from cma_content.model.base import FactId, Line, Model
from cma_content.model.facts import Fact
from cma_content.model.places import Place
from cma_content.model.references import fault


class KeyFigure(Model):
    """A figure to print large; for a region, one that is `from_pay` is that region's, with the nation's beside it."""

    fact: FactId
    to: FactId | None = None
    """Where the figure is a range from one fact to another, its upper end: 12 to 24 months."""
    label: Line | None = None
    """What it counts, in a few words; without it, the label of the fact."""
    compared: Annotated[tuple[FactId, ...], Field(max_length=4)] = ()
    """What it is compared with, by `brief`: facts of the same statistic and unit, of the same kind of place.

    One of another period is not printed until both are of the same.
    """


def check_key_figures(
    figures: tuple[KeyFigure, ...], fact: Callable[[str], Fact], place: Callable[[str], Place]
) -> None:
    """Raises for a key figure that is set beside a fact of another kind, or whose range does not rise."""
    for number, figure in enumerate(figures):
        first = fact(figure.fact)
        beside = [*([(("to",), figure.to)] if figure.to else []), *_placed(figure.compared)]
        for within, id_ in beside:
            other = fact(id_)
            if difference := _difference(first, other, place):
                hint = "compare figures of the same statistic, unit and kind of place"
                reason = f"{figure.fact} and {id_} cannot be compared: {difference}"
                raise fault(SENSE, reason, within=("key_figures", number, *within), hint=hint)
        if figure.to and (first.high or fact(figure.to).high or fact(figure.to).value <= first.value):
            reason = f"a range goes from one figure to a higher one, and {figure.to} is none above {figure.fact}"
            raise fault(SENSE, reason, within=("key_figures", number, "to"))


def _placed(ids: tuple[str, ...]) -> Iterator[tuple[tuple[Any, ...], str]]:
    return ((("compared", index), id_) for index, id_ in enumerate(ids))


def _difference(one: Fact, other: Fact, place: Callable[[str], Place]) -> str:
    """In what two facts are not alike; nothing where they are."""
    for name in ("statistic", "unit"):
        first, second = getattr(one, name), getattr(other, name)
        if first != second:
            return f"the {name} is {first} and {second}"
    kinds = [place(fact.place).kind for fact in (one, other)]
    return "" if kinds[0] == kinds[1] else f"the place is a {kinds[0]} and a {kinds[1]}"
