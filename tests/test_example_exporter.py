"""The worked example: a distribution of its own, as the page explains it and as it is used."""

import importlib
import os
import re
import shutil
import subprocess
import sys
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest
from environments import has_perl
from packaging.requirements import Requirement

from cma_content import export, load_text
from cma_content.handout import tree
from cma_content.loading.templates import ARTICLE
from cma_content.testing import words
from cma_content.testing.articles import SMALL, handout_of

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "examples" / "anki-cards"
PAGE = (ROOT / "docs" / "how-to" / "write-an-exporter.md").read_text("utf-8")
NEEDED = ("cma-content", "pillow", "pytest")
"""What its environment has beside it."""


@pytest.mark.skipif(not shutil.which("git"), reason="there is no git")
def test_the_diffs_of_the_page_make_the_example(tmp_path: Path) -> None:
    """Applied one after the other to an empty folder; license and readme are not worth a step."""
    diffs = re.findall(r"```diff\n(.*?\n)```", PAGE, re.DOTALL)
    assert len(diffs) == 4
    for diff in diffs:
        subprocess.run(["git", "apply", "-"], cwd=tmp_path, input=diff, text=True, check=True, timeout=60)
    made = {path.relative_to(tmp_path): path.read_text("utf-8") for path in tmp_path.rglob("*") if path.is_file()}

    assert {path.name for path in made} == {"pyproject.toml", "__init__.py", "py.typed", "test_anki.py"}
    for path, text in made.items():
        assert text == (EXAMPLE / path).read_text("utf-8"), path


def test_the_wheel_of_the_example_passes_the_kit_in_a_fresh_environment(wheel: Path, tmp_path: Path) -> None:
    """Built by itself, installed beside ours without a network, found by `formats`, used by `export`."""
    pip = [sys.executable, "-m", "pip", "--no-input", "--quiet", "--disable-pip-version-check"]
    build = [*pip, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(tmp_path), str(EXAMPLE)]
    subprocess.run(build, check=True, timeout=120, capture_output=True)
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(tmp_path / "fresh")], check=True, timeout=60)
    (site,) = (tmp_path / "fresh").glob("lib/python*/site-packages")
    install = [*pip, "install", "--no-deps", "--no-index", "--no-compile", "--target", str(site), str(wheel)]
    subprocess.run([*install, *map(str, tmp_path.glob("*.whl"))], check=True, timeout=120, capture_output=True)
    _link(site, NEEDED)
    python = str(next((tmp_path / "fresh" / "bin").glob("python")))
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "PYTEST"))}

    def run(*words: str) -> str:
        done = subprocess.run(
            [python, *words], cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=300, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    assert re.search(r"anki .*cma-content-anki 1\.0", run("-m", "cma_content", "formats"))
    run("-m", "cma_content", "export", "--to", "anki", "-o", "cards")
    (cards,) = (tmp_path / "cards").iterdir()
    assert cards.name == "clinical-medical-assistant.anki.txt"
    assert b"\tCan I give shots?\t" in cards.read_bytes()
    passed = run("-m", "pytest", "-q", "-p", "no:cacheprovider", "--rootdir", str(tmp_path), str(EXAMPLE / "tests"))
    assert re.search(r"\b2\d passed", passed)
    assert str(site) in run("-c", "import cma_content; print(cma_content.__file__)")


def _link(site: Path, names: tuple[str, ...]) -> None:
    """Puts what is installed here, and all that it needs, into another environment."""
    left, done = [*names], set[str]()
    while left:
        name = left.pop().casefold().replace("_", "-")
        if name in done:
            continue
        done.add(name)
        found = metadata.distribution(name)
        left += [one.name for text in found.requires or () if _is_needed(one := Requirement(text))]
        tops = {Path(str(file)).parts[0] for file in found.files or ()} if name != "cma-content" else set()
        for top in tops - {"..", "__pycache__"}:
            here, there = Path(str(found.locate_file(top))), site / top
            if not there.exists():
                there.symlink_to(here)


def _is_needed(requirement: Requirement) -> bool:
    return not requirement.marker or requirement.marker.evaluate({"extra": ""})


def test_the_exporter_of_every_block_draws_every_block(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The one on the page: docutils reads each line of what it writes, without a warning, also of hostile text."""
    docutils = pytest.importorskip("docutils.core")
    (tmp_path / "cma_content_rst.py").write_text(_block("python"), "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    from cma_content_rst import RstExporter  # type: ignore[import-not-found, unused-ignore]

    for case in SMALL:
        handout = handout_of(case, RstExporter())
        source = RstExporter().export(handout).decode()
        read = docutils.publish_doctree(source, settings_overrides={"halt_level": 2}).astext()
        assert list(words.faults(tree.walk(handout.body), read)) == []


@pytest.mark.skipif(not has_perl(), reason="there is no perl")
def test_the_program_of_the_page_draws_a_handout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By `exec:`, in a language that is not Python."""
    (tmp_path / "lines.pl").write_text(_block("perl"), "utf-8")
    monkeypatch.chdir(tmp_path)
    lines = export(load_text(ARTICLE), "exec:perl lines.pl").decode().splitlines()

    assert lines[0] == "# My Article"
    assert {"## The first section", "* one point", "### A tip", "### What do people ask?"} <= {*lines}


def _block(language: str) -> str:
    """The first block of the page in a language."""
    return PAGE.partition(f"```{language}\n")[2].partition("```")[0]


def test_anki_changes_a_card_and_adds_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What Anki's own importer says: the first import adds all, the second changes one."""
    # Its types are of no concern here.
    collection: Any = importlib.import_module("anki.collection")
    monkeypatch.syspath_prepend(EXAMPLE / "src")
    from cma_content_anki import AnkiExporter  # type: ignore[import-not-found, unused-ignore]

    from cma_content import build, load

    guide = load()
    *rest, last = guide.faqs
    changed = guide.replace(faqs=(*rest, last.model_copy(update={"question": "A <b> question?"})))
    held = collection.Collection(str(tmp_path / "collection.anki2"))
    counts = []
    for article in (guide, changed):
        path = tmp_path / "cards.txt"
        path.write_bytes(AnkiExporter().export(build(article)))
        request = collection.ImportCsvRequest(path=str(path), metadata=held.get_csv_metadata(str(path), None))
        log = held.import_csv(request).log
        counts.append((len(log.new), len(log.updated)))

    assert counts[0][0] > 20
    assert counts == [(counts[0][0], 0), (0, 1)]
    held.close()
