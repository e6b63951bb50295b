"""Going on with a batch: what a change makes again, and that this is all that depends on it."""

import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Final

import pytest
from conftest import PROGRAMS

from cma_content import Article, Handout, RenderOptions, Row, build, load_program, publish_many
from cma_content.exporting.registry import get_exporter
from cma_content.handout import pay_rows
from cma_content.handout.settled import settled
from cma_content.model.pay import AreaPay, Percentiles
from cma_content.model.regions import find
from cma_content.publishing import batch_jobs, content_hash

SHEET: Final = "fact-sheet"
WAGES = {
    "wa-sheet": RenderOptions(region="WA", layout=SHEET),
    "seattle-sheet": RenderOptions(region="Seattle", layout="two-sided"),
    "tx-sheet": RenderOptions(region="TX", layout=SHEET),
    "sheet": RenderOptions(layout=SHEET),
    "or-pay": RenderOptions(region="OR", sections=("pay",)),
    "tx-day": RenderOptions(region="TX", sections=("day",)),
}
ROWS = [Row(options, ("md",), name) for name, options in WAGES.items()]


def raised(article: Article, is_raised: Callable[[AreaPay], bool]) -> Article:
    """The article with other pay in some areas."""
    assert article.pay

    def more(levels: Percentiles) -> Percentiles:
        return Percentiles.model_validate({name: value + Decimal(1) for name, value in levels})

    def other(area: AreaPay) -> AreaPay:
        if not is_raised(area):
            return area
        return area.replace(hourly=more(area.hourly), yearly=more(area.yearly), jobs=(area.jobs or 0) + 10)

    pay = article.pay
    return article.replace(pay=pay.replace(areas=tuple(map(other, pay.areas)), local=tuple(map(other, pay.local))))


def made_again(article: Article, rows: list[Row], folder: Path) -> set[str]:
    """The files that the next run makes, by their names."""
    again: set[str] = set()

    def show(_: Row, entries: object) -> None:
        for entry in entries or ():  # type: ignore[attr-defined]
            if entry.status == "written":
                again.add(entry.file)

    class Here:
        """Does what it is given at once."""

        def submit(self, function: Callable[..., object], *arguments: object) -> object:
            from concurrent.futures import Future

            future: Future[object] = Future()
            try:
                future.set_result(function(*arguments))
            except Exception as error:
                future.set_exception(error)
            return future

    done = publish_many(article, rows, folder, executor=Here(), resume=True, progress=show)  # type: ignore[arg-type]
    assert not done.failed
    return again


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("WA", {"wa-sheet", "or-pay"}),
        ("Seattle", {"seattle-sheet"}),
        ("NY", {"or-pay"}),
        ("TX", {"tx-sheet", "tx-day", "or-pay"}),
    ],
)
def test_a_wage_row_makes_again_what_prints_it(place: str, expected: set[str], guide: Article, tmp_path: Path) -> None:
    """And nothing else; the section of pay has a map of all states."""
    made_again(guide, ROWS, tmp_path)
    changed = raised(guide, lambda area: area.place == find(guide, place).id)

    assert made_again(changed, ROWS, tmp_path) == {f"{name}.md" for name in expected}


@pytest.mark.parametrize("name", [*WAGES, "whole"])
def test_pay_that_is_not_printed_changes_nothing_in_print(name: str, guide: Article) -> None:
    """Not even the code; each row that is printed changes the handout."""
    options = settled(guide, WAGES.get(name, RenderOptions()))
    place = find(guide, options.region) if options.region else None
    printed = {area.place for area in pay_rows.areas(guide, options, place)}
    assert guide.pay
    assert len(printed) < len([*guide.pay.areas, *guide.pay.local])
    before = build(guide, options)
    others = raised(guide, lambda area: area.place not in printed)
    after = build(others, options)

    assert (after.body, after.meta, after.footer) == (before.body, before.meta, before.footer)
    for one in sorted(printed - {"US"})[:3]:
        changed = build(raised(guide, lambda area, one=one: area.place == one), options)  # type: ignore[misc]
        assert changed.body != before.body, one
        assert changed.code != before.code


def test_a_logo_makes_again_what_prints_it(kitchen_sink: Article, tmp_path: Path) -> None:
    """One byte of its pixels; two programs and none."""
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        for name in ("nowhere.yaml", "logo.png"):
            shutil.copy(PROGRAMS / name, tmp_path / folder)

    def rows() -> list[Row]:
        programs = [load_program(tmp_path / folder / "nowhere.yaml", kitchen_sink) for folder in ("a", "b")]
        branded = [Row(RenderOptions(program=program), ("html",), f"r{n}") for n, program in enumerate(programs)]
        return [*branded, Row(RenderOptions(), ("html", "json"), "plain")]

    assert len(made_again(kitchen_sink, rows(), tmp_path / "out")) == 4
    assert made_again(kitchen_sink, rows(), tmp_path / "out") == set()
    shutil.copy(PROGRAMS / "wide-logo.png", tmp_path / "b" / "logo.png")

    assert made_again(kitchen_sink, rows(), tmp_path / "out") == {"r1.html"}


def test_an_engine_makes_again_what_it_draws(
    kitchen_sink: Article, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another version of it; and of this package, all."""
    rows = [Row(RenderOptions(), ("html", "md", "json"), "r")]
    made_again(kitchen_sink, rows, tmp_path)
    monkeypatch.setattr(batch_jobs, "engines_of", lambda name, _: {"engine": "2"} if name == "html" else {})
    batch_jobs.makers.cache_clear()
    assert made_again(kitchen_sink, rows, tmp_path) == {"r.html"}
    monkeypatch.setattr(batch_jobs, "version_of", lambda _: "9.9")
    batch_jobs.makers.cache_clear()
    assert made_again(kitchen_sink, rows, tmp_path) == {"r.html", "r.md", "r.json"}
    monkeypatch.undo()
    batch_jobs.makers.cache_clear()


def test_data_is_made_again_where_the_article_changes_and_print_where_it_prints_that(
    guide: Article, tmp_path: Path
) -> None:
    """JSON holds all of it, pay of every area included."""
    rows = [Row(RenderOptions(region="TX", layout=SHEET), ("md", "json"), "r")]
    made_again(guide, rows, tmp_path)
    other = raised(guide, lambda area: area.place == "US-OR")

    assert made_again(other, rows, tmp_path) == {"r.json"}


def test_exporters_are_known_by_what_they_read(kitchen_sink: Article, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that names no choice by which its files differ may read the article, so that all of it counts."""

    class Cards:
        media_type, suffix = "text/plain", ".txt"

        def export(self, _: Handout, /) -> bytes:
            return b"x"

    exporters = {"md": get_exporter("md"), "json": get_exporter("json"), "cards": Cards()}
    monkeypatch.setattr(content_hash, "get_exporter", exporters.__getitem__)
    rows = [Row(RenderOptions(region=region), tuple(exporters), "r") for region in ("US-TX", "")]
    (first, second), (other, _) = (
        content_hash.targets(article, rows) for article in (kitchen_sink, raised(kitchen_sink, lambda _: True))
    )
    by_options = [one.format for one, two in zip(first, second, strict=True) if one.content != two.content]
    by_article = [one.format for one, two in zip(first, other, strict=True) if one.content != two.content]

    assert (by_options, by_article) == (["md", "cards"], ["md", "json", "cards"])
