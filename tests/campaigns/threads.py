"""PDFs made in many ways at once: each byte for byte as alone, in our fonts, and the process as it was.

./run campaign threads --threads 8 --exports 60
"""

import argparse
import asyncio
import functools
import hashlib
import logging
import multiprocessing
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any, Final

from cma_content import Article, RenderOptions, export, load

OURS: Final = ("Atkinson-Hyperlegible", "Source-Sans-3")
FALLBACK: Final = "Wash → greet ✓ Tiếng Việt"
"""Words that the first font lacks."""
SHEETS: Final = (
    RenderOptions(layout="fact-sheet"),
    RenderOptions("a4", "fact-sheet", "large-print"),
    RenderOptions(layout="two-sided"),
    RenderOptions("a4", "two-sided", "high-contrast"),
)
JOBS: Final = len(SHEETS) + 1
"""Four sheets and a guide."""
FORKS: Final = 10
PATIENCE: Final = 180
"""In seconds: what takes longer hangs."""


@functools.cache
def _article(source: str | None, *, fallback: bool) -> Article:
    article = load(source)
    return article.model_copy(update={"main_message": FALLBACK}) if fallback else article


def made(source: str | None, number: int) -> bytes:
    """The PDF of a job: two of five need the second font."""
    options = (*SHEETS, RenderOptions())[number % JOBS]
    return export(_article(source, fallback=number % JOBS % 2 == 1), "pdf", options)


def digest(source: str | None, number: int) -> str:
    """Of the PDF of a job."""
    return hashlib.sha256(made(source, number)).hexdigest()


def in_threads(source: str | None, workers: int, count: int) -> list[str]:
    """The digests of `count` jobs; the engine may be imported by several threads at once."""
    with ThreadPoolExecutor(workers) as pool:
        return list(pool.map(functools.partial(digest, source), range(count)))


def in_asyncio(source: str | None, workers: int, count: int) -> list[str]:
    """The same by `asyncio.to_thread`."""

    async def together() -> list[str]:
        slots = asyncio.Semaphore(workers)

        async def one(number: int) -> str:
            async with slots:
                return await asyncio.to_thread(digest, source, number)

        return await asyncio.gather(*map(one, range(count)))

    return asyncio.run(together())


def in_processes(kind: str, source: str | None, workers: int, count: int) -> list[str]:
    """The same in a pool of processes; where it forks, Pango is at work already."""
    digest(source, 0)
    with ProcessPoolExecutor(min(workers, 2), multiprocessing.get_context(kind)) as pool:
        return list(pool.map(functools.partial(digest, source), range(count), timeout=PATIENCE * count))


def forked_meanwhile(source: str | None, _workers: int, count: int) -> list[str]:
    """The digests that forked processes make, each forked while another thread is in the middle of a PDF."""
    found = []
    with _rendering(source):
        for number in range(min(count, FORKS)):
            # Never at the same moment of that PDF.
            time.sleep(0.05 * number)
            found.append(_forked(functools.partial(digest, source, number)))
    return found


def _forked(work: Callable[[], str]) -> str:
    """What `work` returns in a forked process; nothing where it hangs or falls over."""
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.write(writer, work().encode())
        finally:
            os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as answer:
        watch = threading.Timer(PATIENCE, os.kill, (child, signal.SIGKILL))
        watch.start()
        output = answer.read()
        watch.cancel()
    os.waitpid(child, 0)
    return output


@contextmanager
def _rendering(source: str | None) -> Iterator[None]:
    """While open, another thread makes one PDF after the other."""
    done = threading.Event()

    def render() -> None:
        number = 0
        while not done.is_set():
            digest(source, number)
            number += 1

    thread = threading.Thread(target=render)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


WAYS: Final[dict[str, Callable[[str | None, int, int], list[str]]]] = {
    "threads": in_threads,
    "asyncio": in_asyncio,
    "spawn": functools.partial(in_processes, "spawn"),
    "fork": functools.partial(in_processes, "fork"),
    "forked meanwhile": forked_meanwhile,
}


def state() -> dict[str, Any]:
    """What of the process an export could change."""
    from PIL import EpsImagePlugin, ImageFile

    loggers = [logging.getLogger(name) for name in ("", "weasyprint", "weasyprint.progress", "fontTools", "PIL")]
    mask = os.umask(0)
    os.umask(mask)
    return {
        "environment": dict(os.environ),
        "streams": (sys.stdin, sys.stdout, sys.stderr),
        "levels": [logger.level for logger in loggers],
        # WeasyPrint's own, which says nothing.
        "handlers": [[one for one in logger.handlers if type(one) is not logging.NullHandler] for logger in loggers],
        "Pillow": (ImageFile.LOAD_TRUNCATED_IMAGES, EpsImagePlugin.gs_binary),
        "umask, folder": (mask, os.getcwd()),  # noqa: PTH109 - as the system says it
        "signals": signal.getsignal(signal.SIGINT),
        "warnings": list(warnings.filters),
    }


def foreign_fonts(content: bytes) -> list[str]:
    """The fonts of a PDF that are not ours, by pdffonts of Poppler."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(content)
        file.flush()
        lines = subprocess.run(["pdffonts", file.name], capture_output=True, text=True, check=True).stdout.splitlines()
    names = [line.split()[0].partition("+")[2] for line in lines[2:]]
    return [name for name in names if not name.startswith(OURS)] if names else ["none"]


def beside_a_pdf(source: str | None) -> list[tuple[str, float, float]]:
    """HTML and JSON: the seconds that they take alone, and at most while another thread makes PDFs."""
    rows = []
    for name in ("html", "json"):
        alone = min(_seconds(source, name) for _ in range(5))
        with _rendering(source):
            rows.append((name, alone, max(_seconds(source, name) for _ in range(20))))
    return rows


def _seconds(source: str | None, name: str) -> float:
    started = time.perf_counter()
    export(_article(source, fallback=False), name)
    return time.perf_counter() - started


def main() -> int:
    """Tries each way and prints what came of it; 1 where anything differed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--threads", type=int, default=8)
    parser.add_argument("--exports", type=int, default=60, help="by each thread")
    parser.add_argument("--article", help="a YAML file; the guide otherwise")
    parser.add_argument("--ways", nargs="*", choices=WAYS, default=list(WAYS))
    options = parser.parse_args()
    # From Python 3.12 on, forking is warned of wherever a thread runs; it is what is tried here.
    warnings.filterwarnings("ignore", category=DeprecationWarning, message=".*fork")
    # The first export is made by several threads at once, so what is made alone comes after.
    before, faults, found = state(), Counter[str](), {}
    for way in options.ways:
        started = time.perf_counter()
        count = options.threads * options.exports if way == "threads" else JOBS * min(options.exports, 2)
        found[way] = WAYS[way](options.article, options.threads, count), time.perf_counter() - started
    for what, value in state().items():
        faults[f"{what} changed"] += value != before[what]
    alone = [_timed(options.article, number) for number in range(JOBS)]
    right = [hashlib.sha256(content).hexdigest() for content, _ in alone]
    print(f"{'way':<18}{'exports':>8}{'as alone':>10}{'seconds':>9}")
    for way, (digests, seconds) in found.items():
        same = sum(one == right[number % JOBS] for number, one in enumerate(digests))
        faults[f"{way} differs"] += len(digests) - same
        print(f"{way:<18}{len(digests):>8}{same:>10}{seconds:>9.1f}")
    for content, _ in alone:
        faults["foreign fonts"] += len(foreign_fonts(content))
    longest = max(seconds for _, seconds in alone)
    for name, alone_seconds, beside in beside_a_pdf(options.article):
        faults[f"{name} waits for a PDF"] += beside > longest / 2
        print(f"{name}: {alone_seconds:.3f} s alone, {beside:.3f} s at most beside a PDF ({longest:.1f} s)")
    print(", ".join(f"{what}: {count}" for what, count in faults.items() if count) or "no fault")
    return int(faults.total() > 0)


def _timed(source: str | None, number: int) -> tuple[bytes, float]:
    """The PDF of a job, and the seconds that it took."""
    started = time.perf_counter()
    return made(source, number), time.perf_counter() - started


if __name__ == "__main__":
    sys.exit(main())
