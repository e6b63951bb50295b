"""What a figure prints, in numbers: in running text, and set out as a key figure or a bar."""

from collections import Counter

from cma_content.handout import locale
from cma_content.handout.law_weights import Counts
from cma_content.model import amounts
from cma_content.model.article import Article
from cma_content.model.currencies import is_pay


def figure(article: Article, id_: str) -> Counts:
    """A figure in running text, with its place, its period and its source."""
    fact = article.fact(id_)
    printed = (amounts.amount(fact), _vintage(article, id_), " ()")
    return Counter(characters=sum(map(len, printed)), notes=1, pay=int(is_pay(fact.unit)))


def bar(article: Article, id_: str) -> Counts:
    """A fact as a key figure or a bar: its label, once more for those who do not see the chart."""
    fact = article.fact(id_)
    words = 3 * len(fact.brief or fact.label) + len(fact.label) + 3 * len(amounts.amount(fact))
    return Counter(characters=words + len(_vintage(article, id_)), notes=1, pay=int(is_pay(fact.unit)))


def _vintage(article: Article, id_: str) -> str:
    fact = article.fact(id_)
    return locale.vintage(fact, article.place(fact.place), article.source(fact.source).retrieved)
