"""The tags of a web page, read as the HTML Standard tells browsers to, in time linear in the page.

Python's html.parser takes quadratic time for a tag that does not end (six minutes for 10 MB of `<a b=`), stops at what
is incomplete, and differs from version to version.
"""

import html
import re
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from cma_content.reading import Budget

_SPACE: Final = r"\t\n\f\r "
_MARKUP: Final = re.compile(rf"<(?:(!--)|(/?)([A-Za-z][^{_SPACE}/>]*+)|[!?/])")
# What never matches twice at one place is never tried again: `*+` keeps all of it.
_ATTRIBUTE: Final = re.compile(
    rf"[{_SPACE}/]*+(?:(?P<end>>)|(?P<name>[^{_SPACE}/>][^{_SPACE}/>=]*+)"
    rf"(?:[{_SPACE}]*+=[{_SPACE}]*+(?:\"(?P<double>[^\"]*+)\"?+|'(?P<single>[^']*+)'?+|(?P<bare>[^{_SPACE}>]*+)))?+)"
)
_COMMENT_AT_ONCE: Final = re.compile(r"-?>")
_COMMENT_END: Final = re.compile(r"--!?>")
_TEXT_END: Final = {
    name: re.compile(rf"</{name}[{_SPACE}/>]", re.IGNORECASE)
    for name in ("iframe", "noembed", "noframes", "script", "style", "textarea", "title", "xmp")
}
"""What ends the elements in which nothing but text stands."""
_FOREIGN: Final = ("math", "svg")
_LONG_NUMBER: Final = re.compile(r"&#[0-9]{8,}")


class Tag(NamedTuple):
    """A start tag."""

    name: str
    attributes: Mapping[str, str]
    text: str
    """What stands in a title, and in other elements that hold nothing but text."""
    is_foreign: bool
    """Whether it stands in a picture or a formula."""


def tags(page: str, budget: Budget) -> Iterator[Tag]:
    """Each start tag of a page in order; raises `UnreadableFileError` for more than the budget allows."""
    page = page.replace("\0", "\ufffd")
    at, foreign = 0, 0
    while found := _MARKUP.search(page, at):
        at = found.end()
        is_comment, is_end, name = found.groups()
        if is_comment:
            end = _COMMENT_AT_ONCE.match(page, at) or _COMMENT_END.search(page, at)
            at = end.end() if end else len(page)
        elif not name:
            at = page.find(">", at - 1) + 1 or len(page)
        else:
            name = name.lower()
            attributes, last = _attributes(page, at, budget)
            if last is None:
                # A tag that does not end is none.
                return
            at = last.end()
            if is_end:
                foreign -= foreign > 0 and name in _FOREIGN
                continue
            text = "" if foreign else _text(page, at, name)
            at += len(text)
            yield Tag(name, attributes, text, bool(foreign))
            foreign += name in _FOREIGN and not last[0].endswith("/>")


def unescaped(text: str) -> str:
    """`text` with its character references resolved."""
    # Python refuses to make a number of thousands of digits.
    return html.unescape(_LONG_NUMBER.sub("\ufffd", text)) if "&" in text else text


def _attributes(page: str, at: int, budget: Budget) -> tuple[dict[str, str], re.Match[str] | None]:
    """The attributes of the tag whose name ends at `at`, the first of one name, and the end of the tag, if there is."""
    budget.spend(1)
    found: dict[str, str] = {}
    while (one := _ATTRIBUTE.match(page, at)) and one["end"] is None:
        value = one["double"] or one["single"] or one["bare"] or ""
        # Each character reference costs as much as an attribute does.
        budget.spend(1 + value.count("&"))
        found.setdefault(one["name"].lower(), unescaped(value))
        at = one.end()
    return found, one


def _text(page: str, at: int, name: str) -> str:
    """What stands before the end tag of an element in which nothing but text stands; of others, nothing."""
    if name not in _TEXT_END:
        return ""
    end = _TEXT_END[name].search(page, at)
    return page[at : end.start() if end else len(page)]
