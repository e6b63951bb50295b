"""The inline markup of text fields: a small, stated part of CommonMark.

`**strong**`, `*emphasis*`, `[words](https://…)`, and references to the article's own parts:
`<fact:ID>` prints a figure, `<term:ID>` or `[words](term:ID)` a glossary term,
`<source:ID>` a note that names a source, `[words](#ID)` a link to a section.
Everything else, raw HTML included, is text. Stars open at the start of a word; one closes at the end of a word, two
close anywhere behind one, so that the stars of `$15*` and of `2*3*4` are printed and `**CMA**s` is in bold.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from cma_content.diagnostics import rules
from cma_content.diagnostics.rules import Rule

if TYPE_CHECKING:
    from markdown_it.token import Token

REFERENCE_KINDS = ("fact", "source", "term")
LINK_SCHEMES = ("http", "https", "mailto", "tel")
ALLOWED = "an address that starts with https:, http:, mailto: or tel:, or a #section"


@dataclass(frozen=True, slots=True)
class Strong:
    """Important words."""

    text: str


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Stressed words."""

    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to a web address, an e-mail address, a phone number or (`#id`) a part of the same work."""

    href: str
    text: str


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference to a fact, source or glossary term; `words` is empty unless the author gave some."""

    kind: str
    id: str
    words: str


Run = str | Strong | Emphasis | Link | Reference


class MarkupError(ValueError):
    """Text that is not in the inline markup: `rule` and the message say what is wrong, `at` is where, as typed."""

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
    rf"|(?:\A|(?<=\s))\*\*(?!\s)(?P<strong>{_PLAIN}+)(?<!\s)\*\*(?=\s|<|\Z)"
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

    children = tokens(text)
    runs = tuple(_runs(iter(children)))
    _check_stars(runs, text)
    return runs


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
                runs.append(_link(found["href"], found["words"], auto=False))
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


def _runs(tokens: "Iterator[Token]") -> Iterator[Run]:
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
                yield _link(str(token.attrs["href"]), _words(tokens, token), auto=token.markup == "autolink")


def _unclosed(start: str) -> MarkupError:
    if start.startswith("<"):
        hint = f"write {start.rstrip('.,;:')}>"
        return MarkupError(rules.UNCLOSED, "the reference that starts here is not closed", start, hint=hint)
    message = f"the link to {start[2:]!r} is not closed"
    return MarkupError(rules.UNCLOSED, message, start, hint="put ) right behind the address")


def _words(tokens: "Iterator[Token]", opening: "Token") -> str:
    """The words up to where `opening` closes; raises `MarkupError` for markup inside markup, which would be lost."""
    words = []
    for token in tokens:
        if token.nesting == -1 and token.level == opening.level:
            break
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
    if href.startswith("#") or scheme in REFERENCE_KINDS:
        # The library encodes an address for the web; an id is what was typed.
        href, rest = unquote(href), unquote(rest)
    if colon and scheme in REFERENCE_KINDS:
        if not auto and scheme != "term":
            raise MarkupError(rules.REFERENCE, f"a {scheme} brings its own words", href, hint=f"write <{href}>")
        return Reference(scheme, rest, "" if auto else words)
    if not words.strip():
        hint = "write them between the brackets: [the state board](https://example.org)"
        raise MarkupError(rules.NO_WORDS, f"the link to {href!r} has no words", href, hint=hint)
    if href.startswith("#") and len(href) > 1:
        return Link(href, words)
    if not colon or scheme.lower() not in LINK_SCHEMES:
        hint = f"did you mean 'https://{href}'?" if href.startswith("www.") else ""
        message = f"a link cannot lead to {href!r}"
        raise MarkupError(rules.LINK, message, href, expected=ALLOWED, hint=hint)
    return Link(href, words)
