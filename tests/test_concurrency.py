"""One process or many, one thread or eight: the same bytes, and the process as it was."""

import asyncio
import logging
import os
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from cma_content_pdf import PDFExporter, engine

from cma_content import Article, build, export

PROGRAM = """
import hashlib, logging, multiprocessing, os, sys
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from cma_content import export, load

article = load(sys.argv[1])
fallback = article.model_copy(update={"main_message": "Wash → greet ✓ Tiếng Việt"})

def digest(number):
    return hashlib.sha256(export((article, fallback)[number % 2], "pdf")).hexdigest()

if __name__ == "__main__":
    before = dict(os.environ), sys.stdout
    kind = sys.argv[2]
    if kind == "alone":
        found = {digest(0)}, {digest(1)}
    elif kind == "threads":
        with ThreadPoolExecutor(8) as pool:
            made = list(pool.map(digest, range(8)))
        found = set(made[::2]), set(made[1::2])
    else:
        # Pango is at work already when it forks.
        digest(0)
        with ProcessPoolExecutor(2, multiprocessing.get_context(kind)) as pool:
            made = list(pool.map(digest, range(4)))
        found = set(made[::2]), set(made[1::2])
    from PIL import EpsImagePlugin, ImageFile
    logger = logging.getLogger("weasyprint")
    assert before == (dict(os.environ), sys.stdout)
    assert not ImageFile.LOAD_TRUNCATED_IMAGES and EpsImagePlugin.gs_binary is None
    assert [type(one).__name__ for one in logger.handlers] == ["NullHandler"]
    assert {logger.level, logging.getLogger("weasyprint.progress").level} == {logging.NOTSET}
    assert [len(some) for some in found] == [1, 1], found
    print(*found[0], *found[1])
"""


@pytest.fixture(scope="module")
def script(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program above, which also processes that are started anew can import."""
    path = tmp_path_factory.mktemp("script") / "script.py"
    path.write_text(PROGRAM, "utf-8")
    return path


def output(script: Path, kind: str) -> str:
    """What the program prints: the digests of both PDFs."""
    source = Path(__file__).parent / "articles" / "kitchen-sink.yaml"
    # From Python 3.12 on, forking is warned of wherever a thread runs; it is what is tried here.
    command = [sys.executable, "-W", "ignore::DeprecationWarning", str(script), str(source), kind]
    result = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert result.returncode == 0, result.stderr
    return result.stdout


@pytest.fixture(scope="module")
def alone(script: Path) -> str:
    """What a process of one thread makes."""
    return output(script, "alone")


@pytest.mark.parametrize("kind", ["threads", "spawn", "fork"])
def test_threads_and_processes_make_the_same(kind: str, script: Path, alone: str) -> None:
    """Also where the engine is first imported by several threads at once; nothing of the process is changed."""
    if kind == "fork" and not hasattr(os, "fork"):
        pytest.skip("this system does not fork")

    assert output(script, kind) == alone


def test_asyncio_makes_the_same(kitchen_sink: Article) -> None:
    """In threads of its own, measured and written at once."""
    exporter, handout = PDFExporter(), build(kitchen_sink)

    async def both() -> tuple[bytes, int]:
        return await asyncio.gather(
            asyncio.to_thread(exporter.export, handout), asyncio.to_thread(exporter.pages, handout)
        )

    content, pages = asyncio.run(both())

    assert content == exporter.export(handout)
    assert pages == exporter.pages(handout)


def test_other_formats_do_not_wait_for_a_pdf(kitchen_sink: Article) -> None:
    """They are made while another thread has the engine."""
    with engine.lock, ThreadPoolExecutor(1) as pool:
        for name in ("html", "json", "md", "epub", "docx"):
            assert pool.submit(export, kitchen_sink, name).result(timeout=30)


def test_the_environment_is_never_changed(kitchen_sink: Article, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not even for the while of an export, and what it says of fonts is not heard."""
    content = export(kitchen_sink, "pdf")
    monkeypatch.setenv("FONTCONFIG_FILE", "/nonexistent/fonts.conf")

    def refuse(*_: Any) -> None:
        raise AssertionError("the environment was changed")

    monkeypatch.setattr(type(os.environ), "__setitem__", refuse)
    monkeypatch.setattr(type(os.environ), "__delitem__", refuse)
    same = export(kitchen_sink, "pdf")
    monkeypatch.undo()

    assert same == content


def test_a_complaint_of_another_thread_is_not_ours(kitchen_sink: Article) -> None:
    """A host may use WeasyPrint as well."""
    done = threading.Event()

    def complain() -> None:
        while not done.wait(0.001):
            logging.getLogger("weasyprint").warning("not ours")

    other = threading.Thread(target=complain)
    other.start()
    try:
        assert export(kitchen_sink, "pdf")
    finally:
        done.set()
        other.join()


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="Linux alone says what a process holds")
def test_memory_stays_flat() -> None:
    """One document after the other leaves nothing behind: under 22 kB each, once warm; it was 420 kB.

    `benchmarks/memory.py` measures 500 fact sheets.
    """
    program = (
        "from pathlib import Path\n"
        "from cma_content_pdf.layout import laid_out\n"
        "for number in range(150):\n"
        "    with laid_out('<html lang=en><title>A</title><style>p {font-family: Atkinson Hyperlegible}</style>'\n"
        "                  f'<p style=\"font-size: {number % 20 + 8}pt\">Some <b>text</b> \u2192') as document:\n"
        "        document.write_pdf(pdf_variant='pdf/ua-1')\n"
        "    print(Path('/proc/self/statm').read_text().split()[1])\n"
    )
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=120, check=True)
    pages = [int(line) for line in result.stdout.split()]

    assert (pages[149] - pages[49]) * os.sysconf("SC_PAGE_SIZE") < 100 * 22_000


def test_many_threads_may_be_the_first_to_make_an_article() -> None:
    """Validators are built when one is first used; none is seen half built."""
    program = """
import sys, threading
from cma_content import Duty, Text, load
failed = []
def make():
    try:
        Duty(id="greet", name="Greet", side="administrative", involves=(Text("You **greet** people."),))
        load()
    except BaseException as error:
        failed.append(error)
sys.setswitchinterval(1e-6)
threads = [threading.Thread(target=make) for _ in range(8)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(failed)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=120, check=True)

    assert done.stdout == "[]\n"
