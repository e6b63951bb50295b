"""Search in the guide: everyday words find the entry that answers, the same in every run."""

import json
import subprocess
import sys
from datetime import UTC, date, datetime
from typing import Any

import pytest

from cma_content import Article, UnknownIdError, UsageError, facts, load_text, sources
from cma_content.cli import main
from cma_content.testing.articles import KITCHEN_SINK

FIRST = {
    "blood draw": ("duty", "draw-blood"),
    "drawing blood": ("duty", "draw-blood"),
    "felony": ("section", "getting-in"),
    "how much": ("section", "pay"),
    "how much does it pay?": ("section", "pay"),
    "shots": ("duty", "injections"),
    "CMA": ("credential", "cma-aama"),
    "MA": ("similar job", "medical-assistant"),
    "how long does it take": ("faq", "how-long"),
    "financial aid": ("section", "cost"),
    "what does clinical mean": ("section", "names"),
    "x ray": ("duty", "x-rays"),
    "EKG": ("duty", "ecg-tests"),
    "pediatrics": ("career step", "children"),
    "accredited program": ("section", "schools"),
    "drug test": ("section", "getting-in"),
    "military": ("education path", "military"),
    "New York": ("state rule", "new-york"),
    "work from home": ("faq", "home"),
    "phlebotomy": ("term", "phlebotomy"),
    "is it hard?": ("section", "fit"),
    "tuition": ("section", "cost"),
    "CNA": ("similar job", "nursing-assistant"),
    "vaccines": ("duty", "vaccines"),
    "apprenticeships": ("education path", "apprenticeship"),
    "evenings and weekends": ("section", "skills"),
}


@pytest.mark.parametrize("query", FIRST)
def test_everyday_words_find_the_entry_that_answers(guide: Article, query: str) -> None:
    """First of all that are found."""
    found = guide.find(query)

    assert found
    assert (found[0].kind, found[0].id) == FIRST[query]
    assert [match.score for match in found] == sorted((match.score for match in found), reverse=True)


@pytest.mark.parametrize(
    ("asked", "what"),
    [
        ((None,), "NoneType"),
        ((b"blood",), "bytes"),
        (("blood", -1), "-1"),
        (("blood", "3"), "'3'"),
        (("blood", None), "None"),
    ],
)
def test_what_is_no_query_is_refused(guide: Article, asked: tuple[Any, ...], what: str) -> None:
    """In words; a number below zero does not find all but the last."""
    with pytest.raises(UsageError, match=what):
        guide.find(*asked)
    assert guide.find("blood", 0) == ()


def test_what_is_found_says_where_and_what(guide: Article) -> None:
    """A title and the words that fit, plain and short."""
    (first, *_) = guide.find("drug screen before the program", 3)

    assert first.title == guide.section(first.id).title
    assert 0 < len(first.text) <= 161
    assert "<" not in first.text


def test_nothing_is_found_where_nothing_fits(guide: Article) -> None:
    """No word of it occurs, or there is none."""
    assert [guide.find(query) for query in ("xylophone", "", "?!", "x" * 10_000)] == [()] * 4


def test_a_search_is_the_same_in_every_process(guide: Article) -> None:
    """Whatever the seed of the hashes is."""
    program = "from cma_content import load; print([(m.kind, m.id, m.score) for m in load().find('shots for babies')])"
    runs = {
        subprocess.run([sys.executable, "-c", program], env=None, capture_output=True, check=True).stdout
        for _ in range(2)
    }

    assert runs == {str([(m.kind, m.id, m.score) for m in guide.find("shots for babies")]).encode() + b"\n"}


def test_the_command_prints_what_was_found(capsys: pytest.CaptureFixture[str]) -> None:
    """As lines for people, or as JSON; it ends with 1 where nothing fits."""
    assert main(["find", "drawing", "blood", "--most", "2"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "duty draw-blood: Draw blood"
    assert len(lines) == 4
    assert main(["find", "weeks", "--in", str(KITCHEN_SINK), "--most", "1"]) == 0
    assert capsys.readouterr().out == "fact weeks: Weeks of school\n"

    assert main(["find", "drawing blood", "--json", "--most", "1"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["id"] == "draw-blood"

    assert main(["find", "xylophone"]) == 1
    assert "Nothing in the article fits 'xylophone'." in capsys.readouterr().err
    assert main(["find", "blood", "--most", "0"]) == 2


def test_facts_grow_stale_when_a_newer_release_is_due(kitchen_sink: Article) -> None:
    """By the day that their source expected it."""
    dated = [source.replace(next_release="2027-05-15") if source.id == "stats" else source
             for source in kitchen_sink.sources]  # fmt: skip
    article = kitchen_sink.replace(sources=dated)

    assert facts(article) == article.facts
    assert facts(article, stale=date(2027, 5, 14)) == ()
    assert {fact.source for fact in facts(article, stale=date(2027, 5, 15))} == {"stats"}
    assert facts(article, stale=datetime(2027, 5, 15, 12, tzinfo=UTC)) == facts(article, stale=date(2027, 5, 15))
    with pytest.raises(UsageError, match="stale is a day"):
        facts(article, stale="2027-05-15")  # type: ignore[arg-type]


def test_the_sources_of_an_entry_are_those_that_it_cites(guide: Article) -> None:
    """In its own list, in its text, and those of the figures in it."""
    assert {source.id for source in sources(guide, for_="pay-us-median-year")} == {"bls-oews-2025"}
    assert "bls-oews-2025" in {source.id for source in sources(guide, for_="pay")}
    assert [source.id for source in sources(guide, for_="bls-oews-2025")] == ["bls-oews-2025"]
    assert sources(guide) == guide.sources
    with pytest.raises(UnknownIdError, match="nothing in the article has the id 'nowhere'"):
        sources(guide, for_="nowhere")


def test_an_article_names_what_people_type(kitchen_sink: Article) -> None:
    """An alias is data: another occupation has its own."""
    named, unnamed = kitchen_sink, kitchen_sink.replace(aliases=())

    assert [match.id for match in unnamed.find("sharp thing")] == []
    assert named.find("a sharp thing?")[0].id == "needle"
    assert load_text(named.model_dump_json()).aliases == named.aliases
