"""Pay and rules of a region: found by code or name, printed with their vintage and their caution."""

import pytest

from cma_content import Article, RenderOptions, build
from cma_content.errors import UsageError
from cma_content.handout import Handout, tree
from cma_content.model.regions import find, regions


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("WA", "US-WA"),
        ("us-wa", "US-WA"),
        ("Washington", "US-WA"),
        ("42660", "CBSA-42660"),
        ("seattle", "CBSA-42660"),
        ("Seattle, WA", "CBSA-42660"),
        ("Guam", "US-GU"),
        ("North Florida nonmetropolitan area", "OEWS-1200006"),
    ],
)
def test_a_region_goes_by_code_or_name(text: str, id_: str, guide: Article) -> None:
    """As people say it."""
    assert find(guide, text).id == id_


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("Washingtn", "'Washington'"),
        ("Seatle", "'Seattle-Tacoma-Bellevue, WA'"),
        ("Springfield", "'Springfield, IL', 'Springfield, MA', 'Springfield, MO'"),
    ],
)
def test_a_near_miss_is_answered_with_what_is_near(text: str, hint: str, guide: Article) -> None:
    """And a name that several have, with all of them."""
    with pytest.raises(UsageError, match=f"{text}.*did you mean .*{hint}"):
        build(guide, RenderOptions(region=text))


def test_an_article_without_pay_has_no_regions(kitchen_sink: Article) -> None:
    """It says so."""
    with pytest.raises(UsageError, match="no pay by area"):
        find(kitchen_sink.replace(pay=None), "WA")


def test_every_region_has_pay_and_lies_in_a_state(guide: Article) -> None:
    """All states, territories and areas of the survey."""
    states = {place.id for place in guide.places if place.kind in ("state", "district", "territory")}
    found = regions(guide)
    assert len(found) > 570
    assert guide.pay
    for place in found:
        assert guide.pay.area(place.id)
        assert set(place.within or (place.id,)) <= states


def blocks(handout: Handout, section: str) -> list[tree.Block]:
    """The blocks of a section."""
    return [block for part in handout.sections if part.id == section for block in part.blocks]


def test_local_pay_stands_beside_the_nation_s(guide: Article) -> None:
    """Five percentiles of each, with their period and source."""
    (grid,) = (
        block
        for block in blocks(build(guide, RenderOptions(region="Seattle")), "pay")
        if isinstance(block, tree.Grid) and block.id == "local-pay"
    )
    assert guide.pay
    area = guide.pay.area(find(guide, "Seattle").id)

    assert grid.columns[1:] == ("Seattle, WA", "U.S.")
    assert [row[1] for row in grid.rows] == [
        (f"${value:,}",) for value in (getattr(area.yearly, name) for name in ("p10", "p25", "median", "p75", "p90"))
    ]
    assert grid.rows[2][2] == (f"${guide.pay.areas[0].yearly.median:,}",)
    assert "May 2025" in str(grid.note)
    assert "weak" not in str(grid.note)


def test_a_weak_estimate_carries_a_caution(guide: Article) -> None:
    """On a sheet as in the guide; a relative standard error above 5 percent is weak."""
    assert guide.pay
    weak = next(area for area in guide.pay.local if area.wage_error > 5)
    for layout in ("guide", "fact-sheet"):
        handout = build(guide, RenderOptions(layout=layout, region=weak.place))
        assert "is weak: treat it with care" in str(handout.body)


def test_without_a_region_nothing_local_is_printed(guide: Article) -> None:
    """Nor anything about its absence."""
    text = str(build(guide).sections)

    assert "local-pay" not in text
    assert "The rules in" not in text
