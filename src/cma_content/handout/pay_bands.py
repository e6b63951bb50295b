"""Classes of pay with round bounds, for places on a map."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

from cma_content.model import amounts

_MOST: Final = 4
"""Bounds between classes: one class more than these can be distinguished by shade."""
_STEPS: Final = tuple(map(Decimal, ("1", "2", "2.5", "5")))


def bounds(values: Sequence[Decimal]) -> tuple[Decimal, ...]:
    """Round bounds, rising by one step of 1, 2, 2.5 or 5 times a power of ten, that part the values as printed.

    The step is the least that gives four bounds or fewer between the tenth below and the tenth above.
    """
    ranked = sorted(map(amounts.rounded, values))
    last = len(ranked) - 1
    low, high = ranked[round(last * 0.1)], ranked[round(last * 0.9)]
    if low == high:
        low, high = ranked[0], ranked[-1]
    if low == high:
        return ()
    step = next(step for step in _round_steps(amounts.scale(high)) if high // step - low // step <= _MOST)
    return tuple(step * number for number in range(int(low // step) + 1, int(high // step) + 1))


def _round_steps(unit: int) -> Iterator[Decimal]:
    """From the unit that is printed upward, without end."""
    power = Decimal(unit)
    while True:
        yield from (step * power for step in _STEPS if step * power % unit == 0)
        power *= 10


def band(value: Decimal, of: Sequence[Decimal]) -> int:
    """The class of a value, as it is printed: the number of bounds that it reaches."""
    return sum(amounts.rounded(value) >= bound for bound in of)


def labels(of: Sequence[Decimal], currency: str, words: Mapping[str, str]) -> tuple[str, ...]:
    """The bounds of each class in the form that places have their values in."""
    if not of:
        return ()
    brief = [amounts.brief_money(bound, currency) for bound in of]
    # The highest value that is printed in the class below a bound.
    ends = [amounts.brief_money(bound - amounts.scale(bound - 1), currency) for bound in of]
    inner = (
        low if low == end else words["band"].format(low=low, high=end)
        for low, end in zip(brief, ends[1:], strict=False)
    )
    return (words["band_under"].format(high=brief[0]), *inner, words["band_over"].format(low=brief[-1]))
