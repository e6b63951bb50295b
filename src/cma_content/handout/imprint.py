"""How a handout ends: the sources it cites, the credits they ask for, and what it is."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final
from urllib.parse import urlsplit

from cma_content.handout import locale, tree
from cma_content.handout.anchors import Own
from cma_content.handout.scope import Scope
from cma_content.model.article import Article
from cma_content.model.facts import Source
from cma_content.model.inline import Link

_SHORT: Final = 48


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


def dates(article: Article) -> dict[str, str]:
    """The dates that every handout says."""
    days = {"reviewed": article.reviewed, "due": article.next_review_due}
    return {name: locale.day(day) for name, day in days.items()}


def newest(article: Article, words: Mapping[str, str], key: str = "newest") -> str:
    """How new the newest figures are: of pay, and of the outlook where there is one; nothing without pay."""
    outlooks = [fact.period for fact in article.facts if fact.statistic == "projection" and fact.period.last]
    if article.pay is None:
        return ""
    outlook = locale.period(max(outlooks, key=lambda period: period.last or date.min)) if outlooks else ""
    return words[f"{key}_outlook" if outlook else key].format(
        pay=locale.period(article.pay.period), outlook=outlook
    )


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
    return (before, Link(article.license_address, article.license), after)


def _source(scope: Scope, number: int, cited: Source) -> tree.CitedSource:
    dated = locale.period(cited.dated) or scope.words["undated"]
    shown = cited.short_address or short_address(cited.address)
    if scope.options.layout != "guide":
        dated = locale.period(cited.dated) or scope.words["no_date"]
        # A sheet has room for who, when, where and how, but not for the title.
        read = scope.words[f"sheet_{cited.read_as.replace('-', '_')}"]
        line = scope.words["source_on_sheet"].format(publisher=cited.publisher, dated=dated, address="\0", read=read)
        before, after = line.split("\0")
        return tree.CitedSource(number, (before, Link(cited.address, shown), after))
    text = scope.words["source"].format(
        publisher=cited.publisher, title="\0", dated=dated, read=_read(scope.words, cited), address="\1"
    )
    # An article's own words for it may have them in another order.
    links = {"\0": Link(cited.address, cited.title), "\1": Link(cited.address, shown)}
    return tree.CitedSource(number, tuple(links.get(part, part) for part in re.split("([\0\1])", text)))


def _read(words: Mapping[str, str], cited: Source) -> str:
    """How a source was read, where and when."""
    host = (urlsplit(cited.read_at or "").hostname or "").removeprefix("www.")
    kind = {
        "issuer-page": "read_on_page",
        "issuer-copy": "copy_of_issuer",
        "third-party-copy": "copy_of_third_party" if host else "copy_elsewhere",
        "summary": "summary_on" if host else "summary_by",
    }[cited.read_as]
    return words[kind].format(host=host, retrieved=locale.day(cited.retrieved))


def short_address(address: str) -> str:
    """An address as print gives it: without what every browser adds, and no more than its host where it is long."""
    bare = address.partition("://")[2].removeprefix("www.").rstrip("/")
    return bare if len(bare) <= _SHORT and "?" not in bare else bare.partition("/")[0]
