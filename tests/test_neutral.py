"""Another occupation in another country: its own limits, labels, sides, currency and kinds of places."""

import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from cma_content import RenderOptions
from cma_content.checking import check as checking
from cma_content.exporting.registry import get_exporter
from cma_content.handout import build, tree
from cma_content.handout.locale import words_of
from cma_content.loading.loader import read_article
from cma_content.model import amounts
from cma_content.model.json_schema import schema_text

BAKER = Path(__file__).parent / "articles" / "baker.yaml"
LOADED = read_article(BAKER)
ARTICLE = LOADED.record


def printed(**options: Any) -> str:
    """The Markdown of a handout of it."""
    return get_exporter("md").export(build(ARTICLE, RenderOptions(**options))).decode()


def test_it_is_sound() -> None:
    """Nothing is found but what may be."""
    assert [problem for problem in checking.check(LOADED).problems if problem.severity == "error"] == []


def test_its_own_words_are_printed() -> None:
    """Limits, sides, labels, money of three currencies; none of ours in their place."""
    guide = printed(region="Toronto")

    for words in ("The guild decides", "Hygiene first", "What Ontario asks for", "Median, for a year"):
        assert words in guide
    for figure in (
        "CA$38,000\xa0a\xa0year",
        "CA$19.00\xa0an\xa0hour",
        "CHF\N{NO-BREAK SPACE}1,250",
        "€31,000 to €35,000\xa0a\xa0year",
    ):
        assert figure in guide.replace("\\", "")
    assert "your guild lets you" in printed(layout="fact-sheet")
    assert not re.search(r"(?<!CA)\$[0-9]", guide.replace("\\", ""))


@pytest.mark.parametrize("region", ["ON", "CA-ON", "Ontario", "535", "Toronto"])
def test_its_regions_are_found(region: str) -> None:
    """Provinces and areas, by code or name."""
    assert "Pay in " in printed(region=region)


def test_its_map_is_none_of_the_united_states() -> None:
    """A province whose letters are those of a state stands in the row with the others."""
    blocks = [block for section in build(ARTICLE).sections for block in section.blocks]
    [chart] = [block for block in blocks if isinstance(block, tree.Chart) and block.kind == "tiles"]

    assert [(bar.mark, bar.brief) for bar in chart.bars] == [("AL", "CA$35k"), ("ON", "CA$39k")]
    assert chart.alt.startswith("Pay by province. A tile for each province.")


def test_machines_read_its_currency() -> None:
    """In JSON-LD."""
    page = get_exporter("html").export(build(ARTICLE)).decode()
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert found
    graph = json.loads(found[1])["@graph"]

    salaries = [salary for node in graph for salary in node.get("estimatedSalary", ())]
    assert {salary["currency"] for salary in salaries} == {"CAD"}


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        ("45690", "USD/year", "$45,690 a year"),
        ("21.5", "GBP/hour", "£21.50 an hour"),
        ("1500", "JPY/hour", "¥1,500 an hour"),
        ("1.5", "KWD", "KWD\N{NO-BREAK SPACE}1.500"),
        ("-5", "EUR", "-€5"),
    ],
)
def test_money_is_printed_in_its_currency(value: str, unit: str, words: str) -> None:
    """With its sign or code, and as many digits behind the point as it has."""
    assert amounts.priced(Decimal(value), unit) == words


def test_the_schema_speaks_of_no_occupation() -> None:
    """Nor of one country."""
    assert re.findall(r"(?i)medical|nurs|physician|patient|\bU\.S\.|assistant|clinic", schema_text("article")) == []


@pytest.mark.parametrize(
    ("fact", "reason"),
    [
        ({"place": "DE", "unit": "CAD/year"}, "the article has no pay of DE in CAD/year with such a median"),
        ({"place": "CA", "unit": "EUR/year"}, "the article has no pay of CA in EUR/year with such a median"),
    ],
)
def test_pay_that_the_article_does_not_have_is_one_fault(fact: dict[str, str], reason: str) -> None:
    """At the word that asks for it, and not at each field that it would have brought."""
    facts = json.loads(ARTICLE.model_dump_json(exclude_unset=True))["facts"]
    changed = {"id": "more", "label": "More", "from_pay": "median", **fact}

    with pytest.raises(ValidationError) as caught:
        ARTICLE.replace(facts=[*facts, changed])
    [error] = caught.value.errors()
    assert error["msg"] == reason


@pytest.mark.parametrize(
    ("figures", "head"),
    [
        ({}, None),
        ({"share": "share"}, "Where they work: Where, Share of the jobs"),
        ({"pay": "pay-median"}, "Where they work and what it pays: Where, Median pay, yearly"),
    ],
)
def test_a_column_without_a_figure_is_not_printed(figures: dict[str, str], head: str | None) -> None:
    """Places of work of which the article knows less, or no more than their names."""
    share = {"id": "share", "label": "Share", "statistic": "share", "value": 5, "unit": "percent", "place": "CA",
             "period": "2025", "source": "table", "verified": "primary"}  # fmt: skip
    data = json.loads(ARTICLE.model_dump_json(exclude_unset=True))
    block = {"type": "view", "of": "work-settings"}
    article = ARTICLE.replace(
        facts=[*data["facts"], share],
        work_settings=[{"id": "shops", "name": "Shops", "note": "Most."}, {"id": "mills", "name": "Mills", **figures}],
        sections=[{"id": "where", "title": "Where", "blocks": [block]}],
        groups=[],
        fact_sheet=[],
    )
    (printed,) = (block for block in build(article).sections[0].blocks if isinstance(block, tree.Grid | tree.Bullets))

    if isinstance(printed, tree.Grid):
        assert f"{printed.caption}: {', '.join(printed.columns)}" == head
        assert len(printed.rows[0]) == len(printed.columns) == 2
    else:
        assert head is None
        assert len(printed.items) == 2


def test_the_fixed_words_speak_of_no_occupation() -> None:
    """An article says who decides in its own, by its `labels`."""
    words = " ".join(words_of("en").values())
    assert re.findall(r"(?i)medical|nurs|physician|patient|provider|assistant|clinic", words) == []
