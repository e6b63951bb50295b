"""SECURITY.md promises what the tests hold, within the limits of the code."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "SECURITY.md").read_text("utf-8")
LIMIT = re.compile(r"(\d[\d,]*(?:\.\d+)?)([^\d|\[\]]*)\[`(\w+)`\]\(([\w/.-]+)\)")


def rows() -> list[list[str]]:
    """The cells of every row of every table."""
    lines = [line.strip("| ").split(" | ") for line in TEXT.splitlines() if line.startswith("| ")]
    return [cells for cells in lines if cells != ["Promise", "Limit", "Test"]]


ROWS = rows()


@cache
def names_in(file: str) -> frozenset[str]:
    """The names of the tests in a file, which is read and not run."""
    tree = ast.parse((ROOT / file).read_text("utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))


def value_of(name: str, file: str) -> object:
    """The value of a constant, or the default of a field, as it stands in its module."""
    for node in ast.walk(ast.parse((ROOT / file).read_text("utf-8"))):
        if isinstance(node, ast.AnnAssign | ast.Assign) and node.value:
            targets = [node.target] if isinstance(node, ast.AnnAssign) else node.targets
            if any(isinstance(target, ast.Name) and target.id == name for target in targets):
                return ast.literal_eval(node.value)
    raise AssertionError(f"{file} has no {name}")


def test_the_tables_are_there() -> None:
    """One for each of those to whom something is promised."""
    heads = re.findall(r"^## (.+)\n\n\| Promise \| Limit \| Test \|\n\|---\|---\|---\|\n\|", TEXT, re.MULTILINE)

    assert len(heads) == TEXT.count("| Promise | Limit | Test |") >= 5
    assert len(ROWS) >= 25


@pytest.mark.parametrize("cells", ROWS, ids=lambda cells: cells[0][:60])
def test_a_promise_has_a_limit_and_a_test_that_exists(cells: list[str]) -> None:
    """And its limit is the one in the code."""
    assert len(cells) == 3
    promise, limit, tests = cells
    assert promise.endswith(".")
    assert limit
    named = re.findall(r"`(tests/test_\w+\.py)::(test_\w+)`", tests)
    assert named
    assert ", ".join(f"`{file}::{name}`" for file, name in named) == tests
    for file, name in named:
        assert name in names_in(file), f"{file} has no {name}"
    linked = LIMIT.findall(limit)
    assert len(linked) == limit.count("](")
    for number, _, name, file in linked:
        assert value_of(name, file) == float(number.replace(",", "")), f"{name} in {file} is not {number}"


def test_no_address_is_invented() -> None:
    """There is none to write to, which is said."""
    assert "no address for reports yet" in TEXT
    assert not re.search(r"\w@\w|https?://|mailto:", TEXT)
