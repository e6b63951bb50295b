"""The article as JSON, by its published schema; `Article.model_validate_json` gives the article back."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from cma_content.handout import Handout

if TYPE_CHECKING:
    from cma_content.exporting.verification import Finding


class JSONExporter:
    """Writes the article's data: UTF-8, two spaces, fields in the model's order."""

    media_type = "application/json"
    suffix = ".json"
    named_by = ()

    def export(self, handout: Handout, /) -> bytes:
        """The data of the handout's article."""
        return handout.article.model_dump_json(indent=2).encode() + b"\n"

    def verify(self, path: Path, /) -> "Iterator[Finding]":
        """Whether the data is an article, every reference resolved."""
        from pydantic import ValidationError

        from cma_content.exporting.verification import family
        from cma_content.model.article import Article

        try:
            Article.model_validate_json(path.read_bytes())
        except ValidationError as error:
            yield family("an article by its schema", [f"{error.error_count()} errors"])
        else:
            yield family("an article by its schema", [])
