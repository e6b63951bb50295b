"""The figures that a first page prints large: each beside others of its own kind, with the values of all."""

from typing import Any

import pytest
from pydantic import ValidationError

from cma_content import Article, RenderOptions, build
from cma_content.checking.consistency import inconsistencies
from cma_content.handout import tree
from cma_content.handout.reading_time import plain

SHEET = RenderOptions(layout="fact-sheet")


def compared(article: Article, region: str = "") -> list[tuple[str, str, dict[str, str]]]:
    """Value, vintage and comparisons of each key figure of a sheet."""
    figures = build(article, RenderOptions(layout="fact-sheet", region=region)).front.figures.figures
    return [(one.value, one.vintage, {field.label: plain(field.runs) for field in one.compared}) for one in figures]


def test_every_figure_of_the_guide_is_compared(guide: Article) -> None:
    """Pay and growth with all jobs, training time with its two ends."""
    pay, training, growth = compared(guide)

    assert pay == ("$45,690\xa0a\xa0year", "U.S., May 2025", {"All U.S. jobs": "$50,980\xa0a\xa0year"})
    assert training[0] == "about 12 to 24\N{NO-BREAK SPACE}months"
    assert training[2] == {
        "Certificate": "about 12\N{NO-BREAK SPACE}months",
        "Associate degree": "about 24\N{NO-BREAK SPACE}months",
    }
    assert growth == ("12.5%", "U.S., 2024\N{EN DASH}34", {"All jobs": "3.1%"})


@pytest.mark.parametrize(
    ("region", "value", "place"),
    [("NY", "$48,000\xa0a\xa0year", "New York"), ("Seattle", "$61,500\xa0a\xa0year", "Seattle, WA")],
)
def test_pay_of_a_region_stands_beside_the_nation_s(region: str, value: str, place: str, guide: Article) -> None:
    """And that beside all jobs of the nation; of all jobs in the region the guide knows nothing, and says nothing."""
    pay, *others = compared(guide, region)

    assert pay == (
        value,
        f"{place}, May 2025",
        {"U.S.": "$45,690\xa0a\xa0year", "All U.S. jobs": "$50,980\xa0a\xa0year"},
    )
    assert others == compared(guide)[1:]


def changed(article: Article, figures: list[dict[str, Any]]) -> Article:
    """The article with other key figures, validated."""
    return Article.model_validate(article.model_dump(mode="json", exclude_none=True) | {"key_figures": figures})


@pytest.mark.parametrize(
    ("figure", "place", "message"),
    [
        ({"fact": "growth", "compared": ["share"]}, ("compared", 0), "the statistic is change and share"),
        ({"fact": "pay-median", "compared": ["pay-p10"]}, ("compared", 0), "the statistic is median and percentile-10"),
        ({"fact": "weeks", "compared": ["fee"]}, ("compared", 0), "the unit is months and USD"),
        ({"fact": "weeks", "to": "weeks"}, ("to",), "weeks is none above weeks"),
    ],
)
def test_unlike_figures_are_not_compared(
    figure: dict[str, Any], place: tuple[str | int, ...], message: str, kitchen_sink: Article
) -> None:
    """Nor is a range made of one figure alone."""
    with pytest.raises(ValidationError) as caught:
        changed(kitchen_sink, [figure])
    (error,) = caught.value.errors()

    assert message in error["msg"]
    assert error["ctx"]["within"] == ("key_figures", 0, *place)


def with_another(article: Article, **change: str) -> Article:
    """The article with the pay in the middle compared with the same of another place or time."""
    known = article.model_dump(mode="json", exclude_none=True)
    median = next(fact for fact in known["facts"] if fact["id"] == "pay-median")
    figures = [{"fact": "pay-median", "compared": ["other"]}]
    facts = [*known["facts"], {**median, "id": "other", **change}]
    return Article.model_validate({**known, "facts": facts, "key_figures": figures})


def test_a_state_is_not_compared_with_the_nation(kitchen_sink: Article) -> None:
    """They are not of one kind."""
    with pytest.raises(ValidationError, match="the place is a nation and a state"):
        with_another(kitchen_sink, place="US-TX")


def test_a_figure_of_another_year_is_not_printed_beside_this_one(kitchen_sink: Article) -> None:
    """The article holds until both are renewed, and a check warns of it."""
    old = with_another(kitchen_sink, period="2024-05")

    assert [one.compared for one in build(old, SHEET).front.figures.figures] == [()]
    assert build(with_another(kitchen_sink), SHEET).front.figures.figures[0].compared
    found = [one.message for one in inconsistencies(old, None, prints=False) if one.rule.code == "CC808"]
    assert any("other is of stats, 2024-05" in message for message in found)


def test_the_notice_stands_with_the_pay_in_a_line(guide: Article) -> None:
    """The short one on a sheet, right below the figures; no other part of the side says it again."""
    assert guide.pay_notice_in_short
    handout = build(guide, SHEET)

    assert plain(handout.front.note) == str(guide.pay_notice_in_short)
    assert len(plain(handout.front.note)) < 110
    assert str(guide.pay_notice) not in str(handout.sections)


def test_a_range_is_as_wide_as_its_facts(guide: Article) -> None:
    """What is set large leaves its unit and its qualifier to smaller type."""
    (_, training, _) = build(guide, SHEET).front.figures.figures

    assert isinstance(training, tree.KeyFigure)
    assert (training.large, training.value) == ("12 to 24", "about 12 to 24\N{NO-BREAK SPACE}months")
