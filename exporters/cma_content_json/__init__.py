"""The article as JSON, by its published schema; `Article.model_validate_json` gives the article back."""

from cma_content.handout import Handout


class JSONExporter:
    """Writes the article's data: UTF-8, two spaces, fields in the model's order."""

    media_type = "application/json"
    suffix = ".json"

    def export(self, handout: Handout, /) -> bytes:
        """The data of the handout's article."""
        return handout.article.model_dump_json(indent=2).encode() + b"\n"
