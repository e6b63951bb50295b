"""Text without its markup."""

from cma_content.model.article import Article
from cma_content.model.words import words


def plain(text: str, article: Article | None = None) -> str:
    """The words of a text without markup; a reference to a source is left out.

    A figure is printed as `article` has it, and a term by its name there. Without an article a figure is an ellipsis,
    and a term goes by its own words or its id.
    """
    return words(text, article)
