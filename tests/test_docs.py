"""The documentation site: it is built without a warning, every block of its pages runs, and anyone can read it."""

import re
import runpy
import subprocess
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import pages
import pytest
import textstat
from campaigns import serving
from campaigns.docs import COMMAND
from conftest import once
from markdown_it import MarkdownIt
from validation import axe, shown
from workbooks import shipped, write

from cma_content import DeadlineError, MissingEngineError
from cma_content.cli.arguments import COMMANDS as KNOWN

ROOT: Final = Path(__file__).parent.parent
DOCS: Final = ROOT / "docs"
PAGES: Final = {path.relative_to(DOCS).as_posix(): path.read_text("utf-8") for path in sorted(DOCS.rglob("*.md"))}
REASONS: Final = {"needs a network"}
"""Why no test can run a block of a page, beside those that a test of their own runs."""
LOADED: Final = re.compile(r"""(?:\bsrc=["']|<link\b[^>]*\bhref=["']|url\(["']?|@import\s+["'])(?:https?:)?//\S*""")
"""What a browser fetches from elsewhere."""
LOOKED_AT: Final = ("index", "search", "how-to/cluster")
"""Pages that have between them all that a page may have."""
HOSTS: Final = {
    *("distributed.dask.org", "filesystem-spec.readthedocs.io", "jobqueue.dask.org", "kubernetes.dask.org"),
    *("docs.astral.sh", "schema.org", "www.bls.gov", "example.org"),
}
"""Where a page may lead: to what the project stands on, and where its figures come from."""
FOR_TEACHERS: Final = (
    "start/teacher.md",
    *(f"how-to/{name}.md" for name in ("batch", "brand-it", "large-print", "print-packs")),
)
SURVEY: Final = "oesm25all.zip"
"""What a reader fetches from the Bureau."""
FILLED: Final = re.compile(r"<!-- written: ")
LINK: Final = re.compile(r'\bhref="(?!https?:|mailto:)([^"#?]*)(?:\?[^"#]*)?#?([^"]*)"')


@pytest.fixture(name="site", scope="session")
def _site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as `./run docs` makes it: every warning is an error."""
    pytest.importorskip("sphinx")
    with once(tmp_path_factory, "site") as (folder, is_first):
        if is_first:
            done = subprocess.run([*COMMAND, folder], capture_output=True, text=True, check=False, timeout=120)
            assert done.stderr == ""
            assert done.returncode == 0
    return folder


@pytest.mark.parametrize("name", [name for name in PAGES if list(pages.pieces(PAGES[name]))])
def test_what_a_page_says_works(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every block of code and every command, in order, in an empty folder."""
    if "fastapi" in PAGES[name]:
        # `./run lowest` has not what makes the site, nor what its examples import.
        pytest.importorskip("fastapi")
    if SURVEY in PAGES[name]:
        write(tmp_path / SURVEY, shipped())
    pages.run(PAGES[name], tmp_path, monkeypatch, capsys)


def test_what_is_not_run_says_why() -> None:
    """That another test does so, or one of a few reasons, each of which is in use."""
    reasons = {piece.reason for text in PAGES.values() for piece in pages.pieces(text) if piece.kind == "not run"}
    tests = {f"{path.relative_to(ROOT).as_posix()} runs it" for path in (ROOT / "tests").glob("test_*.py")}

    assert reasons - tests == REASONS


@pytest.mark.parametrize("name", FOR_TEACHERS)
def test_a_page_for_teachers_is_plain(name: str) -> None:
    """At most grade 8, in short sentences."""
    tokens = MarkdownIt("commonmark").parse(PAGES[name])
    lines = [" ".join(run.content for run in token.children or ()) for token in tokens if token.type == "inline"]
    prose = " ".join(f"{line.rstrip(':.')}." for line in lines if len(line.split()) > 3)

    assert len(prose.split()) > 100
    assert textstat.flesch_kincaid_grade(prose) <= 8
    assert textstat.words_per_sentence(prose) <= 12


def test_every_command_is_run_by_a_page() -> None:
    """Of the site, or by the README."""
    texts = [*PAGES.values(), (ROOT / "README.md").read_text("utf-8")]
    found = {words[3] for text in texts for words in pages.commands(text) if words[:3] == pages.CLI}

    assert found >= KNOWN.keys()


def test_every_page_is_one_of_the_site(site: Path) -> None:
    """And is filled from the code where it asks for it."""
    assert len(PAGES) > 5
    for name in PAGES:
        assert not FILLED.search((site / name).with_suffix(".html").read_text("utf-8")), name


def test_every_link_within_the_site_leads_somewhere(site: Path) -> None:
    """To a file of it, and to the place in the page that it names."""
    found = {path: path.read_text("utf-8") for path in site.rglob("*.html")}
    links = {(path, *link) for path, page in found.items() for link in LINK.findall(page)}
    missing = []
    for path, file, place in links:
        target = (path.parent / file).resolve() if file else path
        if not target.is_file() or (place and f'id="{place}"' not in found.get(target, "")):
            missing.append(f"{path.relative_to(site)}: {file}#{place}")

    assert len(links) > 500
    assert missing == []


def test_no_page_requests_anything_from_elsewhere(site: Path) -> None:
    """Links lead out; nothing is loaded from there."""
    for path in [*site.rglob("*.html"), *site.rglob("*.css")]:
        assert LOADED.findall(path.read_text("utf-8")) == [], path.name


def test_a_search_finds_a_word_without_a_server(site: Path) -> None:
    """On a page that was opened from a folder, without a network."""
    found = shown(f"{(site / 'search.html').as_uri()}?q=embedding")

    assert 'href="explanation/licenses.html' in found.partition('id="search-results"')[2]


def test_links_out_lead_where_the_project_already_does() -> None:
    """None is invented: the project has no address of its own yet."""
    hosts = {host for text in PAGES.values() for host in re.findall(r"\]\(https?://([^/)]+)", text)}

    assert hosts
    assert hosts <= HOSTS


def test_every_page_has_one_heading_and_parts_below_it(site: Path) -> None:
    """Levels go down by one; heads of tables and pictures have words."""
    for path in site.rglob("*.html"):
        page = path.read_text("utf-8")
        levels = [int(level) for level in re.findall(r"<h([1-6])\b", page)]
        assert levels.count(1) == 1, path.name
        assert all(after <= before + 1 for before, after in pairwise(levels)), path.name
        assert all(
            re.sub(r"<[^>]*>", "", head).strip() for head in re.findall(r"<th\b[^>]*>(.*?)</th>", page, re.DOTALL)
        )
        assert not re.search(r"<img\b(?![^>]*\balt=\"[^\"]+\")", page), path.name


def test_axe_finds_nothing(site: Path) -> None:
    """On a phone, a tablet and a desktop, in light and in dark; `./run campaign docs` shows it every page."""
    assert axe([site / f"{name}.html" for name in LOOKED_AT]) == []


def test_the_server_of_the_page_answers_many_at_once(tmp_path: Path) -> None:
    """As its command starts it, web pages, PDFs and requests that make no sense by turns: none is mixed up.

    `./run campaign serving` measures it.
    """
    pytest.importorskip("uvicorn")
    paths = ["/sheet.pdf?region=WA", *serving.SHEETS[1:4:2], *serving.WRONG] * 10
    with serving.server(tmp_path) as running:
        answers = running.answers(paths, 16)
        log = running.log()

    sheets = serving.right(tmp_path, [path for path in {*paths} if path not in serving.WRONG])
    assert len(sheets) == 3
    assert [
        fault
        for path, (answer, _) in zip(paths, answers, strict=True)
        for fault in serving.faults(path, answer, sheets)
    ] == []
    assert "Traceback" not in log


def test_what_the_server_of_the_page_lacks_is_for_its_owner(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """In the log; the caller has the status, and the sheet once it can be drawn."""
    pytest.importorskip("fastapi")
    from fastapi.testclient import TestClient

    serving.unpack(tmp_path)
    monkeypatch.chdir(tmp_path)
    served: dict[str, Any] = runpy.run_path("serve.py")
    client = TestClient(served["app"])
    failing = iter([MissingEngineError("no engine", "install it"), DeadlineError("too slow")])

    def export(*_: object, **__: object) -> bytes:
        for error in failing:
            raise error
        return b"%PDF-"

    monkeypatch.setitem(served["begun"].__globals__, "export", export)
    answers = [client.get("/sheet.pdf") for _ in range(3)]

    assert [answer.status_code for answer in answers] == [501, 503, 200]
    assert "install" not in answers[0].text
    assert "no engine; install it: install it" in caplog.text
    assert answers[2].content == b"%PDF-"
