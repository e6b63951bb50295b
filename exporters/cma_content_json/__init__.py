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

        from cma_content.errors import UnreadableFileError
        from cma_content.exporting.verification import family, unreadable
        from cma_content.model.article import Article
        from cma_content.reading import BOUNDS, read_bounded

        try:
            content = read_bounded(path, BOUNDS.text)
            # Each value but the first stands behind one of these; each may be wrong in several ways, which are counted.
            if sum(content.count(sign) for sign in (b",", b"[", b"{")) > BOUNDS.values:
                raise UnreadableFileError(f"it has more than the {BOUNDS.values:,} values that are read")
            Article.model_validate_json(content)
        except UnreadableFileError as error:
            yield unreadable("data that can be read", str(error))
        except ValidationError as error:
            yield family("an article by its schema", [f"{error.error_count()} errors"])
        else:
            yield family("an article by its schema", [])
