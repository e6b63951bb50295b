"""Each rule of consistency finds a seeded fault at the exact place, and nothing in an article without a fault."""

from datetime import date
from pathlib import Path

import pytest
import yaml

from cma_content.checking import check as checking
from cma_content.checking.acknowledged import without_acknowledged
from cma_content.checking.consistency import RULES, inconsistencies
from cma_content.cli import main
from cma_content.diagnostics.problem import Problem
from cma_content.diagnostics.rules import CATALOG
from cma_content.loading.loader import read_text

HERE = Path(__file__).parent
ARTICLE = HERE / "articles" / "consistent.yaml"
GOOD = ARTICLE.read_text("utf-8")
SEEDED = {one["what"]: one for one in yaml.safe_load((HERE / "seeded.yaml").read_text("utf-8"))}
DAY = date(2026, 11, 26)


def problems(text: str, day: date | None = DAY) -> list[Problem]:
    """What the rules find in an article on a day, without what it acknowledges."""
    loaded = read_text(text, name="a.yaml")
    found, _ = without_acknowledged(loaded.record, inconsistencies(loaded.record, day, prints=True))
    return [finding.problem(loaded.document) for finding in found]


def test_a_good_article_has_no_finding() -> None:
    """What it acknowledges is counted."""
    report = checking.check(read_text(GOOD, name="a.yaml"), as_of=DAY)

    assert (report.problems, report.acknowledged) == ((), 1)


@pytest.mark.parametrize("what", SEEDED)
def test_a_seeded_fault_is_found_at_its_place(what: str) -> None:
    """By its rule alone, once, a warning: the line, the place in the data, and the words that the caret is under."""
    seed = SEEDED[what]
    assert GOOD.count(seed["replace"]) == 1
    (problem,) = problems(GOOD.replace(seed["replace"], seed["by"]))

    assert (problem.code, problem.path, problem.severity) == (seed["code"], seed["path"], "warning")
    assert problem.excerpt[-1][1][problem.column - 1 :].startswith(seed["at"])
    assert problem.hint


def test_every_rule_has_a_seeded_fault() -> None:
    """And there are fifty and more."""
    codes = {code for code in CATALOG if code.startswith("CC8")}
    assert len(SEEDED) >= 50

    assert {seed["code"] for seed in SEEDED.values()} == codes
    assert {*RULES, "CC819"} == codes
