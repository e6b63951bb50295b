"""The command diff, and the one-page handout of what changed."""

import json
import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from structural import case

from cma_content import Article, Handout, RenderOptions, UsageError, build, diff, export, load_program
from cma_content.cli import main
from cma_content.errors import MissingEngineError
from cma_content.exporting.fitting import most_that_fits
from cma_content.exporting.registry import available, get_exporter
from cma_content.handout import tree
from cma_content.insight.changes_sheet import MOST, ON_A_PAGE, sheet
from cma_content.model.program import Program

Said = pytest.CaptureFixture[str]
SHEET = RenderOptions(layout="fact-sheet")


@pytest.fixture(scope="module")
def edition(kitchen_sink: Article) -> Article:
    """The next edition of the kitchen sink, with some of everything changed, and much of one thing."""
    data: dict[str, Any] = kitchen_sink.model_dump(mode="json", exclude_defaults=True)
    data["edition"] = "2027.1"
    for fact in data["facts"]:
        if fact["id"] in ("growth", "hours"):
            fact.update(value=fact["value"] + 1, period="2026")
    data["sources"][0].update(dated="2026-05", retrieved="2026-12-01")
    data["pay"]["areas"][1]["yearly"]["median"] = 40000
    data["state_rules"][0]["summary"] = "Ask **the board** of <nursing> [first]."
    data["duties"].append({"id": "sing", "name": "Sing ](b **", "side": "clinical", "involves": ["Sing."]})
    data["glossary"] += [{"id": f"w{n}", "term": f"word {n}", "plain": f"what {n} means"} for n in range(200)]
    data["sections"][0]["blocks"].append({"type": "paragraph", "text": "One more paragraph."})
    return Article.model_validate(data)


def said(handout: Handout) -> str:
    """The words of a sheet's lists, a line each."""
    items = (
        item
        for section in handout.sections
        for block in section.blocks
        if isinstance(block, tree.Bullets)
        for item in block.items
    )
    return "\n".join(
        "".join(run if isinstance(run, str) else getattr(run, "text", "") for run in item) for item in items
    )


def test_a_sheet_lists_some_of_each_group_and_says_how_many_more(kitchen_sink: Article, edition: Article) -> None:
    """However many there are of one."""
    made = sheet(diff(kitchen_sink, edition), 8)
    handout = build(made, SHEET)

    assert made.id == "kitchen-sink-changes"
    assert handout.meta.title == "What changed: Kitchen Sink & <Company>"
    assert handout.meta.subtitle == "From edition 2026.2 to edition 2027.1"
    assert [section.title for section in handout.sections] == [
        "Figures",
        "Rules of law",
        "Entries",
        "Text",
        "Sources, dates and the rest",
    ]
    assert said(handout).splitlines() == [
        "Pay: Texas: from $39,520\xa0a\xa0year (Texas, May 2025) to $40,000\xa0a\xa0year",
        "Growth of this work: from 12% (U.S., 2024–34) to 13% (U.S., 2026)",
        "Hours of training: from at least 10\xa0hours (Texas, page undated, read October 2026) "
        "to at least 11\xa0hours (Texas, 2026)",
        "Texas: summary: from “Ask the board.” to “Ask the board of <nursing> [first].”",
        "Sing ](b ** is new: Sing.",
        "word 0 is new: what 0 means",
        "And 199 more.",
        "New in Text: One more paragraph.",
        "Edition: from “2026.2” to “2027.1”",
        "And 2 more.",
    ]


def test_the_old_source_stands_beside_the_new_one(kitchen_sink: Article, edition: Article) -> None:
    """A figure of the old edition names what it was taken from."""
    handout = build(sheet(diff(kitchen_sink, edition), 8), SHEET)
    cited = [
        "".join(run if isinstance(run, str) else getattr(run, "text", "") for run in one.runs)
        for one in handout.sources.cited
    ]

    assert len([one for one in cited if "Example Bureau" in one]) == 2
    assert any("May 2025" in one for one in cited)
    assert any("May 2026" in one for one in cited)


def test_a_sheet_of_much_pay_names_the_nation_and_what_moved_most(kitchen_sink: Article) -> None:
    """And how many rose and fell."""
    data: dict[str, Any] = kitchen_sink.model_dump(mode="json", exclude_defaults=True)
    codes = ("AL", "AK", "AZ", "AR", "CO", "CT", "DE", "FL", "GA", "HI")
    data["places"] += [{"id": f"US-{code}", "name": code, "kind": "state", "short": code} for code in codes]
    data["pay"]["areas"] += [{**data["pay"]["areas"][1], "place": f"US-{code}"} for code in codes]
    old = Article.model_validate(data)
    for number, area in enumerate(data["pay"]["areas"][1:]):
        area["yearly"] = {**area["yearly"], "median": 39_000 + 100 * number}
    data["pay"]["areas"][0]["wage_error"] = 9.5

    assert said(build(sheet(diff(old, Article.model_validate(data))), SHEET)).splitlines() == [
        "Pay: United States: from … p90 28.52; error 0.3% to … p90 28.52; error 9.5%",
        "Median yearly pay by area: higher in 5, lower in 6, the same in 1.",
        "The highest rise (+1.2%): from $39,520\xa0a\xa0year (HI, May 2025) to $40,000\xa0a\xa0year",
        "The deepest fall (-1.3%): from $39,520\xa0a\xa0year (Texas, May 2025) to $39,000\xa0a\xa0year",
    ]


def test_what_only_one_of_two_articles_has_is_printed_with_its_place(kitchen_sink: Article) -> None:
    """The figure of a place that the new one has no more; a figure that is new."""
    data: dict[str, Any] = kitchen_sink.model_dump(mode="json", exclude_defaults=True)
    data["places"].append({"id": "US-OK", "name": "Oklahoma", "kind": "state", "short": "Oklahoma"})
    data["places"].append({"id": "CBSA-46140", "name": "Tulsa", "kind": "metro", "short": "Tulsa", "within": ["US-OK"]})
    (hours,) = (fact for fact in data["facts"] if fact["id"] == "hours")
    hours["place"] = "CBSA-46140"
    old = Article.model_validate(data)
    new = kitchen_sink.replace(facts=(*kitchen_sink.facts, kitchen_sink.fact("growth").replace(id="grown")))

    assert said(build(sheet(diff(old, new)), SHEET)).splitlines() == [
        "Hours of training: from at least 10\xa0hours (Tulsa, page undated, read October 2026) "
        "to at least 10\xa0hours (Texas, page undated, read October 2026)",
        "Growth of this work is new: 12% (U.S., 2024–34)",
        "Oklahoma is gone.",
        "Tulsa is gone.",
    ]


def test_nothing_changed_makes_a_sheet_too(kitchen_sink: Article) -> None:
    """That says so; what only programs have to know is nothing to a reader."""
    renamed = kitchen_sink.replace(facts=kitchen_sink.facts[::-1])
    for new in (kitchen_sink, renamed):
        assert said(build(sheet(diff(kitchen_sink, new)), SHEET)) == "Nothing changed that a reader has to know."


def test_any_two_articles_make_a_sheet() -> None:
    """With whatever characters and markup, and nothing of one in the other."""
    articles = [Article.model_validate(case(seed).article) for seed in range(12)]
    for number, (old, new) in enumerate(pairwise(articles)):
        handout = build(sheet(diff(old, new), 6 * number), SHEET)
        assert handout.sections
        assert all(section.blocks for section in handout.sections)


def test_a_sheet_is_one_page_in_every_format(kitchen_sink: Article, edition: Article, nowhere: Program) -> None:
    """With branding and in large print, which has four; the formats that have no pages hold as much as ever."""
    changed = diff(kitchen_sink, edition)
    pdf = get_exporter("pdf")
    for options, pages in (
        (SHEET, 1),
        (RenderOptions("a4", "fact-sheet", program=nowhere), 1),
        (RenderOptions(layout="fact-sheet", preset="large-print"), 4),
    ):
        made = most_that_fits(lambda most: sheet(changed, most), MOST, options, pdf)
        assert pdf.pages(build(made, options), pages) <= pages  # type: ignore[attr-defined]
        assert "more." in said(build(made, options))
    for name in available():
        if name != "json":
            made = most_that_fits(lambda most: sheet(changed, most), ON_A_PAGE, SHEET, get_exporter(name))
            assert export(made, name, SHEET)


def test_the_command_reports_on_standard_output(
    kitchen_sink: Article, edition: Article, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    """Of files that were exported as JSON as well; ids that are gone are warnings."""
    monkeypatch.chdir(tmp_path)
    Path("old.json").write_bytes(export(kitchen_sink, "json"))
    Path("new.json").write_bytes(export(edition, "json"))

    assert main(["diff", "old.json", "new.json"]) == 0
    output = capsys.readouterr()
    assert output.out.startswith("What changed: Kitchen Sink & <Company> (kitchen-sink)\nFrom edition 2026.2 to")
    assert "  changed    Growth of this work  facts[growth]\n             from 12%" in output.out
    assert output.err == ""
    assert main(["diff", "old.json", "new.json", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["new"]["edition"] == "2027.1"
    assert main(["diff", "new.json", "old.json", "--to", "JSON"]) == 0
    output = capsys.readouterr()
    assert json.loads(output.out)["warnings"]
    assert output.err.startswith("warning: the duty 'sing' is gone and was not retired")
    assert main(["diff", "guide"]) == 0
    assert "Nothing." in capsys.readouterr().out
    assert not list(tmp_path.glob("handouts"))


def test_the_command_writes_handouts(
    kitchen_sink: Article, edition: Article, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    """In the formats that are named, to a folder or a file."""
    monkeypatch.chdir(tmp_path)
    Path("old.json").write_bytes(export(kitchen_sink, "json"))
    Path("new.json").write_bytes(export(edition, "json"))

    assert main(["diff", "old.json", "new.json", "--to", "md,html", "--preset", "large-print"]) == 0
    assert sorted(os.listdir("handouts")) == [
        "kitchen-sink-changes-fact-sheet-large-print.html",
        "kitchen-sink-changes-fact-sheet-large-print.md",
    ]
    assert "What changed: Kitchen Sink" in Path("handouts/kitchen-sink-changes-fact-sheet-large-print.md").read_text(
        "utf-8"
    )
    assert "Wrote" in capsys.readouterr().out
    assert main(["diff", "old.json", "new.json", "-o", "changes.html", "--to", "html,text"]) == 0
    assert Path("changes.html").stat().st_size > 1000
    assert capsys.readouterr().out.startswith("What changed: ")


def test_a_format_that_fails_costs_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Said) -> None:
    """One without its engine, for example."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(sys.modules, "weasyprint", None)

    assert main(["diff", "guide", "--to", "pdf,html"]) == MissingEngineError.exit_code
    assert "error: pdf was not written" in capsys.readouterr().err
    assert [path.suffix for path in (tmp_path / "handouts").iterdir()] == [".html"]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["diff"], "required: OLD"),
        (["diff", "guide", "--to", "pdff"], "there is no format 'pdff'; did you mean 'pdf'?"),
        (["diff", "guide", "--to", ","], "--to takes text or json"),
        (["diff", "guide", "--json", "--to", "text"], "--to takes text or json"),
        (["diff", "guide", "--to", "html,md", "-o", "one.html"], "one.html takes one format, not html, md"),
        (["diff", "guide", "--layout", "guide"], "there is no option '--layout'"),
    ],
)
def test_wrong_usage_is_reported(words: list[str], message: str, capsys: Said) -> None:
    """With exit code 2."""
    assert main(words) == UsageError.exit_code
    assert message in capsys.readouterr().err


def test_a_program_may_name_what_the_article_has(kitchen_sink: Article, edition: Article) -> None:
    """Its sections and its region change nothing on the sheet of changes."""
    programs = Path(__file__).parent / "programs"
    program = load_program(programs / "nowhere.yaml", edition)
    made = sheet(diff(kitchen_sink, edition))

    assert program.sections
    assert build(made, RenderOptions(layout="fact-sheet", program=program)).front.masthead


def test_every_process_says_the_same(edition: Article, kitchen_sink: Article, tmp_path: Path) -> None:
    """Whatever the order of sets in it."""
    (tmp_path / "old.json").write_bytes(export(kitchen_sink, "json"))
    (tmp_path / "new.json").write_bytes(export(edition, "json"))
    found = set()
    for seed in ("1", "2", "3"):
        command = [sys.executable, "-m", "cma_content", "diff", "new.json", "old.json", "--to", "json,md", "-o", seed]
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        done = subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=60, check=True
        )
        (made,) = (tmp_path / seed).iterdir()
        found.add((done.stdout.partition("\nWrote")[0], done.stderr, made.read_bytes()))
    assert len(found) == 1
