"""Words of the glossary where a reader meets them first: marked or explained in a guide, explained on a sheet."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from cma_content.checking.finding import Finding, warning
from cma_content.checking.inspected import Inspected
from cma_content.checking.phrases import Phrases
from cma_content.checking.printed import Line
from cma_content.diagnostics import rules
from cma_content.handout.options import Layout
from cma_content.handout.runs import Defined
from cma_content.model.article import Article
from cma_content.model.entries import Term

# What explains a word right behind it, or right before it.
_BEHIND: Final = re.compile(
    r"['\"\u201d\u2019]?(?: \(|,? (?:which|who|that) (?:is|are|means?)\b|, (?:or|an?|the|meaning|that is)\b"
    r"| (?:means?|says?)\b| (?:is|are) (?:an?|the|any|how|when|what|where)\b|:)"
)
_BEFORE: Final = re.compile(r"(?:\(|\b(?:called|named|known as|, or)(?: an?| the)? ['\"\u201c\u2018]?)$")
_NEAR: Final = 40


@dataclass(frozen=True, slots=True)
class _Use:
    """A word of the glossary in a line, by its place in the words of the line."""

    term: str
    start: int
    end: int
    marked: bool


def unexplained_terms(seen: Inspected) -> Iterator[Finding]:
    """Each word of the glossary whose first use in a handout is neither marked nor explained."""
    if not seen.is_english or not seen.article.glossary:
        return
    find = Phrases(_forms(seen.article))
    for layout, lines in seen.handouts.items():
        yield from _in_handout(seen, layout, lines, find)


def _in_handout(seen: Inspected, layout: Layout, lines: Sequence[Line], find: Phrases) -> Iterator[Finding]:
    terms = {term.id: (index, term) for index, term in enumerate(seen.article.glossary)}
    whole = "\n".join(line.words for line in lines).casefold() if layout != "guide" else ""
    met: set[str] = set()
    for line in lines:
        if line.is_name:
            continue
        for use in _uses(line, find):
            if use.term not in terms:
                continue
            index, term = terms[use.term]
            if use.term in met or (layout != "guide" and term.everyday):
                continue
            met.add(use.term)
            if not _is_explained(line.words, use, term, whole) and not (layout == "guide" and use.marked):
                words = line.words[use.start : use.end]
                location = seen.location_of(line, words) or ("glossary", index, "term")
                message = f"the {layout} prints {words!r} here for the first time and does not explain it"
                hint = f"write <term:{term.id}>" if layout == "guide" else "say what it means in a few words"
                yield warning(location, rules.TERM_UNEXPLAINED, message, hint, at=words, about=(term.id,))


def _uses(line: Line, find: Phrases) -> Iterator[_Use]:
    """The words of the glossary in a line, the marked ones first: a line that marks a word explains it."""
    spans, at = [], 0
    for run in line.runs:
        words = run if isinstance(run, str) else str(getattr(run, "text", ""))
        if isinstance(run, Defined):
            spans.append((at, at + len(words)))
        at += len(words)
    uses = [
        _Use(term, start, end, any(start < last and first < end for first, last in spans))
        for term, start, end in find.find(line.words)
    ]
    yield from sorted(uses, key=lambda use: not use.marked)


def _is_explained(words: str, use: _Use, term: Term, whole: str) -> bool:
    """Whether the line, or a sheet anywhere, says what the word means."""
    said = (term.spelled_out or "", "".join(run for run in term.plain.runs if isinstance(run, str)))
    if any(meaning and meaning.casefold() in (whole or words.casefold()) for meaning in said):
        return True
    before = words[max(0, use.start - _NEAR) : use.start]
    return bool(_BEHIND.match(words, use.end) or _BEFORE.search(before))


def _forms(article: Article) -> Mapping[str, str]:
    """Each term, and of several where that is no verb; names that hold a term stand for nothing of their own."""
    found = {term.term: term.id for term in article.glossary}
    found |= {f"{term.term}s": term.id for term in article.glossary if " " in term.term or term.spelled_out}
    names = [article.title, *article.other_names]
    names += [job.name for job in article.similar_jobs]
    names += [step.name for step in article.career_steps]
    names += [name for credential in article.credentials for name in (credential.name, credential.issuer)]
    return {**{form: "" for name in names for one in (name, name.lower()) for form in (one, f"{one}s")}, **found}
