"""An article as YAML, as plain text and as records."""

import io
import json

import pytest
import yaml
from generating import generated
from hypothesis import given, settings
from hypothesis import strategies as st

from cma_content import Article, load, load_text
from cma_content.errors import UsageError
from cma_content.loading.dump import dump
from cma_content.model.plain import plain
from cma_content.model.program import Program
from cma_content.model.records import COLLECTIONS, records
from cma_content.model.text import Text

# What some version of YAML, or a careless writer of it, takes for something else than text.
HARD = (
    *("yes", "NO", "on", "~", "null", "012", "0o17", "0x1F", "1e3", "1_000", "12:30", ".5", ".inf", "2026-11-23", "="),
    *("- a", "a: b", "a #b", "#a", "&a", "*a", "!a", "|", ">", "%a", "@a", "`a", "?", "? a", "[a]", "{a: b}", "a, b"),
    *(
        '"a"',
        "'a'",
        "a'b",
        "a\\b",
        "---",
        "...",
        "-",
        "<<",
        "é",
        "😀",
        "a:",
        ":a",
        "\N{NO-BREAK SPACE}a",
    ),
)


@pytest.fixture(scope="module")
def guide() -> Article:
    """The guide."""
    return load()


def test_a_dump_loads_equal(guide: Article, kitchen_sink: Article, nowhere: Program) -> None:
    """With its program and the logo, too."""
    for article in (guide, kitchen_sink, kitchen_sink.with_program(nowhere)):
        assert article == load_text(dump(article))


@pytest.mark.parametrize("seed", range(40))
def test_a_dump_of_any_article_loads_equal(seed: int) -> None:
    """Whatever its text holds."""
    article = generated(seed)
    assert article == load_text(dump(article))


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(HARD), min_size=1, max_size=12), st.sampled_from([" ", ""]))
def test_text_that_yaml_takes_for_something_else_is_quoted(parts: list[str], between: str) -> None:
    """It loads as it was, and a reader of YAML 1.1 sees text as well."""
    text = between.join(parts)
    article = generated(1).replace(title=text, other_names=tuple(parts), hard_parts=("a\tb",))
    dumped = dump(article)

    assert article == load_text(dumped)
    plainly = yaml.safe_load(dumped)
    assert [article.title, *article.other_names] == [plainly["title"], *plainly["other_names"]]
    assert plainly["hard_parts"] == ["a\tb"]


def test_long_text_is_broken_into_lines_of_a_length(brief: Article) -> None:
    """Neither short nor long."""
    lines = dump(brief.replace(subtitle="word " * 59 + "word")).splitlines()

    assert 105 <= max(map(len, lines)) <= 115


def test_a_dump_is_readable(guide: Article) -> None:
    """Block style, the order of the model, no anchors, lines of a length, defaults left out."""
    dumped = dump(guide)

    assert dumped == dump(load_text(dumped))
    fields = list(yaml.safe_load(dumped))
    assert fields == [name for name in Article.model_fields if name in fields]
    assert "&id" not in dumped
    assert "!!" not in dumped
    assert "\n    hourly: {p10: 17.33, p25: 18.5, median: 21.97, p75: 23.65, p90: 28.52}\n" in dumped.replace(
        "      hourly", "    hourly"
    )
    long = [line for line in dumped.splitlines() if len(line) > 120]
    assert [line for line in long if " " in line[120:]] == [], "only words that cannot be broken"


def test_plain_text_has_the_words_alone(guide: Article) -> None:
    """Figures and terms as the article has them; sources are left out."""
    text = Text(
        "Half earn **less** than <fact:pay-us-median-year>.<source:bls-ooh> See [the board](https://e.org), <term:ehr>."
    )

    assert plain(text, guide) == "Half earn less than $45,690 a year. See the board, EHR."
    assert plain(text) == "Half earn less than …. See the board, ehr."
    assert plain("no *markup*") == "no markup"


def test_a_section_has_a_plain_text(kitchen_sink: Article) -> None:
    """Its title and what its blocks say, a line each; no markup and no ids."""
    for section in kitchen_sink.sections:
        text = section.text(kitchen_sink)
        assert text.splitlines()[0] == section.title
        assert "<fact:" not in text
        assert "**" not in text
    assert "\t" in kitchen_sink.section("text").text(), "a table's cells"


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_records_are_flat_and_alike(collection: str, guide: Article) -> None:
    """Text and numbers under the same names: what a data frame takes as it is, and JSON too."""
    found = records(guide, collection)

    assert found
    assert {frozenset(record) for record in found} == {frozenset(found[0])}
    assert {type(value) for record in found for value in record.values()} <= {str, int, float, bool, type(None)}
    assert found == json.load(io.StringIO(json.dumps(found)))
    assert found == records(guide, collection.replace("_", "-"))


def test_records_of_pay_have_a_row_for_each_area(guide: Article) -> None:
    """With its place."""
    assert guide.pay
    found = {str(record["place"]): record for record in records(guide, "pay")}

    assert len(found) == len(guide.pay.areas) + len(guide.pay.local) == 578
    texas = found["US-TX"]
    assert (texas["name"], texas["kind"], texas["period"]) == ("Texas", "state", "2025-05")
    assert texas["yearly_median"] == guide.pay.area("US-TX").yearly.median
    assert found["CBSA-42660"]["within"] == "US-WA"


def test_records_of_nothing() -> None:
    """An article without pay has none; a collection that there is none of is an error."""
    assert records(generated(1), "pay") == []
    with pytest.raises(UsageError, match="there is no collection 'wages'; there are agencies, career_steps, "):
        records(generated(1), "wages")
