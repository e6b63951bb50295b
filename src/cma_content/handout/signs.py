"""The signs of print in the place of those of a keyboard: quotation marks, dashes, spaces at which no line ends."""

import re
from collections.abc import Callable, Mapping
from typing import Final

Setter = Callable[[str, str, str], str]
"""Sets a text; the others are the characters that stand before and after it, if any."""

_NBSP: Final = "\N{NO-BREAK SPACE}"
_UNITS: Final = (
    "%|percent|°[CF]|mmHg|a\\.m\\.|p\\.m\\.|attempts?|credits?|days?|degrees?|dollars?|hours?|jobs?|minutes?|months?"
    "|points?|pounds?|questions?|seconds?|states?|weeks?|years?"
)
_RATES: Final = "year|month|week|day|hour|minute"
"""What $97,550 a year is counted by."""
# One look for what most texts have none of.
_CANDIDATE: Final = re.compile(rf"[\"']|\.\.\.|\d-\d|\d (?:{_UNITS}|an? )|\. [A-Z\d]|[a-z\u00a7] \d")
_ADDRESS: Final = re.compile(r"((?<!\S)\S*(?:://|@|\w\.[a-z]{2,}/)\S*)")
_DOTS: Final = re.compile(r"(?<!\.)\.\.\.(?!\.\.)")
_YEARS: Final = re.compile(r"(?<![\w.:/\u00a7-])((?:19|20)\d\d)-((?:19|20)?\d\d)(?![\w-]|[.,:/]\d)")
_RANGE: Final = re.compile(
    r"(?<![\w.,:/\u00a7-])([$\u20ac\u00a3]?)(\d{1,3})-([$\u20ac\u00a3]?)(\d{1,3})(?![\w-]|[.,:/]\d)"
)
_TIED: Final = re.compile(
    rf"(?<=\d) (?=(?:{_UNITS}|an? (?:{_RATES}))(?!\w))|(?<=\d a) (?=(?:{_RATES})(?!\w))|(?<=\d an) (?=hour(?!\w))"
    r"|(?<=\bDr\.) (?=[A-Z])|(?<=\bMr\.) (?=[A-Z])|(?<=\bMs\.) (?=[A-Z])|(?<=\bMrs\.) (?=[A-Z])|(?<=\bNo\.) (?=\d)"
    r"|(?<=\bpage) (?=\d)|(?<=\bpages) (?=\d)|(?<=\bstep) (?=\d)|(?<=\bpart) (?=\d)|(?<=\u00a7) (?=\d)",
    re.IGNORECASE,
)
_QUOTE: Final = re.compile("[\"']")
_OPENERS: Final = frozenset("([{/-\N{EN DASH}\N{EM DASH}\N{LEFT DOUBLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}")
_CLIPPED: Final = re.compile(r"'(?:\d|(?:em|tis|twas|til|n)(?!\w))", re.IGNORECASE)
_MARKS: Final = {
    (True, True): "\N{LEFT DOUBLE QUOTATION MARK}",
    (True, False): "\N{RIGHT DOUBLE QUOTATION MARK}",
    (False, True): "\N{LEFT SINGLE QUOTATION MARK}",
    (False, False): "\N{RIGHT SINGLE QUOTATION MARK}",
}
"""By whether they are double, and whether they open."""
_LOOK_BACK: Final = 24


def setter(language: str) -> Setter:
    """What sets a text of a language; one whose rules are not known stays as it was typed."""
    return _SETTERS.get(language.partition("-")[0], lambda text, *_: text)


def english(text: str, before: str, after: str) -> str:
    """English as print has it; addresses, codes and phone numbers stay as they are."""
    if not _CANDIDATE.search(text):
        return text
    pieces = _ADDRESS.split(text)
    made: list[str] = []
    for index, piece in enumerate(pieces):
        following = pieces[index + 1][:1] if index + 1 < len(pieces) else ""
        made.append(piece if index % 2 else _words(piece, before, following or after))
        before = piece[-1:] or before
    return "".join(made)


def _words(text: str, before: str, after: str) -> str:
    text = _DOTS.sub("\N{HORIZONTAL ELLIPSIS}", text)
    text = _YEARS.sub("\\1\N{EN DASH}\\2", text)
    text = _TIED.sub(_NBSP, _RANGE.sub(_ranged, text))
    return _curled(text, before, after)


def _ranged(found: re.Match[str]) -> str:
    """A range with its dash; what is no range, or has a name before it, such as Title 10-12, as it is."""
    left, first, right, last = found.groups()
    named = found.string[max(0, found.start() - _LOOK_BACK) : found.start()].split()[-1:]
    if int(first) >= int(last) or any(word[0].isupper() or "\u00a7" in word for word in named):
        return found[0]
    return f"{left}{first}\N{EN DASH}{right}{last}"


def _curled(text: str, before: str, after: str) -> str:
    """Quotation marks and apostrophes by what stands on their two sides; those of feet and inches stay straight."""
    made: list[str] = []
    at, is_open = 0, False
    for found in _QUOTE.finditer(text):
        start, is_double = found.start(), found[0] == '"'
        left, right = text[start - 1] if start else before, text[start + 1 : start + 2] or after
        opens = (not left or left.isspace() or left in _OPENERS) and bool(right) and not right.isspace()
        if not opens and left.isdigit() and (right.isdigit() or (is_double and not is_open)):
            continue
        if is_double:
            is_open = opens
        elif _CLIPPED.match(text, start):
            opens = False
        made += text[at:start], _MARKS[is_double, opens]
        at = start + 1
    return "".join((*made, text[at:]))


_SETTERS: Final[Mapping[str, Setter]] = {"en": english}
