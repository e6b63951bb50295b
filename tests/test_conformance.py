"""The accessibility conformance report claims what tests hold, and no more."""

import re
from pathlib import Path

import conformance
import pytest

HERE = Path(__file__).parent
DOCS = HERE.parent / "docs"
MAPPING = conformance.load()
HELD = dict.fromkeys(conformance.tests(MAPPING), True)
ROWS = [
    *((number, rests) for number, _, _, rests in MAPPING["wcag"]),
    *((number, rests) for rows in MAPPING["section_508"].values() for number, _, rests in rows),
]
# WCAG 2.2: guideline, then its success criteria of each level; 4.1.1 is obsolete.
A = "1.1:1 1.2:1-3 1.3:1-3 1.4:1-2 2.1:1-2,4 2.2:1-2 2.3:1 2.4:1-4 2.5:1-4 3.1:1 3.2:1-2,6 3.3:1-2,7 4.1:2"
AA = "1.2:4-5 1.3:4-5 1.4:3-5,10-13 2.4:5-7,11 2.5:7-8 3.1:2 3.2:3-4 3.3:3-4,8 4.1:3"


def criteria(text: str) -> list[str]:
    """The numbers that a list of ranges stands for."""
    found = []
    for guideline, ranges in (part.split(":") for part in text.split()):
        for one in ranges.split(","):
            first, _, last = one.partition("-")
            found += [f"{guideline}.{number}" for number in range(int(first), int(last or first) + 1)]
    return found


def test_every_criterion_has_a_row() -> None:
    """All of levels A and AA, at their level, and each chapter of Section 508; each rests on something."""
    found = {grade: [number for number, _, of, _ in MAPPING["wcag"] if of == grade] for grade in ("A", "AA")}

    assert found == {"A": criteria(A), "AA": criteria(AA)}
    assert len(MAPPING["wcag"]) == 55
    assert [chapter[:9] for chapter in MAPPING["section_508"]] == [f"Chapter {number}" for number in (3, 4, 5, 6)]
    assert all(
        rests.keys() & {"by", "person", "none"} and rests.keys() <= {"by", "proves", "person", "none", "only"}
        for _, rests in ROWS
    )
    assert all("none" not in rests or len(rests) == 1 for _, rests in ROWS)


def test_every_test_that_is_named_exists() -> None:
    """In its module; and each evidence is used."""
    for test in HELD:
        module, _, name = test.partition("::")
        assert re.search(rf"^def {name}\(", (HERE / f"{module}.py").read_text("utf-8"), re.MULTILINE), test
    assert {name for _, rests in ROWS for name in rests.get("by", ())} == set(MAPPING["evidence"])


def test_the_page_is_up_to_date() -> None:
    """`python docs/conformance.py` writes it; whoever changes the mapping runs it."""
    assert conformance.PAGE.read_text("utf-8") == conformance.page(MAPPING, HELD)


@pytest.mark.parametrize("outcome", ["failed", "absent"])
@pytest.mark.parametrize("test", HELD)
def test_a_test_that_did_not_hold_claims_nothing(test: str, outcome: str) -> None:
    """No criterion that rests on it is supported in its formats; the others are what they were."""
    held = {other: True for other in HELD if other != test} | ({test: False} if outcome == "failed" else {})
    names = {name for name, one in MAPPING["evidence"].items() if test in one["tests"]}
    formats = {format_ for name in names for format_ in MAPPING["evidence"][name]["formats"]}
    for _, rests in ROWS:
        for format_ in conformance.FORMATS:
            before, after = (conformance.level(rests, format_, MAPPING, some) for some in (HELD, held))
            rests_on_it = format_ in formats and not names.isdisjoint(rests.get("by", ()))
            assert after == ("Not evaluated" if rests_on_it else before)


def test_what_needs_a_person_is_never_claimed() -> None:
    """Whatever the tests hold."""
    for number, rests in ROWS:
        person = rests.get("person", {})
        for format_ in conformance.FORMATS if isinstance(person, str) else person:
            assert conformance.level(rests, format_, MAPPING, HELD) == "Needs a person", number


def test_whatever_is_claimed_says_in_words_what_the_tests_hold() -> None:
    """A name of a program that found nothing is no proof to a reader; and what claims nothing says nothing of it."""
    claimed = {
        number
        for number, rests in ROWS
        for format_ in conformance.FORMATS
        if conformance.level(rests, format_, MAPPING, HELD) == "Supports"
    }

    assert len(claimed) > 10
    assert claimed <= {number for number, rests in ROWS if rests.get("proves")}


def test_results_of_a_run_are_read(tmp_path: Path) -> None:
    """A test holds if all its cases passed; a skipped case holds nothing."""
    cases = [("test_a", "test_good[1]", ""), ("test_a", "test_good[2]", ""), ("test_a", "test_bad[1]", "")]
    cases += [("test_a", "test_bad[2]", "<failure/>"), ("test_b", "test_left_out", "<skipped/>")]
    lines = (f'<testcase classname="tests.{module}" name="{name}">{inner}</testcase>' for module, name, inner in cases)
    (tmp_path / "junit.xml").write_text(f"<testsuites><testsuite>{''.join(lines)}</testsuite></testsuites>", "utf-8")

    assert conformance.results(tmp_path / "junit.xml") == {
        "test_a::test_good": True,
        "test_a::test_bad": False,
        "test_b::test_left_out": False,
    }
