"""Characters that do not show, or not as what they are: which are refused, and what each is called."""

import re
from typing import Final

from cma_content.diagnostics import rules
from cma_content.diagnostics.problem import Mark, Problem
from cma_content.loading.document import MAX_PROBLEMS, Document
from cma_content.model.text import REFUSED

# Fine in running text, wrong in names, numbers and the spaces around them.
_UNSEEN: Final = re.compile(
    "[\x85\xa0\xad\u061c\u1680\u180e\u2000-\u200f\u2028\u2029\u202f\u205f-\u2064\u3000\ufe00-\ufe0f\ufeff]"
)
_NAMES: Final = {
    "\x85": "a line break that does not show",
    "\xa0": "a non-breaking space",
    "\xad": "a soft hyphen, which does not show",
    "\u200b": "a space without width",
    "\u2028": "a line break that does not show",
    "\u2029": "a paragraph break that does not show",
    "\ufeff": "a byte order mark inside the text",
}
# What word processors and web pages put before the items of a list.
BULLETS: Final = tuple("*+\u2010\u2011\u2012\u2013\u2014\u2022\u2023\u2212\u25aa\u25cf\u00b7")
SPACE_HINT: Final = "delete it and type a plain space"
DELETE_HINT: Final = "delete it, or retype the word around it"


def refused(text: str, start: int = 0) -> re.Match[str] | None:
    """The first characters of `text`, from `start` on, that no text may hold."""
    # All that is printable is fine; to Python, a line break is not.
    return None if text.replace("\n", " ").isprintable() else REFUSED.search(text, start)


def report_refused(document: Document, text: str) -> str:
    """Reports them, up to the bound on problems; `text` with a mark in the place of each, where it was not passed."""
    for number, line in enumerate(document.text.lines):
        start = 0
        while found := refused(line, start):
            mark = document.text.mark(number, found.start(), len(found[0]))
            document.problems.append(problem(found[0][0], mark))
            start = found.end()
            if len(document.problems) >= MAX_PROBLEMS:
                return text
    return REFUSED.sub(lambda found: "\N{REPLACEMENT CHARACTER}" * len(found[0]), text)


def problem(character: str, mark: Mark) -> Problem:
    """One of them where it stands."""
    return mark.problem(rules.CHARACTER, name_of(character), hint=hint_for(character))


def unseen(text: str) -> re.Match[str] | None:
    """The first character of `text` that a reader cannot tell from a space, or from nothing."""
    return None if text.isascii() else _UNSEEN.search(text)


def name_of(character: str) -> str:
    """A character in an author's words, with its number."""
    known = _NAMES.get(character)
    if not known and unseen(character):
        known = "a space of a kind of its own" if character.isspace() else "a character without width"
    if not known:
        known = "a character that cannot be printed"
    return f"{known}: U+{ord(character):04X}"


def hint_for(character: str) -> str:
    """What to do about it."""
    return SPACE_HINT if character.isspace() else DELETE_HINT
