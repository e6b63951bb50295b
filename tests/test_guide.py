"""The guide keeps the rules of its content."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import BaseModel

from cma_content import Article

NO_PROSE = re.compile(
    r"\.(id|type|kind|of|only|side|language|address|license|license_address|place|limits|sources|duties|time|citation|text_date|rule)(\[\d+\])?$"
)
DATA = {"facts", "sources", "places", "pay", "codes", "schema_version", "edition"}
CREDENTIALS = {"CMA (AAMA)", "CMAC (AMCA)", "RMA (AMT)", "CMAS (AMT)", "NCMA (NCCT)", "CCMA (NHA)", "CMAA (NHA)"}


def texts(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every string of a part of the article with where it stands, figures and codes left out."""
    if isinstance(value, BaseModel):
        for name, inner in value:
            if name not in DATA:
                yield from texts(inner, f"{path}.{name}")
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from texts(inner, f"{path}.{name}")
    elif isinstance(value, tuple):
        for index, inner in enumerate(value):
            yield from texts(inner, f"{path}[{index}]")
    elif isinstance(value, str):
        yield path, value


def prose(article: Article) -> list[tuple[str, str]]:
    """The article's sentences: its strings without ids, addresses and references."""
    found = [
        (path, re.sub(r"<(fact|term|source):[^>]*>|\]\([^)]*\)", "", text))
        for path, text in texts(article)
        if not NO_PROSE.search(path)
    ]
    assert len(found) > 500
    return found


def test_the_original_s_wrong_claims_are_not_repeated(guide: Article) -> None:
    """Promotional words and the claims that were found wrong."""
    banned = (
        r"unsung|invaluable|stepping stone|become (an )?RMAs?\b|rewarding career|Sarah|liaison between|prehypertension"
    )

    assert [(path, text) for path, text in prose(guide) if re.search(banned, text, re.IGNORECASE)] == []


def test_credentials_are_printed_as_their_issuers_write_them(guide: Article) -> None:
    """Each with its issuer, in the order of issuers, each with sources."""
    assert {credential.mark for credential in guide.credentials} == CREDENTIALS
    assert [c.issuer for c in guide.credentials] == sorted(c.issuer for c in guide.credentials)
    assert all(credential.sources for credential in guide.credentials)


def test_every_clinical_duty_carries_its_limits(guide: Article) -> None:
    """Or says what of it is someone else's; a duty that goes under the skin carries every limit."""
    clinical = [duty for duty in guide.duties if duty.side == "clinical"]
    assert len(clinical) >= 12
    assert [duty.id for duty in clinical if not duty.limits and not duty.not_yours] == []
    touching = {"draw-blood", "injections", "vaccines", "medications", "stitches", "x-rays"}
    assert touching <= {duty.id for duty in clinical}
    for duty in clinical:
        if duty.id in touching:
            assert {"delegated", "supervised", "state-law", "trained"} == set(duty.limits), duty.id


def test_the_guide_is_whole(guide: Article) -> None:
    """Every collection is filled and every part of it is printed somewhere."""
    assert len(guide.faqs) >= 12
    assert len(guide.skills) >= 8
    assert all(skill.importance and skill.duties for skill in guide.skills)
    assert guide.tools
    assert guide.hours
    assert len(guide.education_paths) >= 4
    assert guide.pay is not None
    assert len(guide.pay.areas) == 55
    views = {(block.of, block.only) for section in guide.sections for block in section.blocks if block.type == "view"}
    for view in (
        "faqs",
        "credentials",
        "education-paths",
        "state-rules",
        "glossary",
        "hard-parts",
        "unknowns",
        "limits",
    ):
        assert (view, None) in views, view
    grouped: dict[str, set[str]] = {
        "duties": {duty.side for duty in guide.duties},
        "skills": {skill.kind for skill in guide.skills},
        "career-steps": {step.kind for step in guide.career_steps},
    }
    for view, groups in grouped.items():
        assert (view, None) in views or {(view, group) for group in groups} <= views, view


def test_the_timeline_is_labeled_as_made_up(guide: Article) -> None:
    """No reader takes it for a person."""
    notes = [block.note for section in guide.sections for block in section.blocks if block.type == "timeline"]
    assert notes
    assert all("composite" in note for note in notes)


def syllables(word: str) -> int:
    """A count by groups of vowels, good to within a few percent over a text."""
    word = re.sub(r"(?:[^laeiouy]es|ed|[^laeiouy]e)$", "", word.lower())
    return max(1, len(re.findall(r"[aeiouy]{1,2}", word)))


def grade(text: str) -> float:
    """The Flesch-Kincaid grade of `text`."""
    sentences = [part for part in re.split(r"[.!?:;]+", text) if part.strip()]
    words = re.findall(r"[A-Za-z']+", text)
    return 0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


@pytest.mark.parametrize("section", ["role", "day", "limits", "education", "pay", "outlook", "fit"])
def test_the_text_reads_at_grade_eight_or_below(section: str, guide: Article) -> None:
    """Names of the job count as one short word: a reader knows them by the second line."""
    (found,) = [part for part in guide.sections if part.id == section]
    sentences = [text for path, text in texts(found.blocks) if re.search(r"\.(text|items|answer|summary|note)\b", path)]
    joined = ". ".join(re.sub(r"<[^>]*>|\]\([^)]*\)|[\[*]", "", sentence) for sentence in sentences)
    names = r"(clinical )?medical assistants?|physician assistants?|physicians?"
    plain = re.sub(names, "staff", joined, flags=re.IGNORECASE)
    assert len(plain.split()) > 40

    assert grade(plain) <= 8.0
