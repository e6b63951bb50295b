"""The inline markup of text fields: a small, stated part of CommonMark.

`**strong**`, `*emphasis*`, `[words](https://…)`, and references to the article's own parts:
`<fact:ID>` prints a figure, `<term:ID>` or `[words](term:ID)` a glossary term,
`<source:ID>` a note that names a source, `[words](#ID)` a link to a section.
Everything else, raw HTML included, is text. Stars open at the start of a word; one closes at the end of a word, two
close anywhere behind one, so that the stars of `$15*` and of `2*3*4` are printed and `**CMA**s` is in bold.
"""

import re
from collections.abc import Iterator
from itertools import takewhile
from typing import TYPE_CHECKING

from cma_content.diagnostics import rules
from cma_content.diagnostics.rules import Rule
from cma_content.model import addresses
from cma_content.model.frozen import frozen

if TYPE_CHECKING:
    from markdown_it.token import Token

REFERENCE_KINDS = ("fact", "source", "term")
ALLOWED = "an address that starts with https:, http:, mailto: or tel:, or a #section"


@frozen
class Strong:
    """Important words."""

    text: str


@frozen
class Emphasis:
    """Stressed words."""

    text: str


@frozen
class Link:
    """Words that lead to a web address, an e-mail address, a phone number or (`#id`) a part of the same work."""

    href: str
    text: str


@frozen
class Reference:
    """A reference to a fact, source or glossary term; `words` is empty unless the author gave some."""

    kind: str
    id: str
    words: str


Run = str | Strong | Emphasis | Link | Reference


class MarkupError(ValueError):
    """Text that is not in the inline markup: `rule` and the message say what is wrong, `at` is where, as typed.

    `nth` is how often `at` stands before that place; `others` are the faults of other links of the text.
    """

    nth = 0
    others: "tuple[MarkupError, ...]" = ()

    def __init__(self, rule: Rule, message: str, at: str, *, expected: str = "", hint: str = "") -> None:
        self.rule = rule
        self.at = at
        self.expected = expected
        self.hint = hint
        super().__init__(message)


# Text without any of these is one run.
_MARKUP = re.compile(r"[\\*_\[\]<\n\r\0]")
# One run of the markup as nearly all text has it: what the library would make of it is plain without the library, whose
# import takes longer than all text of an article. A star inside a word is a letter; any other stands in a pair.
_PLAIN = r"[^\\*_\[\]<\n\r\0]"
_USUAL = re.compile(
    rf"(?P<text>(?:{_PLAIN}|(?<=[A-Za-z0-9])\*(?=[A-Za-z0-9]))+)"
    rf"|<(?P<kind>{'|'.join(REFERENCE_KINDS)}):(?P<id>[A-Za-z0-9-]+)>"
    rf"|(?:\A|(?<=\s))\*\*(?!\s)(?P<strong>{_PLAIN}+)(?:(?<!\s)\*\*(?=\s|<|\Z)|(?<=[A-Za-z0-9])\*\*(?=[,.;:!?]))"
    rf"|\[(?P<words>{_PLAIN}+)\]\((?P<href>(?:#|term:)[A-Za-z0-9-]+|https?://[a-z0-9.-]+[a-z0-9](?:/[A-Za-z0-9./_-]*)?)\)"
)
# Two stars that open at the start of a word; what precedes them is no star and no backslash.
_STRONG = re.compile(r"(?<![\w*\\])\*\*(?=[^\s*])[^\s*]*")
# An amount at the end of stressed words, whose star may be that of a footnote; and a star on one side of a word.
_PRICE = re.compile(r"(?<=\s)[$\u20ac\u00a3][\d.,]*\d$")
_STAR = re.compile(r"[^\s*\\]+\*(?![\w*])|(?<![\w*\\])\*[^\s*]+")
_UNCLOSED = re.compile(rf"\]\([^ ]*|<(?:{'|'.join(REFERENCE_KINDS)}):[^ ]*")


def parse(text: str) -> tuple[Run, ...]:
    """The runs of `text`; raises `MarkupError` for markup that is not allowed or does not end."""
    if not _MARKUP.search(text):
        return (text,) if text else ()
    if usual := _usual(text):
        return usual
    from cma_content.model.markdown import tokens

    faults: list[MarkupError] = []
    runs = tuple(_runs(iter(tokens(text)), faults))
    if faults:
        _place(faults, text)
        first = faults[0]
        first.others = tuple(faults[1:])
        raise first
    _check_stars(runs, text)
    return runs


def _place(faults: list[MarkupError], text: str) -> None:
    """Counts how often what is at fault in a link stands in `text` before it."""
    end = 0
    for fault in faults:
        found = re.compile(rf"(?:\]\(<?|<){re.escape(fault.at)}(?=[)>\s])").search(text, end)
        if found:
            end = found.end()
            fault.nth = text.count(fault.at, 0, end - len(fault.at))


def _usual(text: str) -> tuple[Run, ...]:
    """The runs of a text that has no other markup than `_USUAL`; nothing where it has."""
    runs: list[Run] = []
    end = 0
    while end < len(text):
        found = _USUAL.match(text, end)
        if not found:
            return ()
        end = found.end()
        match found.lastgroup:
            case "text":
                runs.append(found["text"])
            case "strong":
                runs.append(Strong(found["strong"]))
            case "id":
                runs.append(Reference(found["kind"], found["id"], ""))
            case _:
                try:
                    runs.append(_link(found["href"], found["words"], auto=False))
                except MarkupError:
                    # The library finds all of them.
                    return ()
    return tuple(runs)


def _check_stars(runs: tuple[Run, ...], text: str) -> None:
    """Raises `MarkupError` where stars would be printed that are markup, or be taken as markup that are a price's."""
    stressed = [run.text for run in runs if isinstance(run, Emphasis)]
    for words in stressed:
        if price := _PRICE.search(words):
            raise _footnote(f"{price[0]}*")
    for run in runs:
        # What a backslash made text stands otherwise in what was typed.
        if isinstance(run, str) and (start := _STRONG.search(run)) and start[0] in text:
            hint = "end them with ** right behind the last word"
            raise MarkupError(rules.UNCLOSED, "the bold words that start here do not end", start[0], hint=hint)
        if stressed and isinstance(run, str) and (star := _STAR.search(run)) and star[0] in text:
            raise _footnote(star[0])


def _footnote(at: str) -> MarkupError:
    hint = r"write \* for a star that is printed; in double quotes, \\*"
    return MarkupError(rules.STAR, "one star too many, or one that is a footnote's", at, hint=hint)


def references(runs: tuple[Run, ...]) -> Iterator[tuple[str, str]]:
    """Every (kind, id) that `runs` refer to, in order; the kind of a `#id` link is "section"."""
    for run in runs:
        match run:
            case Link(href, _) if href.startswith("#"):
                yield "section", href[1:]
            case Reference(kind, id_, _):
                yield kind, id_


def _runs(tokens: "Iterator[Token]", faults: list[MarkupError]) -> Iterator[Run]:
    """The runs; the faults of links are gathered, any other is raised."""
    for token in tokens:
        match token.type:
            case "text":
                if unclosed := _UNCLOSED.search(token.content):
                    raise _unclosed(unclosed[0])
                if token.content:
                    yield token.content
            case "softbreak" | "hardbreak":
                yield " "
            case "strong_open":
                yield Strong(_words(tokens, token))
            case "em_open":
                yield Emphasis(_words(tokens, token))
            case "link_open":
                words = _words(tokens, token)
                try:
                    yield _link(str(token.attrs["href"]), words, auto=token.markup == "autolink")
                except MarkupError as fault:
                    faults.append(fault)


def _unclosed(start: str) -> MarkupError:
    if start.startswith("<"):
        hint = f"write {start.rstrip('.,;:')}>"
        return MarkupError(rules.UNCLOSED, "the reference that starts here is not closed", start, hint=hint)
    message = f"the link to {start[2:]!r} is not closed"
    return MarkupError(rules.UNCLOSED, message, start, hint="put ) right behind the address")


def _words(tokens: "Iterator[Token]", opening: "Token") -> str:
    """The words up to where `opening` closes; raises `MarkupError` for markup inside markup, which would be lost."""
    words = []
    for token in takewhile(lambda token: token.nesting != -1 or token.level != opening.level, tokens):
        if token.type == "link_open":
            href = str(token.attrs["href"])
            hint = "end the bold or italic words before it, or the link"
            raise MarkupError(rules.REFERENCE, f"{href!r} cannot stand inside other markup", href, hint=hint)
        if token.type in ("strong_open", "em_open"):
            stars = token.markup
            hint = "stress words in one way, and no words of a link"
            raise MarkupError(rules.REFERENCE, f"{stars} cannot stand inside other markup", stars, hint=hint)
        words.append(" " if token.type.endswith("break") else token.content)
    return "".join(words)


def _link(href: str, words: str, *, auto: bool) -> Run:
    scheme, colon, rest = href.partition(":")
    if colon and scheme in REFERENCE_KINDS:
        if not auto and scheme != "term":
            raise MarkupError(rules.REFERENCE, f"a {scheme} brings its own words", href, hint=f"write <{href}>")
        return Reference(scheme, rest, "" if auto else words)
    if not words.strip():
        hint = "write them between the brackets: [the state board](https://example.org)"
        raise MarkupError(rules.NO_WORDS, f"the link to {href!r} has no words", href, hint=hint)
    if href.startswith("#") and len(href) > 1:
        return Link(href, words)
    if not colon or scheme not in addresses.SCHEMES:
        meant = f"https://{href}" if href.startswith("www.") else f"{scheme.lower()}:{rest}"
        is_near = href.startswith("www.") or scheme.lower() in addresses.SCHEMES
        message, hint = f"a link cannot lead to {href!r}", addresses.suggestion(meant) if is_near else ""
        raise MarkupError(rules.LINK, message, href, expected=ALLOWED, hint=hint)
    try:
        return Link(addresses.checked(href), words)
    except addresses.AddressError as error:
        raise MarkupError(rules.ADDRESS, str(error), href, hint=error.hint) from None
