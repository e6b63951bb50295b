"""What `./run campaign mutation` does for a while, on a tree with one small module."""

import shutil
import textwrap
import time
from pathlib import Path

import pytest

pytest.importorskip("mutmut", reason="mutmut is not installed; it is in the group lint")

import mutants
from campaigns import mutation

MODULE = "src/cma_content/loading/counting.py"


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A tree with a module whose test sees little of it."""
    root = tmp_path / "root"
    for name, text in {
        "src/cma_content/__init__.py": "",
        MODULE: """
            import functools

            def count(most: int) -> int:
                number = 0
                while number < most:
                    number += 1
                return number

            @functools.cache
            def other() -> int:
                return 1
        """,
        "tests/test_counting.py": """
            from cma_content.loading.counting import count

            def test_it_counts():
                assert count(4) > 3
        """,
        "tests/test_broken.py": """
            from cma_content.loading.counting import count

            def test_it_fails():
                assert count(4) == 5
        """,
        "tests/test_importing.py": """
            import cma_content.loading.counting

            def test_it_is_there():
                assert cma_content.loading.counting.other() == 1
        """,
    }.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(textwrap.dedent(text), "utf-8")
    return root


def test_mutants_are_changes_of_functions_by_lot(small: Path) -> None:
    """The same for the same seed, whatever other modules there are."""
    made = list(mutation.sample(small, "", 1))
    shutil.copy(small / MODULE, small / "src" / "cma_content" / "loading" / "another.py")
    again = [mutant for mutant in mutation.sample(small, "", 1) if mutant.change.path == MODULE]

    assert {mutant.change.function for mutant in made} == {"count"}
    assert mutants.Change(MODULE, "count", "number += 1", "number -= 1") in [mutant.change for mutant in made]
    assert len({mutant.text for mutant in made}) == len(made) > 4
    assert again == made != list(mutation.sample(small, "counting", 2))
    assert list(mutation.sample(small, "handout/", 1)) == []


def test_a_mutant_that_no_test_sees_is_reported(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """By its change; one that never ends is stopped, and the tree stays as it is."""
    # Plug-ins would take most of the time.
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    before = (small / MODULE).read_bytes()
    wanted = {"number = 1": "survived", "number = None": "killed", "number -= 1": "timeout"}
    chosen = [mutant for mutant in mutation.sample(small, "", 1) if mutant.change.becomes in wanted]
    copies = mutation.Copies(small, tmp_path / "copies", 1)
    tests = [mutation.measured(copies, f"tests/test_{name}.py") for name in ("broken", "importing", "counting")]
    monkeypatch.setattr(mutation, "PATIENCE", 2)
    monkeypatch.setattr(mutation, "START", 1)
    found = list(mutation.outcomes(chosen, copies, tests, 1, time.monotonic() + 60))

    assert [[one.file for one in batch] for batch in mutation.batches(chosen[0], tests)] == [["tests/test_counting.py"]]

    assert {mutant.change.becomes: outcome for mutant, outcome in found} == wanted
    assert (small / MODULE).read_bytes() == before
    assert mutation.report(found) == 1
    said = capsys.readouterr()
    assert f"{MODULE}, count: not explained" in said.out
    assert "tests/test_broken.py fails without a mutant, and is left out" in said.err
    reasons = {mutant.change: "It counts on." for mutant, outcome in found if outcome == "survived"}
    monkeypatch.setattr(mutation, "explained", lambda: reasons)
    assert mutation.report(found) == 0
    assert mutation.report([]) == 1


def test_a_survivor_is_explained_by_its_change_of_code_that_is_there() -> None:
    """And a slow test that sees a mutant is one."""
    for change, reason in mutants.explained().items():
        lines = [line.strip() for line in (mutants.ROOT / change.path).read_text("utf-8").splitlines()]

        assert set(change.was.splitlines()) <= set(lines), change
        assert f"def {change.function}(" in "\n".join(lines), change
        assert reason.endswith("."), change
    for path, files in mutants.slow_tests().items():
        assert all((mutants.ROOT / name).is_file() for name in (path, *files))
