"""What measures is right, and what is claimed of speed is what was measured."""

import os
import re
import sys
import time
from pathlib import Path

import batches
import colleges
import handouts
import material
import pytest
import results
import set_up
from comparing import Comparison, costs, ratios, table
from results import Section
from rounds import Command, Cost, Measured, measure, reason
from scaling import Timed, growth

from cma_content import Article, load_program

BUSY = "import time\nwhile time.process_time() < 0.1: pass"


def test_a_process_costs_what_it_and_those_that_it_starts_do(tmp_path: Path) -> None:
    """Processor time is no time on the clock, and steps add up."""
    command = Command((("sh", "-c", f"{sys.executable} -S -c '{BUSY}'; true"), ("sleep", "0.05")), {})
    cost = command.run(tmp_path)

    assert 0.1 <= cost.cpu < 1
    assert cost.wall >= 0.15
    assert cost.peak > 5


def test_a_command_that_fails_is_left_out_and_named(tmp_path: Path) -> None:
    """With what it said last, and nothing of this machine."""
    commands = {
        "good": Command((("true",),), {}),
        "bad": Command((("sh", "-c", "echo 'no /usr/lib/x.so at https://example.org/x' >&2; exit 3"),), {}),
        "silent": Command((("false",),), {}),
        "absent": Command((("no-such-program",),), {}),
    }
    measured = measure(commands, 2, tmp_path)

    assert len(measured.costs["good"]) == 2
    assert measured.costs.keys() == {"good"}
    assert measured.failed == {
        "bad": "no … at …",
        "silent": "it ended with 1",
        "absent": "No such file or directory",
    }
    assert "| bad | not measured: no … at … |" in costs(measured)
    assert reason(b"first\n  last: host.example.org:443 \n\n") == "last: …"


def test_ratios_are_taken_within_a_round() -> None:
    """A machine that slows down slows both: the ratio of the medians would be another."""
    ours, theirs = (1.0, 2.0, 30.0), (2.0, 8.0, 15.0)
    measured = Measured(
        {"ours": [Cost(one, one, 1) for one in ours], "theirs": [Cost(one, 2 * one, 1) for one in theirs]}
    )

    assert measured.ratio("ours", "theirs") == 0.5
    assert measured.ratio("ours", "theirs", by="wall") == 0.25
    assert measured.ratio("ours", "theirs", less=1) == 0.125
    assert measured.median("theirs") == Cost(8.0, 16.0, 1)
    assert measured.ratio("ours", "absent") is None


def test_a_bound_is_exceeded_above_it() -> None:
    """What was not measured exceeds none, and is not passed over in silence."""
    measured = Measured({"ours": [Cost(1.3, 1, 1)], "theirs": [Cost(1.0, 1, 1)]})
    compared = (
        Comparison("ours", "theirs", 1.3),
        Comparison("ours", "theirs", 1.2),
        Comparison("ours", "theirs", 1.1, less=0.25),
        Comparison("ours", "theirs"),
        Comparison("ours", "absent", 1.0),
    )

    assert [each.exceeded(measured) for each in compared] == [False, True, False, False, False]
    assert "| ours | absent | not measured | 1 |" in ratios(measured, compared)
    assert "| ours | theirs | 1.05 | 1.1 and 0.25 s |" in ratios(measured, compared)


def test_numbers_stand_at_the_right() -> None:
    """And a bar in a cell ends none."""
    assert table(("a", "b"), [("x|y", "1.0")]) == "| a | b |\n| --- | --: |\n| x\\|y | 1.0 |\n"


def test_what_grows_is_measured_against_a_straight_line() -> None:
    """What every article costs is no growth; a PDF is compared by the page."""

    def sizes(*seconds: float, pages: int = 0) -> dict[int, Timed]:
        return {times: Timed(each, 1, pages * times) for times, each in zip((1, 4, 16), seconds, strict=True)}

    assert growth(sizes(5 + 1, 5 + 4, 5 + 16)) == pytest.approx(1)
    assert growth(sizes(1, 16, 256)) > 3
    assert growth(sizes(1, 4, 24, pages=40)) == pytest.approx(1.5)
    assert growth({1: Timed(1, 1, 0)}) == 0


def test_every_comparison_is_of_what_is_run(tmp_path: Path) -> None:
    """Also where no peer is installed."""
    made, absent = handouts.commands(tmp_path)
    named = {name for each in handouts.COMPARISONS for name in (each.what, each.beside)}

    assert named <= made.keys() | absent.keys()
    assert made.keys() >= handouts.OURS

    made, absent = batches.commands(tmp_path, 2)
    named = {name for each in batches.COMPARISONS for name in (each.what, each.beside)}
    assert named - {batches.LOOPED} <= made.keys() | absent.keys()
    assert batches.LOOPED in made or not absent


def test_a_peer_that_is_absent_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With what set_up.py found, or with what to do."""
    monkeypatch.setattr(set_up, "INSTALLED", tmp_path)
    monkeypatch.setattr(set_up, "_REASONS", tmp_path / "reasons.json")
    with pytest.raises(set_up.NotInstalledError, match="run benchmarks/set_up.py"):
        set_up.program("weasymerge", "weasymerge")

    (tmp_path / "reasons.json").write_text('{"weasymerge": "it needs Python 3.12"}', "utf-8")
    with pytest.raises(set_up.NotInstalledError, match="it needs Python 3.12"):
        set_up.program("weasymerge", "weasymerge")
    assert set_up.peers().keys() == {"pypandoc-binary", "rendercv", "typst", "weasymerge"}


def test_a_mail_merge_has_a_field_for_whatever_a_row_says(tmp_path: Path) -> None:
    """And nothing else of the page is read as one."""
    page = "<p>{{ " + " ".join(colleges.FIELDS.values())
    made = colleges.template(page)

    assert made.startswith("{% raw %}<p>{{ ")
    assert re.findall(r"{% endraw %}{{ row\.(\w+) }}{% raw %}", made) == ["name", "phone", "email"]
    colleges.roster(tmp_path / "roster.csv", colleges.COLLEGES + 2, "pdf")
    lines = (tmp_path / "roster.csv").read_text("utf-8").splitlines()
    assert lines[0] == "program,region,layout,formats,name"
    assert len(set(lines)) == colleges.COLLEGES + 3
    assert lines[-1] == "programs/college-00002.yaml,AL,fact-sheet,pdf,AL-00002"


def test_every_program_is_given_the_same_sheet(guide: Article, tmp_path: Path) -> None:
    """With the fields of a row where the sheet of a college has its own."""
    from loop import filled

    material.merge(guide, tmp_path / "merge")
    row = colleges.college(7)
    template = (tmp_path / "merge" / "template.html").read_text("utf-8")
    sheet = filled((tmp_path / "merge" / "loop.html").read_text("utf-8"), row)

    assert {"name", "phone", "email"} == set(re.findall(r"{{ row\.(\w+) }}", template))
    assert all(row[name] in sheet and colleges.FIELDS[name] not in sheet for name in ("name", "phone", "email"))
    assert load_program(tmp_path / "merge" / "programs" / "college-00007.yaml", guide).name.startswith(row["name"])


@pytest.mark.parametrize(
    ("late", "own", "share", "words"),
    [
        ("10 0 10 980 0 0 0 0", 0.0, 0.02, "idle"),
        ("200 0 100 650 50 0 0 0", 2.0, 0.1, "others using 10% of them"),
        ("250 0 0 500 0 0 0 250", 0.0, 0.5, "others using 50% of them, so of little worth"),
        ("0 0 0 0 0 0 0 0", 0.0, 0.0, "idle"),
    ],
)
def test_a_machine_is_busy_with_what_others_do(
    late: str, own: float, share: float, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """For the seconds before a run: neither with what ran before them, nor with what measures; stolen time counts."""
    stat, spent = tmp_path / "stat", iter([100.0, 100.0 + own])
    stat.write_text("cpu  0 0 0 0 0 0 0 0 0 0\ncpu0 0\n", "ascii")
    monkeypatch.setattr(os, "sysconf", lambda _: 100)
    monkeypatch.setattr(os, "times", lambda: (next(spent), 0.0, 0.0, 0.0, 0.0))
    monkeypatch.setattr(time, "sleep", lambda _: stat.write_text(f"cpu  {late} 0 0\ncpu0 0\n", "ascii"))
    found = results.others(stat=stat)

    assert found == pytest.approx(share)
    monkeypatch.setattr(results, "others", lambda: found)
    assert f"{os.cpu_count()} cores" in results.conditions()
    assert results.conditions().endswith(f"), {words}")


def test_a_system_that_counts_nothing_has_its_load(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the last minute, for each processor."""
    monkeypatch.setattr(os, "getloadavg", lambda: (1.5, 0.0, 0.0))
    monkeypatch.setattr(os, "cpu_count", lambda: 2)

    assert results.others(0, tmp_path / "none") == 0.75


def test_a_section_takes_the_place_of_the_one_before() -> None:
    """The others stay; a new one comes last."""
    text = "# Results\n\n## One\n\nold\n\n## Two\n\nkept\n"
    made = results.updated(text, [Section("One", 1, "new", ()), Section("Three", 5, "last", ())], "Today")

    assert made == (
        "# Results\n\n## One\n\nToday; medians of 1 round.\n\nnew\n\n## Two\n\nkept\n\n"
        "## Three\n\nToday; medians of 5 rounds.\n\nlast\n"
    )


def test_the_readme_quotes_rows_by_their_first_two_cells() -> None:
    """And keeps what is not among the results."""
    readme = "| a | b | 1 | |\n| a | c | 1 | |\nwords\n"

    assert results.quoted(readme, "| a | b | 2 | 3 |\n") == "| a | b | 2 | 3 |\n| a | c | 1 | |\nwords\n"


def test_the_readme_says_what_was_measured() -> None:
    """Each row of its table of speed is one of the results, word for word."""
    readme, measured = results.README.read_text("utf-8"), results.RESULTS.read_text("utf-8")
    (shown,) = re.findall(r"^\| What \| beside \|.*\n\|.*\n((?:\|.*\n)+)", readme, re.MULTILINE)

    assert len(shown.splitlines()) >= 4
    assert set(shown.splitlines()) <= set(measured.splitlines())
    assert results.quoted(readme, measured) == readme


def test_results_name_no_place_of_the_machine() -> None:
    """No path, no address."""
    text = results.RESULTS.read_text("utf-8")

    assert reason(text.replace("\n", " ").encode()) == text.replace("\n", " ").strip()
