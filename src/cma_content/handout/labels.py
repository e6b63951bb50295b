"""The fixed words of a handout: those of its language, and an article's own labels in their place."""

import re
from collections.abc import Mapping
from typing import Final

from cma_content.errors import UsageError
from cma_content.handout import locale
from cma_content.handout.options import check_name
from cma_content.model.article import Article

_PLACEHOLDER: Final = re.compile(r"\{[a-z_]+\}")


def words_of(article: Article) -> Mapping[str, str]:
    """The words that handouts of `article` print, by their keys.

    Raises `UsageError` for a language without words, a label of no such key, or one with other placeholders.
    """
    words = locale.words_of(article.language)
    for key, label in article.labels.items():
        check_name("label", key, words)
        if needed := misfit(label, words[key]):
            raise UsageError(f"the label {key!r} does not fit; {needed}")
    return {**words, **article.labels}


def misfit(label: str, usual: str) -> str:
    """What a label that stands in place of `usual` must hold, where it does not; else nothing."""
    needed = sorted(_PLACEHOLDER.findall(usual))
    is_fit = sorted(_PLACEHOLDER.findall(label)) == needed and not re.search("[{}]", _PLACEHOLDER.sub("", label))
    return "" if is_fit else f"it holds {' and '.join(needed) or 'no braces'}{', each once' * bool(needed)}"
