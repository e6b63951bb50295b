"""Text that stays text: what Markdown would read as markup is escaped.

Beside CommonMark, what wikis and converters add to it: links of bare addresses, names and numbers of issues (GitHub,
GitLab), citations, math, attributes and raised words (Pandoc), emoji, templates (Liquid, Jinja). What nothing in a
text can stop: GitHub reads an e-mail address as a link to itself even where its @ is escaped.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

APART: Final = "&nbsp;"
"""A paragraph that shows nothing."""
# Anywhere; a mark of exclamation at the end would make a picture of a link after it.
_SPECIAL: Final = re.compile(
    r"[\\`*_\[\]~|#^{]|&(?=#?\w+;)|<|>|!(?=$|\d)|@(?=[\w{)])"
    # A bare address, the name of an emoji, the number of an issue. Wikis look for those names inside words too, in
    # lower case; four are names without a letter: a time is none.
    r"|:(?=//|(?:[+-]1|100|1234):|(?![\d_+-]+:)(?-i:[^\WA-Z]|[+-])+:)|(?<=\bwww)\.|(?<=\bGH)-(?=\d)",
    re.IGNORECASE,
)
_ENTITIES: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_AT_LINE_START: Final = re.compile(r"([-+=:])(?=\s|$)|([-=:])(?=\2)|(\d{1,9})(?=[.)](?:\s|$))")


def escaped(words: str) -> str:
    """`words` so that a reader sees just them; on one line, as a line's end would be markup."""
    flat = re.sub(r"[\t-\r\x1c-\x1f\x85\u2028\u2029]", " ", words)
    return _SPECIAL.sub(lambda sign: _ENTITIES.get(sign[0], f"\\{sign[0]}"), flat)


def stressed(words: str, marks: str, before: str, after: str) -> str:
    """`words` in `marks`, which stand between the signs `before` and `after`; without marks where none can stand there.

    CommonMark 0.31, 6.2: marks with a sign inside need a space or a sign outside, and none stand beside a space.
    """
    inside = escaped(words)
    opens = not inside[:1].isspace() and (_is_letter(inside[:1]) or not _is_letter(before)) and before != "*"
    closes = not inside[-1:].isspace() and (_is_letter(inside[-1:]) or not _is_letter(after))
    return f"{marks}{inside}{marks}" if opens and closes else inside


def _is_letter(sign: str) -> bool:
    """Whether CommonMark takes a character for neither white space nor punctuation."""
    return bool(sign) and not sign.isspace() and unicodedata.category(sign)[0] not in "PS"


def inline(markdown: str) -> str:
    """The Markdown of a paragraph, a heading or a cell: of several dollar signs, none makes a formula with another."""
    return markdown.replace("$", r"\$") if markdown.count("$") > 1 else markdown


def line(markdown: str) -> str:
    """A paragraph's Markdown, the start of which does not make a heading, a list or a rule of it."""
    stripped = inline(markdown.strip(" "))
    found = _AT_LINE_START.match(stripped)
    if not found:
        return stripped
    # The backslash goes before a sign: before the point of a number, not before the number.
    at = found.end() if found[3] else 0
    return f"{stripped[:at]}\\{stripped[at:]}"


def lines(markdown: Iterable[str]) -> list[str]:
    """The lines of one paragraph, among which no two dollar signs make a formula either."""
    made = list(markdown)
    if sum(one.count("$") for one in made) > 1:
        made = [one.replace("$", r"\$") if one.count("$") == 1 else one for one in made]
    return list(map(line, made))


def address(href: str) -> str:
    """A link's address; one in parentheses has none of its own."""
    signs = {
        " ": "%20",
        "(": "%28",
        ")": "%29",
        "<": "%3C",
        ">": "%3E",
        "\\": "%5C",
        "|": "%7C",
        "`": "%60",
        "$": "%24",
    }
    return re.sub(r"&(?=#?\w+;)", "&amp;", "".join(signs.get(sign, sign) for sign in href))


def slug(title: str, taken: dict[str, int]) -> str:
    """The anchor that GitHub, GitLab and most wikis give a heading; `taken` holds those given so far."""
    plain = re.sub(r"[^\w\- ]", "", title.strip().lower()).replace(" ", "-")
    anchor = plain
    while anchor in taken:
        taken[plain] += 1
        anchor = f"{plain}-{taken[plain]}"
    taken[anchor] = 0
    return anchor
