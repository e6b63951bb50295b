"""What an article says of its occupation, for whoever reads by machine."""

from collections.abc import Callable
from typing import Final

from cma_content.handout import tree
from cma_content.model.article import Article

_OF_PROGRAMS: Final = frozenset({"CIP"})
"""Classifications of what is taught, not of occupations."""


def described(article: Article, typeset: Callable[[str], str]) -> tree.Occupation:
    """Its codes, those that are close alone left out, and the names of what it is made of, as they are printed."""

    def names(*given: str | None) -> tuple[str, ...]:
        return tuple(typeset(name) for name in given if name)

    return tree.Occupation(
        codes=tuple(
            tree.Code(one.scheme, one.version, one.code, one.label)
            for one in article.codes
            if one.match == "exact" and one.scheme not in _OF_PROGRAMS
        ),
        duties=tuple(names(one.name, one.brief) for one in article.duties),
        skills=tuple(names(one.name) for one in article.skills),
        ways_in=tuple(names(one.name, one.brief) for one in article.education_paths),
    )
