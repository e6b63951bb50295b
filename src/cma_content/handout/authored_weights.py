"""What the blocks that an author sets print, in numbers, where that is more or less than what they hold."""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any, Final, Protocol

from cma_content.handout.law_weights import Counts
from cma_content.model.authored import CodedLink, FillIn, Picture, Quote, Subheading


class Weighing(Protocol):
    """What weighs the texts of a block and takes down what they cite."""

    cited: set[str]

    def of(self, value: object, field: str = "") -> Counts:
        """What a part prints: a record, a text, a list of them."""


def _subheading(weights: Weighing, block: Subheading) -> Counts:
    return weights.of(block.title) + Counter(entries=1)


def _quote(weights: Weighing, block: Quote) -> Counts:
    weights.cited.add(block.source)
    return weights.of(block.text, "text") + weights.of(block.by) + Counter(notes=1, blocks=1)


def _fill_in(weights: Weighing, block: FillIn) -> Counts:
    """Each line is an item, and has words for those who do not see it."""
    lines = sum(blank.lines for blank in block.blanks)
    return weights.of(block) + Counter(items=lines + len(block.blanks), characters=_WORDS * len(block.blanks))


def _picture(weights: Weighing, block: Picture) -> Counts:
    return weights.of((block.alt, block.caption, block.credit)) + Counter(pictures=1)


def _link(weights: Weighing, block: CodedLink) -> Counts:
    """A code, its label, and its address in print and for those who do not see the code."""
    return weights.of(block.label) + Counter(charts=1, marks=1, characters=2 * len(block.address) + _WORDS)


_WORDS: Final = 40
"""The characters of fixed words in place of lines and codes."""
SPECIAL: Final[Mapping[type, Callable[[Any, Any], Counts]]] = {
    CodedLink: _link,
    FillIn: _fill_in,
    Picture: _picture,
    Quote: _quote,
    Subheading: _subheading,
}
"""The blocks that print other than what they hold."""
