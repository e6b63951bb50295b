"""How long a save takes until the page of a preview has the new handout: medians of ten.

    python benchmarks/preview.py

The guide as web page, its fact sheet as web page and as PDF, each saved in a copy of its files; from the moment
before the file is written to the last byte of the handout, which the browser then shows.
"""

import http.client
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

TIMES = 10
KINDS = (("html", "guide"), ("html", "fact-sheet"), ("pdf", "fact-sheet"))
GUIDE = "clinical-medical-assistant.yaml"


def main() -> None:
    """Prints a line a kind."""
    with tempfile.TemporaryDirectory() as folder, as_file(files("cma_content_data")) as data:
        for path in data.iterdir():
            if path.suffix in (".yaml", ".csv"):
                shutil.copy(path, folder)
        article = Path(folder, GUIDE)
        command = [sys.executable, "-m", "cma_content", "preview", str(article)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 - our own command
            assert process.stdout
            process.stdout.readline()
            address = urlsplit(process.stdout.readline().strip())
            try:
                measure(address.netloc, address.path, article)
            finally:
                process.terminate()


def measure(host: str, path: str, article: Path) -> None:
    """Saves, and looks what comes."""
    states = events(host, path)
    choices = next(states)["choices"]
    original = article.read_text("utf-8")
    for kind, layout in KINDS:
        ask(host, "POST", f"{path}choices", json.dumps({**choices, "view": kind, "layout": layout}))
        number = next(
            state["number"] for state in states if state["choices"]["layout"] == layout and is_done(state, kind)
        )
        seconds = []
        for turn in range(TIMES):
            started = time.perf_counter()
            article.write_text(original.replace("title: ", f"title: {kind} {layout} {turn} ", 1), "utf-8")
            number = next(state["number"] for state in states if state["number"] > number and is_done(state, kind))
            ask(host, "GET", f"{path}article.{kind}")
            seconds.append(time.perf_counter() - started)
        low, *_, high = sorted(seconds)
        print(f"{layout} as {kind}: {statistics.median(seconds):.2f} s ({low:.2f} to {high:.2f})")


def is_done(state: dict[str, Any], kind: str) -> bool:
    """Whether the newest request is built."""
    return state["view"] == kind and not state[kind]["building"]


def events(host: str, path: str) -> Iterator[dict[str, Any]]:
    """The states that the page is told."""
    connection = http.client.HTTPConnection(host)
    connection.request("GET", f"{path}events")
    answer = connection.getresponse()
    name = b""
    while line := answer.readline():
        if line.startswith(b"event: "):
            name = line.split()[1]
        elif line.startswith(b"data: ") and name == b"state":
            yield json.loads(line.removeprefix(b"data: "))


def ask(host: str, method: str, path: str, body: str | None = None) -> None:
    """Waits for the whole answer."""
    connection = http.client.HTTPConnection(host)
    connection.request(method, path, body)
    answer = connection.getresponse()
    answer.read()
    assert answer.status == 200, (path, answer.status)
    connection.close()


if __name__ == "__main__":
    main()
