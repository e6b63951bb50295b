"""The words of texts and blocks, for whatever knows facts and terms."""

from collections.abc import Callable, Iterator
from typing import Final, Protocol

from cma_content.model.amounts import amount
from cma_content.model.authored import Blank, Point
from cma_content.model.blocks import Block
from cma_content.model.drawn import Moment
from cma_content.model.entries import Term
from cma_content.model.facts import Fact
from cma_content.model.inline import Reference, Run
from cma_content.model.text import Text

_ELLIPSIS: Final = "\N{HORIZONTAL ELLIPSIS}"
_PRINTED: Final = ("title", "caption", "time", "alt", "by", "label")


class Named(Protocol):
    """What knows facts and terms by their ids: an article."""

    @property
    def fact(self) -> Callable[[str], Fact]:
        """A fact by its id."""

    @property
    def term(self) -> Callable[[str], Term]:
        """A glossary term by its id."""


def words(text: str, article: Named | None) -> str:
    """What `plain` promises."""
    runs = text.runs if isinstance(text, Text) else Text(text).runs
    return "".join(_words(run, article) for run in runs)


def _words(run: Run, article: Named | None) -> str:
    match run:
        case str():
            return run
        case Reference("source", _, _):
            return ""
        case Reference("fact", id_, _):
            return amount(article.fact(id_)) if article else _ELLIPSIS
        case Reference(_, id_, own):
            return own or (article.term(id_).term if article else id_.replace("-", " "))
        case _:
            return run.text


def lines(block: Block, article: Named | None) -> Iterator[str]:
    """The plain text that a block holds itself: a paragraph, an item, a moment or a row of a table a line."""
    for name, value in block:
        if isinstance(value, Text):
            yield words(value, article)
        elif isinstance(value, str) and name in _PRINTED:
            yield value
        elif name == "columns":
            yield "\t".join(value)
        elif isinstance(value, tuple):
            yield from _items(value, article)


def _items(items: tuple[object, ...], article: Named | None) -> Iterator[str]:
    for item in items:
        match item:
            case Text():
                yield words(item, article)
            case Point():
                yield words(item.text, article)
                yield from _items(item.items, article)
            case Blank():
                yield item.label
            case Moment():
                yield f"{item.time}: {words(item.text, article)}"
            case tuple():
                yield "\t".join(words(str(cell) if not isinstance(cell, Text) else cell, article) for cell in item)
