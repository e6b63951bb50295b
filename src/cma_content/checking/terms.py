"""Words of the glossary where a reader meets them first: marked or explained in a guide, explained on a sheet."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from cma_content.checking.finding import Finding, warning
from cma_content.checking.inspected import Inspected
from cma_content.checking.phrases import Phrases
from cma_content.checking.print_order import Line
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
    indexes = {term.id: index for index, term in enumerate(seen.article.glossary)}
    for layout, lines in seen.handouts.items():
        for term, use, line in _unexplained(seen.article, layout, lines):
            words = line.words[use.start : use.end]
            location = seen.location_of(line, words) or ("glossary", indexes[term.id], "term")
            message = f"the {layout} prints {words!r} here for the first time and does not explain it"
            hint = f"write <term:{term.id}>" if layout == "guide" else "say what it means in a few words"
            yield warning(location, rules.TERM_UNEXPLAINED, message, hint, at=words, about=(term.id,))


def _unexplained(article: Article, layout: Layout, lines: Sequence[Line]) -> Iterator[tuple[Term, _Use, Line]]:
    """What a handout prints first without explaining it: a guide by a mark or in the line, a sheet anywhere."""
    terms = {term.id: term for term in article.glossary}
    words = Phrases(_forms(article))
    meanings = Phrases({meaning: meaning for term in article.glossary for meaning in _meanings(term)})
    is_guide, met = layout == "guide", set[str]()
    on_sheet = set[str]() if is_guide else {said for line in lines for said, _, _ in meanings.find(line.words)}
    for line in lines:
        uses = [use for use in _uses(line, words) if use.term in terms and use.term not in met]
        if line.is_name or not uses:
            continue
        said = {said for said, _, _ in meanings.find(line.words)} if is_guide else on_sheet
        for use in uses:
            term = terms[use.term]
            known = use.marked if is_guide else term.everyday
            if use.term not in met and not (known or said.intersection(_meanings(term)) or _is_explained(line, use)):
                yield term, use, line
            met.add(use.term)


def _uses(line: Line, words: Phrases) -> Iterator[_Use]:
    """The words of the glossary in a line, the marked ones first: a line that marks a word explains it."""
    marked = bytearray()
    for run in line.runs:
        length = len(run if isinstance(run, str) else str(getattr(run, "text", "")))
        marked += bytes([isinstance(run, Defined)]) * length
    uses = [_Use(term, start, end, any(marked[start:end])) for term, start, end in words.find(line.words)]
    yield from sorted(uses, key=lambda use: not use.marked)


def _meanings(term: Term) -> tuple[str, ...]:
    """What a term means, and what it stands for, as far as that is plain words."""
    return tuple(filter(None, ("".join(run for run in term.plain.runs if isinstance(run, str)), term.spelled_out)))


def _is_explained(line: Line, use: _Use) -> bool:
    """Whether the words right behind a use of a term, or right before it, say what it means."""
    before = line.words[max(0, use.start - _NEAR) : use.start]
    return bool(_BEHIND.match(line.words, use.end) or _BEFORE.search(before))


def _forms(article: Article) -> Mapping[str, str]:
    """Each term, and of several where that is no verb; names that hold a term stand for nothing of their own."""
    found = {term.term: term.id for term in article.glossary}
    found |= {f"{term.term}s": term.id for term in article.glossary if " " in term.term or term.spelled_out}
    names = [article.title, *article.other_names]
    names += [job.name for job in article.similar_jobs]
    names += [step.name for step in article.career_steps]
    names += [name for credential in article.credentials for name in (credential.name, credential.issuer)]
    return {**{form: "" for name in names for one in (name, name.lower()) for form in (one, f"{one}s")}, **found}
