"""Names that belong to others: marks of credentials, in their issuer's form and with the issuer's name."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from cma_content.checking.finding import Finding, warning
from cma_content.checking.inspected import Inspected
from cma_content.checking.phrases import Phrases
from cma_content.checking.printed import Line
from cma_content.diagnostics import rules

_ISSUED: Final = re.compile(r"(\S.*?)\s*(\([^()]+\))")
_WORD: Final = re.compile(r"[A-Za-z0-9][\w-]*")
_ADJECTIVE: Final = re.compile(r"\b(?:certified|registered)\b(?! (?:as|at|by|for|in|under|with)\b)")
_NAMED: Final = frozenset({"career_steps", "credentials", "glossary", "similar_jobs", "state_rules"})
"""Collections whose entries have names that may hold such words: registered nurse."""
_NAMES: Final = frozenset({"name", "term", "spelled_out"})


def bare_marks(seen: Inspected) -> Iterator[Finding]:
    """Each use of a mark without what its issuer writes behind it; letters in quotation marks are letters."""
    issued = _issued(seen)
    for prose in seen.prose if issued else ():
        words = prose.unquoted
        for found in _WORD.finditer(words):
            if found[0] not in issued or words.endswith("letters ", 0, found.start()):
                continue
            rest = words[found.end() : found.end() + _AHEAD].lstrip()
            if not any(rest.startswith(issuer) for issuer in issued[found[0]]):
                forms = " or ".join(f"{found[0]} {issuer}" for issuer in issued[found[0]])
                message = f"{found[0]} alone is not a mark that its issuer uses"
                # With the next words, the same letters in their right form are not taken for them.
                at = next((at for at in (words[found.start() : found.end() + 4], found[0]) if at in prose.source), "")
                yield warning(prose.location, rules.BARE_MARK, message, f"write {forms}", at=at.rstrip())


_AHEAD: Final = 80


def _issued(seen: Inspected) -> Mapping[str, tuple[str, ...]]:
    """What issuers write behind a mark, by its bare letters: CMA to (AAMA)."""
    found: dict[str, tuple[str, ...]] = {}
    for credential in seen.article.credentials:
        if match := _ISSUED.fullmatch(credential.mark):
            found[match[1]] = (*found.get(match[1], ()), match[2])
    return found


def plain_adjectives(seen: Inspected) -> Iterator[Finding]:
    """Each certified or registered in small letters that is no part of a name and no quotation."""
    names = Phrases(dict(_names(seen)))
    for prose in seen.prose if seen.is_english else ():
        words = prose.unquoted
        if not _ADJECTIVE.search(words):
            continue
        named = {start for _, start, _ in names.find(words)}
        for found in _ADJECTIVE.finditer(words):
            if found.start() not in named:
                message = f"{found[0]!r} as a plain word claims a credential"
                hint = "name the credential, or say that someone holds one"
                yield warning(prose.location, rules.PLAIN_ADJECTIVE, message, hint, at=found[0])


def _names(seen: Inspected) -> Iterator[tuple[str, str]]:
    """Names that hold such a word as their first, in small letters, of one and of several."""
    for prose in seen.prose:
        name = prose.words.lower()
        if prose.location[0] in _NAMED and prose.location[-1] in _NAMES and _ADJECTIVE.match(name):
            yield from ((form, name) for form in (name, f"{name}s"))


def unnamed_issuers(seen: Inspected) -> Iterator[Finding]:
    """Each mark whose issuer is not named in the block of the handout that prints the mark first."""
    credentials = {one.id: (index, one) for index, one in enumerate(seen.article.credentials)}
    marks = Phrases({one.mark: one.id for one in seen.article.credentials})
    for layout, lines in seen.handouts.items() if credentials else ():
        first: dict[str, Line] = {}
        for line in lines:
            for id_, _, _ in marks.find(line.words):
                first.setdefault(id_, line)
        blocks = {line.block: "" for line in first.values()}
        for line in lines:
            if line.block in blocks:
                blocks[line.block] += f"{line.words}\n".casefold()
        for id_, line in first.items():
            index, credential = credentials[id_]
            issuer = credential.issuer.partition(" (")[0]
            if issuer.casefold() not in blocks[line.block]:
                own = ("credentials", index, "mark")
                is_own = line.runs == (credential.mark,) and not line.entry
                location = own if is_own else seen.location_of(line, credential.mark) or own
                message = f"the {layout} prints {credential.mark} here for the first time and does not say whose it is"
                hint = f"name {issuer} in the same paragraph, list or table"
                yield warning(location, rules.ISSUER_UNNAMED, message, hint, at=credential.mark, about=(id_,))
