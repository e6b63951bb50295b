"""Changes of code that a test should see, made by mutmut; `campaigns/mutation.py` tries them."""

import difflib
import hashlib
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import chdir
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

import libcst
from libcst.metadata import MetadataWrapper, PositionProvider
from mutmut.mutation.file_mutation import Mutation, create_mutations

ROOT: Final = Path(__file__).parent.parent
EXPLAINED: Final = Path(__file__).parent / "campaigns" / "mutation.toml"


class Change(NamedTuple):
    """What a mutant changes: lines of a function, without their indentation, whatever their numbers."""

    path: str
    function: str
    was: str
    becomes: str


@dataclass(frozen=True, slots=True)
class Mutant:
    """A module with one change."""

    change: Change
    text: str
    """The whole module."""
    lines: range
    """Of the function's body, which no import runs, in the module as it was."""
    diff: str


class _Module(NamedTuple):
    text: str
    tree: libcst.Module
    mutations: Sequence[tuple[Mutation, libcst.FunctionDef, range]]


@cache
def _module(root: Path, path: str) -> _Module:
    """What mutmut would change in functions; it leaves out those with a decorator, and all outside."""
    text = (root / path).read_text("utf-8")
    # It looks for its settings in the current folder.
    with chdir(root):
        tree, mutations, _, _ = create_mutations(path, text)
    wrapper = MetadataWrapper(tree, unsafe_skip_copy=True)
    places = wrapper.resolve(PositionProvider)
    found = []
    for mutation in mutations:
        function = mutation.contained_by_top_level_function
        if isinstance(function, libcst.FunctionDef):
            first = places[function.body.body[0]].start.line
            found.append((mutation, function, range(first, places[function].end.line + 1)))
    return _Module(text, tree, found)


def mutant(root: Path, path: str, number: int) -> Mutant:
    """One mutant of a module."""
    module = _module(root, path)
    mutation, function, lines = module.mutations[number]
    changed = module.tree.deep_replace(mutation.original_node, mutation.mutated_node)
    assert isinstance(changed, libcst.Module)
    old, new = module.text.splitlines(), changed.code.splitlines()
    diff = list(difflib.unified_diff(old, new, path, path, lineterm="", n=1))
    was, becomes = ("\n".join(line[1:].strip() for line in diff[2:] if line.startswith(sign)) for sign in ("-", "+"))
    return Mutant(Change(path, function.name.value, was, becomes), changed.code, lines, "\n".join(diff[2:]))


def drawn(root: Path, paths: Sequence[str], seed: int) -> Iterator[Mutant]:
    """All mutants of some modules by lot, of which another module's change moves none."""
    lots = (
        (hashlib.sha256(f"{seed} {path} {number}".encode()).digest(), path, number)
        for path in paths
        for number in range(len(_module(root, path).mutations))
    )
    for _, path, number in sorted(lots):
        yield mutant(root, path, number)


def explained() -> Mapping[Change, str]:
    """Those that may survive, with the reason."""
    return {Change(*(one[name] for name in Change._fields)): one["reason"] for one in _kept()["survivors"]}


def slow_tests() -> Mapping[str, Sequence[str]]:
    """Files of slow tests, by the module that no quick test runs enough of."""
    return dict(_kept()["slow"])


def _kept() -> dict[str, Any]:
    return tomllib.loads(EXPLAINED.read_text("utf-8"))
