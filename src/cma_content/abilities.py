"""What an exporter may be able to do beside the contract; each ability is looked for by its method."""

from collections.abc import Mapping
from typing import Protocol, runtime_checkable


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
