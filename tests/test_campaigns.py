"""What `./run campaign` does for as long as you like, for a short while; see test_concurrency and test_robust too."""

from pathlib import Path

import measuring
import pytest
from campaigns import coverage, fuzz, generated, large, lengths


def test_no_mutated_article_crashes_or_hangs() -> None:
    """Whatever comes in is an article or is reported on, and soon: a few thousand inputs."""
    tally = fuzz.campaign(3000, "of the tests")

    assert (tally.inputs, tally.crashes, tally.hangs) == (3000, [], [])
    assert tally.valid > 0


def test_a_folder_of_files_is_tried_by_both_parsers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is in it; what crashes is seen."""
    (tmp_path / "inner").mkdir()
    for name, content in {"a.yaml": b"- 1", "inner/b": b"\xff\x00", "inner/c.yaml": b"? [a: {b"}.items():
        (tmp_path / name).write_bytes(content)
    tallies = fuzz.of_folder(tmp_path)

    assert {"PureLoader"} < tallies.keys()
    assert [(tally.inputs, tally.crashes, tally.hangs) for tally in tallies.values()] == [(3, [], [])] * 2
    assert fuzz._report(tallies) == 0
    monkeypatch.setattr(fuzz, "try_out", lambda raw: raw.index(b"a"))
    assert fuzz._report(fuzz.of_folder(tmp_path)) == 1


@pytest.mark.parametrize("seed", range(1001, 1006))
def test_a_valid_article_of_any_shape_is_checked_and_written_in_all_six_formats(seed: int) -> None:
    """By the command, with exit code 0; the JSON reads back equal."""
    result = generated.tried(seed)

    assert result.faults == []
    assert {"check", *generated.FORMATS} - {"pdf"} <= result.seconds.keys()


def test_the_campaign_sees_an_article_that_is_not_written(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whether it is refused, a format is missing, or another article comes back; the report ends with 1."""
    monkeypatch.setattr(generated, "as_yaml", lambda _: "id: no")
    refused = generated.tried(1001)
    monkeypatch.undo()
    missing = generated.tried(1001, ["zip"])
    monkeypatch.setattr(generated, "load", lambda _: None)
    other = generated.tried(1001, ["json"])
    monkeypatch.undo()
    kept = generated.tried(1001, ["html"], tmp_path)

    for result, words in ((refused, "check gives 1"), (missing, "to zip gives 2"), (other, "reads back as another")):
        assert len(result.faults) == 1
        assert words in result.faults[0]
        assert generated.report([kept, result], []) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["1001.html"]
    assert generated.report([kept], []) == 0
    assert generated.report([kept], ["1001.html: a fault"]) == 1
    assert "2 articles, 0 with sheets that are too long, 1 faults" in capsys.readouterr().out


def test_the_campaign_draws_the_guide_many_times_over() -> None:
    """A line with the format, how many guides, bytes, seconds and megabytes."""
    name, times, size, *rest = large.drawn(("md", 2)).split()

    assert (name, times, len(rest)) == ("md", "2", 3)
    assert int(size.replace(",", "")) > 100_000


@pytest.mark.parametrize("seed", [6, 23, 40])
def test_an_article_of_hostile_lengths_stays_on_its_pages(seed: int) -> None:
    """In print and in Word: a preset each, both papers, three languages; the campaign tries sixty."""
    result = lengths.tried(seed)

    assert result.faults == []
    assert len(result.voids) > 2


def test_the_campaign_of_lengths_sees_what_leaves_its_place(capsys: pytest.CaptureFixture[str]) -> None:
    """And says how much of the pages is blank."""
    good = lengths.Result(1, [], [measuring.Void(1, 0.5, 0.5), measuring.Void(2, 0.1, 0.2)])

    assert lengths.report([good]) == 0
    assert lengths.report([good, lengths.Result(2, ["seed 2: a fault"])]) == 1
    assert lengths.report([]) == 1
    assert "seed 1: page 1 50%" in capsys.readouterr().out


def test_the_campaign_of_coverage_sees_too_little_of_either(capsys: pytest.CaptureFixture[str]) -> None:
    """Of the branches by themselves, and of lines and branches together; and prints both."""
    enough = {"percent_branches_covered": coverage.LEAST, "percent_covered": coverage.LEAST, "num_branches": 30}

    assert coverage.verdict(enough) == 0
    assert coverage.verdict(enough | {"percent_branches_covered": 96.94}) == 1
    assert coverage.verdict(enough | {"percent_covered": 96.99}) == 1
    assert "branches: 96.94% of 30, lines and branches: 97.00%" in capsys.readouterr().out
