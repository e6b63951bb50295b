"""Links that do not say where they lead."""

import re
from collections.abc import Iterator
from typing import Final

from cma_content.checking.finding import Finding, warning
from cma_content.checking.inspected import Inspected
from cma_content.diagnostics import rules
from cma_content.model.authored import CodedLink
from cma_content.model.inline import Link

_NOTHING: Final = frozenset(
    {
        *("above", "below", "click", "click here", "details", "find out more", "go", "here", "learn more", "link"),
        *("more", "more information", "page", "read more", "see here", "see more", "site", "this", "this link"),
        *("this page", "this section", "this site", "this website", "website"),
    }
)
# The bare name of a host can be read and typed; a row of a table is named by its head.
_ADDRESS: Final = re.compile(r"(?:https?://|mailto:|www\.)\S*|(?:[a-z0-9-]+\.)+[a-z]{2,}/\S+", re.IGNORECASE)
_HINT: Final = "name what is there"


def untitled_links(seen: Inspected) -> Iterator[Finding]:
    """Each link to a section in other words than its title; its first letter may be small or large."""
    for prose in seen.prose:
        for run in prose.runs:
            if isinstance(run, Link) and run.href[:1] == "#" and run.href[1:] in seen.sections:
                title = seen.sections[run.href[1:]].title
                if _plain(run.text) != _plain(title):
                    message = f"{run.text!r} leads to the section {title!r}"
                    hint = f"write [{title}]({run.href})"
                    yield warning(prose.location, rules.LINK_NOT_TITLED, message, hint, at=run.text)


def _plain(words: str) -> str:
    return " ".join(words.split()).casefold().rstrip(".?!:")


def empty_links(seen: Inspected) -> Iterator[Finding]:
    """Each link whose words are here, this page and the like, or a bare address."""
    for prose in seen.prose:
        for run in prose.runs:
            if isinstance(run, Link) and "rows" not in prose.location and (says := _nothing(run.text, seen)):
                yield warning(prose.location, rules.LINK_SAYS_NOTHING, says, _HINT, at=run.text)
    for location, block in seen.blocks:
        if isinstance(block, CodedLink) and (says := _nothing(block.label, seen)):
            yield warning((*location, "label"), rules.LINK_SAYS_NOTHING, says, _HINT, at=block.label)
    for index, step in enumerate(seen.article.next_steps):
        at, words = ("address_label", step.address_label) if step.address_label else ("address", step.address or "")
        if says := _nothing(words, seen):
            yield warning(("next_steps", index, at), rules.LINK_SAYS_NOTHING, says, _HINT, at=words)


def _nothing(words: str, seen: Inspected) -> str:
    """What is wrong with the words of a link; empty where nothing is."""
    if seen.is_english and _plain(words) in _NOTHING:
        return f"{words!r} does not say where the link leads"
    return f"the words of the link are a bare address: {words}" if _ADDRESS.fullmatch(words.strip()) else ""
