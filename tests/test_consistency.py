"""Each rule of consistency finds a seeded fault at the exact place, and nothing in an article without a fault."""

import json
import time
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest
import yaml

from cma_content import export, load, load_text
from cma_content.checking import check as checking
from cma_content.checking.acknowledged import without_acknowledged
from cma_content.checking.consistency import MOST, RULES, inconsistencies
from cma_content.checking.phrases import Phrases
from cma_content.cli import main
from cma_content.diagnostics.problem import Problem
from cma_content.diagnostics.rules import CATALOG
from cma_content.loading.loader import read_text
from cma_content.testing.articles import KITCHEN_SINK

HERE = Path(__file__).parent
ARTICLE = HERE / "articles" / "consistent.yaml"
GOOD = ARTICLE.read_text("utf-8")
SEEDED = {one["what"]: one for one in yaml.safe_load((HERE / "seeded.yaml").read_text("utf-8"))}
DAY = date(2026, 11, 26)
MARK = (
    "  - {{id: c{0}, mark: CM (x{0}), name: N, issuer: Issuer {0}, address: 'https://example.org/', side: a, "
    "sources: [board]}}\n"
)
PARAGRAPH = '      - {{type: paragraph, text: "{}"}}\n'
WINTERS = "  - Winters are cold."
PRIMARY = "period: 2024, source: leaflet, verified: primary"


def problems(text: str, day: date | None = DAY, *, prints: bool = True) -> list[Problem]:
    """What the rules find in an article on a day, without what it acknowledges."""
    loaded = read_text(text, name="a.yaml")
    found, _ = without_acknowledged(loaded.record, inconsistencies(loaded.record, day, prints=prints))
    return [finding.problem(loaded.document) for finding in found]


def points(texts: Iterable[str]) -> str:
    """Items of a list of the article."""
    return "\n".join(f'  - "{text}"' for text in texts)


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


def test_a_check_reports_them_all(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As warnings, which stop the strict alone; what is acknowledged is said to people and not to programs."""
    path = tmp_path / "a.yaml"
    path.write_text(GOOD.replace("They tie up", "They tie 5 up"), "utf-8")
    assert main(["check", "--as-of", "2026-11-26", str(path)]) == 0
    output = capsys.readouterr().out
    assert main(["check", "--as-of", "2026-11-26", "--strict", "--format", "json", str(path)]) == 1

    assert output.startswith("warning[CC804]")
    assert output.endswith("1 more warning is accepted; the article says why.\n")
    assert [one["code"] for one in json.loads(capsys.readouterr().out)] == ["CC804"]


def test_without_a_day_nothing_is_too_old() -> None:
    """The library reads no clock."""
    text = GOOD.replace("next_review_due: 2027-11-01", "next_review_due: 2026-11-02")
    text = text.replace("2027-05-31", "2026-11-02").replace("2027-06-30", "2026-11-02")

    assert [problem.code for problem in problems(text)] == ["CC801", "CC802", "CC803"]
    assert problems(text, None) == []


@pytest.mark.parametrize("day", ["2026-1-1", "2026-02-30", "20260101", "2026-W01-1", "tomorrow", ""])
def test_a_day_is_year_month_day(day: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Anything else is refused as wrong usage."""
    assert main(["check", "--as-of", day]) == 2
    assert "2027-06-01" in capsys.readouterr().err


def test_what_is_acknowledged_is_printed_with_its_reason() -> None:
    """In a view of it; a reader sees why it stands."""
    printed = export(load_text(GOOD), "md").decode()

    assert "- The school’s own page could not be read." in printed


def test_an_acknowledgement_holds_for_its_rule_and_its_ids_alone() -> None:
    """That of another rule or entry leaves the finding; that of an article's own field names the article."""
    seeded = GOOD.replace(PRIMARY, PRIMARY.replace("primary", "secondary"))
    assert [problem.path for problem in problems(seeded)] == ["facts[lakes-share].verified"]
    for about in ("lakes-share", "leaflet"):
        assert problems(seeded.replace("about: [school-months]", f"about: [school-months, {about}]")) == []
    own = "  - {rule: CC802, about: [consistent], reason: Nobody had the time.}\n  - rule: CC807"

    assert [problem.code for problem in problems(GOOD, date(2027, 11, 2))] == ["CC801", "CC802", "CC803"]
    assert [problem.code for problem in problems(GOOD.replace("  - rule: CC807", own), date(2027, 11, 2))] == [
        "CC801",
        "CC803",
    ]


def test_lists_of_english_words_say_nothing_about_another_language() -> None:
    """Digits and links to sections are what they are in any."""
    spanish = GOOD.replace("language: en", "language: es")
    text = spanish.replace("- They tie up.", "- A certified hand ties for two hours.")
    assert problems(text, prints=False) == []

    (problem,) = problems(spanish.replace("- They tie up.", "- They tie 5."), prints=False)
    assert problem.code == "CC804"


@pytest.mark.parametrize(
    "words",
    [
        "Since March 3, 2024 and in 2026\u201327 (May 2025)",
        "See 22 TAC 193.4, the outlook, table 1.2, and the K9",
        "A job such as 53-5011 or 53-5011.00 in SOC 2018",
        "Call 911 or 988",
        "One day, one year with another, at all hours",
    ],
)
def test_dates_codes_and_declared_names_are_no_figures(words: str) -> None:
    """The list of what digits may stand for is closed."""
    assert problems(GOOD.replace("The figures count all deckhands.", f"{words}.")) == []


def test_a_claim_of_how_many_needs_a_source() -> None:
    """Not where a reader is spoken to, or asked, or led to the section that has it."""
    claims = [
        "Half of them apply",
        "Nearly all boats are old",
        "The majority stays",
        "Few leave",
        "It is more than luck",
        "Boats rarely sink",
    ]
    seeded = problems(GOOD.replace(WINTERS, points(f"{claim}." for claim in claims)))
    assert {problem.code for problem in seeded} == {"CC806"}
    assert [problem.path for problem in seeded] == [f"hard_parts[{number + 1}]" for number in range(len(claims))]

    for backing in (", as you see.", "?", ".<source:board>", ": [What it pays](#pay)."):
        assert problems(GOOD.replace(WINTERS, points(f"{claim}{backing}" for claim in claims))) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Back office work", ["back office"]),
        ("the Back Office", []),
        ("Ask. Back office work, then an office's desk", ["back office", "office"]),
        ("a VHF radio, no vhf", ["VHF"]),
        ("back office", ["back office"]),
        ("the back, the office", ["office"]),
        ("officer", []),
    ],
)
def test_names_are_found_as_they_are_written(text: str, found: list[str]) -> None:
    """The longest; one in small letters at the start of a sentence too; whole words."""
    names = {name: name for name in ("office", "back office", "VHF", "")}

    assert [name for name, _, _ in Phrases(names).find(text)] == found


def test_a_mark_is_printed_with_its_issuer_first() -> None:
    """By a path that opens its exam, or by a table; then alone."""
    printed = export(load(KITCHEN_SINK), "md").decode()

    assert printed.count("DEMO (Example), Example Board") == 1
    assert printed.index("DEMO (Example), Example Board") == printed.index("DEMO (Example)")


def test_a_sheet_may_ask_for_more_than_there_are() -> None:
    """A list is as long as what it holds."""
    assert problems(GOOD.replace("of: hard-parts, first: 2", "of: hard-parts, first: 9")) == []


def test_an_entry_that_prints_the_name_of_another_is_named_itself() -> None:
    """As a duty prints the name of its limit."""
    text = GOOD.replace("{id: state-law, text", "{id: state-law, name: Proven skill, text")
    text = text.replace("limits: [state-law, trained]", "limits: [state-law]")
    text = text.replace("term: K9 float", "term: proven skill")

    assert [problem.path for problem in problems(text)] == ["duties[tie-up]"]


def test_words_of_ours_are_reported_at_what_prints_them() -> None:
    """The name of a limit, which nobody typed."""
    text = GOOD.replace("term: K9 float", "term: state law")

    assert [problem.path for problem in problems(text)] == ["duties[tie-up]", "limits[state-law]"]


def test_a_flood_of_findings_is_cut() -> None:
    """Each rule reports a thousand at most."""
    points = "".join(f"          - Point {number} for $5.\n" for number in range(3000))
    found = problems(GOOD.replace("          - They tie up.\n", points))

    assert sum(problem.code == "CC804" for problem in found) == MOST


def hostile(size: int) -> str:
    """An article of so many words of a glossary and credentials of one mark, all of them printed and all at fault."""
    terms = "".join(f"  - {{id: t{n}, term: tx{n}, plain: meaning of {n}}}\n" for n in range(size))
    marks = "".join(MARK.format(n) for n in range(size))
    words = " ".join(f"tx{n} CM (x{n}) CM '' \\\" certified 5" for n in range(40))
    more = "".join(PARAGRAPH.format(words.replace("tx", f"tx{n}")) for n in range(size // 40))
    text = GOOD.replace("glossary:\n", f"glossary:\n{terms}").replace("career_steps:\n", f"{marks}career_steps:\n")
    return text.replace("      - type: callout\n", f"{more}      - type: callout\n", 1)


def test_twice_as_much_takes_about_twice_as_long() -> None:
    """However many names are looked for; the time is the processor's, the best of three."""

    def seconds(size: int) -> float:
        article = load_text(hostile(size))
        times = []
        for _ in range(3):
            start = time.process_time()
            assert len(list(inconsistencies(article, DAY, prints=True))) > MOST
            times.append(time.process_time() - start)
        return min(times)

    assert seconds(2000) / seconds(1000) <= 2.5
