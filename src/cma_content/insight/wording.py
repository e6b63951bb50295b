"""The values of an article in words: what a record is called, and what a figure, a text or a list says."""

from collections.abc import Sequence
from datetime import date, time
from typing import Any, Final

from pydantic import BaseModel

from cma_content.handout import locale
from cma_content.insight.matching import strings
from cma_content.model import amounts
from cma_content.model.article import Article
from cma_content.model.facts import Fact
from cma_content.model.pay import AreaPay
from cma_content.model.period import Period
from cma_content.model.plain import plain
from cma_content.model.text import Text

_TITLES: Final = ("name", "title", "label", "question", "mark", "term", "caption", "do", "code")
"""The fields that say what a record is, the first that it has."""
LONGEST: Final = 300
"""Characters of one value; more is for those who read the article itself."""
_LONG: Final = 120
"""Characters from which on the words that two texts begin and end with are left out."""
_CONTEXT: Final = 3
_WORD: Final = 60
_ELLIPSIS: Final = "\N{HORIZONTAL ELLIPSIS}"


def field_words(name: str) -> str:
    """The name of a field as words: not yours."""
    return name.replace("_", " ").replace("-", " ")


def title_of(item: Any, article: Article) -> str:
    """What a record is called; its place, its time or its topics, where it has no name; nothing of any other."""
    if not isinstance(item, BaseModel):
        return ""
    held = vars(item)
    for name in _TITLES:
        if isinstance(found := held.get(name), str):
            return cut(plain(found, article) if isinstance(found, Text) else found, _LONG)
    if isinstance(place := held.get("place"), str):
        return article.place(place).name
    if isinstance(at := held.get("time"), time):
        return locale.clock(at)
    topics = held.get("topics")
    if isinstance(topics, tuple) and topics:
        return cut(", ".join(map(field_words, topics)), _LONG)
    return ""


def is_named(item: Any) -> bool:
    """Whether a value is a record with a name of its own, or about a place."""
    names = (*_TITLES, "place")
    return isinstance(item, BaseModel) and any(isinstance(vars(item).get(name), str) for name in names)


def said_apart(before: Any, old: Article, after: Any, new: Article) -> tuple[str, str]:
    """Two values in words, each by its own article, so that they differ; of long texts, the part that does."""
    was, became = _said(before, old), _said(after, new)
    if was == became:
        was, became = _source_of(before, old), _source_of(after, new)
    if before is not None and after is not None and max(len(was), len(became)) > _LONG:
        was, became = _narrowed(was, became)
    return cut(was, LONGEST), cut(became, LONGEST)


def cut(text: str, most: int) -> str:
    """At most so many characters of a text on one line, no word of them without end."""
    words = [word if len(word) <= _WORD else f"{word[:_WORD]}{_ELLIPSIS}" for word in text[: 4 * most].split()]
    text = " ".join(words)
    if len(text) <= most:
        return text
    return f"{text[:most].rpartition(' ')[0] or text[:most]}{_ELLIPSIS}"


def _said(value: Any, article: Article) -> str:
    match value:
        case None:
            return ""
        case Text():
            return plain(value, article)
        case Period():
            return locale.period(value) or "undated"
        case bool():
            return "yes" if value else "no"
        case int():
            return amounts.number(value)
        case date():
            return locale.day(value)
        case time():
            return locale.clock(value)
        case Fact():
            return _figure(value, article)
        case AreaPay():
            return _pay(value, article)
        case BaseModel():
            return _record(value, article)
        case tuple():
            return "; ".join(_said(item, article) for item in value)
    return str(value)


def _figure(fact: Fact, article: Article) -> str:
    source = article.source(fact.source)
    return f"{amounts.amount(fact)} ({locale.vintage(fact, article.place(fact.place), source.retrieved)})"


def _pay(area: AreaPay, article: Article) -> str:
    """The middle of what an area pays, and its jobs."""
    when = f" ({locale.period(article.pay.period)})" if article.pay else ""
    jobs = f", {amounts.number(area.jobs)} jobs" if area.jobs is not None else ""
    currency = article.pay.currency if article.pay else "USD"
    year, hour = (
        amounts.priced(held.median, f"{currency}/{time}")
        for held, time in ((area.yearly, "year"), (area.hourly, "hour"))
    )
    return f"median {year}, {hour}{jobs}{when}"


def _record(record: BaseModel, article: Article) -> str:
    """The texts of a record and of all in it."""
    texts = [_said(text, article) for text in _texts(record)]
    return " ".join(texts) or _source_of(record, article)


def _texts(value: Any) -> list[Text]:
    match value:
        case Text():
            return [value]
        case BaseModel():
            return [text for _, held in value for text in _texts(held)]
        case tuple():
            return [text for held in value for text in _texts(held)]
    return []


def _source_of(value: Any, article: Article) -> str:
    """What was typed, where the words of it are the same: the markup, or every field of a figure."""
    match value:
        case Fact():
            source = article.source(value.source)
            return f"{_figure(value, article)}, {source.publisher}, {source.title}, {value.statistic}, {value.verified}"
        case AreaPay():
            values = {"yearly": value.yearly, "hourly": value.hourly}
            rows = [f"{name} {', '.join(f'{level} {held}' for level, held in row)}" for name, row in values.items()]
            return f"{'; '.join(rows)}; error {value.wage_error}%"
        case BaseModel() | tuple():
            return ", ".join(strings(value))
    return "" if value is None else str(value)


def _narrowed(was: str, became: str) -> tuple[str, str]:
    """Two long texts without the words that both begin and end with, but for a few."""
    one, other = was.split(), became.split()
    most = min(len(one), len(other))
    first = next((number for number in range(most) if one[number] != other[number]), most)
    rest = most - first
    last = next((number for number in range(rest) if one[-1 - number] != other[-1 - number]), rest)
    return _middle(one, first, last), _middle(other, first, last)


def _middle(words: Sequence[str], first: int, last: int) -> str:
    start, end = max(0, first - _CONTEXT), min(len(words), len(words) - last + _CONTEXT)
    before, after = _ELLIPSIS * (start > 0), _ELLIPSIS * (end < len(words))
    return " ".join(filter(None, [before, *words[start:end], after]))
