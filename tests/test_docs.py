"""The documentation site: it is built without a warning, every block of its pages runs, and anyone can read it."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Final

import pages
import pytest
from conftest import once
from validation import axe

ROOT: Final = Path(__file__).parent.parent
DOCS: Final = ROOT / "docs"
PAGES: Final = {path.relative_to(DOCS).as_posix(): path.read_text("utf-8") for path in sorted(DOCS.rglob("*.md"))}
REASONS: Final = {"needs a network"}
"""Why no test can run a block of a page, beside those that a test of their own runs."""
LOADED: Final = re.compile(r"""(?:\bsrc=["']|<link\b[^>]*\bhref=["']|url\(["']?|@import\s+["'])(?:https?:)?//\S*""")
"""What a browser fetches from elsewhere."""
FILLED: Final = re.compile(r"<!-- written: ")


@pytest.fixture(name="site", scope="session")
def _site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as `./run docs` makes it: every warning is an error."""
    pytest.importorskip("sphinx")
    with once(tmp_path_factory, "site") as (folder, is_first):
        if is_first:
            command = ["-m", "sphinx", "--quiet", "--fail-on-warning", "--keep-going", str(DOCS), str(folder)]
            done = subprocess.run([sys.executable, *command], capture_output=True, text=True, check=False, timeout=120)
            assert done.stderr == ""
            assert done.returncode == 0
    return folder


@pytest.mark.parametrize("name", [name for name in PAGES if list(pages.pieces(PAGES[name]))])
def test_what_a_page_says_works(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every block of code and every command, in order, in an empty folder."""
    pages.run(PAGES[name], tmp_path, monkeypatch, capsys)


def test_what_is_not_run_says_why() -> None:
    """That another test does so, or one of a few reasons, each of which is in use."""
    reasons = {piece.reason for text in PAGES.values() for piece in pages.pieces(text) if piece.kind == "not run"}
    tests = {f"{path.relative_to(ROOT).as_posix()} runs it" for path in (ROOT / "tests").glob("test_*.py")}

    assert reasons - tests == REASONS


def test_every_page_is_one_of_the_site(site: Path) -> None:
    """And is filled from the code where it asks for it."""
    assert len(PAGES) > 5
    for name in PAGES:
        assert not FILLED.search((site / name).with_suffix(".html").read_text("utf-8")), name


def test_no_page_requests_anything_from_elsewhere(site: Path) -> None:
    """Links lead out; nothing is loaded from there."""
    for path in [*site.rglob("*.html"), *site.rglob("*.css")]:
        assert LOADED.findall(path.read_text("utf-8")) == [], path.name


def test_axe_finds_nothing(site: Path) -> None:
    """On a phone, a tablet and a desktop, in light and in dark."""
    assert axe(sorted(site.rglob("*.html"))) == []
