"""One process or many, one thread or eight: the same bytes, and the process as it was."""

import asyncio
import io
import logging
import os
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from campaigns.threads import WAYS, foreign_fonts, state
from cma_content_pdf import PDFExporter, engine
from growing import parts

from cma_content import Article, build, export


def test_every_way_makes_the_same_and_leaves_the_process_as_it_was(tmp_path: Path) -> None:
    """Threads, asyncio, processes that fork and that start anew; `./run campaign threads` makes many more."""
    article = tmp_path / "article.yaml"
    article.write_text(parts(4, ("front", "back")), "utf-8")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), *sys.path])}
    command = [sys.executable, "-m", "campaigns.threads", "--exports", "1", "--article", str(article)]
    result = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False, env=environment)
    rows = [line.split() for line in result.stdout.splitlines()[1 : 1 + len(WAYS)]]

    assert (result.returncode, result.stderr) == (0, ""), result.stdout
    assert [row[-3:-1] for row in rows] == [["8", "8"], *[["5", "5"]] * 4]
    assert result.stdout.endswith("no fault\n")


def test_the_campaign_sees_a_changed_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever of it is changed."""
    before = state()
    monkeypatch.setenv("CMA_CONTENT_CHANGED", "1")
    monkeypatch.setattr(logging.getLogger("weasyprint"), "level", logging.ERROR)
    monkeypatch.setattr(sys, "stdout", sys.stderr)

    assert {what for what, value in state().items() if value != before[what]} == {"environment", "levels", "streams"}


def test_the_campaign_sees_a_foreign_font(brief: Article) -> None:
    """And one that has none."""
    content, renamed = export(brief, "pdf"), io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for font in pdf.pages[0]["/Resources"]["/Font"].as_dict().values():
            font["/BaseFont"] = pikepdf.Name("/ABCDEF+Helvetica")
        pdf.save(renamed)

    assert foreign_fonts(content) == []
    assert set(foreign_fonts(renamed.getvalue())) == {"Helvetica"}


def test_asyncio_makes_the_same(brief: Article) -> None:
    """In threads of its own, measured and written at once."""
    exporter, handout = PDFExporter(), build(brief)

    async def both() -> tuple[bytes, float]:
        return await asyncio.gather(
            asyncio.to_thread(exporter.export, handout), asyncio.to_thread(exporter.pages, handout, 9)
        )

    content, pages = asyncio.run(both())

    assert content == exporter.export(handout)
    assert pages == exporter.pages(handout, 9) > 1


def test_other_formats_do_not_wait_for_a_pdf(kitchen_sink: Article) -> None:
    """They are made while another thread has the engine."""
    with engine.lock, ThreadPoolExecutor(1) as pool:
        for name in ("html", "json", "md", "epub", "docx"):
            assert pool.submit(export, kitchen_sink, name).result(timeout=30)


def test_the_environment_is_never_changed(brief: Article, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not even for the while of an export, and what it says of fonts is not heard."""
    content = export(brief, "pdf")
    monkeypatch.setenv("FONTCONFIG_FILE", "/nonexistent/fonts.conf")

    def refuse(*_: Any) -> None:
        raise AssertionError("the environment was changed")

    monkeypatch.setattr(type(os.environ), "__setitem__", refuse)
    monkeypatch.setattr(type(os.environ), "__delitem__", refuse)
    same = export(brief, "pdf")
    monkeypatch.undo()

    assert same == content


def test_a_complaint_of_another_thread_is_not_ours(brief: Article) -> None:
    """A host may use WeasyPrint as well."""
    done = threading.Event()

    def complain() -> None:
        while not done.wait(0.001):
            logging.getLogger("weasyprint").warning("not ours")

    other = threading.Thread(target=complain)
    other.start()
    try:
        assert export(brief, "pdf")
    finally:
        done.set()
        other.join()


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="Linux alone says what a process holds")
def test_memory_stays_flat() -> None:
    """One document after the other leaves nothing behind: under 22 kB each, once warm; it was 420 kB.

    `./run campaign memory` measures 500 fact sheets.
    """
    program = (
        "from pathlib import Path\n"
        "from cma_content_pdf.layout import laid_out\n"
        "for number in range(100):\n"
        "    with laid_out('<html lang=en><title>A</title><style>p {font-family: Atkinson Hyperlegible}</style>'\n"
        "                  f'<p style=\"font-size: {number % 20 + 8}pt\">Some <b>text</b> \u2192') as document:\n"
        "        document.write_pdf(pdf_variant='pdf/ua-1')\n"
        "    print(Path('/proc/self/statm').read_text().split()[1])\n"
    )
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=120, check=True)
    pages = [int(line) for line in result.stdout.split()]

    assert (pages[99] - pages[39]) * os.sysconf("SC_PAGE_SIZE") < 60 * 22_000


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
