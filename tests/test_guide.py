"""The guide keeps the rules of its content."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import BaseModel

from cma_content import Article, build
from cma_content.handout import tree
from cma_content.model.blocks import BarChart, KeyFigures

# Names that hold digits but are no figures: codes, laws, forms of address for documents, times of day, dates.
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
NAMES = re.compile(
    r"\b\d{2}-\d{4}(\.\d{2})?\b|\b\d{2}\.\d{4}\b|\b\d+ CFR [\d.]+|\b3256\b|O\*NET.? \d\d\.\d|SOC 2018|ISCO-08|CIP 2020"
    r"|\b\d{1,2}:\d{2} [ap]\.m\.|\b911\b|\(\d{4}\)|A1C|68W|4N0X1"
    rf"|\b(?:{MONTHS}) (?:\d{{1,2}}, )?\d{{4}}\b|\b(?:[Bb]efore|[Ii]n|[Oo]f|[Ss]ince) (?:19|20)\d{{2}}\b"
)
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


def test_no_figure_is_typed_into_prose(guide: Article) -> None:
    """Figures are facts, with a source; what is left of digits are names."""
    typed = [
        (path, text) for path, text in prose(guide) if re.search(r"\d", NAMES.sub("", text)) and ".time" not in path
    ]

    assert typed == []


def test_the_job_is_never_called_cma(guide: Article) -> None:
    """The letters stand alone only where the text speaks of the letters."""
    loose = [
        (path, text)
        for path, text in prose(guide)
        if re.search(r"\bCMA\b(?! \(AAMA\))", re.sub(r'the letters "CMA"', "", text))
    ]

    assert loose == []


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


def test_what_is_kept_is_used(guide: Article) -> None:
    """A fact, source or word that nothing refers to is a loose end."""
    used = " ".join(text for _, text in texts(guide))
    blocks = [block for section in guide.sections for block in section.blocks]
    charted = {fact for block in blocks if isinstance(block, BarChart | KeyFigures) for fact in block.facts}
    unused = [fact.id for fact in guide.facts if f"<fact:{fact.id}>" not in used and fact.id not in charted]
    unmarked = [term.id for term in guide.glossary if f"term:{term.id}" not in used]
    cited = {
        run.text for source in build(guide).sources.cited for run in source.runs if not isinstance(run, str | tree.Note)
    }
    uncited = [source.id for source in guide.sources if source.title not in cited]

    assert (unused, unmarked, uncited) == ([], [], [])


def test_lists_are_short_enough_to_read(guide: Article) -> None:
    """At most seven points."""
    lengths = {
        (section.id, number): len(block.items)
        for section in guide.sections
        for number, block in enumerate(section.blocks)
        if block.type in ("list", "steps")
    }

    assert len(lengths) > 3
    assert {place: length for place, length in lengths.items() if length > 7} == {}


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
