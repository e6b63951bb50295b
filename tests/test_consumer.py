"""The library as other programs use it: the public names, their words and types, and a script that lives on them."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

import cma_content

CONSUMER = Path(__file__).parent / "consumer" / "consumer.py"
OUTPUT = """\
states: 50 US-AL 36100
duty: Draw blood 39520
answer: Half earn less than $45,690 a year.
equal: True
sheet: True
files: ['greeter.json', 'greeter.md'] ()
codes: ['CC302', 'CC303'] 1
"""


def test_a_consumer_runs(tmp_path: Path) -> None:
    """Sixty lines: pay as records, a duty by its id, plain text, an article of its own, a sheet, files, problems."""
    assert len(CONSUMER.read_text("utf-8").splitlines()) <= 60
    command = [sys.executable, str(CONSUMER), str(tmp_path)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=60, check=False)

    assert done.stdout == OUTPUT, done.stderr
    assert sorted(os.listdir(tmp_path)) == ["greeter.json", "greeter.md"]


def test_one_mapping_says_where_each_public_name_lives() -> None:
    """What is imported for type checkers, what is imported at need and what a star imports are one list."""
    tree = ast.parse(Path(cma_content.__file__).read_text("utf-8"))
    typed, _ = (node for node in tree.body if isinstance(node, ast.If))
    homes = {
        alias.name: node.module
        for node in typed.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if alias.asname is None
    }

    assert homes == cma_content._HOMES
    assert {*homes, "__version__"} == set(cma_content.__all__)
    assert set(cma_content.__all__) <= set(dir(cma_content))


@pytest.mark.parametrize("name", sorted(cma_content._HOMES))
def test_each_public_name_says_what_it_is(name: str) -> None:
    """In its own words, as `help` prints them."""
    found = getattr(cma_content, name)

    assert found.__name__ == name
    assert found.__doc__
    assert found.__doc__.strip()[0].isupper() or found.__doc__.strip()[0] == "`"


def test_no_other_name_is_public() -> None:
    """A name that is misspelled is an error at once."""
    assert cma_content.__version__[0].isdigit()
    misspelled = "laod"
    with pytest.raises(AttributeError, match="no attribute 'laod'"):
        getattr(cma_content, misspelled)
