"""The house: its rooms and exporters with what each promises, what it imports, and how many lines it has.

All of it is read from the code, of which nothing is run.
"""

import ast
import graphlib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final

from written.markdown import table

ROOT: Final = Path(__file__).parent.parent.parent
SOURCES: Final = ("src", "exporters", "data")
"""Where the packages are: the path of a module below one of these is its import path."""
_BESIDE: Final = ("tests", "docs", "benchmarks", "examples")
_NOT_OURS: Final = {"built", "installed", "validators"}


@cache
def modules() -> Mapping[str, Path]:
    """Every module of the project by its import path."""
    found = {}
    for root in SOURCES:
        for path in sorted((ROOT / root).rglob("*.py")):
            steps = path.relative_to(ROOT / root).with_suffix("").parts
            found[".".join(steps[:-1] if steps[-1] == "__init__" else steps)] = path
    return found


@cache
def tree(path: Path) -> ast.Module:
    """A module as it is parsed, once."""
    return ast.parse(path.read_text("utf-8"))


@cache
def imports() -> Mapping[str, frozenset[str]]:
    """The modules of the project that each module imports, wherever the import stands."""
    known = modules()
    found = {}
    for name, path in known.items():
        targets: set[str] = set()
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Import):
                targets |= {alias.name for alias in node.names if alias.name in known}
            elif isinstance(node, ast.ImportFrom) and node.module and node.module in known:
                package = node.module
                named = {f"{package}.{alias.name}" for alias in node.names}
                targets |= {target if target in known else package for target in named}
        found[name] = frozenset(targets)
    return found


def room(module: str) -> str:
    """The room that a module stands in; empty for the root of the package, `exporters` for all that is beside it."""
    package, *steps = module.split(".")
    return (steps[0] if steps else "") if package == "cma_content" else "exporters"


@cache
def arrows() -> Mapping[str, frozenset[str]]:
    """The rooms that each room imports from; the root of the package may import from all, and has none here."""
    found: dict[str, set[str]] = {}
    for module, targets in imports().items():
        if room(module) not in ("", "__main__"):
            found.setdefault(room(module), set()).update({room(target) for target in targets} - {room(module)})
    return {name: frozenset(targets) for name, targets in found.items()}


def packages(root: str) -> list[str]:
    """The packages below one of `SOURCES` by import path, those inside of others as well."""
    return [name for name, path in modules().items() if path.is_relative_to(ROOT / root) and _is_package(path)]


def rooms() -> Iterator[str]:
    """Every room, each before those that it stands on, with the packages inside of it."""
    rows = []
    for name in _downwards():
        module = f"cma_content.{name}"
        stands_on = ", ".join(f"`{one}`" for one in sorted(arrows()[name])) or "none"
        rows.append((_called(module), promise(module), stands_on))
        rows += [(_called(one), promise(one), "as its room") for one in packages("src") if one.startswith(f"{module}.")]
    yield from table(("Room", "What it promises", "Imports from"), rows)


def exporters() -> Iterator[str]:
    """Every package of `exporters/`, with those inside of it."""
    rows = []
    for name in packages("exporters"):
        own = [targets for module, targets in imports().items() if module == name or module.startswith(f"{name}.")]
        used = {room(target) for target in frozenset().union(*own)} - {"exporters"}
        rows.append((_called(name), promise(name), ", ".join(f"`{one}`" for one in sorted(used))))
    yield from table(("Package", "What it promises", "Imports from"), rows)


def lines() -> Iterator[str]:
    """How many lines of Python there are, without blank ones, comments and docstrings, by what they are for."""
    groups = {
        _called(f"cma_content.{name}"): _files(f"cma_content.{name}")
        for name in sorted(arrows().keys() - {"exporters"})
    }
    groups |= {_called(name): _files(name) for name in packages("exporters") if "." not in name}
    groups["all that is installed"] = list(modules().values())
    groups |= {f"`{folder}/`": _beside(folder) for folder in _BESIDE}
    rows = [(name, f"{len(files):,}", f"{sum(map(code_lines, files)):,}") for name, files in groups.items()]
    yield from table(("Feature", "Modules", "Lines of code"), rows)


def promise(module: str) -> str:
    """The first paragraph of a module's docstring."""
    words = ast.get_docstring(tree(modules()[module])) or ""
    return " ".join(words.partition("\n\n")[0].split())


def code_lines(path: Path) -> int:
    """Lines of a file that hold code: no blank ones, comments or docstrings, those of fields included."""
    text = path.read_text("utf-8")
    words = {
        line
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
        for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)
    }
    held = {number for number, line in enumerate(text.splitlines(), 1) if line.strip() and line.lstrip()[0] != "#"}
    return len(held - words)


def _downwards() -> list[str]:
    """Each room of the core before those that it imports from; raises `CycleError` for rooms in a circle."""
    core = {name: sorted(targets) for name, targets in sorted(arrows().items()) if name != "exporters"}
    return [*graphlib.TopologicalSorter(core).static_order()][::-1]


def _called(module: str) -> str:
    """A room as its folder or its file."""
    steps = module.removeprefix("cma_content.").replace(".", "/")
    return f"`{steps}{'/' if _is_package(modules()[module]) else '.py'}`"


def _files(module: str) -> list[Path]:
    """A module's file, or all of a package."""
    path = modules()[module]
    return sorted(path.parent.rglob("*.py")) if _is_package(path) else [path]


def _beside(folder: str) -> list[Path]:
    found = sorted((ROOT / folder).rglob("*.py"))
    return [path for path in found if _NOT_OURS.isdisjoint(path.relative_to(ROOT).parts)]


def _is_package(path: Path) -> bool:
    return path.name == "__init__.py"
