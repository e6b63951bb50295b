"""What every test may ask for: the guide, the kitchen-sink article, and both as handouts."""

import contextlib
import gc
import itertools
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
from environments import ROOT, build
from hypothesis import given, settings
from hypothesis.strategies import none
from parity import Said, of_pdf
from slow import mark_slow, spread

from cma_content import Article, RenderOptions, load, load_text, publish
from cma_content.design.tokens import Preset
from cma_content.handout.edition_code import name
from cma_content.handout.options import Layout, Paper
from cma_content.loading.loader import load_program
from cma_content.loading.templates import ARTICLE
from cma_content.model.program import Program
from cma_content.testing.articles import KITCHEN_SINK

try:
    import fcntl
except ImportError:  # Windows, where one worker tests
    fcntl = None  # type: ignore[assignment]

# An example that takes long on a busy machine is no fault.
settings.register_profile("busy", deadline=None)
settings.load_profile("busy")

ARTICLES = Path(__file__).parent / "articles"
PROGRAMS = Path(__file__).parent / "programs"
SHEETS: tuple[Layout, ...] = ("fact-sheet", "two-sided")
EDITIONS = [
    *(
        RenderOptions(paper, layout, preset)
        for layout, preset, paper in itertools.product(SHEETS, get_args(Preset), get_args(Paper))
    ),
    *(RenderOptions("letter", preset=preset) for preset in get_args(Preset)),
    RenderOptions("a4"),
]
"""Every layout in every preset, and all on both papers but the long guides, which take a while to set."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """`pytest --update-golden` writes what is said now as what is expected; read it before it is kept."""
    parser.addoption("--update-golden", action="store_true", help="rewrite the files of expected output")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """`pytest -m "not slow"` leaves out what `slow` lists; two workers share the tests so that both end together."""
    mark_slow(items)
    if "PYTEST_XDIST_WORKER" in os.environ:
        items[:] = spread(items)


def pytest_collection_finish() -> None:
    """What is loaded by now stays: to look for garbage in it, as often as Python does, takes a tenth of all time."""
    # Hypothesis looks for whoever holds its random numbers when it is first run, and would not see what is frozen.
    given(none())(lambda _: None)()
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000)


@pytest.fixture(scope="session")
def guide() -> Article:
    """The guide that ships with the package."""
    return load()


@pytest.fixture(scope="session")
def kitchen_sink() -> Article:
    """An article that holds every block, collection and field once."""
    return load(KITCHEN_SINK)


@pytest.fixture(scope="session")
def brief() -> Article:
    """An article of two pages, the template: enough where any will do, and soon printed."""
    return load_text(ARTICLE)


@pytest.fixture(scope="session")
def nowhere(kitchen_sink: Article) -> Program:
    """A program that holds every field once."""
    return load_program(PROGRAMS / "nowhere.yaml", kitchen_sink)


@pytest.fixture(scope="session")
def editions(guide: Article, tmp_path_factory: pytest.TempPathFactory) -> dict[RenderOptions, Path]:
    """The guide in every edition: its PDF, with the same in EPUB and HTML beside it where the paper is Letter."""
    # The second worker starts at the end, so that they meet in the middle and neither waits.
    order = reversed(EDITIONS) if os.environ.get("PYTEST_XDIST_WORKER") == "gw1" else EDITIONS
    return {edition: _edition(guide, edition, tmp_path_factory) for edition in order}


def _edition(guide: Article, edition: RenderOptions, tmp_path_factory: pytest.TempPathFactory) -> Path:
    with once(tmp_path_factory, f"edition-{EDITIONS.index(edition)}") as (folder, is_first):
        formats = ["pdf", "epub", "html"] if edition.paper == "letter" else ["pdf"]
        if is_first:
            published = publish(guide, formats, folder, edition)
            assert not published.failed, published.failed
            # In large print, a last page that is hardly begun is not printed.
            in_full = edition.preset != "large-print"
            left_out = [file.left_out for file in published.files if file.left_out]
            assert not (in_full and left_out), "the guide's own sheets fit in full"
    return folder / f"{name(guide, edition)}{'-a4' if edition.paper == 'a4' else ''}.pdf"


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from this tree."""
    with once(tmp_path_factory, "wheel") as (folder, is_first):
        if is_first:
            build("wheel", ROOT, folder)
    (made,) = folder.iterdir()
    return made


@contextlib.contextmanager
def once(tmp_path_factory: pytest.TempPathFactory, what: str) -> Iterator[tuple[Path, bool]]:
    """A folder that all workers share, and whether this one is the first, which fills it while the others wait."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder = shared / what
    with (shared / f"{what}.lock").open("w") as lock:
        if fcntl:
            fcntl.flock(lock, fcntl.LOCK_EX)
        done = shared / f"{what}.done"
        yield folder, not done.exists()
        done.touch()


@pytest.fixture(scope="session")
def handouts(guide: Article, kitchen_sink: Article, nowhere: Program, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of handouts: both articles in every format, the PDFs on A4 (`*-a4.pdf`) too, and some of a program."""
    standard = {
        edition: _edition(guide, edition, tmp_path_factory) for edition in (RenderOptions(), RenderOptions("a4"))
    }
    with once(tmp_path_factory, "handouts") as (folder, is_first):
        if is_first:
            folder.mkdir()
            _fill(folder, guide, kitchen_sink, nowhere, standard)
    return folder


@pytest.fixture(scope="session")
def said_in_print(guide: Article, handouts: Path, tmp_path_factory: pytest.TempPathFactory) -> Said:
    """What the PDF of the guide says; poppler draws a page anew for each piece of it, which takes its time."""
    with once(tmp_path_factory, "said-in-print") as (file, is_first):
        if is_first:
            file.write_text(json.dumps(of_pdf(handouts / f"{guide.id}.pdf")), "utf-8")
    return [(role, words) for role, words in json.loads(file.read_text("utf-8"))]


def _fill(
    folder: Path, guide: Article, kitchen_sink: Article, nowhere: Program, editions: dict[RenderOptions, Path]
) -> None:
    for path in editions.values():
        shutil.copy(path, folder)
    for suffix in (".epub", ".html"):
        shutil.copy(editions[RenderOptions()].with_suffix(suffix), folder)
    for article, formats, edition in (
        (guide, ["docx", "md", "json"], RenderOptions()),
        (kitchen_sink, ["pdf"], RenderOptions("a4")),
        (kitchen_sink, ["pdf", "epub", "html"], RenderOptions("a4", "two-sided", "high-contrast", program=nowhere)),
        (kitchen_sink, ["pdf", "epub", "html"], RenderOptions(program=nowhere)),
        (kitchen_sink, ["pdf", "epub", "html", "json"], RenderOptions()),
        (kitchen_sink, ["html"], RenderOptions(preset="high-contrast")),
    ):
        published = publish(article, formats, folder, edition)
        assert not published.failed, published.failed
