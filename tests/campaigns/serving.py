"""The server of docs/how-to/web-server.md under load: every answer is the right one, and nobody waits for a PDF.

./run campaign serving --requests 400 --at-once 16 --workers 2
"""

import argparse
import http.client
import json
import os
import re
import shlex
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import parse_qsl, urlsplit

import pages

from cma_content import RenderOptions, export, load, load_program

PAGE: Final = Path(__file__).parents[2] / "docs/how-to/web-server.md"
REGIONS: Final = ("Texas", "WA", "Seattle", "New%20York")
SHEETS: Final = (
    *(f"/sheet.{kind}?region={region}" for region in REGIONS for kind in ("pdf", "html")),
    "/sheet.pdf?preset=large-print",
    "/sheet.pdf?layout=two-sided&paper=a4&region=OR",
    "/sheet.html?preset=high-contrast",
)
WRONG: Final = ("/sheet.html?region=Texxas", "/sheet.pdf?preset=huge", "/sheet.html?regoin=WA", "/sheet.docx", "/")
PROBE: Final = "/sheet.html?preset=huge"
"""It is answered by the event loop alone."""
MOST_GROWTH: Final = 10.0
"""Of a server that has drawn all, in MB a process."""
Answer = tuple[int, str, bytes]


@dataclass(frozen=True)
class Server:
    """A running server, in the folder that it was started from."""

    port: int
    folder: Path
    process: subprocess.Popen[bytes]

    def answers(self, paths: Sequence[str], at_once: int) -> list[tuple[Answer, float]]:
        """What it answers to each request, and after how many seconds; by connections that are kept open."""
        found: list[tuple[Answer, float]] = [((0, "", b""), 0.0)] * len(paths)

        def every(first: int) -> None:
            with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)) as connection:
                for number in range(first, len(paths), at_once):
                    started = time.perf_counter()
                    connection.request("GET", paths[number])
                    answer = connection.getresponse()
                    content = answer.status, answer.headers["content-type"], answer.read()
                    found[number] = content, time.perf_counter() - started

        with ThreadPoolExecutor(at_once) as threads:
            list(threads.map(every, range(at_once)))
        return found

    def megabytes(self) -> list[float]:
        """What each of its processes that answers holds; nothing where the system, which is not Linux, does not say."""
        if not Path("/proc").exists():
            return []
        page = os.sysconf("SC_PAGE_SIZE") / 1e6
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        held = [int(Path(f"/proc/{child}/statm").read_text().split()[1]) * page for child in children]
        return sorted(one for one in held if one > 50)

    def log(self) -> str:
        """What it has printed."""
        return (self.folder / "log").read_text("utf-8")


def unpack(folder: Path) -> None:
    """Writes the files of the page."""
    for piece in pages.pieces(PAGE.read_text("utf-8")):
        if piece.name:
            (folder / piece.name).write_text(piece.text, "utf-8")


@contextmanager
def server(folder: Path, *arguments: str) -> Iterator[Server]:
    """The server of the page, started by its own command, once it answers."""
    unpack(folder)
    (line,) = re.findall(r"^    (uvicorn .*)$", PAGE.read_text("utf-8"), re.MULTILINE)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", *shlex.split(line.replace("8000", str(port))), *arguments]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
    running = Server(port, folder, process)
    try:
        end = time.monotonic() + 60
        while True:
            try:
                running.answers([PROBE], 1)
                break
            except OSError:
                assert time.monotonic() < end, running.log()
                time.sleep(0.1)
        yield running
    finally:
        process.terminate()
        process.wait(60)


def right(folder: Path, paths: Sequence[str]) -> dict[str, bytes]:
    """The bytes of each sheet, made in this process."""
    guide = load()
    program = load_program(folder / "my-program.yaml", guide)
    found = {}
    for path in paths:
        parts = urlsplit(path)
        options = RenderOptions.from_dict({"layout": "fact-sheet", **dict(parse_qsl(parts.query)), "program": program})
        found[path] = export(guide, parts.path.partition(".")[2], options)
    return found


def faults(path: str, answer: Answer, sheets: dict[str, bytes]) -> list[str]:
    """What is wrong with an answer: other bytes than those of the sheet, or an error that is no problem as JSON."""
    status, media_type, content = answer
    if path in sheets:
        return [] if (status, content) == (200, sheets[path]) else [f"{path}: {status}, other bytes"]
    if status not in (404, 422) or media_type != "application/problem+json":
        return [f"{path}: {status} {media_type}"]
    return [] if json.loads(content)["status"] == status else [f"{path}: {content!r}"]


def main() -> int:
    """Prints how fast it answered, cold and from what it keeps, and what it held; 1 where anything was wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--requests", type=int, default=400, help="in each round")
    parser.add_argument("--at-once", type=int, default=16)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    found = Counter[str]()
    each = (*SHEETS, *WRONG)
    paths = [each[number * 7 % len(each)] for number in range(options.requests)]
    with tempfile.TemporaryDirectory() as name, server(Path(name), "--workers", str(options.workers)) as running:
        sheets = right(running.folder, SHEETS)
        held = []
        print(f"{'round':>5}{'answers/s':>10}{'half':>8}{'95 %':>8}{'most':>8}{'probe':>8}  MB of each process")
        for number in range(options.rounds):
            probed: list[float] = []
            done = threading.Event()
            prober = threading.Thread(target=_probe, args=(running, done, probed))
            prober.start()
            started = time.perf_counter()
            answers = running.answers(paths, options.at_once)
            seconds = time.perf_counter() - started
            done.set()
            prober.join()
            for path, (answer, _) in zip(paths, answers, strict=True):
                found.update(faults(path, answer, sheets))
            times = sorted(taken for _, taken in answers)
            shares = (times[len(times) // 2], times[len(times) * 95 // 100], times[-1], max(probed))
            held.append(running.megabytes())
            print(
                f"{number + 1:>5}{len(paths) / seconds:>10.0f}",
                *(f"{taken * 1000:>5.0f}ms" for taken in shares),
                "",
                *(f"{one:.0f}" for one in held[-1]),
            )
        grown = (sum(held[-1]) - sum(held[len(held) // 2])) / options.workers
        found[f"grew by {grown:.1f} MB a process"] += grown > MOST_GROWTH
        found["a traceback in the log"] += running.log().count("Traceback")
    print(", ".join(f"{what}: {count}" for what, count in found.items() if count) or "no fault")
    return int(found.total() > 0)


def _probe(running: Server, done: threading.Event, found: list[float]) -> None:
    """How long a request takes that draws nothing, over and over."""
    while not found or not done.wait(0.05):
        found += [taken for _, taken in running.answers([PROBE], 1)]


if __name__ == "__main__":
    sys.exit(main())
