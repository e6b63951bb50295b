"""What a fresh process loads and costs."""

import subprocess
import sys
from pathlib import Path

import pytest

BENCHMARK = Path(__file__).parent.parent / "benchmarks" / "cold_start.py"
LOAD = "from cma_content import load; load()"
LATE = {"difflib", "markdown_it", "subprocess", "_strptime", "cma_content.loading.validation_errors"}
"""What takes long to import and is for messages, rare markup or other programs."""


@pytest.mark.parametrize(
    ("program", "unused"),
    [
        ("import cma_content", {*LATE, "pydantic", "yaml", "typing_extensions", "importlib.metadata", "argparse"}),
        ("from cma_content.cli.arguments import parsers; parsers()", {*LATE, "pydantic", "yaml", "importlib.metadata"}),
        ("from cma_content import RenderOptions; RenderOptions()", {*LATE, "pydantic", "yaml", "importlib.metadata"}),
        (LOAD, {*LATE, "yaml", "cma_content.handout", "cma_content.exporting"}),
        (f"{LOAD}; from cma_content import export; export(load(), 'json')", {*LATE, "yaml", "cma_content.rendering"}),
    ],
)
def test_nothing_is_imported_before_it_is_needed(program: str, unused: set[str]) -> None:
    """Each step brings what it needs and no more."""
    listed = f"{program}\nimport sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", listed], capture_output=True, text=True, timeout=60, check=True)

    assert unused & set(done.stdout.split()) == set()


def test_it_starts_as_fast_as_it_promises() -> None:
    """In multiples of what the libraries below it cost; on a machine that is busy, up to four times."""
    for _ in range(4):
        done = subprocess.run(
            [sys.executable, str(BENCHMARK)], capture_output=True, text=True, timeout=300, check=False
        )
        if done.returncode == 0:
            return
    pytest.fail(f"{done.stdout}{done.stderr}")
