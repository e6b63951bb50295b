"""Warnings that an article acknowledges, with the reason: they are counted and not reported."""

from collections.abc import Iterable, Iterator, Sequence

from cma_content.checking.finding import Finding, warning
from cma_content.diagnostics import rules
from cma_content.loading.document import Location
from cma_content.model.article import Article


def without_acknowledged(article: Article, findings: Iterable[Finding]) -> tuple[Sequence[Finding], int]:
    """The findings that are left and how many were acknowledged; an acknowledgement of nothing is one more finding.

    A warning is acknowledged by its rule and an id: that of an entry that holds its place or that it is about, or that
    of the article where no entry does.
    """
    known = {(one.rule, id_) for one in article.acknowledged for id_ in one.about}
    left, used, number = list[Finding](), set[tuple[str, str]](), 0
    for finding in findings:
        matched = known & {(finding.rule.code, id_) for id_ in _about(article, finding)} if known else set()
        if matched and finding.severity == "warning":
            used |= matched
            number += 1
        else:
            left.append(finding)
    return [*left, *_of_nothing(article, used)], number


def _of_nothing(article: Article, used: set[tuple[str, str]]) -> Iterator[Finding]:
    for index, one in enumerate(article.acknowledged):
        for place, id_ in enumerate(one.about):
            if (one.rule, id_) not in used:
                message = f"the check finds no {one.rule} at {id_}"
                hint = "take it away" if one.rule in rules.CATALOG else "there is no such rule; correct its code"
                yield warning(("acknowledged", index, "about", place), rules.NOTHING_ACKNOWLEDGED, message, hint)


def _about(article: Article, finding: Finding) -> set[str]:
    return {*finding.about, *(_owners(article, finding.location) or [article.id])}


def _owners(article: Article, location: Location) -> list[str]:
    """The ids of the entries that hold a location, from the outermost."""
    held: object = article
    found = []
    for step in location:
        held = held[step] if isinstance(held, tuple) and isinstance(step, int) else getattr(held, str(step), None)
        if isinstance(id_ := getattr(held, "id", None), str):
            found.append(id_)
    return found
