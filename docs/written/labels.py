"""The fixed words of a handout."""

from collections.abc import Iterator

from cma_content.handout.locale import words_of
from written.markdown import marked, plain


def table() -> Iterator[str]:
    """Every key with its words."""
    yield from marked(("Key", "Words"), ((f"`{key}`", plain(words)) for key, words in sorted(words_of("en").items())))
