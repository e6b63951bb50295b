"""Many handouts: rows to files on any executor, a record that can be gone on from, one row's failure its own."""

import hashlib
import json
import os
import pickle
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest

from cma_content import (
    Article,
    RenderOptions,
    Row,
    export,
    publish_many,
)
from cma_content.publishing.record import NAME

TEXAS, GUIDE = RenderOptions(region="TX", layout="two-sided"), RenderOptions()
ROWS = [Row(TEXAS, ("md", "html")), Row(GUIDE, ("md", "json"), "whole")]
FILES = ["batch.jsonl", "kitchen-sink-two-sided-TX.html", "kitchen-sink-two-sided-TX.md", "whole.json", "whole.md"]


def lines(folder: Path) -> list[dict[str, Any]]:
    """The record of a folder but for its first line."""
    return [json.loads(line) for line in (folder / NAME).read_text("utf-8").splitlines()][1:]


def names(folder: Path) -> list[str]:
    """What is in a folder."""
    return sorted(os.listdir(folder))


@pytest.fixture(name="threads", scope="module")
def _threads() -> Iterator[Executor]:
    with ThreadPoolExecutor(2) as threads:
        yield threads


def test_each_row_becomes_its_files_and_a_line_for_each(
    kitchen_sink: Article, tmp_path: Path, threads: Executor
) -> None:
    """The bytes are those of `export`; the record has their SHA-256."""
    done = publish_many(kitchen_sink, ROWS, tmp_path, executor=threads)

    assert (done.written, done.kept, done.failed, done.record) == (4, 0, (), tmp_path / NAME)
    assert names(tmp_path) == FILES
    assert (tmp_path / FILES[1]).read_bytes() == export(kitchen_sink, "html", TEXAS)
    assert (tmp_path / "whole.json").read_bytes() == export(kitchen_sink, "json")
    for line in lines(tmp_path):
        content = (tmp_path / line["file"]).read_bytes()
        assert (line["sha256"], line["size"]) == (hashlib.sha256(content).hexdigest(), len(content))
        assert (line["status"], line["row"]) == ("written", 1 if "TX" in line["file"] else 2)
    head = json.loads((tmp_path / NAME).read_text("utf-8").splitlines()[0])
    assert (head["batch"], head["article"]) == (1, "kitchen-sink")


def test_workers_of_this_machine_write_the_same(kitchen_sink: Article, tmp_path: Path, threads: Executor) -> None:
    """And so does a pool of the standard library, to which the article travels with the first job it cannot do."""
    publish_many(kitchen_sink, ROWS, tmp_path / "threads", executor=threads)
    publish_many(kitchen_sink, ROWS, tmp_path / "workers", workers=2)
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        publish_many(kitchen_sink, ROWS, tmp_path / "pool", executor=pool)

    for folder in ("workers", "pool"):
        assert names(tmp_path / folder) == FILES
        for name in FILES[1:]:
            assert (tmp_path / folder / name).read_bytes() == (tmp_path / "threads" / name).read_bytes()


def test_a_job_and_what_comes_of_it_are_small(kitchen_sink: Article, tmp_path: Path) -> None:
    """They can be pickled; the article goes along where a worker lacks it, with no more jobs than it has at a time."""
    sent: list[int] = []

    class Counting(Executor):
        def submit(self, fn: Callable[..., Any], /, *args: Any, **_: Any) -> Future[Any]:
            future: Future[Any] = Future()
            sent.append(len(pickle.dumps((fn, *args))))
            try:
                future.set_result(pickle.loads(pickle.dumps(fn(*args))))  # noqa: S301 - our own
            except Exception as error:
                future.set_exception(pickle.loads(pickle.dumps(error)))  # noqa: S301
            return future

    article = kitchen_sink.replace(id="fresh")
    rows = [Row(GUIDE, ("json",), f"r{number}") for number in range(6)]
    publish_many(article, rows, tmp_path, executor=Counting(), workers=1)

    assert [size > 20_000 for size in sent] == [False, False, True, True, *[False] * 4]
    assert min(sent) < 2_000


def test_a_row_that_fails_costs_itself_alone(kitchen_sink: Article, tmp_path: Path, threads: Executor) -> None:
    """Its error and exit code are in the record, and in what is returned."""
    (tmp_path / "whole.md").mkdir()
    broken = Row(RenderOptions(region="Nowhere"), ("html",), "broken")
    done = publish_many(kitchen_sink, [broken, *ROWS], tmp_path, executor=threads)

    assert done.written == 3
    assert [(one.row, one.file, one.exit_code) for one in done.failed] == [(1, "broken.html", 2), (3, "whole.md", 5)]
    assert "there is no region 'Nowhere'" in done.failed[0].error
    failed = [line for line in lines(tmp_path) if line["status"] == "failed"]
    assert {line["file"] for line in failed} == {"broken.html", "whole.md"}


def test_what_stands_as_it_should_is_not_made_again(kitchen_sink: Article, tmp_path: Path, threads: Executor) -> None:
    """A file that is gone or has other bytes is, and so is one of a failed row, and one whose line is broken."""

    def again() -> tuple[int, int]:
        done = publish_many(kitchen_sink, ROWS, tmp_path, executor=threads, resume=True)
        return done.written, done.kept

    assert again() == (4, 0)
    assert again() == (0, 4)
    (tmp_path / "whole.md").unlink()
    (tmp_path / "whole.json").write_bytes(b"x" * (tmp_path / "whole.json").stat().st_size)
    assert again() == (2, 2)
    record = (tmp_path / NAME).read_bytes()
    (tmp_path / NAME).write_bytes(record[:-20])
    assert again() == (1, 3)
    (tmp_path / NAME).write_bytes(b"\xff\n[1]\n" + record)
    assert again() == (4, 0)
    assert publish_many(kitchen_sink, ROWS, tmp_path, executor=threads).written == 4
