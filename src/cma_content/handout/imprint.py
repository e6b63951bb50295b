"""How a handout ends: the sources it cites, the credits they ask for, and what it is."""

from collections.abc import Iterator

from cma_content.handout import locale, tree
from cma_content.handout.anchors import Own
from cma_content.handout.scope import Scope
from cma_content.model.article import Article
from cma_content.model.facts import Source
from cma_content.model.inline import Link


def sources(scope: Scope, code: str) -> tree.Sources:
    """The sources cited so far, their credits, and the imprint; headed by what there is of them."""
    cited = scope.writer.cited
    made = _short(scope) if scope.options.layout != "guide" else _long(scope, code)
    return tree.Sources(
        Own.SOURCES,
        scope.words["sources" if cited else "about"],
        tuple(_source(scope, number, source) for number, source in enumerate(cited, start=1)),
        tuple(dict.fromkeys(source.credit for source in cited if source.credit)),
        tuple(made),
    )


def dates(article: Article, *, short: bool) -> dict[str, str]:
    """The dates that every handout says."""
    days = {"reviewed": article.reviewed, "due": article.next_review_due, "data": article.data_as_of}
    return {name: locale.day(day, short=short) for name, day in days.items()}


def _long(scope: Scope, code: str) -> Iterator[tree.Runs]:
    article, words = scope.article, scope.words
    checked = words["checked"].format(**dates(article, short=False))
    yield (f"{words['edition'].format(edition=article.edition, code=code)}. {checked}",)
    yield _licensed(article, words["license"].format(publisher=article.publisher, license="\0"))
    if article.contact:
        yield (Link(article.contact, article.contact),)


def _short(scope: Scope) -> Iterator[tree.Runs]:
    article = scope.article
    values = dates(article, short=True) | {"publisher": article.publisher, "license": "\0"}
    yield _licensed(article, scope.words["imprint_of_sheet"].format(**values))


def _licensed(article: Article, line: str) -> tree.Runs:
    before, after = line.split("\0")
    return (before, Link(article.license_address, article.license), after)


def _source(scope: Scope, number: int, cited: Source) -> tree.CitedSource:
    text = scope.words["source"].format(
        publisher=cited.publisher,
        title="\0",
        dated=locale.period(cited.dated) or scope.words["undated"],
        retrieved=locale.day(cited.retrieved),
    )
    before, after = text.split("\0")
    return tree.CitedSource(number, (before, Link(cited.address, cited.title), after))
