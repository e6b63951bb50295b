"""The guide, or an article of one's own; what reads YAML is imported where YAML is read."""

from pathlib import Path

from cma_content.loading.shipped import shipped
from cma_content.model.article import Article


def load(source: Path | str | None = None) -> Article:
    """The article in a YAML file, or the guide that ships with this package when no file is named.

    Raises `ArticleError` with every problem found; `UnreadableError`, one of its kind, when there is nothing to read.
    """
    if source is None and (guide := shipped()):
        return guide
    from cma_content.loading.loader import read_article

    return read_article(source).record
