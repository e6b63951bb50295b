"""Names that belong to others: marks of credentials, in their issuer's form and with the issuer's name."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from cma_content.checking.finding import Finding, warning
from cma_content.checking.inspected import Inspected
from cma_content.checking.phrases import Phrases
from cma_content.checking.print_order import Line
from cma_content.diagnostics import rules

_ISSUED: Final = re.compile(r"(\S.*?)\s*(\([^()]+\))")
_BEHIND: Final = re.compile(r"\s*(\([^()]{1,300}\))")
# Capitalized it is a name, but at the start of a sentence, before a small word.
_ADJECTIVE: Final = re.compile(
    r"\b(?:certified|registered|(?:^|(?<=[.!?:] ))(?:Certified|Registered)(?= [a-z]))\b"
    r"(?! (?:as|at|by|for|in|under|with)\b)"
)
_NAMED: Final = frozenset({"career_steps", "credentials", "glossary", "similar_jobs", "state_rules"})
"""Collections whose entries have names that may hold such words: registered nurse."""
_NAMES: Final = frozenset({"name", "term", "spelled_out"})


def bare_marks(seen: Inspected) -> Iterator[Finding]:
    """Each use of a mark without what its issuer writes behind it; letters in quotation marks are letters."""
    issued = _issued(seen)
    marks = Phrases({form: bare for bare in issued for form in _forms(bare, issued[bare])})
    forms = {bare: " or ".join(f"{bare} {issuer}" for issuer in sorted(issued[bare])[:3]) for bare in issued}
    for prose in seen.prose if issued else ():
        words = prose.unquoted
        for bare, start, end in marks.find(words):
            behind = _BEHIND.match(words, end)
            if (behind and behind[1] in issued[bare]) or words.endswith("letters ", 0, start):
                continue
            message = f"{bare} alone is not a mark that its issuer uses"
            # With the next words, the same letters in their right form are not taken for them.
            tries = (words[start : end + 4], words[start:end], bare)
            at = next((at for at in tries if at in prose.source), "")
            yield warning(prose.location, rules.BARE_MARK, message, f"write {forms[bare]}", at=at.rstrip())


def _forms(bare: str, issuers: Iterable[str]) -> Iterator[str]:
    """How the letters of a mark are written: of one, of several, and joined to those of an issuer."""
    yield from (bare, f"{bare}s")
    for issuer in issuers:
        yield from (f"{bare}-{issuer[1:-1]}", f"{bare}/{issuer[1:-1]}")


def _issued(seen: Inspected) -> Mapping[str, set[str]]:
    """What issuers write behind a mark, by its bare letters: CMA to (AAMA)."""
    found: dict[str, set[str]] = {}
    for credential in seen.article.credentials:
        if match := _ISSUED.fullmatch(credential.mark):
            found.setdefault(match[1], set()).add(match[2])
    return found


def plain_adjectives(seen: Inspected) -> Iterator[Finding]:
    """Each certified or registered in lower case that is no part of a name and no quotation."""
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
    """Names that hold such a word as their first, in lower case, of one and of several."""
    for prose in seen.prose:
        name = prose.words.lower()
        if prose.location[0] in _NAMED and prose.location[-1] in _NAMES and _ADJECTIVE.match(name):
            yield from ((form, name) for form in (name, f"{name}s"))


def unnamed_issuers(seen: Inspected) -> Iterator[Finding]:
    """Each mark whose issuer is not named in the block of the handout that prints the mark first."""
    credentials = {one.id: (index, one) for index, one in enumerate(seen.article.credentials)}
    marks = Phrases({one.mark: one.id for one in seen.article.credentials})
    issuers = Phrases({name: name for _, one in credentials.values() for name in [_short(one.issuer)]})
    for layout, lines in seen.handouts.items() if credentials else ():
        first: dict[str, Line] = {}
        named: dict[int, set[str]] = {}
        for line in lines:
            named.setdefault(line.block, set()).update(name for name, _, _ in issuers.find(line.words))
            for id_, _, _ in marks.find(line.words):
                first.setdefault(id_, line)
        for id_, line in first.items():
            index, credential = credentials[id_]
            if _short(credential.issuer) not in named[line.block]:
                own = ("credentials", index, "mark")
                is_own = line.runs == (credential.mark,) and not line.entry
                location = own if is_own else seen.location_of(line, credential.mark) or own
                message = f"the {layout} prints {credential.mark} here for the first time and does not say whose it is"
                hint = f"name {credential.issuer} in the same paragraph, list or table"
                yield warning(location, rules.ISSUER_UNNAMED, message, hint, at=credential.mark, about=(id_,))


def _short(issuer: str) -> str:
    """The name of an issuer without its letters behind it."""
    return issuer.partition(" (")[0]
