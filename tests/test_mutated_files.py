"""What `./run campaign files` does for as long as you like, for a short while."""

import random
from pathlib import Path

import mutating_files
import pytest
from campaigns import files

from cma_content import Article, publish
from cma_content.exporting import verification

SEED = "of the tests"


@pytest.fixture(scope="module")
def sources(kitchen_sink: Article, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A handout of each kind."""
    folder = tmp_path_factory.mktemp("sources")
    assert not publish(kitchen_sink, [kind[1:] for kind in mutating_files.WAYS], folder).failed
    return {kind: folder / f"kitchen-sink{kind}" for kind in mutating_files.WAYS}


def bad(counts: dict[str, int], sources: dict[str, Path], folder: Path) -> list[str]:
    """What crashed or took too long; each kind has some that can be read, and some that cannot."""
    jobs = list(files.mutants(counts, sources, SEED, folder))
    tally = files.campaign(jobs, 1)
    assert tally.files == len(jobs) > tally.read > 0
    assert tally.megabytes < files.MOST_MEGABYTES
    assert list(folder.iterdir()) == []
    return [*tally.crashes, *tally.slow]


def test_every_mutated_pdf_gets_its_verdict(sources: dict[str, Path], tmp_path: Path) -> None:
    """Soon, in print, and in bounded memory."""
    assert bad({".pdf": 15}, sources, tmp_path) == []


def test_every_other_mutated_file_gets_its_verdict(sources: dict[str, Path], tmp_path: Path) -> None:
    """The same of a book, a document and a page."""
    assert bad({".docx": 15, ".epub": 15, ".html": 15}, sources, tmp_path) == []


@pytest.mark.parametrize("kind", mutating_files.WAYS)
def test_the_same_seed_makes_the_same_file(kind: str, sources: dict[str, Path]) -> None:
    """And another one another."""
    content = sources[kind].read_bytes()
    made = [mutating_files.mutated(random.Random(seed), content, kind) for seed in (*range(3), *range(3))]  # noqa: S311 - chance, not secrecy

    assert made[:3] == made[3:]
    assert len({content, *made}) == 4


def test_the_campaign_sees_a_process_that_dies(tmp_path: Path) -> None:
    """And goes on with the next file."""
    (tmp_path / "a.txt").write_text("x", "utf-8")
    died = files.Job(tmp_path / "a.pdf", tmp_path / "none.pdf", SEED)
    tally = files.campaign([died, files.Job(tmp_path / "a.txt")], 1)

    assert (tally.files, tally.crashes) == (2, ["a.pdf: the process ended with 1"])
    assert tally.is_bad


def test_the_campaign_sees_what_is_slow_or_large() -> None:
    """Each for itself."""
    for result in (files.Result("died"), files.Result(seconds=11), files.Result(megabytes=2001)):
        tally = files.Tally()
        tally.add("a.pdf", files.Result())
        assert not tally.is_bad
        tally.add("a.pdf", result)
        assert tally.is_bad


def test_the_campaign_sees_what_fell_over_and_was_caught(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, guide: Article
) -> None:
    """A finding that says so is a crash as well."""
    (tmp_path / "a.pdf").write_text("x", "utf-8")
    for family, detail in (("a file that can be verified", "x"), ("x", "cannot be read: the reader ended with 1")):
        findings = [verification.Finding(family, "fail", detail)]
        monkeypatch.setattr(verification, "verify", lambda _, found=findings: found)
        with pytest.raises(AssertionError, match="Finding"):
            files.look(tmp_path / "a.pdf", guide)
