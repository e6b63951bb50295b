"""What a handout says of itself: its edition and its metadata, and how it ends, with its sources and their credits."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Final

from cma_content.handout import edition_code, locale, source_list, tree
from cma_content.handout.anchors import Own
from cma_content.handout.occupation import described
from cma_content.handout.scope import Scope
from cma_content.model.article import Article
from cma_content.model.inline import Link

_SHORT: Final = 16
"""Characters of a license's name in which no line ends."""


def sources(scope: Scope, code: str) -> tree.Sources:
    """The sources cited so far, their credits, and the imprint; headed by what there is of them."""
    cited = tuple(scope.writer.cited)
    read, listed = source_list.listed(scope, cited)
    made = _short(scope) if scope.options.layout != "guide" else _long(scope, code)
    return tree.Sources(
        Own.SOURCES,
        scope.words["sources" if cited else "about"],
        read,
        listed,
        tuple(dict.fromkeys(source.credit for source in cited if source.credit)),
        tuple(made),
    )


def dates(article: Article) -> dict[str, str]:
    """The dates that every handout says."""
    days = {"reviewed": article.reviewed, "due": article.next_review_due}
    return {name: locale.day(day) for name, day in days.items()}


def edition_line(scope: Scope) -> str:
    """Which edition it is, when it was reviewed, and on which terms it may be handed on."""
    article, words = scope.article, scope.words
    # Every license of that family lets whoever has a copy make more.
    label = "free_to_copy" if article.license.startswith("CC") else "license_alone"
    license_ = words[label].format(license=article.license)
    return words["edition_line"].format(edition=article.edition, reviewed=dates(article)["reviewed"], license=license_)


def meta(scope: Scope, title: str, code: str, left_out: Iterable[str], typeset: Callable[[str], str]) -> tree.Meta:
    """What a file says of itself, once all of the handout is made."""
    article = scope.article
    return tree.Meta(
        title=typeset(title),
        occupation=typeset(article.title),
        subtitle=typeset(article.subtitle),
        language=article.language,
        name=edition_code.name(article, scope.options),
        code=code,
        edition=article.edition,
        reviewed=article.reviewed,
        next_review_due=article.next_review_due,
        publisher=article.publisher,
        license=article.license,
        license_address=article.license_address,
        keywords=(code, *(f"left out: {id_}" for id_ in left_out)),
        salaries=tuple(scope.writer.salaries),
        described=described(article, typeset),
    )


def newest(article: Article, words: Mapping[str, str], key: str = "newest") -> str:
    """How new the newest figures are: of pay, and of the outlook where there is one; nothing without pay.

    In the words under `key`, and those under the same with `_outlook`.
    """
    outlooks = [fact.period for fact in article.facts if fact.statistic == "projection" and fact.period.last]
    if article.pay is None:
        return ""
    outlook = locale.period(max(outlooks, key=lambda period: period.last or date.min)) if outlooks else ""
    return words[f"{key}_outlook" if outlook else key].format(pay=locale.period(article.pay.period), outlook=outlook)


def _long(scope: Scope, code: str) -> Iterator[tree.Runs]:
    article, words = scope.article, scope.words
    checked = words["checked"].format(**dates(article), newest=newest(article, words)).strip()
    yield (f"{words['edition'].format(edition=article.edition, code=code)}. {checked}",)
    names = ", ".join(article.reviewers)
    yield (words["reviewed_by"].format(names=names) if names else words["unreviewed"],)
    yield _licensed(article, words["license"].format(publisher=article.publisher, license="\0"))
    yield (words["report"], " ", Link(article.contact, article.contact)) if article.contact else (words["no_contact"],)


def _short(scope: Scope) -> Iterator[tree.Runs]:
    article = scope.article
    values = dates(article) | {"publisher": article.publisher, "license": "\0"}
    line = scope.words["imprint_of_sheet"].format(**values, newest=newest(article, scope.words, "newest_on_sheet"))
    yield _licensed(article, line.replace("·  ·", "·"))


def _licensed(article: Article, line: str) -> tree.Runs:
    before, after = line.split("\0")
    name = article.license
    if len(name) <= _SHORT:
        name = name.replace(" ", "\N{NO-BREAK SPACE}")
    return (before, Link(article.license_address, name), after)
