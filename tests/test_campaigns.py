"""What `./run campaign` does for as long as you like, for a short while; see test_concurrency and test_robust too."""

from pathlib import Path

import pytest
from campaigns import fuzz, generated, large


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


@pytest.mark.parametrize("seed", range(1001, 1007))
def test_a_generated_article_is_checked_and_written_in_all_six_formats(seed: int) -> None:
    """By the command, with exit code 0."""
    assert generated.tried(seed).fault == ""


def test_the_campaign_sees_an_article_that_is_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether it is refused, or a format is missing."""
    monkeypatch.setattr(generated, "dump", lambda _: "id: no")
    refused = generated.tried(1)

    assert (refused.codes, refused.files) == ((1, 1, 1), ())
    assert refused.fault.startswith("seed 1: exit codes (1, 1, 1)")
    assert generated.Result(1, (0, 1, 0), generated.FORMATS, "").fault == ""
    assert generated.Result(1, (0, 0, 0), ("html",), "").fault


def test_the_campaign_draws_the_guide_many_times_over() -> None:
    """A line with the format, how many guides, bytes, seconds and megabytes."""
    name, times, size, *rest = large.drawn(("md", 2)).split()

    assert (name, times, len(rest)) == ("md", "2", 3)
    assert int(size.replace(",", "")) > 100_000
