"""What the rules of consistency find in the guide that ships with the package: nothing, until its dates have passed."""

from collections.abc import Iterator
from datetime import date

import pytest

from cma_content import Article
from cma_content.checking.acknowledged import without_acknowledged
from cma_content.checking.consistency import inconsistencies
from cma_content.checking.finding import Finding
from cma_content.checking.unused import unused_entries
from cma_content.cli import main

RELEASED = date(2026, 11, 26)
LATER = date(2028, 1, 1)


def findings(guide: Article, day: date) -> Iterator[Finding]:
    """What is found on a day, acknowledged or not."""
    yield from unused_entries(guide)
    yield from inconsistencies(guide, day, prints=True)


def test_the_guide_is_consistent_on_the_day_of_its_release(guide: Article) -> None:
    """What it acknowledges is found all the same, and each reason is printed."""
    left, acknowledged = without_acknowledged(guide, findings(guide, RELEASED))

    assert [(one.rule.code, one.location, one.message) for one in left] == []
    assert acknowledged > 0
    views = {block.of for section in guide.sections for block in section.blocks if block.type == "view"}
    assert "acknowledged" in views


def test_what_has_passed_by_2028_is_found(guide: Article) -> None:
    """Figures whose next release was expected, those of pay among them; the review; Illinois' law. Nothing else."""
    before, _ = without_acknowledged(guide, findings(guide, RELEASED))
    left, _ = without_acknowledged(guide, findings(guide, LATER))
    new = {(one.rule.code, one.location) for one in left} - {(one.rule.code, one.location) for one in before}
    acknowledged = {id_ for one in guide.acknowledged if one.rule == "CC801" for id_ in one.about}
    old = {
        ("CC801", ("sources", index, "next_release"))
        for index, source in enumerate(guide.sources)
        if source.next_release and source.next_release <= LATER and source.id not in acknowledged
    }
    ends = {rule.id: index for index, rule in enumerate(guide.state_rules)}
    assert guide.pay

    assert guide.source(guide.pay.source).next_release
    assert new == {*old, ("CC802", ("next_review_due",)), ("CC803", ("state_rules", ends["illinois"], "ends"))}


def test_the_command_looks_from_any_day(capsys: pytest.CaptureFixture[str]) -> None:
    """And says how many findings are acknowledged."""
    assert main(["check", "--strict", "--as-of", LATER.isoformat()]) == 1
    output = capsys.readouterr().out

    assert "warning[CC803]" in output
    assert " more warnings are accepted; the article says why.\n" in output
