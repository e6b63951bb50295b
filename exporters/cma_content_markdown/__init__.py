"""The handout as Markdown, for wikis and the pages of learning systems: CommonMark and pipe tables, no HTML."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from cma_content.handout import Handout
from cma_content_markdown.document import write

if TYPE_CHECKING:
    from cma_content.exporting.verification import Finding


class MarkdownExporter:
    """Writes plain text in which a paragraph is a line; links between sections are made as GitHub makes them."""

    media_type = "text/markdown"
    suffix = ".md"
    named_by = ("layout", "sections", "cover", "preset", "region", "audience", "program")

    def export(self, handout: Handout, /) -> bytes:
        """The text, UTF-8."""
        return write(handout).encode()

    def verify(self, path: Path, /) -> "Iterator[Finding]":
        """What a Markdown file proves of itself."""
        from cma_content_markdown import verification

        return verification.findings(path)
