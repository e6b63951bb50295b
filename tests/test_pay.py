"""Pay: never without whom it counts, and the nation's wherever it stands among the areas."""

from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from cma_content import Article, RenderOptions, build
from cma_content.handout import tree
from cma_content.handout.text import LEVELS
from cma_content.model import amounts

NOTICE = "Everyone is counted here; nothing is promised."
NOTICES = {"guide": NOTICE, "fact-sheet": "Everyone is counted."}
HOURLY = {"id": "hourly", "label": "Pay an hour", "statistic": "median", "value": 21.97, "unit": "USD/hour",
          "place": "US", "period": "2025-05", "source": "stats", "verified": "primary"}  # fmt: skip
MORE = {**HOURLY, "id": "more", "value": 30.5, "statistic": "percentile-90"}
PRINTED: dict[str, dict[str, Any]] = {
    "hourly in text": {"type": "paragraph", "text": "Half earn less than <fact:hourly>."},
    "hourly in a list": {"type": "list", "items": ["<fact:hourly>"]},
    "hourly as a key figure": {"type": "key-figures", "facts": ["hourly"]},
    "hourly in a chart": {"type": "bar-chart", "caption": "Pay", "facts": ["hourly", "more"], "summary": "Two."},
    "hourly beside another unit": {"type": "bar-chart", "caption": "B", "facts": ["growth", "more"], "summary": "Two."},
    "hourly in a table": {"type": "table", "caption": "T", "columns": ["A", "B"], "rows": [["a", "<fact:hourly>"]]},
    "in a box": {"type": "callout", "kind": "note", "title": "Pay", "text": ["<fact:pay-median>"]},
    "percentiles": {"type": "pay-chart", "caption": "C", "summary": "Five."},
    "a map": {"type": "pay-map", "caption": "C", "summary": "Tiles."},
    "a table of areas": {"type": "pay-table", "caption": "C"},
    "pay of the region": {"type": "local-pay"},
}


def changed(article: Article, **fields: Any) -> Article:
    """The article with other fields, validated."""
    return Article.model_validate(article.model_dump(mode="json", exclude_none=True) | fields)


def with_block(article: Article, block: dict[str, Any], **fields: Any) -> Article:
    """An article of that block alone, in its guide and on its sheet."""
    data = article.model_dump(mode="json", exclude_none=True)
    return changed(
        article,
        facts=[*data["facts"], HOURLY, MORE],
        sections=[{"id": "one", "title": "One", "blocks": [{**block, "id": "it"}]}],
        fact_sheet=[{"id": "one", "title": "One", "priority": 1, "blocks": [{"type": "excerpt", "block": "it"}]}],
        key_points=["One.", "Two."],
        key_figures=[],
        faqs=[],
        **fields,
    )


@pytest.mark.parametrize("layout", ["guide", "fact-sheet"])
@pytest.mark.parametrize("what", PRINTED)
def test_pay_is_printed_with_its_notice(what: str, layout: Any, kitchen_sink: Article) -> None:
    """Yearly and hourly, in text, tables, boxes and charts, in the guide and on a sheet."""
    handout = build(with_block(kitchen_sink, PRINTED[what]), RenderOptions(layout=layout, region="TX"))

    assert [str(part.blocks).count(NOTICES[layout]) for part in handout.sections] == [1]
    (section,) = handout.sections
    assert section.blocks[-1] == tree.Paragraph((NOTICES[layout],), role="note")


def test_what_is_no_pay_has_no_notice(kitchen_sink: Article) -> None:
    """A share, a rate, money that nobody earns."""
    block = {"type": "key-figures", "facts": ["growth", "hours"]}
    assert NOTICE not in str(build(with_block(kitchen_sink, block)).body)


@pytest.mark.parametrize("layout", ["guide", "fact-sheet"])
def test_pay_on_the_first_page_alone_has_its_notice_there(layout: Any, kitchen_sink: Article) -> None:
    """Where a section of a guide says it, once is enough; on a sheet the first page says it for its side."""
    plain = with_block(kitchen_sink, {"type": "paragraph", "text": "Nothing of money."})
    paid = changed(plain, main_message="Half earn less than <fact:hourly>.")

    assert build(plain, RenderOptions(layout=layout)).front.note == ()
    assert build(paid, RenderOptions(layout=layout)).front.note == (NOTICES[layout],)
    whole = build(kitchen_sink, RenderOptions(layout=layout))
    assert whole.front.note == (() if layout == "guide" else (NOTICES[layout],))
    assert str(whole.body).count(NOTICES[layout]) == (3 if layout == "guide" else 1)


def test_the_nation_is_found_by_its_kind(kitchen_sink: Article) -> None:
    """First, last or missing among the areas."""
    assert kitchen_sink.pay
    nation, texas = kitchen_sink.pay.areas
    last = kitchen_sink.model_copy(update={"pay": kitchen_sink.pay.model_copy(update={"areas": (texas, nation)})})
    none = kitchen_sink.model_copy(update={"pay": kitchen_sink.pay.model_copy(update={"areas": (texas,)})})
    options = RenderOptions(region="TX")

    def shown(article: Article, kind: str) -> list[Any]:
        (money,) = (part for part in build(article, options).sections if part.id == "money")
        return [block for block in money.blocks if isinstance(block, tree.Chart) and block.kind == kind]

    for kind in ("spread", "map"):
        assert shown(last, kind) == shown(kitchen_sink, kind)
        assert shown(last, kind)
    assert shown(none, "spread") == []
    assert [bar.label for bar in shown(none, "map")[0].bars] == ["Texas"]
    grids = {block.id: block for part in build(last, options).sections for block in part.blocks
             if isinstance(block, tree.Grid)}  # fmt: skip
    assert grids["local-pay"].columns[1:] == ("Texas", "U.S.")
    assert grids["figure-pay-by-area"].emphasized == {1}
    (alone,) = (block for part in build(none, options).sections for block in part.blocks
                if isinstance(block, tree.Grid) and block.id == "local-pay")  # fmt: skip
    assert (alone.caption, alone.columns[1:]) == ("Pay in Texas, yearly", ("Texas",))


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"value": 45691}, "the pay of US has no such median in USD/year"),
        ({"unit": "USD/hour"}, "the pay of US has no such median in USD/hour"),
        ({"unit": "EUR/year"}, "the pay of US has no such median in EUR/year"),
        ({"place": "US-OK"}, "the pay of US-OK has no such median in USD/year"),
        ({"unit": None, "value": None}, "Field required"),
    ],
)
def test_a_fact_that_is_from_pay_is_what_pay_says(fields: dict[str, Any], reason: str, kitchen_sink: Article) -> None:
    """Whatever else was typed, or left out."""
    data = kitchen_sink.model_dump(mode="json", exclude_none=True)
    data["facts"][0] |= {"from_pay": "median"}
    data["places"].append({"id": "US-OK", "name": "Oklahoma", "kind": "state", "short": "Oklahoma"})
    Article.model_validate(data)
    data["facts"][0] = {name: value for name, value in (data["facts"][0] | fields).items() if value is not None}

    with pytest.raises(ValidationError) as caught:
        Article.model_validate(data)
    assert {error["msg"] for error in caught.value.errors()} == {reason}


def test_a_tile_says_pay_as_money_is_printed(kitchen_sink: Article, guide: Article) -> None:
    """In thousands where there are thousands."""
    (made,) = (block for part in build(guide).sections for block in part.blocks
               if isinstance(block, tree.Chart) and block.kind == "map")  # fmt: skip
    assert all(bar.brief == f"${bar.value / 1000:.0f}k" for bar in made.bars)
    assert kitchen_sink.pay
    texas = kitchen_sink.pay.areas[1]
    poor = texas.replace(yearly=dict.fromkeys(LEVELS, 950))
    article = kitchen_sink.model_copy(update={"pay": kitchen_sink.pay.model_copy(update={"areas": (poor,)})})
    (tiles,) = (block for part in build(article).sections for block in part.blocks
                if isinstance(block, tree.Chart) and block.kind == "map")  # fmt: skip
    assert [bar.brief for bar in tiles.bars] == ["$950"]
    assert [amounts.brief_money(Decimal(value), "USD") for value in (0, 999, 1000, 45_690, 1_234_567)] == [
        *("$0", "$999", "$1k", "$46k", "$1M"),
    ]
