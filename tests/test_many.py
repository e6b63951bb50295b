"""Many handouts: rows to files on any executor, a record that can be gone on from, one row's failure its own."""

import errno
import hashlib
import io
import json
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import failing
import pytest
from plugins import GOOD, install

from cma_content import (
    Article,
    ArticleError,
    OutputError,
    RenderOptions,
    Row,
    UsageError,
    export,
    publish_many,
)
from cma_content.exporting.registry import version_of
from cma_content.publishing import batch, batch_jobs, batch_record, dispatch, worker_pool, worker_process
from cma_content.publishing.batch_record import NAME, Entry, Record, read
from cma_content.publishing.worker_pool import WorkerDiedError, Workers

TEXAS, GUIDE = RenderOptions(region="TX", layout="two-sided"), RenderOptions()
ROWS = [Row(TEXAS, ("md", "html")), Row(GUIDE, ("md", "json"), "whole")]
FILES = [
    "batch.jsonl",
    "kitchen-sink-two-sided-US-TX.html",
    "kitchen-sink-two-sided-US-TX.md",
    "whole.json",
    "whole.md",
]


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


def test_the_record_counts_the_pages_of_a_pdf(brief: Article, tmp_path: Path, threads: Executor) -> None:
    """And of no format without pages."""
    publish_many(brief, [Row(GUIDE, ("pdf", "md"))], tmp_path, executor=threads)

    assert [(line["format"], line["pages"]) for line in lines(tmp_path)] == [("pdf", 2), ("md", None)]


def test_a_row_that_fails_costs_itself_alone(kitchen_sink: Article, tmp_path: Path, threads: Executor) -> None:
    """Its error and exit code are in the record, and in what is returned."""
    (tmp_path / "whole.md").mkdir()
    (tmp_path / "gone.md").mkdir()
    done = publish_many(kitchen_sink, [Row(GUIDE, ("md",), "gone"), *ROWS], tmp_path, executor=threads)

    assert done.written == 3
    assert [(one.row, one.file, one.exit_code) for one in done.failed] == [(1, "gone.md", 5), (3, "whole.md", 5)]
    assert "a folder has that name" in done.failed[0].error
    failed = [line for line in lines(tmp_path) if line["status"] == "failed"]
    assert {line["file"] for line in failed} == {"gone.md", "whole.md"}


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


def test_a_worker_that_dies_costs_the_row_that_it_was_at(
    kitchen_sink: Article, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Which is tried once more, by another; those beside it are made, each once."""
    monkeypatch.setattr(dispatch, "run", failing.dies)
    rows = [Row(GUIDE, ("json",), name) for name in ("a", "deadly", "unlucky", "b", "c")]
    done = publish_many(kitchen_sink, rows, tmp_path, workers=2)

    assert [(one.file, one.exit_code) for one in done.failed] == [("deadly.json", 5)]
    assert "was ended by signal 9, twice" in done.failed[0].error
    assert names(tmp_path) == [".unlucky", "a.json", "b.json", NAME, "c.json", "unlucky.json"]
    assert sorted(line["file"] for line in lines(tmp_path)) == [
        *("a.json", "b.json", "c.json", "deadly.json", "unlucky.json")
    ]


def test_a_fault_of_ours_costs_its_row_as_well(
    kitchen_sink: Article, tmp_path: Path, threads: Executor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the exit code of an internal error."""
    monkeypatch.setattr(dispatch, "run", failing.fails)
    done = publish_many(kitchen_sink, ROWS, tmp_path, executor=threads)

    assert [one.exit_code for one in done.failed] == [70] * 4
    assert done.failed[0].error == "ZeroDivisionError: no one's fault but ours"


def test_an_executor_that_takes_no_more_ends_the_batch(
    kitchen_sink: Article, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is done stays, and the record says so."""
    with ThreadPoolExecutor(1) as pool:
        publish_many(kitchen_sink, ROWS[:1], tmp_path, executor=pool)
    with pytest.raises(OutputError, match="the executor takes no more work: cannot schedule new futures"):
        publish_many(kitchen_sink, ROWS, tmp_path, executor=pool, resume=True)

    assert [line["status"] for line in lines(tmp_path)] == ["kept", "kept"]
    monkeypatch.setattr(dispatch, "run", failing.dies)
    with ProcessPoolExecutor(1, get_context("spawn")) as broken, pytest.raises(OutputError, match="no more work"):
        publish_many(kitchen_sink, [Row(GUIDE, ("json",), "deadly")], tmp_path / "other", executor=broken)


def test_a_worker_with_other_versions_says_so_and_draws_nothing(
    kitchen_sink: Article, tmp_path: Path, threads: Executor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its files would not be those that were asked for."""
    monkeypatch.setattr("cma_content.publishing.batch.makers", lambda _: (("cma-content", "0.0.9"), ("html", "x")))
    done = publish_many(kitchen_sink, [Row(GUIDE, ("html",))], tmp_path, executor=threads)

    assert [one.exit_code for one in done.failed] == [5]
    assert "the worker has another cma-content: " in done.failed[0].error
    assert done.failed[0].error.endswith("not 0.0.9")


def test_a_request_to_stop_leaves_what_is_done(kitchen_sink: Article, tmp_path: Path) -> None:
    """No process works on, no draft is left, and the next run makes the rest."""
    rows = [Row(GUIDE, ("json",), f"r{number}") for number in range(20)]

    def stop(row: Row, entries: object) -> None:
        if entries and row.name == "r3":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        publish_many(kitchen_sink, rows, tmp_path, workers=1, progress=stop)
    assert 4 <= len(lines(tmp_path)) < 20
    assert [name for name in names(tmp_path) if name.startswith(".")] == []
    done = publish_many(kitchen_sink, rows, tmp_path, workers=1, resume=True)

    assert done.written + done.kept == 20
    assert done.kept >= 4
    assert len(names(tmp_path)) == 21


def test_names_that_cannot_be_are_refused_before_any_work(kitchen_sink: Article, tmp_path: Path) -> None:
    """As are places, rows and regions that make no sense."""
    cases: list[tuple[list[Any], str]] = [
        ([Row(GUIDE), Row(GUIDE)], "is written by row 1 already"),
        ([Row(GUIDE, name="../x")], "is no name for a file"),
        ([Row(RenderOptions(region="Nowhere"))], "there is no region 'Nowhere'"),
        ([Row(RenderOptions(sections=("nope",)))], "there is no section 'nope'"),
        ([GUIDE], "a row must be Row"),
        ([Row(GUIDE, ("pfd",))], "did you mean 'pdf'"),
    ]
    for rows, words in cases:
        with pytest.raises((ArticleError, UsageError), match=words):
            publish_many(kitchen_sink, rows, tmp_path / "out")
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="a file has that name"):
        publish_many(kitchen_sink, ROWS, tmp_path / "file")

    assert names(tmp_path) == ["file"]


def test_names_that_plug_ins_would_share_are_refused(
    kitchen_sink: Article, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two formats of one ending; one of the ending that the record has."""
    install(tmp_path, "pairs", GOOD, "pairs")
    install(tmp_path, "trios", GOOD, "trios")
    install(tmp_path, "lines", GOOD.replace(".csv", ".jsonl"), "lines")
    monkeypatch.syspath_prepend(tmp_path)

    with pytest.raises(ArticleError, match=r"two formats of this row would both be written to x\.csv"):
        publish_many(kitchen_sink, [Row(GUIDE, ("pairs", "trios"), "x")], tmp_path / "out")
    with pytest.raises(ArticleError, match=r"batch\.jsonl is the name of the record of a batch"):
        publish_many(kitchen_sink, [Row(GUIDE, ("lines",), "batch")], tmp_path / "out")


def test_a_worker_keeps_the_values_that_it_used_last() -> None:
    """So many; what is not kept is made again."""
    kept = batch_jobs._Kept[str](2)
    made: list[str] = []

    def get(name: str) -> str:
        def make() -> str:
            made.append(name)
            return name

        return kept.get(name, make)

    assert [get(name) for name in "abacab"] == [*"abacab"]
    assert made == [*"abcb"]


def test_a_call_comes_back_with_what_it_returned_or_raised() -> None:
    """In messages that say how long they are; what cannot be sent back is an error as well."""

    def answer(function: Callable[..., object], *arguments: object) -> tuple[bool, object]:
        stream = io.BytesIO()
        worker_process.send(stream, worker_process._answer(worker_process.packed((function, arguments))))
        stream.seek(0)
        made: tuple[bool, object] = worker_process.unpacked(worker_process.receive(stream))
        assert stream.read() == b""
        return made

    assert answer(len, "four") == (True, 4)
    is_done, error = answer(int, "four")
    assert (is_done, type(error), str(error)) == (False, ValueError, "invalid literal for int() with base 10: 'four'")
    is_done, error = answer(threading.Lock)
    assert (is_done, type(error), str(error)) == (False, TypeError, "cannot pickle '_thread.lock' object")
    with pytest.raises(EOFError):
        worker_process.receive(io.BytesIO(worker_process.HEAD.pack(5) + b"four"))


def test_a_process_makes_room_for_a_fresh_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """After so many calls; what a call raises comes back as it is, and what is printed there goes nowhere."""
    monkeypatch.setattr(worker_pool, "CALLS", 3)
    with Workers(1, (os.getcwd, ())) as few:
        numbers = [few.submit(os.getpid).result() for _ in range(6)]
        few.submit(print, "to standard output").result()
        with pytest.raises(FileNotFoundError):
            few.submit(os.stat, "/no/such/file").result()
        with pytest.raises(TypeError, match="cannot pickle"):
            few.submit(threading.Lock).result()

    assert len(set(numbers)) == 3
    assert os.getpid() not in numbers


def test_a_process_ends_with_the_one_that_started_it() -> None:
    """However that ends: nothing goes on writing."""
    program = (
        "import os, signal, sys, time\n"
        "from cma_content.publishing.worker_pool import Workers\n"
        "few = Workers(1)\n"
        "few.submit(time.sleep, 0).result()\n"
        "few.submit(time.sleep, 600)\n"
        "print(*(process._process.pid for process in few._started), flush=True)\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, timeout=60)
    number = int(done.stdout)
    for _ in range(100):
        if not Path(f"/proc/{number}").exists() or " Z " in Path(f"/proc/{number}/stat").read_text("ascii"):
            break
        time.sleep(0.1)
    else:
        os.kill(number, signal.SIGKILL)
        pytest.fail("it lives on")


def test_a_process_takes_no_module_from_the_current_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor does it need to know the program that started it."""
    for name in ("pickle", "struct", "cma_content", "multiprocessing"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit(99)", "utf-8")
    monkeypatch.chdir(tmp_path)
    with Workers(1) as few:
        assert few.submit(os.getcwd).result() == str(tmp_path)


def test_one_batch_at_a_time_writes_to_a_folder(kitchen_sink: Article, tmp_path: Path, threads: Executor) -> None:
    """The second says so, and leaves the record of the first."""
    with Record(tmp_path, kitchen_sink, ()), pytest.raises(OutputError, match="another batch is writing to"):
        publish_many(kitchen_sink, ROWS, tmp_path, executor=threads)

    assert names(tmp_path) == [NAME]
    assert json.loads((tmp_path / NAME).read_text("utf-8")) == {
        "batch": 1,
        "cma_content": version_of("cma-content"),
        "article": "kitchen-sink",
        "edition": kitchen_sink.edition,
    }
    assert publish_many(kitchen_sink, ROWS, tmp_path, executor=threads).written == 4


def test_a_record_that_cannot_be_kept_ends_the_batch(
    kitchen_sink: Article, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Something else has its name; another batch takes its place at that moment; the disk is full."""
    (tmp_path / "folder" / NAME).mkdir(parents=True)
    with pytest.raises(OutputError, match="cannot write .*batch.jsonl: .*[Dd]irectory"):
        Record(tmp_path / "folder", kitchen_sink, ())
    with monkeypatch.context() as patched:
        patched.setattr(batch_record, "lock", lambda _: (tmp_path / NAME).unlink())
        with pytest.raises(OutputError, match="another batch is writing to"):
            Record(tmp_path, kitchen_sink, ())
    full = Mock(write=Mock(side_effect=OSError(errno.ENOSPC, "No space left on device")))
    with Record(tmp_path, kitchen_sink, ()) as record, monkeypatch.context() as patched:
        patched.setattr(record, "_file", full)
        with pytest.raises(OutputError, match="cannot write .*batch.jsonl: No space left on device"):
            record.add(Entry(1, "a.pdf", "pdf", "written", "c"))


def test_two_jobs_for_each_worker_are_under_way(
    kitchen_sink: Article, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that none waits for its next, and few rows are held at a time."""
    asked = []

    def answers(*arguments: Any) -> Iterator[Any]:
        asked.append(arguments[3]())
        yield from ()

    monkeypatch.setattr(batch, "answers", answers)
    for workers in (3, 1):
        rows = [Row(GUIDE, ("json",), f"r{number}") for number in range(5)]
        publish_many(kitchen_sink, rows, tmp_path, workers=workers)

    assert asked == [6, 2]


def test_a_record_gives_back_its_sound_lines(kitchen_sink: Article, tmp_path: Path) -> None:
    """In order; one that is broken, of another kind, or without its end says nothing."""
    kept = Entry(1, "a.pdf", "pdf", "kept", "c", "s", 2, "CODE", 3, ("part", "other"), 0.5)
    failed = Entry(2, "b.md", "md", "failed", "d", seconds=0.1, error="no room", exit_code=5)
    with Record(tmp_path, kitchen_sink, [kept]) as record:
        record.add(failed)
    sound = (tmp_path / NAME).read_text("utf-8")
    last = json.loads(sound.splitlines()[-1])
    wrong = [[], last | {"row": "2"}, last | {"size": None}, last | {"other": 1}, {"row": 2}, last | {"left_out": "a"}]
    with (tmp_path / NAME).open("a", encoding="utf-8") as file:
        file.write("".join(f"{json.dumps(line)}\n" for line in wrong) + "{broken\n" + json.dumps(last))

    assert list(read(tmp_path)) == [kept, failed]
    (tmp_path / NAME).write_text(sound.replace('"batch": 1', '"batch": 2'), "utf-8")
    assert list(read(tmp_path)) == list(read(tmp_path / "none")) == []


def test_a_batch_goes_on_from_its_record(brief: Article, tmp_path: Path, threads: Executor) -> None:
    """What stands is kept, and shown as such; a file that no row asks for any more is named, if it is as it was."""
    rows = [Row(GUIDE, ("md",), name) for name in ("one", "two", "three")]
    publish_many(brief, rows, tmp_path, executor=threads)
    (tmp_path / "three.md").write_bytes(b"mine")
    shown: list[tuple[str, list[str]]] = []
    done = publish_many(
        brief,
        rows[:1],
        tmp_path,
        executor=threads,
        resume=True,
        progress=lambda row, entries: shown.append((row.name, [one.status for one in entries or ()])),
    )

    assert (done.written, done.kept, done.failed, done.leftover) == (0, 1, (), ("two.md",))
    assert shown == [("one", ["kept"])]
    assert [(one.row, one.file, one.status) for one in read(tmp_path)] == [(1, "one.md", "kept")]


def test_where_no_process_can_be_started_any_more_a_call_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """Once the workers are stopped, or where this Python does not know its own program."""
    few = Workers(1)
    few._is_stopped = True
    with pytest.raises(WorkerDiedError, match="the workers were stopped"):
        few.submit(os.getpid).result()
    few.shutdown(wait=False)
    monkeypatch.setattr(sys, "executable", "")
    with pytest.raises(UsageError, match="cannot start workers: name an executor"):
        Workers(1)


def test_where_every_process_dies_the_batch_ends(
    kitchen_sink: Article, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rather than after each of ten thousand rows; none can be started, or none lives."""
    rows = [Row(GUIDE, ("json",), f"r{number}") for number in range(100)]
    monkeypatch.setattr(worker_pool, "_START", "import sys; sys.exit('no such library')")
    with pytest.raises(OutputError, match="20 worker processes have ended, one after the other"):
        publish_many(kitchen_sink, rows, tmp_path, workers=1)
    assert lines(tmp_path)[0]["error"] == "its worker process ended with code 1: no such library, twice"
    monkeypatch.setattr(sys, "executable", str(tmp_path / "none"))
    with pytest.raises(OutputError, match="20 worker processes"):
        publish_many(kitchen_sink, rows, tmp_path, workers=1)

    assert lines(tmp_path)[0]["error"] == "no worker process can be started: No such file or directory, twice"
    assert lines(tmp_path)[0]["exit_code"] == 5


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"rows": None}, "the rows must be a list of Row"),
        ({"rows": Row()}, "the rows must be a list of Row"),
        ({"rows": "roster.csv"}, "a row must be Row"),
        ({"place": ""}, "the place must be the name of a folder"),
        ({"place": None}, "the place must be the name of a folder"),
        ({"executor": "threads"}, "the executor must be one of concurrent.futures"),
        ({"executor": ThreadPoolExecutor}, "the executor must be one of concurrent.futures"),
        ({"workers": -1}, "workers must be a number"),
        ({"workers": "2"}, "workers must be a number"),
    ],
)
def test_arguments_of_another_kind_are_refused_before_any_work(
    arguments: dict[str, Any], words: str, kitchen_sink: Article, tmp_path: Path
) -> None:
    """In one sentence, and nothing is written, least of all to the current folder."""
    given: dict[str, Any] = {"rows": [Row()], "place": tmp_path / "out"} | arguments
    with pytest.raises(UsageError, match=words):
        publish_many(kitchen_sink, **given)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("field", [{"options": None}, {"formats": "pdf"}, {"formats": ()}, {"formats": 5}, {"name": 5}])
def test_a_row_of_another_kind_is_none(field: dict[str, Any]) -> None:
    """As the options that it holds."""
    with pytest.raises(UsageError, match="of a row"):
        Row(**field)
