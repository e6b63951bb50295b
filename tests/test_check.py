"""`check` means that `export` will work: what stops one stops the other, and what passes is written in every format."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from cma_content import Handout, Limits, RenderOptions, load_text, publish
from cma_content.checking import check as checking
from cma_content.checking import length
from cma_content.checking.sheets import unfitting_sheets
from cma_content.cli import main
from cma_content.diagnostics.install_lines import packages
from cma_content.diagnostics.problem import Problem
from cma_content.diagnostics.rules import CATALOG
from cma_content.exporting.registry import available
from cma_content.loading.loader import read_article, read_program, read_text
from cma_content.loading.templates import ARTICLE
from cma_content.testing.articles import KITCHEN_SINK

HERE = Path(__file__).parent
SECTION = "  - id: questions\n"
FACT = (
    "  - {{id: {id}, label: Of {id}, statistic: typical, value: {value}, unit: {unit},\n"
    "     place: US, period: 2025, source: example-source, verified: primary}}\n"
)
SOURCE = """\
  - {id: lonely, title: A, publisher: B, address: https://example.org/, kind: other,
     dated: undated, read_as: issuer-page, retrieved: 2026-01-15, license: Free}
"""
SHEET = """
fact_sheet:
  - {id: tasks, title: Tasks, priority: 1, blocks: [{type: pick, of: next-steps, first: 1}]}
"""

PAY = """
pay:
  period: 2025-05
  source: example-source
  universe: All
  areas:
    - {{place: {place}, jobs: 10, wage_error: 1, hourly: {{p10: 1, p25: 2, median: 3, p75: 4, p90: 5}},
       yearly: {{p10: 1, p25: 2, median: 3, p75: 4, p90: 5}}}}
"""


def with_block(block: str) -> str:
    """The template with one more block at the end of its first section."""
    return ARTICLE.replace(SECTION, f"      - {block}\n{SECTION}", 1)


def problems_in(text: str) -> list[Problem]:
    """What is found in an article that the loader takes; what is inconsistent has tests of its own."""
    found = checking.check(read_text(text, name="a.yaml")).problems
    return [problem for problem in found if problem.code < "CC8"]


def labels(label: str) -> str:
    """The template with a label of its own."""
    return ARTICLE.replace("limits: []", f"limits: []\nlabels: {{{label}}}")


def with_facts(*facts: str) -> str:
    """The template with a chart of two more facts."""
    chart = "{type: bar-chart, caption: Two bars, facts: [one, two], summary: They differ.}"
    return with_block(chart) + "".join(facts)


FAULTS = {
    "empty view": (with_block("{type: view, of: duties}"), "CC701", "duties"),
    "view of a group that nothing is in": (
        with_block("{type: view, of: faqs, only: clinical}"),
        "CC701",
        "clinical",
    ),
    "view of a group that is mistyped": (
        with_block("{type: view, of: duties, only: ofice}")
        + "\nduties:\n  - {id: one, name: A, side: office, involves: [Work.]}\n",
        "CC701",
        "ofice",
    ),
    "pay table without pay": (with_block("{type: pay-table, caption: Pay}"), "CC701", "pay-table"),
    "pay map without pay": (with_block("{type: pay-map, caption: Pay, summary: A map.}"), "CC701", "pay-map"),
    "pay chart without pay": (with_block("{type: pay-chart, caption: Pay, summary: A chart.}"), "CC701", "pay-chart"),
    "pay map without states": (
        with_block("{type: pay-map, caption: Pay, summary: A map.}") + PAY.format(place="US"),
        "CC701",
        "pay-map",
    ),
    "pay chart without a nation": (
        with_block("{type: pay-chart, caption: Pay, summary: A chart.}").replace(
            "\nsources:", "  - {id: US-TX, name: Texas, kind: state, short: Texas}\n\nsources:", 1
        )
        + PAY.format(place="US-TX"),
        "CC701",
        "pay-chart",
    ),
    "local pay without pay": (with_block("{type: local-pay}"), "CC701", "local-pay"),
    "local rules without a region": (with_block("{type: local-rules, ask: Ask your board.}"), "CC701", "local-rules"),
    "pick from nothing": (
        ARTICLE + SHEET.replace("of: next-steps", "of: duties"),
        "CC701",
        "duties",
    ),
    "label that there is not": (labels("local_rule: Rules"), "CC303", "Rules"),
    "label without its placeholder": (labels("local_rules: Law"), "CC310", "Law"),
    "language without words": (ARTICLE.replace("language: en", "language: es"), "CC704", "es"),
    "sheet without a front": (ARTICLE + SHEET.replace("priority: 1", "side: back, priority: 1"), "CC703", "back"),
    "sheet longer than its page": (
        ARTICLE.replace("  - Say what is hard; readers trust you more for it.\n", f"  - {'Hard. ' * 60}\n" * 20)
        + SHEET.replace("of: next-steps, first: 1", "of: hard-parts, first: 20"),
        "CC703",
        "tasks",
    ),
}  # fmt: skip
WARNINGS = {
    "character that no font of the PDF has": (
        ARTICLE.replace("one point\n", "one point \N{SNOWMAN}\n"),
        "CC702",
        "\N{SNOWMAN}",
    ),
    "fact that is not used": (ARTICLE + FACT.format(id="lonely", value=1, unit="hours"), "CC705", "lonely"),
    "term that is not used": (
        ARTICLE.replace("of: glossary", "of: unknowns").replace("<term:example-word>", "word"),
        "CC705",
        "example-word",
    ),
    "source that is not cited": (
        ARTICLE.replace("facts:  ", f"{SOURCE}\nfacts:  "),
        "CC705",
        "lonely",
    ),
    "bars of unlike units": (
        with_facts(FACT.format(id="one", value=1, unit="hours"), FACT.format(id="two", value=2, unit="months")),
        "CC706",
        "",
    ),
}  # fmt: skip


def blocks(block: str, times: int) -> str:
    """The template with a block so many times, a line each."""
    return with_block("\n      - ".join([block] * times))


def paragraphs(mark: str, times: int, each: int) -> str:
    """The template with a mark so many times, `each` in a paragraph."""
    return blocks(f"{{type: paragraph, text: '{mark * each}'}}", times // each + 1)


def faqs(answer: str, times: int) -> str:
    """The template with so many more questions, which the view of its second section prints."""
    made = "".join(f"  - {{id: q-{number}, question: Why, answer: ['{answer}']}}\n" for number in range(times))
    return ARTICLE.replace("\nfaqs:\n", f"\nfaqs:\n{made}", 1)


def parts(field: str, block: str, more: str, times: int) -> str:
    """The template with so many more sections, or parts of a fact sheet."""
    made = "".join(f"  - {{id: many-{number}, title: A, {more}blocks: [{{{block}}}]}}\n" for number in range(times))
    text = ARTICLE if f"\n{field}:\n" in ARTICLE else f"{ARTICLE}{field}:\n"
    return text.replace(f"\n{field}:\n", f"\n{field}:\n{made}", 1)


def duty(limits: int) -> str:
    """The template with a duty that carries so many limits, and a view of it."""
    text = with_block("{type: view, of: duties}").replace(
        "limits: []", "limits: [{id: trained, text: Only with training.}]"
    )
    carried = ", ".join(["trained"] * limits)
    return f"{text}\nduties:\n  - {{id: one, name: A, side: clinical, involves: [Work.], limits: [{carried}]}}\n"


def one_block(start: str, item: str, times: int, end: str = "]}") -> str:
    """The template with one more block that holds an item so many times."""
    return with_block(start + ", ".join([item] * times) + end)


TINY = "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAAAAADhZOFXAAAAEElEQVR4nGP8zwABTAwUMQBJQQEPeWDz+AAAAABJRU5ErkJggg=="
CHART = "{{type: bar-chart, caption: Bars, facts: [{}], summary: They differ.}}"
HOURS = ", ".join(["example-hours"] * 8)
FIGURES = "type: key-figures, facts: [example-hours]"
TOO_MUCH: dict[str, tuple[Callable[[int], str], str]] = {
    "characters": (lambda most: paragraphs("word ", most // 5, 780), "word"),
    "repeated": (
        lambda most: faqs("Because. " * 400, most // 3600 + 1).replace("of: glossary", "of: faqs"),
        "type: view",
    ),
    "sections": (lambda most: parts("sections", "type: paragraph, text: A", "", most + 1), "many"),
    "sheet_parts": (lambda most: parts("fact_sheet", FIGURES, "priority: 9, ", most + 1), "many"),
    "blocks": (lambda most: blocks("{type: paragraph, text: A}", most), "paragraph"),
    "entries": (lambda most: faqs("Because.", most), "type: view"),
    "duty_limits": (lambda most: duty(most + 1), "duties"),
    "items": (lambda most: one_block("{type: list, items: [", "A", most), "list"),
    "cells": (
        lambda most: one_block("{type: table, caption: A, columns: [B, C], rows: [", "[D, E]", most // 2),
        "table",
    ),
    "charts": (lambda most: blocks(CHART.format(HOURS[:28]), most + 1), "bar-chart"),
    "bars": (lambda most: blocks(CHART.format(HOURS), most // 8 + 1), "bar-chart"),
    "pictures": (lambda most: blocks(f"{{type: picture, file: a.png, alt: A, content: {TINY}}}", most + 1), "picture"),
    "figures": (lambda most: blocks(f"{{{FIGURES}}}", most + 1), "key-figures"),
    "notes": (lambda most: paragraphs("<source:example-source> ", most, 100), "source"),
    "marks": (lambda most: paragraphs("**A** ", most, 500), "**A**"),
    "pieces": (lambda most: one_block("{type: list, items: [", "A", most + 200), "list"),
}
"""For each limit, an article that passes it by little, and a word on the line where it does."""


@pytest.mark.parametrize("what", FAULTS)
def test_what_would_not_be_printed_is_an_error_at_its_line(what: str) -> None:
    """The word at fault stands on the line that is named, and nothing else is found."""
    text, code, word = FAULTS[what]
    (problem,) = problems_in(text)

    assert (problem.code, problem.severity) == (code, "error")
    assert word in text.splitlines()[problem.line - 1]
    assert problem.hint


@pytest.mark.parametrize("what", WARNINGS)
def test_what_can_be_written_all_the_same_is_a_warning(what: str, tmp_path: Path) -> None:
    """At its line; every format that can print it is written."""
    text, code, word = WARNINGS[what]
    (problem,) = problems_in(text)

    assert (problem.code, problem.severity) == (code, "warning")
    assert word in text.splitlines()[problem.line - 1]
    published = publish(load_text(text), list(available()), tmp_path)
    assert [failed.format for failed in published.failed] == (["pdf"] if code == "CC702" else [])


def test_a_warning_stops_the_strict_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """By the exit code; the report is the same."""
    path = tmp_path / "a.yaml"
    path.write_text(WARNINGS["fact that is not used"][0], "utf-8")
    assert main(["check", str(path)]) == 0
    output = capsys.readouterr().out
    assert main(["check", "--strict", str(path)]) == 1

    assert capsys.readouterr().out == output
    assert output.startswith("warning[CC705]")
    assert "1 warning in 1 file" in output


def test_every_rule_of_the_check_has_an_article_that_breaks_it() -> None:
    """Those of programs and of length have tests of their own."""
    seeded = {code for _, code, _ in (*FAULTS.values(), *WARNINGS.values())}

    counted = {length.RULES[limit].code for limit in TOO_MUCH}
    assert {code for code in seeded if code.startswith("CC7")} | {"CC707"} | counted == {
        code for code in CATALOG if code.startswith("CC7")
    }


def test_the_guide_passes_in_full(capsys: pytest.CaptureFixture[str]) -> None:
    """Its warnings too, and each of its sheets was measured."""
    assert main(["check", "--strict", "--as-of", "2026-11-26"]) == 0
    output = capsys.readouterr()

    assert re.fullmatch(r"No problems\.\n\d+ more warnings are accepted; the article says why\.\n", output.out)
    assert output.err == ""


def test_a_sheet_is_not_measured_without_an_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """And that is said, with the line that installs it."""
    monkeypatch.setitem(__import__("sys").modules, "weasyprint", None)
    report = checking.check(read_text(ARTICLE + SHEET))

    assert report.problems == ()
    assert [line.partition(":")[0] for line in report.unchecked] == ["fact sheets were not measured"]
    assert packages("pdf") in report.unchecked[0]


def test_a_sheet_is_not_measured_by_formats_without_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """And that is said; a format that cannot be loaded is no fault of the article."""
    monkeypatch.setattr(checking, "available", lambda: ("json", "nowhere"))
    report = checking.check(read_text(ARTICLE + SHEET))

    assert report.problems == ()
    assert report.unchecked == ("fact sheets were not measured: no installed format sets pages",)


class Endless:
    """A format in which no front has an end, and every back has room."""

    def pages(self, handout: Handout, most: int) -> float:
        """More than there may be, of a front."""
        return most + ("ask" not in [section.id for section in handout.sections])


def test_a_side_that_never_fits_is_reported_once() -> None:
    """On whatever paper and in whatever preset."""
    back = "  - {id: ask, title: Ask, side: back, priority: 1, blocks: [{type: pick, of: unknowns, first: 1}]}\n"
    found = list(unfitting_sheets(load_text(ARTICLE + SHEET + back), {"endless": Endless()}))

    assert [(one.location, one.rule.code) for one in found] == [(("fact_sheet", 0, "id"), "CC703")]


def test_a_sheet_that_takes_too_long_is_not_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    """And that is said, with the limit; the rest is checked."""
    monkeypatch.setattr("cma_content.deadline.time.monotonic", iter(range(0, 10**9, 1000)).__next__)
    report = checking.check(read_text(ARTICLE + SHEET), Limits(seconds=1))

    assert report.problems == ()
    assert report.unchecked == (
        "fact sheets were not measured: drawing takes longer than the limit seconds, which is 1: "
        "divide the article, or raise it with --limit seconds=NUMBER",
    )


def test_a_character_is_named_once_with_how_often_it_stands() -> None:
    """At the first text that holds it."""
    text = ARTICLE.replace("one point", "one point \N{SNOWMAN} 漢").replace("another point", "another \N{SNOWMAN}")
    snowman, han = problems_in(text)

    assert "'\N{SNOWMAN}' (U+2603, snowman), here and in 1 more" in snowman.message
    assert "'漢' (U+6F22, cjk unified ideograph-6f22)" in han.message
    assert (snowman.line, han.line, han.column - snowman.column) == (snowman.line, snowman.line, 2)


@pytest.mark.parametrize("limit", TOO_MUCH)
def test_what_is_too_much_to_print_is_refused_by_count(limit: str) -> None:
    """At the line where the limit is passed, with the number; a higher limit lets it pass."""
    make, word = TOO_MUCH[limit]
    most = getattr(Limits(), limit)
    text = make(most)
    loaded = read_text(text, name="a.yaml")
    rule = length.RULES[limit]
    (found,) = (one.problem(loaded.document) for one in length.too_long(loaded.record, Limits()) if one.rule is rule)

    assert word in text.splitlines()[found.line - 1]
    assert f"; the limit {limit} is {most:,}" in found.message
    assert found.message.startswith("the fact sheet prints" if limit == "sheet_parts" else "the guide prints")
    assert f"--limit {limit}=NUMBER" in found.hint
    assert rule not in [one.rule for one in length.too_long(loaded.record, Limits.named({limit: 10 * most}))]


def test_the_check_reports_each_limit_that_is_passed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """By the command, which can raise it."""
    path = tmp_path / "a.yaml"
    path.write_text(ARTICLE, "utf-8")
    lowered = ["--limit", "items=1", "--limit", "blocks=2"]
    assert main(["check", str(path), *lowered, "--format", "json"]) == 1
    assert {problem["code"] for problem in json.loads(capsys.readouterr().out)} == {"CC712", "CC715"}
    assert main(["check", str(path), "--limit", "items=1", "--limit", "items=100"]) == 0


def test_a_program_with_too_many_statements_is_reported(program_file: Path) -> None:
    """In its own file, at the statement that is one too many."""
    statement = "  - {slot: other, on_sheet: false, text: Words.}\n"
    program_file.write_text(f"{HEAD}statements:\n{statement * 50}", "utf-8")
    article = load_text(ARTICLE)
    report = checking.check_program(read_program(program_file, article), article, Limits(blocks=30))

    (problem,) = report.problems
    assert (problem.code, problem.file) == ("CC712", str(program_file))
    assert 20 < problem.line < 50


@pytest.fixture(name="program_file")
def _program_file(tmp_path: Path) -> Path:
    return tmp_path / "program.yaml"


HEAD = 'schema_version: "1.0"\nid: mine\nname: My Program\n'


@pytest.mark.parametrize(
    ("more", "code", "line"),
    [
        ("region: US\n", "CC707", 4),
        ("contact: {lines: [Room \N{SNOWMAN}]}\n", "CC702", 4),
        ("titel: x\n", "CC303", 4),
        ("region: nowhere\n", "CC707", 4),
        ("region: US-NO\n", "CC401", 4),
    ],
)
def test_a_program_is_checked_with_its_article(
    more: str, code: str, line: int, program_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its references, its region, its characters; each at its own line."""
    article = program_file.with_name("article.yaml")
    article.write_text(ARTICLE, "utf-8")
    program_file.write_text(HEAD + more, "utf-8")
    words = ["check", str(article), "--program", str(program_file), "--format", "json"]
    assert main(words) == int(code != "CC702")
    (problem,) = json.loads(capsys.readouterr().out)

    assert (problem["code"], problem["line"], problem["file"]) == (code, line, str(program_file))


def test_a_program_that_makes_the_sheet_too_long_is_reported(program_file: Path) -> None:
    """In its own file: the article fits without it."""
    article = load_text(
        ARTICLE.replace("  - Say what is hard; readers trust you more for it.\n", f"  - {'Hard. ' * 620}\n")
        + SHEET.replace("of: next-steps", "of: hard-parts")
    )
    lines = "".join(f"  - {'A long line of an address ' * 11}\n" for _ in range(3))
    program_file.write_text(f"{HEAD}contact:\n  lines:\n{lines}", "utf-8")
    assert checking.check(read_text(ARTICLE + SHEET)).problems == ()
    report = checking.check_program(read_program(program_file, article), article)

    assert [problem.code for problem in report.problems] == ["CC703"]
    assert report.problems[0].file == str(program_file)


def test_a_program_is_not_checked_without_a_sound_article(
    program_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its references could not be followed; that is said."""
    program_file.write_text(HEAD, "utf-8")
    bad = program_file.with_name("bad.yaml")
    bad.write_text("titel: x\n", "utf-8")

    assert main(["check", str(bad), "--program", str(program_file)]) == 1
    assert "was not checked: that needs an article without errors" in capsys.readouterr().err


RAISES = re.compile(r"raise (UsageError|OutputError|FitError)\(")
REACHED = {
    "exporters/cma_content_pdf/glyphs.py": "character that no font of the PDF has",
    "exporters/cma_content_pdf/layout.py": "what a layout engine gives up on",
    "exporters/cma_content_pdf/typefaces.py": "a broken installation",
    "src/cma_content/exporting/fitting.py": "sheet longer than its page",
    "src/cma_content/handout/contents.py": "an option: a section that the article has not",
    "src/cma_content/handout/sheets.py": "an option: a layout that the article does not describe",
    "src/cma_content/handout/edition_code.py": "a code that a person typed",
    "src/cma_content/handout/file_code.py": "a file that a person named",
    "src/cma_content/handout/labels.py": "a label that does not fit",
    "src/cma_content/handout/limits.py": "an option",
    "src/cma_content/handout/locale.py": "language without words",
    "src/cma_content/handout/options.py": "an option",
}
"""Each module of handout, rendering and exporters that can refuse, and what reaches it."""


def _sources() -> Iterator[Path]:
    root = HERE.parent
    for folder in ("src/cma_content/handout", "src/cma_content/rendering", "src/cma_content/exporting", "exporters"):
        yield from sorted((root / folder).rglob("*.py"))


def test_every_place_that_can_refuse_is_reached() -> None:
    """By an article here, an option, or a file; a new one has to say which."""
    found = {str(path.relative_to(HERE.parent)) for path in _sources() if RAISES.search(path.read_text("utf-8"))} - {
        "src/cma_content/exporting/exec_command.py",
        "src/cma_content/exporting/registry.py",
        "src/cma_content/exporting/verification.py",
    }

    assert found == REACHED.keys()


@pytest.mark.parametrize("options", [RenderOptions(), RenderOptions(preset="large-print")], ids=["standard", "large"])
def test_what_the_strict_pass_all_formats_write(options: RenderOptions, tmp_path: Path) -> None:
    """Our own articles, and the template."""
    texts = [ARTICLE, ARTICLE + SHEET, *(text for text, code, _ in WARNINGS.values() if code != "CC702")]
    sources: list[Any] = [read_text(text) for text in texts]
    sources.append(read_article(KITCHEN_SINK))
    for number, loaded in enumerate(sources):
        assert all(problem.severity == "warning" for problem in checking.check(loaded).problems)
        published = publish(loaded.record, list(available()), tmp_path / str(number), options)
        assert (len(published.files), published.failed) == (len(available()), ())
