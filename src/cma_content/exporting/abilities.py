"""What an exporter may be able to do beside the contract; each ability is looked for by its method."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple, Protocol, runtime_checkable

if TYPE_CHECKING:
    from cma_content.handout import Handout


@runtime_checkable
class UsesEngines(Protocol):
    """An exporter whose bytes depend on libraries outside this project."""

    def engines(self) -> Mapping[str, str]:
        """Their names and versions; raises `MissingEngineError` when one is not on this system."""


@runtime_checkable
class DrawsGlyphs(Protocol):
    """An exporter that draws text in fonts of its own."""

    def missing_glyphs(self, text: str, /) -> str:
        """The characters of `text` that it cannot draw, each once; quick enough to ask for every text of an article.

        Raises `MissingEngineError` when the fonts are not on this system.
        """


@runtime_checkable
class Paged(Protocol):
    """An exporter that knows how many pages a handout takes on its paper."""

    def pages(self, handout: "Handout", most: int, /) -> float:
        """The number of pages that it fills, the last one in part: 2.4; a whole number where that is not known.

        Where there are more than `most`, any larger number, for nobody needs them all.

        Raises `MissingEngineError` when a library is not on this system.
        """


@runtime_checkable
class Shaped(Paged, Protocol):
    """One that knows where the parts of its pages stand, so that what was measured of one sheet holds for its like."""

    def shape(self, handout: "Handout", /) -> bytes:
        """A digest of where each line of its pages, and what is around it, begins and ends; best asked after `pages`.

        It is the same for every exporter of its class.
        """


@runtime_checkable
class CountsPages(Protocol):
    """An exporter that knows how many pages a file of its own has."""

    def page_count(self, content: bytes, /) -> int:
        """The number of pages of what `export` returned."""


@runtime_checkable
class Named(Protocol):
    """An exporter that says which choices its files differ by; one that does not is named by all but the paper."""

    named_by: tuple[str, ...]
    """Fields of `RenderOptions`; files that differ by no choice have none."""


class Fragment(NamedTuple):
    """A part of a handout for a page of somebody else: what goes into its head, and what goes into its body.

    As text, both in one piece: browsers take a style wherever it stands.
    """

    style: str
    """CSS that reaches nothing outside the body of the fragment."""
    body: str
    """HTML with a single root."""

    def __str__(self) -> str:
        return f"<style>\n{self.style}</style>\n{self.body}\n"


@runtime_checkable
class Embeds(Protocol):
    """An exporter whose files can be part of a web page."""

    def fragment(self, handout: "Handout", heading_level: int, /) -> Fragment:
        """The sections of the handout, with their headings from `heading_level` down."""
