"""Each sentence of "About this guide" is held by the test that is named after it."""

import re
from collections.abc import Iterable

import pytest

from cma_content import Article, build, load
from cma_content.handout.typography import typeset
from cma_content.model.drawn import Timeline

SENTENCES = {
    "This guide covers the job of medical assistant in the United States.": "covers_the_job",
    "The source, place and date of each figure stand with it, or at the head or foot of its section or "
    "table.": "figures",
    "The list of sources says how each one was read: on the issuer's page, in a stored copy, in a copy held by someone "
    "else, or in a summary.": "list_of_sources",
    "We preferred official statistics, laws and the issuers' own pages.": "preferred",
    "We read stored copies of pages, not the live pages, so look up the address before you rely on a rule or a "
    "fee.": "copies",
    "Where we could read only what others say, the text or the list of sources says so.": "what_others_say",
    "What we say about the law is a summary for readers and not legal advice.": "law",
    "The example day is made up and says so.": "day",
    "No one outside the project has reviewed this guide yet, and there is no address yet where you can report a "
    "mistake.": "reviewers",
    "The guide is not connected with any certifying body, school or employer, and no one paid for a place in "
    "it.": "independent",
    "Credential names belong to their issuers.": "names",
    "This is what the guide cannot tell you.": "unknowns",
    "Some things have to stand all the same, for these reasons.": "reasons",
}
"""Every sentence, and the name of its test."""


@pytest.fixture(scope="module")
def guide() -> Article:
    """The guide."""
    return load()


def words(runs: Iterable[object]) -> str:
    """What a reader reads of runs."""
    return "".join(run if isinstance(run, str) else getattr(run, "text", "") for run in runs)


def test_every_sentence_of_about_has_a_test(guide: Article) -> None:
    """And About says no other."""
    _, *lines = guide.section("about").text(guide).splitlines()
    said = [sentence for line in lines for sentence in re.split(r"(?<=\.) ", line) if not sentence.endswith(":")]

    assert said == [*SENTENCES]
    assert all(f"test_{name}" in globals() for name in SENTENCES.values())


def test_covers_the_job(guide: Article) -> None:
    """By its code, in the nation that its pay is of."""
    assert ("SOC", "31-9092") in {(code.scheme, code.code) for code in guide.codes}
    assert guide.pay
    assert guide.pay.nation
    assert guide.pay.nation.place == "US"


MARKS = {
    "issuer-page": "Issuer\u2019s page",
    "issuer-copy": "Stored copy",
    "third-party-copy": "Copy",
    "summary": "Summary",
}


def test_figures(guide: Article) -> None:
    """Every fact has all three; what is printed is read back in test_printed_numbers.py."""
    assert all(guide.source(fact.source) and guide.place(fact.place) and fact.period for fact in guide.facts)


def test_list_of_sources(guide: Article) -> None:
    """In one of four ways, each in words of its own; how most were is said once, above it."""
    made = build(guide).sources

    assert "from a stored copy of the issuer\u2019s page" in words(made.read)
    assert len(made.cited) > 50
    for one in made.cited:
        titles = {getattr(run, "text", "") for run in one.runs}
        (source, *_) = (each for each in guide.sources if typeset(each.title, "en") in titles)
        marked = re.search(r"\. (Stored copy|Copy|Summary|Issuer\u2019s page)\b", words(one.runs))
        assert MARKS[source.read_as] == (marked[1] if marked else "Stored copy"), words(one.runs)


def test_preferred(guide: Article) -> None:
    """Most figures come from those, and were read there or in a copy."""
    kinds = [guide.source(fact.source).kind for fact in guide.facts]

    assert sum(kind in ("statistics", "law", "issuer", "government") for kind in kinds) > len(kinds) / 2


def test_copies(guide: Article) -> None:
    """No source claims that the issuer's live page was opened."""
    assert [source.id for source in guide.sources if source.read_as == "issuer-page"] == []


def test_what_others_say(guide: Article) -> None:
    """A figure at second hand is acknowledged, or its source is printed as a summary or a copy."""
    acknowledged = {id_ for one in guide.acknowledged for id_ in one.about}
    secondary = [fact for fact in guide.facts if fact.verified == "secondary"]

    assert secondary
    assert [
        fact.id
        for fact in secondary
        if fact.id not in acknowledged and guide.source(fact.source).read_as not in ("summary", "third-party-copy")
    ] == []


def test_law(guide: Article) -> None:
    """The section on the states' rules says it too."""
    assert "not legal advice" in guide.section("states").text(guide)


def test_day(guide: Article) -> None:
    """In the note above it."""
    (day,) = (block for block in guide.section("day").blocks if isinstance(block, Timeline))

    assert "made up" in day.note


def test_reviewers(guide: Article) -> None:
    """When there is one, this sentence has to go."""
    assert (guide.reviewers, guide.contact) == ((), None)


def test_independent(guide: Article) -> None:
    """The publisher issues no credential and stands behind no source; nobody's program is laid over the guide."""
    assert guide.publisher not in {credential.issuer for credential in guide.credentials}
    assert guide.publisher not in {source.publisher for source in guide.sources}
    assert guide.program is None


def test_names(guide: Article) -> None:
    """Each credential has its issuer."""
    assert all(credential.issuer for credential in guide.credentials)


def test_unknowns(guide: Article) -> None:
    """They follow."""
    section = next(part for part in build(guide).sections if part.id == "about")

    assert words(guide.unknowns[0].runs) in str(section)


def test_reasons(guide: Article) -> None:
    """They follow, each once."""
    section = str(next(part for part in build(guide).sections if part.id == "about"))

    assert [one.rule for one in guide.acknowledged if words(one.reason.runs)[:40] not in section] == []
